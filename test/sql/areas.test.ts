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
      { city: 'Chamonix', country: 'FRA', region: '75' },
      { city: 'Chamonix', country: 'FRA', region: 'Savoie' },
      { city: 'Sicily', country: 'ITA' },
      { city: 'Somewhere, Co. Down', country: 'GBR' },
      { city: 'Chamonix, Les Praz', country: 'FRA' },
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
      { county: null, state: '75', precision: 'city' },
      { county: 'Savoie', state: 'Auvergne-Rhône-Alpes', precision: 'city' },
      { county: null, state: 'Sicily', precision: 'region' },
      { county: 'County Down', state: 'Northern Ireland', precision: 'region' },
      { county: 'Haute-Savoie', state: 'Auvergne-Rhône-Alpes', precision: 'city' },
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
    ['Buskerud', 'NOR', 'Buskerud', null],
    ['Lima, Perú', 'PER', 'Lima, Perú', null],
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
    told.map(([region]) => !['Engadin', 'Yorkshire', 'Lima, Perú'].includes(region)),
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
  for (const county of ['FRA-Haute-Savoie', 'FRA-74'])
    t.same(
      await ask(hands, `regions => '{${county},DEU-HAMBURG}', sort => 'name'`),
      ['Alsterlauf', 'Tour'],
      county,
    )
  for (const none of ['DEU-XX', 'UZB-Tashkent', 'FRA-73'])
    t.same(await ask(hands, `regions => '{${none}}'`), [], none)
  t.rejects(
    ask(hands, `regions => array(select 'DEU-' || n from generate_series(1, 301) n)`),
    /longer than 300/,
  )
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
  t.same(await hands.rows(lineage, ['Bernina']), [{ field: 'state', found_by: 'source' }])
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
  const moved = await hands.run({ a: { races: [race('1', { ...facts, city: 'Hamburg' })] } })
  t.match(await hands.rows(told), [{ county: null, state: 'Hamburg' }])
  await hands.rows('select status.undo_run($1)', [moved.id])
  t.same(await hands.rows(told), [{ county: 'Upper Bavaria', state: 'Bavaria', sources: ['toy'] }])
  t.match(await hands.rows(`select area from ingest.records where source = 'toy'`), [{ area: '02.091' }])
  const history = `select facts ->> 'county' as county from ingest.event_versions order by valid_from`
  t.same(await hands.rows(history), [
    { county: 'Upper Bavaria' },
    { county: null },
    { county: 'Upper Bavaria' },
    { county: null },
    { county: 'Upper Bavaria' },
  ])
})

t.test('what was placed without areas is placed anew when they are there, and nothing else', async t => {
  const hands = await byHand(t)
  await hands.limit('max_unplaced', 1)
  const places = [
    { city: 'München', country: 'DEU', latitude: 48.1, longitude: 11.6 },
    { city: 'München', country: 'DEU', latitude: 48.1, longitude: 11.6, region: 'Bayern' },
    { city: 'Leadville', country: 'USA', region: 'CO', latitude: 39.2, longitude: -106.3 },
  ]
  await hands.rows('create table kept as table ingest.gazetteer_places')
  await hands.rows('update ingest.gazetteer_places set area = null')
  await hands.rows('create table areas as table ingest.areas')
  await hands.rows('truncate ingest.areas')
  t.match(await placed(hands, places), [{ state: null }, { state: 'Bayern' }, { state: 'CO' }])
  await hands.rows('insert into ingest.areas table areas')
  await hands.rows('update ingest.gazetteer_places p set area = k.area from kept k where k.id = p.id')
  await hands.rows('update ingest.gazetteer set loaded_at = clock_timestamp()')
  t.match(await hands.run({ a: 304 }), { status: 'published', updated: 2, changed: 0 })
  t.match(await hands.rows('select state, county from public.events order by id'), [
    { state: 'Bavaria', county: 'Upper Bavaria' },
    { state: 'Bavaria', county: 'Upper Bavaria' },
    { state: 'CO', county: null },
  ])
  t.match(await hands.run({ a: 304 }), { status: 'published', updated: 0, changed: 0 })
})

t.test('a gazetteer that a worker of the version before loads serves until another does', async t => {
  const hands = await byHand(t)
  const load = async (places: object[]) => {
    const [{ is_needed = false } = {}] = await hands.rows('select ingest.begin_gazetteer() as is_needed')
    if (!is_needed) return false
    await hands.rows('select ingest.load_places($1)', [JSON.stringify(places)])
    await hands.rows(`select ingest.finish_gazetteer('x')`)
    return true
  }
  const town = {
    id: 1,
    name: 'Köln',
    country: 'DEU',
    latitude: 51,
    longitude: 7,
    population: 9,
    keys: ['koln'],
    main: 1,
    short: 0,
  }
  t.equal(await load([]), false)
  await hands.rows('truncate ingest.gazetteer')
  t.ok(await load([town]))
  t.ok(await load([{ ...town, area: '07.053' }]))
  t.equal(await load([town]), false)
  t.same(
    await hands.rows('select area from ingest.gazetteer_places'),
    [{ area: '07' }],
    'by its region, where parts are not told apart',
  )
})
