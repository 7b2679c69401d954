import t from 'tap'
import { answered, error, host, metered, pass, seen, wait } from '../fixtures/metered.ts'

t.test('Retry-After holds for all that wait, and on a host that is not metered', async t => {
  const hands = await metered(t)
  await hands.fetch(['a', 'b'])
  t.equal(await answered(hands, error(429, { retry_after_s: 600 })), 'retry')
  t.match(await seen(hands), {
    state: 'resting',
    why: 'The host asked for quiet (Retry-After).',
    failures: 1,
  })
  const s = await wait(hands)
  t.ok(s > 595 && s <= 600, String(s))
  t.match(
    await hands.row(`select count(*) as n from graphile_worker.jobs where run_at > now() + interval '590 s'`),
    { n: 1 },
  )

  await hands.register('free')
  const run = await hands.fetch(['x', 'y'], 'free')
  const [x, y] = [await hands.request(run, 'x'), await hands.request(run, 'y')]
  const { attempt } = await hands.begin('download', { request: x.id })
  await hands.verdict('finish_download($1, $2)', [attempt, error(503, { retry_after_s: 600 })])
  t.match(await hands.begin('download', { request: y.id }), { skip: /waits/ })
  t.match(
    await hands.row('select slot > now() + interval $$590 s$$ as later from ingest.requests where id = $1', [
      y.id,
    ]),
    {
      later: true,
    },
  )
})

t.test(
  'after three failures in a row a host rests, each time twice as long, at most an hour; one answer closes that',
  async t => {
    const hands = await metered(t)
    await hands.fetch(Array.from({ length: 20 }, (_, i) => `page ${i}`))
    await hands.rows('select status.set_host_interval($1, 10000)', [host])
    const rests: number[] = []
    for (const status of [500, 403, 429, null, 503, 502, 500, 500, 500, 500, 500]) {
      await answered(hands, error(status))
      rests.push(Math.ceil(await wait(hands)))
    }
    t.same(
      rests,
      [10, 10, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600],
      'the first two only wait for their interval',
    )
    t.match(await seen(hands), {
      state: 'resting',
      failures: 11,
      why: '11 failures in a row, the last: It said 500.',
    })
    t.equal((await hands.jobs()).filter(key => key.startsWith('download:')).length >= 1, true)

    await answered(hands, error(404, { final: true }))
    t.match(await seen(hands), { state: 'waiting', failures: 0 }, '404 is an answer')
    await answered(hands, error(500))
    await answered(hands, error(500))
    t.match(await seen(hands), { state: 'waiting', failures: 2 })
  },
)

t.test(
  'what says nothing of the host counts for nothing: a broken page, a refusal of ours, a mistake of ours',
  async t => {
    const hands = await metered(t)
    const run = await hands.fetch(['a', 'b', 'c', 'd', 'e'])
    await answered(hands, error(500))
    await answered(hands, error(200))
    await answered(hands, error(null, { final: true }))
    t.match(await seen(hands), { failures: 1 })
    await pass(hands, 7_200)
    const { id } = await hands.request(run, 'd')
    const { attempt } = await hands.begin('download', { request: id })
    t.equal(await hands.verdict('fail_attempt($1, $2)', [attempt, 'Bug!']), 'retry')
    t.match(await seen(hands), { state: 'waiting', failures: 1 }, 'and the host is free again')
  },
)

t.test('a page that fails goes to the end of the line, and its turn to the next', async t => {
  const hands = await metered(t)
  const run = await hands.fetch(['a', 'b', 'c'])
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(key => hands.request(run, key)))
  await answered(hands, error(500))
  const turn = async () =>
    (
      await hands.rows<{ id: number }>(`
      select q.id from ingest.requests q join ingest.hosts h on h.name = q.host
      where q.state = 'queued' and q.slot <= ingest.free_at(h)`)
    ).map(({ id }) => id)
  t.same(await turn(), [b?.id])
  t.match(
    await hands.begin('download', { request: a?.id }),
    { skip: /waits/ },
    "the queue's own retry comes too early",
  )
  t.same(await turn(), [b?.id])
  await pass(hands, 60)
  const { attempt } = await hands.begin('download', { request: b?.id })
  await hands.finishDownload(attempt, 'x')
  t.same(await turn(), [c?.id])
})
