import t from 'tap'
import { readingForPostgres } from '../../lib/reading.ts'
import { crontabLines, ticks } from '../../scripts/crontab.ts'
import { registerCrontab } from '../../scripts/work.ts'
import { byHand, day, type Hands, type Row, race } from '../fixtures/hands.ts'
import { metered } from '../fixtures/metered.ts'

const source = (hands: Hands, name = 'toy') =>
  hands.row('select * from status.sources where source = $1', [name])
const good = { a: { races: [race('1'), race('2')] } }

/** Let everything that is known of the runs be older by so much. */
const age = (hands: Hands, by: string) =>
  hands.rows(
    `update ingest.runs
     set started_at = started_at - $1::interval, finished_at = finished_at - $1::interval, observed_at = observed_at - $1::interval,
       published_at = published_at - $1::interval`,
    [by],
  )

t.test(
  'a source is never, fresh, stale, failing, held, paused, erased or disabled, and says since when and why',
  async t => {
    const hands = await byHand(t)
    await hands.register('off', { enabled: false })
    t.match(await source(hands, 'off'), { state: 'disabled', since: null, why: null })
    t.match(await source(hands), {
      state: 'never',
      since: Date,
      why: /None of its runs/,
      stale_after: { hours: 36 },
    })

    await hands.run(good)
    t.match(await source(hands), { state: 'fresh', why: null, records: 2, events: 2, requests_today: 1 })
    await age(hands, '36 hours 1 minute')
    const stale = await source(hands)
    t.match(stale, { state: 'stale', why: /^What it says is of .* UTC: older than 36:00:00\.$/ })
    t.ok(
      Math.abs(Date.now() - 60_000 - (stale.since as Date).getTime()) < 20_000,
      'since it was 36 hours old',
    )
    await hands.rows(`select status.set_stale_after('toy', '2 days')`)
    t.match(await source(hands), { state: 'fresh' })

    const first = await hands.run({ a: { error: 'It said 500.' } })
    await hands.run({ a: { error: 'It said 503.' } })
    t.match(await source(hands), { state: 'failing', since: first.finished_at, why: /It said 503/ })
    await hands.run(good)
    t.match(await source(hands), { state: 'fresh' })
    await hands.limit('max_rejected', 0)
    const held = await hands.run({ a: { ...good.a, rejects: [{ id: 'x', reason: 'x', raw: 1 }] } })
    t.match(await source(hands), {
      state: 'held',
      since: held.finished_at,
      held_run: held.id,
      why: held.reason,
    })
    await hands.rows('select status.discard_run($1)', [held.id])
    t.match(await source(hands), { state: 'fresh' })

    await hands.rows(`select status.pause_source('toy', 'They moved.')`)
    t.match(await source(hands), { state: 'paused', since: Date, why: /They moved/ })
    await hands.rows(`select status.erase_source('toy', 'They asked.')`)
    t.match(await source(hands), { state: 'erased', why: /They asked/ })
  },
)

t.test('a fetch that comes to no run is a failing source too', async t => {
  const hands = await byHand(t)
  await hands.run(good)
  const { attempt } = await hands.begin('fetch', { source: 'toy' })
  await hands.verdict('fail_attempt($1, $2)', [attempt, 'The plan is broken.'])
  t.match(await source(hands), { state: 'failing', why: 'The plan is broken.', since: Date })
  await hands.run(good)
  t.match(await source(hands), { state: 'fresh' })
})

t.test('a replay or an undo makes nothing fresh, and a cancelled run nothing failing', async t => {
  const hands = await byHand(t)
  await hands.run(good)
  const second = await hands.run({ a: { races: [race('1', { name: 'New' }), race('2')] } })
  await age(hands, '40 hours')
  t.match(await source(hands), { state: 'stale' })
  await hands.rows('select status.undo_run($1)', [second.id])
  t.match(await source(hands), { state: 'stale' })
  await hands.rows('select status.cancel_run($1)', [await hands.fetch(['a'])])
  t.match(await source(hands), { state: 'stale' })
})

t.test('how old a source may become goes by its line of the crontab, and so does its next tick', async t => {
  const hands = await byHand(t)
  const lines = crontabLines(
    '37 5 * * 1 fetch ?id=fetch-toy {"source":"toy"}\n17 3 * * * fetch ?id=fetch-b {"source":"b"}\n* * * * * sweep',
  )
  await registerCrontab(hands.database.pool, lines)
  await hands.register('b')
  t.match(await source(hands), { stale_after: { days: 10, hours: 12 } }, 'weekly: ten and a half days')
  t.match(await source(hands, 'b'), { stale_after: { hours: 36 } }, 'daily')
  const [tick] = ticks(lines[0] as never, Date.now(), Date.now() + 8 * 86_400_000, 1)
  t.same((await source(hands)).next_tick, tick)

  await hands.run(good)
  t.match(await hands.rows('select * from status.cron_lines order by line'), [
    { line: 'fetch-b', last_at: null },
    {
      line: 'fetch-toy',
      schedule: '37 5 * * 1',
      period: { days: 7 },
      next_at: tick,
      last_result: 'published',
    },
    { line: 'sweep', source: null },
  ])
  await registerCrontab(hands.database.pool, lines.slice(0, 1))
  t.match(
    await hands.rows('select line from ingest.crontab'),
    [{ line: 'fetch-toy' }],
    'lines that are gone go',
  )
})

t.test('SQL and the queue agree on when a line fires next', async t => {
  const hands = await byHand(t)
  const schedules = [
    ...[
      '* * * * *',
      '*/7 * * * *',
      '17 3 * * *',
      '37 5 * * 1',
      '0 0 1 * *',
      '0 12 13 * 5',
      '5,35 1-3,22 * * *',
    ],
    ...['0 0 29 2 *', '59 23 31 12 *', '0 6 * * 7', '0 6 * * 1-5', '*/59 */23 */30 */11 */6', '0 0 31 2 *'],
  ]
  const moments = [
    '2026-11-24T22:41:30Z',
    '2027-02-28T23:59:00Z',
    '2028-02-29T00:00:00Z',
    '2026-12-31T23:59:00Z',
  ]
  for (const schedule of schedules) {
    const [line] = crontabLines(`${schedule} sweep`)
    for (const moment of moments) {
      const from = Date.parse(moment)
      const [tick = null] = ticks(line as never, from, from + 1464 * 86_400_000, 1)
      const { at } = await hands.row('select ingest.next_tick($1, $2) as at', [schedule, moment])
      t.same(at, tick, `${schedule} after ${moment}`)
    }
  }
})

t.test('the queue is shown by task and state, those in line without a job included', async t => {
  const hands = await metered(t)
  await hands.fetch(['a', 'b', 'c'])
  await hands.rows(`select graphile_worker.add_job('prune', run_at => now() + interval '1 hour')`)
  await hands.rows(`select graphile_worker.add_job('sweep', job_key => 'taken')`)
  await hands.rows(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'w' where key = 'taken'`,
  )
  t.match(await hands.rows('select * from status.queue order by id'), [
    { id: 'download:due', jobs: 1, oldest_at: Date },
    { id: 'download:in line', jobs: 2 },
    { id: 'prune:later', jobs: 1 },
    { id: 'sweep:running', jobs: 1 },
  ])
})

t.test('failures are told by their text, throughput by the hour, workers by what they are at', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1')] }, b: { error: 'It said 500.' }, c: { error: 'It said 500.' } })
  t.match(await hands.rows('select * from status.failures'), [
    { task: 'download', source: 'toy', outcome: 'failed', error: 'It said 500.', attempts: 2, last_run: 1 },
  ])
  const hours = await hands.rows<Row>('select * from status.throughput order by id')
  t.match(hours, [
    { task: 'download', outcome: 'done', attempts: 1 },
    { task: 'download', outcome: 'failed', attempts: 2 },
    { task: 'fetch', outcome: 'done' },
    { task: 'parse' },
    { task: 'upload' },
  ])
  await hands.rows(`select ingest.beat('w', 'here', 1, '{download}')`)
  const run = await hands.fetch(['a'])
  await hands.begin('download', { request: (await hands.request(run, 'a')).id }, undefined, 'w')
  t.match(await hands.rows('select * from status.workers'), [{ id: 'w', jobs: 1, busy_since: Date }])
  t.match(await hands.row('select * from status.runs where id = $1', [run]), { planned: 1, settled: 0 })
})

t.test('workers that all died at once are not alive, and a source grows stale without them', async t => {
  const hands = await byHand(t)
  const sample = async (name: string): Promise<Row[]> =>
    hands.rows('select labels, value from status.metrics where name = $1', [`ultrasearch_${name}`])
  await hands.run(good)
  await hands.rows(`select ingest.beat('w', 'here', 1, '{download}')`)
  await hands.rows('select ingest.notice_changes()')
  t.same(await sample('workers'), [{ labels: {}, value: 1 }])
  t.same(await sample('source_state'), [{ labels: { source: 'toy', state: 'fresh' }, value: 1 }])

  await hands.rows(`update ingest.workers set beat_at = now() - interval '5 minutes'`)
  await age(hands, '37 hours')
  t.same(await hands.rows('select id from status.workers'), [])
  t.same(await sample('workers'), [{ labels: {}, value: 0 }])
  t.same(await sample('source_state'), [{ labels: { source: 'toy', state: 'stale' }, value: 1 }])
})

t.test('from a run to its requests, downloads, rejects and bytes', async t => {
  const hands = await byHand(t)
  const { id } = await hands.run({
    a: { races: [race('1')], rejects: [{ id: 'x', reason: 'no day', raw: { day: '<b>' } }] },
    b: { error: 'It said 500.' },
  })
  const [a] = await hands.rows('select * from status.requests where run = $1 order by page', [id])
  t.match(a, {
    source: 'toy',
    state: 'parsed',
    records: 1,
    rejected: 1,
    attempts: 2,
    is_carried: false,
    snapshot: String,
  })
  t.match(await hands.rows('select * from status.rejects'), [
    { id: `${id}:1`, request: a?.id, snapshot: a?.snapshot },
  ])
  t.match(await hands.rows('select * from status.downloads order by id'), [
    { outcome: 'new', page: 'a', snapshot: a?.snapshot, run: id },
    { outcome: 'failed', page: 'b', error: 'It said 500.', snapshot: null },
  ])
  t.match(await hands.rows('select * from status.snapshot($1)', [a?.snapshot]), [
    { encoding: 'gzip', body: Buffer },
  ])
  t.same(await hands.rows('select * from status.snapshot($1)', ['0'.repeat(64)]), [])
  await t.rejects(hands.rows(`select * from status.snapshot('../x')`), {
    code: '22023',
    message: /64 hexadecimal/,
  })
})

t.test('what a held run would do: added, changed and missing', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1'), race('2', { group: 'a' }), race('3'), race('4'), race('6')] } })
  await hands.limit('max_rejected', 0)
  const held = await hands.run({
    a: {
      races: [race('1'), race('2', { name: 'New name', group: 'b' }), race('5'), race('6', { group: 'c' })],
      rejects: [{ id: '4', reason: 'x', raw: 1 }],
    },
  })
  t.match(await hands.rows('select id, reason from status.held_runs'), [{ id: held.id, reason: held.reason }])
  t.same(
    await hands.rows('select change, source_event_id, changes from status.held_changes($1)', [held.id]),
    [
      { change: 'added', source_event_id: '5', changes: null },
      { change: 'changed', source_event_id: '2', changes: { name: ['Race 2', 'New name'] } },
      { change: 'changed', source_event_id: '6', changes: { group_key: ['6', 'c'] } },
      { change: 'missing', source_event_id: '3', changes: null },
    ],
    'a group is made of what changed, unless it alone did',
  )
  t.same(await hands.rows('select * from status.held_changes(1)'), [], 'of a run that is not held nothing')
  const kinds = (run: unknown) => hands.rows('select * from status.change_kinds($1)', [run])
  t.match(await kinds(held.id), [
    { change: 'added', events: 1, examples: [{ name: 'Race 5', start_date: '2099-06-01', changes: null }] },
    { change: 'changed', events: 2, examples: [{ name: 'New name' }, { name: 'Race 6' }] },
    { change: 'missing', events: 1, examples: [{ name: 'Race 3' }] },
  ])
  const added = ['1', '2', '3'].map(id => ({ name: `Race ${id}` }))
  t.match(
    await kinds(1),
    [{ change: 'added', events: 5, examples: added }],
    'all are counted, three are shown',
  )

  await hands.limit('max_changed', 1)
  for (let n = 0; n < 2; n++) await hands.run({ a: { races: ['1', '2', '3', '4'].map(id => race(id)) } })
  const { sha } = await hands.row('select snapshot_sha256 as sha from ingest.parses order by id limit 1')
  const races = [
    { ...race('1', { name: 'One' }), cityKeys: [] },
    { ...race('6'), cityKeys: [] },
  ]
  const reading = readingForPostgres({ races, rejects: [], requests: [], full: false })
  await hands.rows(`select ingest.keep_reading('toy', 'a', $1, 'v2', $2, null, 'x', now())`, [sha, reading])
  await hands.limit('max_changed', 0)
  const since = await hands.row('select min(observed_at) as first from ingest.runs')
  await hands.rows(`select ingest.replay('toy', $1, 'v2', '[]', false)`, [since.first])
  t.same(
    await hands.rows(
      'select h.change, h.source_event_id as id from ingest.runs r cross join status.held_changes(r.id) h where r.number = 5',
    ),
    [
      { change: 'changed', id: '1' },
      { change: 'missing', id: '3' },
      { change: 'missing', id: '4' },
    ],
    'what was withdrawn since is not brought back by the replay of an old run',
  )
})

t.test('what a held run would do is the same whoever’s clock is on the wall', async t => {
  const hands = await byHand(t)
  const ends = [race('first', { startDate: day(0) }), race('last', { startDate: day(36_500) })]
  await hands.run({ a: { races: [...ends, race('1')] } })
  await hands.limit('max_changed', 0)
  const held = await hands.run({ a: { races: [race('1', { name: 'New name' })] } })
  t.equal(held.status, 'held')
  const client = await hands.database.pool.connect()
  for (const zone of ['UTC', 'Etc/GMT-14', 'Etc/GMT+12']) {
    await client.query(`set timezone = '${zone}'`)
    const { rows } = await client.query('select change, source_event_id as id from status.held_changes($1)', [
      held.id,
    ])
    t.same(
      rows,
      [
        { change: 'changed', id: '1' },
        { change: 'missing', id: 'first' },
        { change: 'missing', id: 'last' },
      ],
      zone,
    )
  }
  await client.query('reset timezone')
  client.release()
})

t.test('every view has a column that names its rows', async t => {
  const hands = await byHand(t)
  await hands.run({
    a: { races: [race('1')], rejects: [{ id: 'x', reason: 'x', raw: 1 }] },
    b: { error: 'x' },
  })
  const views = await hands.rows<{ view: string; key: string }>(
    `select viewname as view, (
       select column_name from information_schema.columns c
       where table_schema = 'status' and table_name = viewname
       order by array_position(array['id', 'line', 'host', 'source', 'size'], column_name::text) nulls last limit 1) as key
     from pg_views where schemaname = 'status' and viewname not in ('sites', 'gazetteer', 'storage')`,
  )
  for (const { view, key } of views)
    t.match(
      await hands.row(`select count(*) = count(distinct ${key}) as unique from status.${view}`),
      { unique: true },
      `${view} by ${key}`,
    )
})

t.test('an operator may call every function of status, a viewer those that change nothing', async t => {
  const hands = await byHand(t)
  t.same(
    await hands.rows(`
      select oid::regprocedure::text as what
      from pg_proc
      where pronamespace = 'status'::regnamespace and (
        not has_function_privilege('ultrasearch_operator', oid, 'execute')
        or has_function_privilege('ultrasearch_viewer', oid, 'execute') <> (provolatile <> 'v'))`),
    [],
  )
})
