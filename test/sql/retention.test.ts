import t from 'tap'
import { until } from '../fixtures/database.ts'
import { byHand, distance, type Hands, type Row, race, races } from '../fixtures/hands.ts'

/** Prune with everything that can be old being so, until there is nothing left to prune. */
async function pruneAll(hands: Hands, most = 5000): Promise<Record<string, number>> {
  const sums: Record<string, number> = {}
  for (let deleted = 1; deleted > 0; ) {
    const row = await hands.row<Record<string, number>>(`select * from ingest.prune('0', '0', '0', $1)`, [
      most,
    ])
    deleted = 0
    for (const [what, n] of Object.entries(row)) {
      sums[what] = (sums[what] ?? 0) + n
      deleted += n
    }
  }
  return sums
}

t.test('prune spares whatever a published value, a version or a page rests on', async t => {
  const hands = await byHand(t)
  const rest = races(5)
  await hands.run({ a: { races: [race('x', { name: 'A' }), ...rest] }, b: { races: [race('y')] } })
  await hands.run({ a: { races: [race('x', { name: 'B' }), ...rest] }, b: 304 })
  for (let i = 0; i < 30; i++) await hands.run({ a: 304, b: 304 })
  const held = await hands.run({ c: { races: [race('z')], rejects: [{ id: 'r', reason: 'x', raw: 1 }] } })
  await hands.rows('select status.discard_run($1)', [held.id])
  const id = (await hands.events())[0]?.id
  const told = async () => [
    await hands.published(),
    await hands.rows('select * from status.lineage($1)', [id]),
    await hands.rows('select * from status.event_history($1)', [id]),
    await hands.rows('select * from ingest.record_versions order by 1, 2'),
    await hands.rows('select key, parse_id, snapshot_sha256 from ingest.pages where key <> $$c$$ order by 1'),
  ]
  const before = await told()
  const pruned = await pruneAll(hands)
  t.match(
    pruned,
    { runs: 21, readings: 0, snapshots: 0 },
    'two made versions, ten are the last: 33 less those',
  )
  t.same(await told(), before)
  t.match(
    await hands.run({ a: 304, b: 304 }),
    { status: 'published', unchanged: 2, records: 7 },
    'pages are still known',
  )
  t.equal((await hands.rows(`select * from ingest.pages_to_read('toy', null, 'v1')`)).length, 0)
  t.equal(
    (await hands.rows(`select * from ingest.replay('toy', null, 'v1', '[]', false)`)).length,
    1,
    'and can be said again',
  )
})

t.test(
  'of a run long past nothing is kept but what it changed, and no replay takes it for empty',
  async t => {
    const hands = await byHand(t)
    const page = (name: string) => ({
      a: { races: [race('x', { name }), ...races(5)] },
      b: { races: [race('y')] },
    })
    for (const name of ['A', 'B', 'C']) await hands.run(page(name))
    for (let i = 0; i < 10; i++) await hands.run({ a: 304, b: 304 })
    const { child } = await hands.row<{ child: number }>(
      `insert into ingest.runs (source, number, trigger, parent_run, parser_version)
    select 'toy', ingest.next_number('toy'), 'replay', min(id), 'v1' from ingest.runs
    returning id as child`,
    )
    const requests = () =>
      hands.rows(`
      select r.number, count(q.id)::integer as n from ingest.runs r left join ingest.requests q on q.run_id = r.id
      where r.number <= 4 group by 1 order by 1`)
    await pruneAll(hands, 1)
    t.same(
      await requests(),
      [2, 0, 0, 2].map((n, i) => ({ number: i + 1, n })),
      'spared: the last ten, and what one that is under way says again',
    )
    await hands.rows('delete from ingest.runs where id = $1', [child])
    t.match(await pruneAll(hands, 1), { requests: 2, runs: 0, readings: 0 })
    t.same(
      await requests(),
      [0, 0, 0, 2].map((n, i) => ({ number: i + 1, n })),
    )
    const before = await hands.published()
    const again = await hands.rows(
      `select number, records, status from ingest.replay('toy', '-infinity', 'v1', '[]', true)`,
    )
    t.match(again, Array(10).fill({ records: 7, status: 'published' }))
    t.same(await hands.published(), before)
    await hands.rows('select status.undo_run((select id from ingest.runs where number = 3))')
    t.match(await hands.rows(`select name from public.events where id = public.event_of('toy', 'x')`), [
      { name: 'B' },
    ])
  },
)

t.test("ten acts of operators don't push out the runs that gates go by", async t => {
  const hands = await byHand(t)
  for (const name of ['A', 'B']) await hands.run({ a: { races: [race('x', { name }), ...races(5)] } })
  for (let i = 0; i < 12; i++) {
    const { id } = await hands.row<{ id: number }>('select max(id) as id from ingest.runs')
    await hands.rows('select status.undo_run($1)', [id])
  }
  await pruneAll(hands)
  t.match(await hands.rows(`select number from ingest.replayed_runs('toy', null)`), [{ number: 2 }])
})

t.test('what nothing rests on goes, readings and bytes with it', async t => {
  const hands = await byHand(t)
  const page = (name: string) => ({ a: { races: [race('x', { name }), ...races(5)] } })
  for (const name of ['A', 'B']) await hands.run(page(name))
  const replayed = await hands.rows(`select * from ingest.pages_to_read('toy', null, 'dry')`)
  const reading = { races: [], rejects: [], requests: [], full: false }
  await hands.rows(`select ingest.keep_reading('toy', 'a', $1, 'dry', $2, null, 'x', now())`, [
    replayed[0]?.snapshot_sha256,
    reading,
  ])
  await hands.rows(
    `insert into ingest.snapshots (sha256, body, encoding, bytes) values (sha256('x'), 'x', 'gzip', 1)`,
  )
  t.match(await pruneAll(hands, 1), { readings: 1, snapshots: 1, runs: 0, downloads: 2, attempts: 8 })
  t.match(await hands.row('select count(*) as n from ingest.parses'), { n: 2 })
})

t.test('what is under way is never pruned, and what is young neither', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a', 'b'])
  await hands.download(run, 'a', 'x')
  const { id } = await hands.request(run, 'b')
  await hands.begin('download', { request: id })
  t.match(await pruneAll(hands), { downloads: 0, runs: 0, snapshots: 0 })
  t.match(await hands.rows('select outcome from ingest.attempts where request_id = $1', [id]), [
    { outcome: null },
  ])
  await hands.parse(run, 'a', { races: [race('1')] })
  await hands.download(run, 'b', 'y')
  await hands.parse(run, 'b', { races: [race('2')] })
  t.match(await hands.upload(run), { status: 'published', records: 2 })
  t.match(await hands.row(`select * from ingest.prune('1 day', '1 day', '1 day')`), {
    ...{ attempts: 0, downloads: 0, runs: 0, readings: 0, snapshots: 0 },
  })
})

t.test('what is kept of each source is told in rows and bytes', async t => {
  const hands = await byHand(t)
  await hands.register('other')
  await hands.run({ a: { races: races(3) } })
  t.match(await hands.rows('select * from status.source_sizes order by source'), [
    { source: 'other', records: 0, snapshot_bytes: 0 },
    { source: 'toy', records: 3, versions: 3, readings: 1, rows_read: 3, snapshots: 1, runs: 1, requests: 1 },
  ])
  const { bytes, whole } = await hands.row<{ bytes: number; whole: number }>(
    `select snapshot_bytes as bytes, snapshot_bytes_uncompressed as whole from status.source_sizes where source = 'toy'`,
  )
  t.ok(bytes > 100 && bytes < whole)
})

t.test('erasing a source leaves nothing of it anywhere, and others as they are', async t => {
  const hands = await byHand(t)
  await hands.register('owner')
  await hands.rows(`select status.add_site('owner', 'https://marker.example')`)
  const mark = { name: 'Marker Run', url: 'https://marker.example/', place: 'Markerville' }
  const page = (name: string) => ({
    m: {
      races: [race('m1', { ...mark, name }), race('m2', { ...mark, name: `${name} 2`, group: 'marker' })],
    },
  })
  await hands.run(page('Marker Run'), 'owner')
  await hands.run(page('Marker Trail'), 'owner')
  await hands.run({ a: { races: [race('1', { name: 'Shared', distances: [distance(50)] }), race('2')] } })
  const theirs = (await hands.row<{ id: number }>(`select id from public.events where name = 'Shared'`)).id
  const shared = (await hands.row<{ id: number }>(`select public.event_of('owner', 'm1') as id`)).id
  await hands.rows('select status.merge_events(array[$1, $2]::bigint[])', [theirs, shared])
  await hands.run({ a: { races: [race('1', { name: 'Shared', distances: [distance(60)] }), race('2')] } })
  t.match(await hands.rows('select name, sources from public.events where id = $1', [shared]), [
    { sources: ['owner', 'toy'] },
  ])
  const open = await hands.fetch(['marker-page'], 'owner')
  await hands.download(open, 'marker-page', 'marker bytes')

  await t.rejects(hands.rows(`select status.erase_source('owner', ' ')`), { message: /Say why/ })
  await t.rejects(hands.rows(`select status.erase_source('atlantis', 'x')`), { message: /Unknown source/ })
  const { erased } = await hands.row(
    `select status.erase_source('owner', 'Its owner asked, by letter.') as erased`,
  )
  t.match(erased, { records: 2, events: 1, shared_events: 1, runs: 3, readings: 2, snapshots: 3 })

  const tables = await hands.rows<{ name: string }>(`
    select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables where schemaname in ('ingest', 'public', 'graphile_worker')`)
  for (const { name } of tables) {
    const found = await hands.rows(`select * from ${name} x where x::text ~* 'marker|owner'`)
    t.equal(found.length, ['ingest.audit', 'ingest.sources'].includes(name) ? found.length : 0, name)
  }
  t.match(await hands.rows('select id, name, sources, merged_into from public.events order by id'), [
    { id: shared, name: 'Shared', sources: ['toy'] },
    { id: theirs, sources: ['toy'], merged_into: shared },
    { sources: ['toy'] },
  ])
  t.match(await hands.rows('select event_km_json from public.event_full where id = $1', [shared]), [
    { event_km_json: [60] },
  ])
  t.match(await hands.rows(`select detail from status.audit where act = 'erase_source'`), [
    { detail: { source: 'owner', why: 'Its owner asked, by letter.', records: 2 } },
  ])

  await t.rejects(hands.rows(`select status.fetch_source('owner')`), {
    message: /Source owner was erased on .*by letter\. status\.readmit/,
  })
  t.match(await hands.begin('fetch', { source: 'owner' }), { refused: /was erased/ })
  await hands.rows(`select status.readmit_source('owner')`)
  t.match(await hands.run({ m: { races: [race('m1', mark)] } }, 'owner'), {
    status: 'published',
    inserted: 1,
  })
  t.notOk(
    (await hands.rows<{ id: number }>('select id from public.events')).filter(({ id }) => id === 2).length,
    'no id comes back',
  )
})

t.test('a database that nears its limit is said to be full, until there is room again', async t => {
  const hands = await byHand(t)
  const { bytes } = await hands.row<{ bytes: number }>('select pg_database_size(current_database()) as bytes')
  const measure = async (limit: number | null) =>
    (await hands.row<{ reason: string | null }>('select ingest.measure_storage($1) as reason', [limit]))
      .reason
  t.equal(await measure(null), null)
  t.equal(await measure(Math.floor(bytes / 0.94)), null, 'at 94 % there is room')
  t.match(
    await measure(Math.floor(bytes / 0.96)),
    /^Downloads pause: the database holds \d+ MB of the \d+ MB that MAX_DATABASE_BYTES allows/,
  )
  t.match(await measure(Math.floor(bytes / 0.92)), /Downloads pause/, 'at 92 % it is not yet over')
  t.match(await hands.row('select is_full, reason from status.storage'), {
    is_full: true,
    reason: /Downloads pause/,
  })
  t.equal(await measure(Math.floor(bytes / 0.88)), null)
})

t.test('what is published anew for others when a source is erased is no observation of theirs', async t => {
  const hands = await byHand(t)
  await hands.register('owner')
  await hands.run({ m: { races: [race('m1', { name: 'Shared' })] } }, 'owner')
  await hands.run({ a: { races: [race('0', { name: 'Shared' }), ...races(5, {}, 1)] } })
  t.same(
    await hands.rows(`select public.event_of('owner', 'm1') as id`),
    await hands.rows(`select public.event_of('toy', '0') as id`),
  )
  const page = {
    a: {
      races: [race('0', { name: 'Shared', distances: [distance(60), distance(50)] }), ...races(5, {}, 1)],
    },
  }
  const last = await hands.run(page)
  const open = await hands.fetch(['a'])
  await hands.download(open, 'a', 304)
  await hands.rows(`select status.erase_source('owner', 'x')`)
  const erase = await hands.row(`select * from ingest.runs where trigger = 'erase'`)
  t.match(await hands.rows(`select id from ingest.replayed_runs('toy', null)`), [{ id: last.id }])
  t.match(
    await hands.upload(open),
    { status: 'published', reason: null },
    'a run begun before it is not too late',
  )
  await t.rejects(hands.rows('select status.undo_run($1)', [erase.id]), {
    code: '22023',
    message: /can't be undone/,
  })
  t.match(await hands.run({ a: { races: races(2) } }), { status: 'held', reason: /runs 6 \(their median\)/ })
})

t.test('whatever is deleted is looked up by an index wherever it may be referred to', async t => {
  const hands = await byHand(t)
  t.same(
    await hands.rows(`
      with referring (relation, number) as (
        select conrelid, conkey[1]
        from pg_constraint
        where contype = 'f' and connamespace in ('ingest'::regnamespace, 'public'::regnamespace)
          and confrelid not in ('ingest.sources'::regclass, 'ingest.hosts'::regclass)
        union all
        -- What ingest.forget_runs and ingest.keep_versioned look up.
        select attrelid, attnum
        from pg_attribute
        where (attrelid::regclass::text, attname) in (
          ('ingest.attempts', 'run_id'), ('ingest.parses', 'run_id'), ('ingest.records', 'changed_run'),
          ('ingest.record_versions', 'run_id'), ('ingest.event_versions', 'run_id'), ('ingest.record_versions', 'record_id'),
          ('ingest.record_versions', 'parse_id'), ('ingest.record_versions', 'event_id'), ('ingest.event_versions', 'event_id'))
      )
      select relation::regclass::text as table, a.attname
      from referring r
      join pg_attribute a on a.attrelid = r.relation and a.attnum = r.number
      where not exists (
        select from pg_index i
        where i.indrelid = relation and i.indkey[0] = r.number
          and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))`),
    [],
  )
})

t.test(
  'a run that made something is never deleted; of another its attempts go with it and its readings stay',
  async t => {
    const hands = await byHand(t)
    const first = await hands.run({ a: { races: [race('1', { name: 'A' })] } })
    const second = await hands.run({ a: { races: [race('1', { name: 'B' })] } })
    const third = await hands.run({ a: 304, b: { races: [] } })
    const made = (run: Row) =>
      hands.rows(`delete from ingest.missing_records; delete from ingest.runs where id = ${run.id}`)
    for (const run of [first, second])
      await t.rejects(made(run), { code: '23503', message: /still say that run \d+ made them/ })
    const attempts = 'select count(*)::int as n from ingest.attempts where run_id = $1'
    const readings = 'select run_id from ingest.parses where key = $$b$$'
    t.match(await hands.row(attempts, [third.id]), { n: 5 })
    t.same(await hands.rows(readings), [{ run_id: third.id }])
    await hands.rows('delete from ingest.runs where id = $1', [third.id])
    t.match(await hands.row(attempts, [third.id]), { n: 0 })
    t.same(await hands.rows(readings), [{ run_id: null }])
  },
)

t.test('no record, reading or event goes while a version rests on it', async t => {
  const hands = await byHand(t)
  const { id } = await hands.run({ a: { races: [race('1', { name: 'A' })] } })
  await hands.run({ a: { races: [race('1', { name: 'B' })] } })
  // What refers to them by a foreign key is gone first.
  await hands.rows(
    `delete from public.event_distances; delete from ingest.event_links; delete from ingest.requests where run_id = ${id}`,
  )
  for (const table of ['ingest.records', `ingest.parses where run_id = ${id}`, 'public.events'])
    await t.rejects(
      hands.rows(`delete from ${table}`),
      { code: '23503', message: /A version rests on \d+ of \w+\.$/ },
      table,
    )
  await hands.rows('delete from ingest.record_versions where run_id = $1', [id])
  await hands.rows('delete from ingest.parses where run_id = $1', [id])
  await hands.rows('delete from ingest.record_versions')
  await t.rejects(hands.rows('delete from public.events'), { code: '23503' }, 'those of events')
  await hands.rows('delete from ingest.event_versions; delete from public.events; delete from ingest.records')
  t.same(await hands.events(), [])
})

t.test('erasing a source waits for a stage that is finishing, and neither fails', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: races(3) } })
  const run = await hands.fetch(['a', 'b'])
  await hands.download(run, 'a', 'x')
  const { id } = await hands.request(run, 'a')
  const { attempt } = await hands.begin('parse', { request: id })
  const worker = await hands.database.pool.connect()
  await worker.query('begin')
  await worker.query('select ingest.lock_attempt($1)', [attempt])
  const erased = hands.row(`select status.erase_source('toy', 'x') as counts`)
  await until(
    'the erasure waits',
    async () =>
      (
        await hands.rows(
          `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
      ).length > 0,
  )
  const reading = JSON.stringify({ races: [], rejects: [], requests: [{ key: 'c' }], full: false })
  await worker.query('select ingest.finish_parse($1, $2, $3)', [attempt, reading, 'v1'])
  await worker.query('commit')
  worker.release()
  t.match(await erased, { counts: { runs: 2, records: 3 } })
  t.same(await hands.rows('select * from ingest.requests'), [])
})

t.test('the last complete runs are kept, however many partial ones came since', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: races(3) }, b: { races: [race('x')] } })
  await hands.run({ a: 304, b: { races: [] } })
  for (let i = 0; i < 12; i++) await hands.run({ a: 304, b: { error: 'down' } })
  await pruneAll(hands)
  t.match(
    await hands.run({ a: 304, b: { races: [] } }),
    { status: 'published', withdrawn: 1 },
    'what was missing in them counts',
  )
})
