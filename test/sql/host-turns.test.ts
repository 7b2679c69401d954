import t from 'tap'
import { until } from '../fixtures/database.ts'
import { byHand, race } from '../fixtures/hands.ts'
import { host, metered, pass } from '../fixtures/metered.ts'

t.test(
  'whatever ends a request gives its turn on: settled, unchanged, overdue, of a run that ended',
  async t => {
    const hands = await metered(t)
    await hands.register('other', { base_url: `https://${host}/`, interval_ms: 60_000 })
    const turns = async () => (await hands.jobs()).filter(key => key.startsWith('download:'))
    const clear = () =>
      hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')

    const first = await hands.fetch(['a'])
    await hands.download(first, 'a', 'x')
    await hands.parse(first, 'a', { races: [race('1')], requests: [{ url: 'a2' }] })
    await clear()
    await pass(hands, 7_200)
    await hands.download(first, 'a2', 'y')
    await hands.parse(first, 'a2', {})
    await hands.upload(first)

    const second = await hands.fetch(['a', 'b'])
    const third = await hands.fetch(['c', 'd', 'e'], 'other')
    await clear()
    await pass(hands, 7_200)
    t.equal(await hands.download(second, 'a', 304), 'done')
    const next = async (run: number, key: string) => `download:${(await hands.request(run, key)).id}`
    t.same(await turns(), [await next(second, 'b')], 'after an unchanged page')

    await clear()
    await hands.rows('update ingest.runs set deadline = now() - interval $$1 s$$ where id = $1', [second])
    t.match(await hands.row('select * from ingest.sweep()'), { overdue: 2 })
    t.ok((await turns()).includes(await next(third, 'c')), 'after requests that were overdue')

    await hands.upload(second)
    await clear()
    const { id } = await hands.request(third, 'c')
    await hands.rows(`update ingest.runs set status = 'cancelled', finished_at = now() where id = $1`, [
      third,
    ])
    const fourth = await hands.fetch(['f'])
    t.match(await hands.begin('download', { request: id }), { skip: /is queued/ })
    t.same(await turns(), [await next(fourth, 'f')], 'requests of a run that ended keep nobody waiting')
  },
)

t.test(
  'the sweep queues what lost its job, the next of a host that lost its turn, and none that merely waits',
  async t => {
    const hands = await metered(t)
    const run = await hands.fetch(['a', 'b', 'c'])
    const [a, b] = [await hands.request(run, 'a'), await hands.request(run, 'b')]
    t.match(await hands.row('select * from ingest.sweep()'), { requeued: 0, overdue: 0 })
    await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
    t.match(await hands.row('select * from ingest.sweep()'), { requeued: 1 })
    t.same(await hands.jobs(), [`download:${a.id}`], 'its job was lost')

    await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
    await hands.rows(`select ingest.settle_request($1, 'failed', null, 'for the test')`, [a.id])
    t.match(await hands.row('select * from ingest.sweep()'), { requeued: 1 })
    t.same(await hands.jobs(), [`download:${b.id}`], 'its turn was lost')
    t.match(await hands.row('select * from ingest.sweep()'), { requeued: 0 })
  },
)

t.test('a source that moved waits for its new host', async t => {
  const hands = await metered(t)
  const run = await hands.fetch(['a', 'b'])
  const [a, b] = [await hands.request(run, 'a'), await hands.request(run, 'b')]
  await hands.register('toy', { base_url: 'https://new.example.org/', interval_ms: 60_000 })
  const { attempt, url } = await hands.begin('download', { request: a.id })
  t.equal(url, 'https://new.example.org/a')
  t.ok((await hands.jobs()).includes(`download:${b.id}`), 'the old host gives its turn to the next')
  t.match(await hands.begin('download', { request: b.id }), { skip: /with new.example.org/ })
  await hands.finishDownload(attempt, 'x')
  t.match(
    await hands.row('select host, slot is not null as turn from ingest.requests where id = $1', [b.id]),
    {
      host: 'new.example.org',
      turn: true,
    },
  )
})

t.test(
  'downloads that end together, with pages on each other’s hosts, do not lock each other out',
  async t => {
    const hands = await byHand(t)
    await hands.register('toy', { base_url: '', interval_ms: 1 })
    const pages = ['https://a.example/1', 'https://b.example/1']
    const further = {
      'https://a.example/1': 'https://b.example/2',
      'https://b.example/1': 'https://a.example/2',
    }
    const whole = async (answer: (page: string) => 304 | string): Promise<number> => {
      const run = await hands.fetch(pages)
      const begun = await Promise.all(
        pages.map(async page => hands.begin('download', { request: (await hands.request(run, page)).id })),
      )
      await Promise.all(
        begun.map(({ attempt }, i) => hands.finishDownload(attempt, answer(pages[i] as string))),
      )
      return run
    }
    const free = (run: number, key: string) =>
      until('the host is free', async () => {
        const { attempt } = await hands.begin('download', { request: (await hands.request(run, key)).id })
        return attempt
      })
    const rest = async (run: number, answer: 304 | string): Promise<void> => {
      for (const key of Object.values(further)) {
        await hands.finishDownload(await free(run, key), answer === 304 ? 304 : `${key} ${answer}`)
        if (answer !== 304) await hands.parse(run, key, { races: [race(key)] })
      }
      await hands.upload(run)
    }
    const first = await whole(page => page)
    for (const page of pages)
      await hands.parse(first, page, {
        races: [race(page)],
        requests: [{ url: further[page as keyof typeof further] }],
      })
    await rest(first, 'x')
    for (let i = 0; i < 10; i++) await rest(await whole(() => 304), 304)
    t.match(
      await hands.rows(
        `select distinct outcome from ingest.attempts where task = 'download' and outcome = 'failed'`,
      ),
      [],
    )
  },
)
