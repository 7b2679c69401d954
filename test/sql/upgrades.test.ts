import t from 'tap'
import { byHand, type Hands, race } from '../fixtures/hands.ts'

/** A worker pool that is alive, with a parser of toy. */
const alive = (hands: Hands, id: string, parser: string, tasks = ['parse']) =>
  hands.rows(`select ingest.beat($1, 'here', 1, $2, '10 s', $3)`, [id, tasks, { toy: parser }])

/** A run of one page, downloaded and waiting to be parsed, pinned to parser v1. */
async function waiting(hands: Hands) {
  const run = await hands.fetch(['a'])
  await hands.download(run, 'a', 'x')
  const { id } = await hands.request(run, 'a')
  return { run, id, begin: (worker: string) => hands.begin('parse', { request: id }, undefined, worker) }
}

t.test('a page is left to a worker that has the parser its run began with', async t => {
  const hands = await byHand(t)
  await alive(hands, 'old', 'v1')
  await alive(hands, 'new', 'v2')
  const { run, id, begin } = await waiting(hands)
  t.match(await begin('new'), { skip: /left to a worker that has parser v1/ })
  t.match(
    await hands.rows(`select run_at > now() as later from graphile_worker.jobs where key = 'parse:${id}'`),
    [{ later: true }],
  )
  const { attempt } = await begin('old')
  t.equal(await hands.finishParse(attempt, { races: [race('1')] }), 'done')
  t.match(await hands.upload(run), { status: 'published', parser_version: 'v1' })
  t.match(await hands.rows(`select outcome from ingest.attempts where task = 'parse' order by id`), [
    { outcome: 'postponed' },
    { outcome: 'done' },
  ])
})

t.test('when no worker has it any more, the run goes on with the parser there is', async t => {
  const hands = await byHand(t)
  await alive(hands, 'new', 'v2')
  await alive(hands, 'fetcher', 'v1', ['fetch', 'download'])
  const { run, begin } = await waiting(hands)
  const { attempt } = await begin('new')
  hands.parserVersion = 'v2'
  t.equal(await hands.finishParse(attempt, { races: [race('1')] }), 'done')
  t.match(await hands.upload(run), { status: 'published', parser_version: 'v2' })
})

t.test(
  'while the database is full nothing is downloaded or begun, and all goes on when there is room',
  async t => {
    const hands = await byHand(t)
    const run = await hands.fetch(['a', 'b'])
    const { id } = await hands.request(run, 'a')
    const sweep = (limit: number | null) => hands.row(`select * from ingest.sweep('10 s', $1)`, [limit])
    t.match(await sweep(1), { paused: /^Downloads pause/, requeued: 0 })

    const jobs = async () => (await hands.jobs()).filter(key => key.startsWith('download')).length
    t.match(await hands.begin('download', { request: id }), { skip: /Downloads pause/ })
    await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
    t.match(await sweep(1), { requeued: 0 })
    t.equal(await jobs(), 0)
    t.match(await hands.request(run, 'a'), { state: 'queued' }, 'it waits, and has not failed')

    await hands.register('other')
    t.match(await hands.begin('fetch', { source: 'other' }), { skip: /Downloads pause/ })
    t.match(
      await hands.rows(
        `select run_at > now() + interval '9 min' as later from graphile_worker.jobs where key = 'fetch:other'`,
      ),
      [{ later: true }],
    )
    t.match(
      await hands.rows(`select outcome, error from ingest.attempts where outcome = 'postponed' order by id`),
      [{ error: /Downloads pause/ }, { error: /Downloads pause/ }],
    )

    t.match(await sweep(null), { paused: null, requeued: 2 })
    t.equal(await jobs(), 2)
    await hands.download(run, 'a', 'x')
    t.match(await hands.request(run, 'a'), { state: 'downloaded' })
  },
)
