import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { act } from '../fixtures/acting.ts'
import { distance, type Hands, race } from '../fixtures/hands.ts'
import { duv, events, site, two } from '../fixtures/matching.ts'

const found = async (hands: Hands): Promise<unknown[]> =>
  (await hands.rows(`select e ->> 'id' as id from json_array_elements(public.search_events() -> 'events') e`))
    .map(({ id }) => Number(id))
    .sort()

t.test('readers find one race once, under each id it has or had', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site({ name: 'Quite Another' })] } }, 'site')
  const [d, s] = (await events(hands, 'duv d1', 'site s1')) as number[]
  t.same(await found(hands), [d, s])
  await hands.run({ a: { races: [site()] } }, 'site')
  t.same(await found(hands), [d])
  t.same(await hands.rows('select id from search.listings'), [{ id: d }])
  t.same(await hands.rows('select id from public.event_full'), [{ id: d }])
  t.match(await hands.row('select public.find_event($1) as event', [s]), {
    event: { id: d, name: '7th Bear Lake Ultra', sources: ['duv', 'site'] },
  })
})

t.test('what one of its sources forbids to pass on is exported with no event of its', async t => {
  const hands = await two(t)
  const exported = () => hands.rows<{ id: number }>('select * from ingest.exported_events')
  await hands.register('site', { rank: 10, may_export: false })
  await hands.run({ a: { races: [duv()] } }, 'duv')
  t.match(await exported(), [{ name: 'Bear Lake 50 km' }])
  await hands.run({ a: { races: [site({ elevationGain: 1234 })] } }, 'site')
  t.same(await exported(), [])
  const [record] = await hands.rows(`select record from status.event_records where source = 'site'`)
  const [event] = await events(hands, 'duv d1')
  await hands.rows(
    `insert into ingest.exports (published_at, folder, finished_at, manifest) select ingest.last_change(), 'x', now(), '{}'`,
  )
  await act(hands, `split_event(${event}, array[${record?.record}]::bigint[])`)
  t.match(await exported(), [{ id: event, name: 'Bear Lake 50 km', url: null, elevation_gain: null }])
  t.match(await hands.row('select ingest.is_export_due() as due'), { due: true }, 'the files tell of it')
})

t.test('a database from before is matched at its next upload, and the older ids stay', async t => {
  const hands = await two(t)
  const present = readFileSync(
    path.join(import.meta.dirname, '..', '..', 'sql', 'functions', 'match_groups.sql'),
    'utf8',
  )
  await hands.rows(`create or replace function ingest.match_groups() returns void language sql as ''`)
  const other = { name: 'Elk River 100 km', distances: [distance(100)] }
  await hands.run({ a: { races: [duv(), race('d2', other)] } }, 'duv')
  await hands.run({ a: { races: [race('s2', other), site(), race('s3', { name: 'Alone' })] } }, 'site')
  const before = await events(hands, 'duv d1', 'duv d2', 'site s1', 'site s2', 'site s3')
  t.equal(new Set(before).size, 5)
  await hands.rows('truncate ingest.match_keys, ingest.match_blocks, ingest.matches')
  await hands.rows('update public.events set series_id = null')
  await hands.rows(present)

  await hands.register('third')
  await hands.run(
    { a: { races: [race('t', { name: 'Something Else', city: 'Oslo', country: 'NOR' })] } },
    'third',
  )
  const [d1, d2, s1, s2, s3] = before
  t.same(
    await events(hands, 'duv d1', 'duv d2', 'site s1', 'site s2', 'site s3'),
    [d1, d2, d1, d2, s3],
    'the older event of each pair',
  )
  t.match(await hands.rows('select public.event_id(unnest($1::bigint[])) as id', [[s1, s2]]), [
    { id: d1 },
    { id: d2 },
  ])
  t.match(await hands.rows('select id from public.events where merged_into is null and series_id is null'), [
    { id: s3 },
  ])
})

t.test(
  'files that tell of an erased source are to go, also those begun while it waited to be erased',
  async t => {
    const hands = await two(t)
    await hands.run({ a: { races: [race('1')] } })
    await hands.rows(
      `insert into ingest.exports (published_at, folder, started_at, finished_at, manifest)
     values (ingest.last_change(), 'f', now() + interval '1 minute', now() + interval '2 minutes', '{"sources": [{"name": "toy"}]}')`,
    )
    const due = () => hands.row('select ingest.is_export_due() as due')
    t.match(await due(), { due: false })
    await hands.rows('update ingest.sources set erased_at = now()')
    t.match(await due(), { due: true })
  },
)
