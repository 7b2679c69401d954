/** In which region and county races are, and how people ask for them by these. */
import t from 'tap'
import { byHand, type Hands, race } from '../fixtures/hands.ts'

type Facts = Parameters<typeof race>[1]

/** Publish one race for each of the given facts and read back what is told of where they are. */
async function placed(hands: Hands, list: Facts[], source = 'toy'): Promise<Record<string, unknown>[]> {
  const all = list.map((facts, i) => race(`${i + 1}`, { city: null, country: null, ...facts }))
  t.match(await hands.run({ a: { races: all } }, source), { status: 'published' })
  return hands.rows(
    `select e.city, e.county, e.state, e.precision from public.events e
     join ingest.event_links l on l.event_id = e.id join ingest.records r on r.id = l.record_id
     where r.source = $1 order by r.source_event_id::int`,
    [source],
  )
}

const ask = async (hands: Hands, parameters: string): Promise<string[]> => {
  const [{ found = [] } = {}] = await hands.rows<{ found: string[] }>(
    `select array(select e ->> 'name' from json_array_elements(public.search_events(${parameters}) -> 'events') e) as found`,
  )
  return found
}

t.test('where nobody says so, by the town', async t => {
  const hands = await byHand(t)
  await hands.limit('max_unplaced', 1)
  t.match(
    await placed(hands, [
      { city: 'München', country: 'DEU' },
      { city: 'Chamonix', country: 'FRA' },
      { city: 'Chamonix', country: 'FRA', latitude: 45.99, longitude: 6.93 },
      { city: 'Chamonix', country: 'FRA', latitude: 43.3, longitude: 5.4 },
      { city: 'Chamonix', country: 'FRA', region: 'Savoie Mont Blanc' },
      { city: 'Leadville', country: 'USA' },
      { city: 'Leadville', country: 'USA', region: 'CO' },
      { city: 'Somewhere', country: 'DEU' },
    ]),
    [
      { county: 'Upper Bavaria', state: 'Bavaria', precision: 'city' },
      { county: 'Haute-Savoie', state: 'Auvergne-Rhône-Alpes', precision: 'city' },
      { county: 'Haute-Savoie', state: 'Auvergne-Rhône-Alpes', precision: 'source' },
      { county: null, state: null, precision: 'source' },
      { county: null, state: 'Savoie Mont Blanc', precision: 'city' },
      { county: null, state: null, precision: 'city' },
      { county: null, state: 'CO', precision: 'city' },
      { county: null, state: null, precision: 'country' },
    ],
    'not far from it, nor against what is told',
  )
})

t.test('what is told is told in one way, whichever language and code it is in', async t => {
  const hands = await byHand(t)
  await hands.limit('max_unplaced', 1)
  const told = [
    ['Bayern', 'DEU', 'Bavaria', null],
    ['by', 'DEU', 'Bavaria', null],
    ['bavaria', 'DEU', 'Bavaria', null],
    ['Wallis', 'CHE', 'Valais', null],
    ['Haute Savoie', 'FRA', 'Auvergne-Rhône-Alpes', 'Haute-Savoie'],
    ['Engadin', 'CHE', 'Engadin', null],
    ['Yorkshire', 'GBR', 'Yorkshire', null],
    ['West Yorkshire', 'GBR', 'England', 'West Yorkshire'],
  ] as const
  const rows = await placed(
    hands,
    told.map(([region, country]) => ({ region, country })),
  )
  t.same(
    rows.map(({ state, county }) => [state, county]),
    told.map(([, , state, county]) => [state, county]),
  )
  t.same(
    rows.map(({ precision }) => precision === 'region'),
    told.map(([region, , state]) => region !== state),
    'and has its middle',
  )
})

t.test('races are found by region and county, in other languages, and counted by region', async t => {
  const hands = await byHand(t)
  await hands.limit('max_unplaced', 1)
  await placed(hands, [
    { name: 'Isarlauf', city: 'München', country: 'DEU' },
    { name: 'Alsterlauf', city: 'Hamburg', country: 'DEU' },
    { name: 'Tour', city: 'Chamonix', country: 'FRA' },
    { name: 'Bernina', region: 'Graubünden', country: 'CHE' },
  ])
  const queries: [string, string[]][] = [
    ['bayern', ['Isarlauf']],
    ['Bavaria isarlauf', ['Isarlauf']],
    ['oberbayern', ['Isarlauf']],
    ['Haute-Savoie', ['Tour']],
    ['rhone alpes', ['Tour']],
    ['grisons', ['Bernina']],
    ['engadin', []],
  ]
  for (const [query, names] of queries) t.same(await ask(hands, `query => '${query}'`), names, query)
  for (const region of ['DEU-BAVARIA', 'DEU-BY', 'deu-Bayern'])
    t.same(await ask(hands, `regions => '{${region}}'`), ['Isarlauf'], region)
  const [{ region } = {}] = await hands.rows(
    `select public.search_events(countries => '{FRA}', facets => true) #>> '{facets,region,0,value}' as region`,
  )
  for (const said of [region, 'FRA-Auvergne-Rhône-Alpes', 'FRA-ARA'])
    t.same(await ask(hands, `regions => '{${said}}'`), ['Tour'], `${said}`)
  t.same(await ask(hands, `regions => '{DEU-XX}'`), [])
  const [{ facets } = {}] = await hands.rows(
    `select public.search_events(countries => '{DEU}', facets => true) -> 'facets' -> 'region' as facets`,
  )
  t.same(facets, [
    { value: 'DEU-BAVARIA', count: 1 },
    { value: 'DEU-HAMBURG', count: 1 },
  ])
  const lineage = `select field, found_by from public.events e, status.lineage(e.id) where e.name = $1 and field in ('state', 'county', 'city') order by 1`
  t.same(await hands.rows(lineage, ['Isarlauf']), [
    { field: 'city', found_by: 'source' },
    { field: 'county', found_by: 'gazetteer' },
    { field: 'state', found_by: 'gazetteer' },
  ])
})

t.test('of several sources the first that knows, and an undo takes it back', async t => {
  const hands = await byHand(t)
  await hands.register('duv', { rank: 10 })
  for (const source of ['toy', 'duv']) await hands.limit('max_unplaced', 1, source)
  const facts = { name: 'Bear Lake 50 km', startDate: '2099-06-01', country: 'DEU' }
  await placed(hands, [{ ...facts, city: 'München' }])
  const run = await hands.run(
    { a: { races: [race('d1', { ...facts, city: null, region: 'Bayern' })] } },
    'duv',
  )
  const told = 'select county, state, sources from public.events where withdrawn_at is null'
  t.same(await hands.rows(told), [{ county: null, state: 'Bavaria', sources: ['duv', 'toy'] }])
  await hands.rows('select status.undo_run($1)', [run.id])
  t.same(await hands.rows(told), [{ county: 'Upper Bavaria', state: 'Bavaria', sources: ['toy'] }])
  const history = `select facts ->> 'county' as county from ingest.event_versions order by valid_from`
  t.same(await hands.rows(history), [
    { county: 'Upper Bavaria' },
    { county: null },
    { county: 'Upper Bavaria' },
  ])
})
