import t from 'tap'
import { race } from '../fixtures/hands.ts'
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

    await clear()
    await pass(hands, 7_200)
    const failing = await hands.begin('download', { request: (await hands.request(third, 'c')).id })
    await hands.finishDownload(failing.attempt, { error: 'It said 404.', final: true })
    t.same(await turns(), [await next(third, 'd')], 'after a failure for good')

    await hands.upload(second)
    const fourth = await hands.fetch(['f'])
    await clear()
    const { id } = await hands.request(third, 'd')
    await hands.rows(`update ingest.runs set status = 'cancelled', finished_at = now() where id = $1`, [
      third,
    ])
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
