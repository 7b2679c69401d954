import t from 'tap'
import { byHand } from '../fixtures/hands.ts'
import { host, metered, seen } from '../fixtures/metered.ts'

t.test('an operator pauses a host and resumes it', async t => {
  const hands = await metered(t)
  const run = await hands.fetch(['a', 'b'])
  const { id } = await hands.request(run, 'a')
  await hands.rows(`select status.pause_host($1, 'They asked us to')`, [host])
  t.match(await seen(hands), { state: 'paused', why: 'They asked us to', until: null, waiting: 2 })
  await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
  t.match(await hands.begin('download', { request: id }), { skip: /waits/ })
  t.match(await hands.row('select * from ingest.sweep()'), { requeued: 0 })
  t.same(await hands.jobs(), [])

  await hands.rows('select status.resume_host($1)', [host])
  t.match(await seen(hands), { state: 'free', why: null })
  t.same(await hands.jobs(), [`download:${id}`])
  t.ok((await hands.begin('download', { request: id })).attempt)
})

t.test('a pause holds on a host that is not metered, and all its requests go on after', async t => {
  const hands = await byHand(t)
  const before = await hands.fetch(['a', 'b'])
  await hands.rows(`select status.pause_host('127.0.0.1', 'x')`)
  t.match(await hands.begin('download', { request: (await hands.request(before, 'a')).id }), {
    skip: /waits/,
  })
  t.match(await hands.begin('download', { request: (await hands.request(before, 'b')).id }), {
    skip: /waits/,
  })
  await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
  await hands.register('other')
  await hands.fetch(['c'], 'other')
  t.same(await hands.jobs(), [])
  await hands.rows(`select status.resume_host('127.0.0.1')`)
  t.equal((await hands.jobs()).length, 3)
})

t.test("an operator's interval wins, at once, and is given back with null", async t => {
  const hands = await metered(t)
  const run = await hands.fetch(['a', 'b', 'c'])
  const { attempt } = await hands.begin('download', { request: (await hands.request(run, 'a')).id })
  await hands.finishDownload(attempt, 'x')
  const set = async (ms: number | null): Promise<number> => {
    await hands.rows('select status.set_host_interval($1, $2)', [host, ms])
    const { s } = await hands.row<{ s: number }>(
      `select extract(epoch from max(q.slot - h.ended_at))::float8 as s
       from ingest.requests q join ingest.hosts h on h.name = q.host where q.state = 'queued'`,
    )
    return s
  }
  t.equal(await set(600_000), 600)
  t.match(await seen(hands), { interval_ms: 600_000, interval_is_ours: true })
  t.equal(await set(90_000), 90, 'the turn that was given comes earlier')
  await hands.register('other', { base_url: `https://${host}/`, interval_ms: 60_000 })
  await hands.fetch(['z'], 'other')
  t.match(await seen(hands), { interval_ms: 90_000 }, 'the code does not take it back')
  t.equal(await set(null), 60)
  await set(0)
  t.equal(
    (await hands.jobs()).filter(key => key.startsWith('download:')).length >= 3,
    true,
    'not metered: all are queued',
  )
})

t.test('operators are refused what makes no sense', async t => {
  const hands = await metered(t)
  await hands.fetch(['a'])
  const refused: [call: string, message: RegExp][] = [
    [`pause_host('nowhere', 'x')`, /^Unknown host "nowhere"/],
    [`pause_host(null, 'x')`, /^Unknown host null/],
    [`pause_host('${host}', ' ')`, /^Say why/],
    [`resume_host('${host}')`, /is not paused/],
    [`resume_host('nowhere')`, /^Unknown host/],
    [`set_host_interval('nowhere', 1)`, /^Unknown host/],
    [`set_host_interval('${host}', -1)`, /^An interval is 0 to 86400000/],
    [`set_host_interval('${host}', 86400001)`, /^An interval is/],
  ]
  for (const [call, message] of refused)
    await t.rejects(hands.rows(`select status.${call}`), { code: '22023', message }, call)
  await hands.rows(`select status.set_host_interval('${host}', 86400000)`)
})
