import t from 'tap'
import { readingForPostgres } from '../../lib/reading.ts'
import { beside, halfDone } from '../fixtures/half-done.ts'
import { byHand, type Hands, race } from '../fixtures/hands.ts'

const cancel = (hands: Hands, run: number) => hands.rows('select status.cancel_run($1)', [run])

const states = (hands: Hands, run: number) =>
  hands.rows('select key, state, reason from ingest.requests where run_id = $1 order by key', [run])

t.test('a run is cancelled while one of its pages is read: the further pages it asks for go too', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  await hands.download(run, 'a', 'a')
  const { attempt } = await hands.begin('parse', { request: (await hands.request(run, 'a')).id })
  const reading = { races: [{ ...race('1'), cityKeys: [] }], rejects: [], full: false }
  const further = ['b', 'c'].map(key => ({ key }))
  const finishing = await halfDone(t, hands, 'select ingest.finish_parse($1, $2, $3)', [
    attempt,
    readingForPostgres({ ...reading, requests: further }),
    'v1',
  ])
  await beside(hands, finishing, cancel(hands, run))
  t.match(await states(hands, run), [
    { key: 'a', state: 'parsed' },
    { key: 'b', state: 'failed', reason: 'Cancelled by an operator.' },
    { key: 'c', state: 'failed', reason: 'Cancelled by an operator.' },
  ])
  t.match(await hands.row('select status, open from ingest.runs where id = $1', [run]), {
    status: 'cancelled',
    open: 0,
  })
  t.notOk((await hands.jobs()).some(key => /download:[^1]/.test(key)))
})

t.test('a stage that finishes while its run is being cancelled is refused', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a', 'b'])
  const { attempt } = await hands.begin('download', { request: (await hands.request(run, 'a')).id })
  const cancelling = await halfDone(t, hands, 'select status.cancel_run($1)', [run])
  t.equal(await beside(hands, cancelling, hands.finishDownload(attempt, 'a')), 'superseded')
  t.match(await states(hands, run), [{ state: 'failed' }, { state: 'failed' }])
  t.same(await hands.rows('select from ingest.downloads'), [])
  t.same(await hands.jobs(), [])
})

t.test('a stage that begins while its run is being cancelled finds nothing to do', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  const { id } = await hands.request(run, 'a')
  const cancelling = await halfDone(t, hands, 'select status.cancel_run($1)', [run])
  t.match(await beside(hands, cancelling, hands.begin('download', { request: id })), { skip: /is failed/ })
})

t.test('an undo locks the source first, as whoever starts a run does', async t => {
  const hands = await byHand(t)
  const { id } = await hands.run({ a: { races: [race('1')] } })
  const starting = await halfDone(t, hands, 'select from ingest.sources for no key update', [])
  const end = async () => {
    await starting.query(`select from ingest.runs where id = ${id} for no key update nowait`)
    await starting.end()
  }
  t.match(await beside(hands, { end }, hands.rows('select status.undo_run($1) as run', [id])), [
    { run: Number },
  ])
})

t.test('a run that is being published is not cancelled, nor waited for', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  await hands.download(run, 'a', 'a')
  await hands.parse(run, 'a', { races: [race('1')] })
  const { attempt } = await hands.begin('upload', { run })
  const publishing = await halfDone(t, hands, 'select ingest.upload_run($1)', [attempt])
  await t.rejects(cancel(hands, run), { code: '22023', message: /is being published.*status\.undo_run\(1\)/ })
  await publishing.end()
  t.match(await hands.row('select status from ingest.runs'), { status: 'published' })
})

t.test('of two operators who cancel a run at once one is told that it is', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a', 'b'])
  const first = await halfDone(t, hands, 'select status.cancel_run($1)', [run])
  await t.rejects(beside(hands, first, cancel(hands, run)), {
    message: /is cancelled: there is nothing to cancel/,
  })
  t.match(await hands.rows(`select act from status.audit where act = 'cancel_run'`), { length: 1 })
})

t.test('a purge and a cancel of the same runs, and the sweep beside them, lock nobody out', async t => {
  const hands = await byHand(t)
  for (let i = 0; i < 10; i++) {
    const runs = await Promise.all(
      ['toy', 'b', 'c'].map(async name => {
        await hands.register(name)
        return hands.fetch(['a', 'b', 'c'], name)
      }),
    )
    const acts = [
      `select status.purge_queue('download')`,
      'select ingest.sweep()',
      ...runs.map(run => `select status.cancel_run(${run})`),
    ]
    const ends = await Promise.allSettled(acts.map(text => hands.rows(text)))
    const errors = ends.flatMap(end =>
      end.status === 'rejected' && end.reason.code !== '22023' ? [end.reason] : [],
    )
    t.same(errors, [])
    t.same(await hands.rows(`select id from ingest.runs where status = 'running'`), [])
  }
  t.same(await hands.rows(`select id from ingest.requests where state in ('queued', 'downloaded')`), [])
})

t.test('a retry and a fetch that start at once: one run, the other joins or is refused', async t => {
  const hands = await byHand(t)
  const old = await hands.run({ a: { races: [race('1')] }, b: { error: 'It said 500.' } })
  const { attempt } = await hands.begin('fetch', { source: 'toy' })
  const starting = await halfDone(t, hands, `select ingest.start_run($1, '[{"key": "a"}]', 'cron', 'v1')`, [
    attempt,
  ])
  await t.rejects(beside(hands, starting, hands.rows('select status.retry_run($1)', [old.id])), {
    message: /is running/,
  })

  await cancel(hands, 2)
  const next = await hands.begin('fetch', { source: 'toy' })
  const retrying = await halfDone(t, hands, 'select status.retry_run($1)', [old.id])
  t.equal(await beside(hands, retrying, hands.startRun(next.attempt, ['a'])), 'done')
  t.match(await hands.rows(`select trigger from ingest.runs where status = 'running'`), [
    { trigger: 'retry' },
  ])
})
