import t from 'tap'
import { host, metered, pass, seen, wait } from '../fixtures/metered.ts'

t.test(
  'one request of a host is queued at a time, and the next when it has ended, at the end plus the interval',
  async t => {
    const hands = await metered(t)
    const run = await hands.fetch(['a', 'b', 'c'])
    const ids = await Promise.all(['a', 'b', 'c'].map(async key => (await hands.request(run, key)).id))
    t.same(await hands.jobs(), [`download:${ids[0]}`])
    t.match(await seen(hands), { state: 'free', waiting: 3, interval_ms: 60_000, interval_is_ours: false })

    const { attempt } = await hands.begin('download', { request: ids[0] })
    t.match(await seen(hands), { state: 'busy' })
    t.equal(await hands.finishDownload(attempt, 'body of a'), 'done')
    t.match(await seen(hands), { state: 'waiting', waiting: 2, requests_24h: 1 })
    t.match(await hands.jobs(), [`download:${ids[0]}`, `download:${ids[1]}`, `parse:${ids[0]}`])
    const next = await hands.row(`
    select q.slot = ingest.free_at(h) as at_the_end, j.run_at = q.slot as comes_due, q.slot - h.ended_at = interval '1 min' as after
    from ingest.requests q
    join ingest.hosts h on h.name = q.host
    join graphile_worker.jobs j on j.key = 'download:' || q.id
    where q.id = ${ids[1]}`)
    t.same(next, { at_the_end: true, comes_due: true, after: true })
  },
)

t.test('whoever comes too early goes back into the line, and is no failure', async t => {
  const hands = await metered(t)
  const run = await hands.fetch(['a', 'b'])
  const [a, b] = [await hands.request(run, 'a'), await hands.request(run, 'b')]
  const first = await hands.begin('download', { request: a.id })
  t.match(await hands.begin('download', { request: b.id }), {
    skip: `request ${b.id} waits for its turn with ${host}`,
  })
  t.same(await hands.jobs(), [`download:${a.id}`], 'somebody is at it: nobody else has a turn')
  await hands.finishDownload(first.attempt, 'x')
  t.match(await hands.begin('download', { request: b.id }), { skip: /waits/ }, 'the interval runs')
  t.ok((await hands.jobs()).includes(`download:${b.id}`), 'it has the next turn')
  await pass(hands, 59)
  t.match(await hands.begin('download', { request: b.id }), { skip: /waits/ }, 'a second too early')
  await pass(hands, 1)
  t.ok((await hands.begin('download', { request: b.id })).leased)
  t.match(await hands.rows(`select from ingest.attempts where outcome = 'failed'`), [])
})

t.test('of many that begin at the same time one gets the host', async t => {
  const hands = await metered(t)
  const keys = Array.from({ length: 12 }, (_, i) => `page ${i}`)
  await hands.fetch(keys)
  const requests = await hands.rows<{ id: number }>('select id from ingest.requests')
  const begun = await Promise.all(requests.map(({ id }) => hands.begin('download', { request: id })))
  t.equal(begun.filter(({ attempt }) => attempt).length, 1)
  t.equal((await hands.jobs()).length, 1)
})

t.test('a claim ends with its attempt, or with its time; the interval runs from there', async t => {
  const hands = await metered(t)
  const run = await hands.fetch(['a', 'b'])
  const [a, b] = [await hands.request(run, 'a'), await hands.request(run, 'b')]
  const first = await hands.begin('download', { request: a.id })
  const s = await wait(hands)
  t.ok(s > 85 && s <= 90, `at most 30 s of the request and a minute: ${s}`)
  await hands.rows(`select ingest.close_attempt($1, 'crashed')`, [first.attempt])
  const crashed = await wait(hands)
  t.ok(crashed > 55 && crashed <= 60, `a minute from the crash: ${crashed}`)
  t.match(await seen(hands), { state: 'waiting' })

  await hands.rows(
    'update ingest.attempts set finished_at = finished_at - $$61 s$$::interval where id = $1',
    [first.attempt],
  )
  const second = await hands.begin('download', { request: b.id })
  t.ok(second.attempt, 'one that crashed a minute ago holds nothing')
  await pass(hands, 30 + 59)
  t.match(
    await hands.begin('download', { request: a.id }),
    { skip: /waits/ },
    'an open one holds it until its time is over',
  )
  await pass(hands, 1)
  const third = await hands.begin('download', { request: a.id })
  t.ok(third.attempt)
  t.equal(await hands.finishDownload(second.attempt, 'late'), 'done', 'what came late is kept')
  t.match(await seen(hands), { state: 'busy' }, 'and takes the host from nobody')
})

t.test('a lease is as long as the worker says', async t => {
  const hands = await metered(t)
  const run = await hands.fetch(['a'])
  const { id } = await hands.request(run, 'a')
  await hands.rows('select ingest.begin_download($1, 1, 1, $$w$$, 5000)', [{ request: id }])
  const s = await wait(hands)
  t.ok(s > 60 && s <= 65, String(s))
})

t.test('the hosts of a source’s sites are told once, and again when the list is another', async t => {
  const hands = await metered(t)
  await hands.register('clubs', { base_url: '' })
  const sites = ['https://a.example/', 'https://b.example/', 'https://www.b.example/x']
  const add = (site?: string) => hands.rows(`select status.add_site('clubs', $1)`, [site])
  const remove = (site?: string) => hands.rows(`select status.remove_site('clubs', $1)`, [site])
  for (const site of sites) await add(site)
  const { id } = await hands.request(await hands.fetch(['https://a.example/'], 'clubs'), 'https://a.example/')
  const ask = async (list?: string) =>
    (
      await hands.row<{ begun: { list: string; sites?: string[] } }>(
        'select ingest.begin_download($1, 1, 1, $$w$$, 5000, $2) as begun',
        [{ request: id }, { clubs: list }],
      )
    ).begun
  const { list, sites: told } = await ask()
  t.same(told, ['a.example', 'b.example', 'www.b.example'])
  t.match(await ask(list), { list, sites: undefined })
  await remove(sites[0])
  await add('https://c.example/')
  const other = await ask(list)
  t.same(other.sites, ['b.example', 'c.example', 'www.b.example'], 'as many, and not the same')
  for (const site of [...sites.slice(1), 'https://c.example/']) await remove(site)
  t.same((await ask(other.list)).sites, [], 'none are left')

  const plan = await hands.rows<{ 'QUERY PLAN': string }>('explain select * from status.hosts')
  t.notMatch(
    plan.map(row => row['QUERY PLAN']).join('\n'),
    /SubPlan.*\n\s+-> +Aggregate/,
    'nothing is counted host by host',
  )
})

t.test('a worker that came too late gives its claim back, unless it was overtaken', async t => {
  const hands = await metered(t)
  const run = await hands.fetch(['a'])
  const { id } = await hands.request(run, 'a')
  const { attempt } = await hands.begin('download', { request: id })
  t.equal(await hands.verdict('postpone_download($1)', [attempt]), 'done')
  t.match(await seen(hands), { state: 'waiting', failures: 0 })
  t.same(await hands.jobs(), [`download:${id}`])
  await pass(hands, 60)
  const again = await hands.begin('download', { request: id })
  await hands.begin('download', { request: id })
  t.equal(await hands.verdict('postpone_download($1)', [again.attempt]), 'superseded')
})
