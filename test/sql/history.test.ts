import { createHash } from 'node:crypto'
import t from 'tap'
import { byHand, distance, race, races } from '../fixtures/hands.ts'

t.test('the history of an event, what each run changed, and the events as of any moment', async t => {
  const hands = await byHand(t)
  const now = async () => (await hands.row<{ now: Date }>('select clock_timestamp() as now')).now
  const rest = races(8)
  const start = await now()
  const first = await hands.run({
    a: { races: [race('x', { name: 'A', distances: [distance(50)] }), ...rest] },
  })
  const before = await now()
  const second = await hands.run({
    a: { races: [race('x', { name: 'B', distances: [distance(50), distance(80)] }), ...rest, race('new')] },
  })
  await hands.run({ a: { races: [...rest, race('new')] } })
  const third = await hands.run({ a: 304 })
  const fourth = await hands.run({
    a: { races: [race('x', { name: 'B', status: 'cancelled' }), ...rest, race('new')] },
  })
  const id = (await hands.row<{ id: number }>(`select id from public.events where name = 'B'`)).id

  t.match(await hands.rows('select * from status.event_history($1)', [id]), [
    { change: 'added', run: first.id, source: 'toy', trigger: 'sql', facts: { name: 'A' } },
    {
      change: 'changed',
      run: second.id,
      changes: { name: ['A', 'B'], distances: [[{ km: 50 }], [{ km: 50 }, { km: 80 }]] },
    },
    { change: 'withdrawn', run: third.id, changes: { withdrawn_at: [null, String] } },
    { change: 'returned', run: fourth.id, valid_to: null, facts: { status: 'cancelled' } },
  ])
  t.same(await hands.rows('select change, name from status.run_changes($1)', [second.id]), [
    { change: 'added', name: 'Race new' },
    { change: 'changed', name: 'B' },
  ])
  t.match(await hands.rows('select * from status.run_changes($1)', [third.id]), [
    { event: id, change: 'withdrawn' },
  ])

  const asOf = (at: Date) => hands.rows('select * from status.events_as_of($1)', [at])
  t.same(await asOf(start), [])
  t.equal((await asOf(before)).length, 9)
  t.match(
    (await asOf(before)).find(e => e.id === id),
    { name: 'A', distances: [{ km: 50 }], sources: ['toy'] },
  )
  t.match(
    (await asOf(await now())).find(e => e.id === id),
    { name: 'B', status: 'cancelled' },
  )
  const { at } = await hands.row<{ at: Date }>('select published_at as at from ingest.runs where id = $1', [
    third.id,
  ])
  t.notOk(
    (await asOf(new Date(at.getTime() + 1))).some(e => e.id === id),
    'withdrawn then',
  )
})

t.test('every published field leads back to the bytes it was read from', async t => {
  const hands = await byHand(t)
  const page = {
    races: [
      race('1', { group: 'g', url: 'https://example.org', city: 'Leadville', region: 'CO', country: 'USA' }),
      race('2', { group: 'g', distances: [distance(160)] }),
    ],
  }
  const run = await hands.run({ 'list?page=1': page })
  await hands.run({ 'list?page=1': 304 })
  const id = (await hands.events())[0]?.id
  const rows = await hands.rows('select * from status.lineage($1)', [id])
  const origin = {
    source: 'toy',
    url: 'http://127.0.0.1/list?page=1',
    snapshot_sha256: createHash('sha256').update(JSON.stringify(page)).digest('hex'),
    parser_version: 'v1',
    run: run.id,
    fetched_at: Date,
    published_at: Date,
  }
  const of = (field: string) => rows.filter(row => row.field === field)
  t.match(of('name'), [{ ...origin, value: 'Race 1', source_event_id: '1', found_by: 'source' }])
  t.match(of('latitude'), [{ ...origin, value: Number, source_event_id: '1', found_by: 'gazetteer' }])
  t.match(of('distances'), [
    { ...origin, source_event_id: '1', value: [{ km: 50 }] },
    { ...origin, source_event_id: '2', value: [{ km: 160 }] },
  ])
  const published = await hands.row(`
    select array_agg(key order by key) as fields
    from public.events e, jsonb_each(jsonb_strip_nulls(to_jsonb(e))) f
    where key not in ('id', 'created_at', 'updated_at', 'sources', 'ambiguous', 'series_id')`)
  t.same(
    [...new Set(rows.map(row => row.field).filter(field => field !== 'distances'))].sort(),
    published.fields,
  )
})

t.test('publications have an order, whenever their transactions began', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1')] } })
  const { at } = await hands.row<{ at: Date }>(
    `update ingest.runs set published_at = published_at + interval '1 hour' returning published_at as at`,
  )
  await hands.rows('update ingest.record_versions set valid_from = $1', [at])
  await hands.rows('update ingest.event_versions set valid_from = $1', [at])
  const next = await hands.run({ a: { races: [race('1', { name: 'B' })] } })
  t.equal(next.status, 'published', 'a clock that was set back puts nothing before what was')
  t.ok((next.published_at as Date) >= at)
  t.match(
    await hands.rows(
      'select valid_to > valid_from as ordered from ingest.event_versions where valid_to is not null',
    ),
    [{ ordered: true }],
  )
})

t.test('a version holds all that an event and its distances have', async t => {
  const hands = await byHand(t)
  const { body } = await hands.row<{ body: string }>(
    `select pg_get_functiondef('ingest.version_events'::regproc) as body`,
  )
  const columns = await hands.rows<{ table_name: string; column_name: string }>(`
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' and table_name in ('events', 'event_distances')
      and column_name not in ('id', 'created_at', 'updated_at', 'series_id', 'event_id')`)
  const left = columns.filter(({ table_name, column_name }) => {
    const alias = table_name === 'events' ? 'e' : 'd'
    return !new RegExp(`\\b${alias}\\.${column_name}\\b`).test(body)
  })
  t.ok(columns.length > 25)
  t.same(left, [])
})
