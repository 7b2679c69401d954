import { readFileSync } from 'node:fs'
import os from 'node:os'
import t from 'tap'
import { loadGazetteer } from '../../lib/gazetteer.ts'
import duv from '../../sources/duv.ts'
import { readPage } from '../../sources/page.ts'
import { allTowns, attribution, readPlace } from '../../sources/platforms/geonames.ts'
import { byHand, type Hands, race } from '../fixtures/hands.ts'
import { duvRows, noRealData } from '../fixtures/real-data.ts'

type Facts = Parameters<typeof race>[1]

/** Publish one race for each of the given facts and read back where they are said to be. */
async function located(hands: Hands, list: Facts[]): Promise<Record<string, unknown>[]> {
  await hands.run({
    a: { races: list.map((facts, i) => race(String(i + 1), { city: null, country: null, ...facts })) },
  })
  return hands.rows(`
    select e.city, e.precision, e.ambiguous, round(e.latitude)::int as latitude, round(e.longitude)::int as longitude
    from public.events e join ingest.event_links l on l.event_id = e.id join ingest.records r on r.id = l.record_id
    order by r.source_event_id::int`)
}

t.test(
  'what had no place while there was no gazetteer gets it when there is one, and no run is held for it',
  async t => {
    const hands = await byHand(t)
    const tables = ['gazetteer', 'gazetteer_places', 'gazetteer_names', 'gazetteer_areas', 'gazetteer_cells']
    for (const table of tables) await hands.rows(`create table kept_${table} as table ingest.${table}`)
    await hands.rows(`truncate ${tables.map(table => `ingest.${table}`).join(', ')}`)
    const all = Array.from({ length: 12 }, (_, i) =>
      race(`${i}`, { name: `Race ${i}`, city: 'Chamonix', country: 'FRA' }),
    )
    const nowhere = race('x', { city: null, country: null, place: 'Somewhere' })
    const page = { a: { races: [...all, nowhere] } }
    t.match(await hands.run(page), { status: 'published', unplaced: 13 })
    const places = () =>
      hands.rows('select precision, count(*)::integer as n from public.events group by 1 order by 1')
    t.match(await places(), [{ precision: null, n: 13 }])

    for (const table of tables.slice(1)) await hands.rows(`insert into ingest.${table} table kept_${table}`)
    await hands.rows(
      `insert into ingest.gazetteer (attribution, places) select attribution, places from kept_gazetteer`,
    )
    t.match(await hands.run({ a: 304 }), { status: 'published', unplaced: 1, updated: 12, changed: 0 })
    t.match(await places(), [
      { precision: 'city', n: 12 },
      { precision: null, n: 1 },
    ])
    t.match(await hands.run({ a: 304 }), { status: 'published', updated: 0, changed: 0 }, 'once')

    const marked = () =>
      hands.rows('select key, place_id from ingest.gazetteer_names where is_short order by 1, 2')
    const loaded = await marked()
    t.ok(loaded.length > 100)
    await hands.rows('update ingest.gazetteer_names set is_short = false')
    await hands.rows(
      `update ingest.gazetteer_areas set longitude = 0 where region = '' or country in ('AUS', 'CAN', 'USA')`,
    )
    const migration = readFileSync('sql/migrations/0031_short_names.sql', 'utf8')
    await hands.rows(migration.slice(migration.indexOf('update')))
    t.same(await marked(), loaded, 'what was loaded by an earlier release is mended')
    const far = 'select from ingest.gazetteer_areas a join kept_gazetteer_areas k using (country, region)'
    t.same(await hands.rows(`${far} where abs(a.longitude - k.longitude) > 0.001`), [])
    await hands.rows('update ingest.gazetteer_places set latitude = latitude + 0.01')
    const again = await hands.run({ a: 304 })
    t.match(again, { status: 'published', updated: 12, changed: 0 }, 'and all of it placed anew, once')
    t.match(await hands.run({ a: 304 }), { status: 'published', updated: 0, changed: 0 })
  },
)

t.test('towns by name, with the region or country that is known', async t => {
  const rows = await located(await byHand(t), [
    { city: 'Leadville', region: 'CO', country: 'USA' },
    { city: 'Portland', region: 'ME', country: 'USA' },
    { city: 'Portland', region: 'OR', country: 'USA' },
    { city: 'St. Louis', region: 'MO', country: 'USA' },
    { city: 'MÜNCHEN', country: 'DEU' },
    { city: 'Munich', country: 'DEU' },
    { city: 'Chamonix', country: 'FRA' },
    { city: 'Biel/Nürnberg', country: 'DEU' },
    { city: 'Squaw Valley', region: 'CA', country: 'USA' },
  ])
  t.same(
    rows.map(({ latitude, longitude }) => [latitude, longitude]),
    [
      [39, -106],
      [44, -70],
      [46, -123],
      [39, -90],
      [48, 12],
      [48, 12],
      [46, 7],
      [49, 11],
      [39, -120],
    ],
  )
  t.ok(rows.every(({ precision, ambiguous }) => precision === 'city' && !ambiguous))
})

t.test('a twin is not guessed, and what is unknown is where its region or country is', async t => {
  t.match(
    await located(await byHand(t), [
      { city: 'Springfield', country: 'USA' },
      { city: 'Somewhere', region: 'CO', country: 'USA' },
      { city: 'Somewhere', country: 'FRA' },
      { city: 'Somewhere' },
      { city: null, region: 'Haute-Savoie', country: 'FRA' },
    ]),
    [
      { precision: 'country', ambiguous: true },
      { precision: 'region', ambiguous: false, latitude: 39, longitude: -106 },
      { precision: 'country', ambiguous: false },
      { precision: null, latitude: null, ambiguous: false },
      { precision: 'region', latitude: 46, longitude: 7 },
    ],
  )
})

t.test('an island is where its middle is, and what lies on it is found first', async t => {
  t.match(
    await located(await byHand(t), [
      { city: 'La Palma', country: 'ESP' },
      { city: 'Lantau Island', country: 'HKG' },
      { city: 'Palma, Mallorca', country: 'ESP' },
      { city: 'La Palma (Canary Islands)', country: 'ESP' },
      { city: 'Lake Tahoe', country: 'USA' },
      { city: 'La Palma', country: 'PAN' },
      { city: 'near München', country: 'DEU' },
    ]),
    [
      { precision: 'region', latitude: 29, longitude: -18 },
      { precision: 'region', latitude: 22, longitude: 114 },
      { precision: 'city', latitude: 40, longitude: 3 },
      { precision: 'region', latitude: 29, longitude: -18 },
      { precision: 'region', latitude: 39, longitude: -120 },
      { precision: 'country', longitude: Number },
      { precision: 'city', latitude: 48, longitude: 12 },
    ],
  )
})

t.test("a source's own coordinates hold, unless they are far from the country it names", async t => {
  t.match(
    await located(await byHand(t), [
      { city: 'Chamonix', country: 'FRA', latitude: 45.9, longitude: 6.9 },
      { city: 'Chamonix', country: 'FRA', latitude: 45.9, longitude: -6.9 },
      { city: 'Chamonix', latitude: 45.9, longitude: -6.9 },
      { country: 'FRA', latitude: -33, longitude: 151 },
      { city: 'Saint-Denis', country: 'FRA', latitude: -20.9, longitude: 55.4 },
    ]),
    [
      { precision: 'source', latitude: 46, longitude: 7 },
      { precision: 'city', latitude: 46, longitude: 7 },
      { precision: 'source', longitude: -7 },
      { precision: 'country' },
      { precision: 'source', latitude: -21, longitude: 55 },
    ],
  )
})

/** Towns of races, as lists write them: city, region, country, and about where they are. */
const towns: [string, string | null, string, number, number][] = [
  ['Squaw Valley', 'CA', 'USA', 39.2, -120.2],
  ['Olympic Valley', 'CA', 'USA', 39.2, -120.2],
  ['Chamonix', null, 'FRA', 45.9, 6.9],
  ['Leadville', 'CO', 'USA', 39.2, -106.3],
  ['Sparta', null, 'GRC', 37.1, 22.4],
  ['Auburn', 'CA', 'USA', 38.9, -121.1],
  ['Les Houches', null, 'FRA', 45.9, 6.8],
  ['Athens', null, 'GRC', 38, 23.7],
  ['Pietermaritzburg', null, 'ZAF', -29.6, 30.4],
  ['Courmayeur', null, 'ITA', 45.8, 7],
  ['Silverton', 'CO', 'USA', 37.8, -107.7],
  ['Lone Pine', 'CA', 'USA', 36.6, -118.1],
  ['Badwater Basin', 'CA', 'USA', 36.2, -116.8],
  ['Hopkinton', 'MA', 'USA', 42.2, -71.5],
  ['Huntsville', 'TX', 'USA', 30.7, -95.6],
  ['Wartburg', 'TN', 'USA', 36.1, -84.6],
  ['Davos', null, 'CHE', 46.8, 9.8],
  ['Biel/Bienne', null, 'CHE', 47.1, 7.2],
  ['Fujiyoshida', null, 'JPN', 35.5, 138.8],
  ['Ambleside', null, 'GBR', 54.4, -3],
  ['St. George', 'UT', 'USA', 37.1, -113.6],
  ['Ft. Collins', 'CO', 'USA', 40.6, -105.1],
  ['Squamish', 'BC', 'CAN', 49.7, -123.2],
  ['Mont-Tremblant', 'QC', 'CAN', 46.2, -74.6],
  ['Saint-Pierre', null, 'REU', -21.3, 55.5],
  ['Los Llanos de Aridane', null, 'ESP', 28.7, -17.9],
  ['Grainau', null, 'DEU', 47.5, 11],
  ['Moab', 'UT', 'USA', 38.6, -109.5],
  ['Katoomba', 'NSW', 'AUS', -33.7, 150.3],
  ['Portland', 'ME', 'USA', 43.7, -70.3],
  ["Cortina d'Ampezzo", null, 'ITA', 46.5, 12.1],
  ['München', null, 'DEU', 48.1, 11.6],
  ['Wanaka', null, 'NZL', -44.7, 169.1],
  ['Fountain Hills', 'AZ', 'USA', 33.6, -111.7],
  ['Verbier', null, 'CHE', 46.1, 7.2],
  ['Urique', null, 'MEX', 27.2, -107.9],
  ['Olympic Valley', null, 'USA', 39.2, -120.2],
  ['Squaw Valley', null, 'USA', 39.2, -120.2],
  ['Halle', null, 'DEU', 51.5, 12],
  ['Halle (Westf.)', null, 'DEU', 52.1, 8.4],
  ['Newcastle', null, 'GBR', 55, -1.6],
  ['Newcastle', 'Co Down', 'GBR', 54.2, -5.9],
  ['Santa Cruz', null, 'ESP', 28.5, -16.3],
  ['Freiberg', null, 'DEU', 50.9, 13.3],
  ['N. Vancouver', 'BC', 'CAN', 49.3, -123.1],
  ['Praha 4', null, 'CZE', 50.1, 14.4],
  ['Lutsen', 'MN', 'USA', 47.6, -90.7],
  ['Åre', null, 'SWE', 63.4, 13.1],
]

t.test('with the whole gazetteer', async t => {
  const load = async (hands: Hands): Promise<void> => {
    await hands.rows(`truncate ingest.gazetteer, ingest.gazetteer_places, ingest.gazetteer_names, ingest.gazetteer_areas,
      ingest.gazetteer_cells`)
    const client = await hands.database.pool.connect()
    const lend = { withPgClient: <T>(body: (lent: typeof client) => Promise<T>) => body(client) }
    t.equal(await loadGazetteer(lend, os.devNull, readPlace, attribution), 0, 'of a file without places')
    t.match(await hands.rows(`select to_regclass('ingest.places_by_name') as index`), [{ index: String }])
    const began = Date.now()
    const loaded = await loadGazetteer(lend, allTowns, readPlace, attribution)
    const middle = (began + Date.now()) / 2
    const [{ at = 0 } = {}] = await hands.rows('select loaded_at as at from ingest.gazetteer')
    t.ok(Number(at) > middle, 'told to be there when it is there: what was located meanwhile is located anew')
    t.equal(await loadGazetteer(lend, allTowns, readPlace, attribution), 0, 'a second time it is there')
    client.release()
    t.ok(loaded > 190_000, `${loaded} places`)
    const sizes = `select pg_relation_size('ingest.gazetteer_places_pkey') + pg_relation_size('ingest.places_by_name')
      + pg_relation_size('ingest.names_by_place') as bytes`
    const [{ bytes = 0 } = {}] = await hands.rows(sizes)
    t.ok(Number(bytes) / loaded < 160, `${Number(bytes) / loaded} bytes of indexes a place: none was split`)
  }
  const hands = await byHand(t)
  await load(hands)

  t.test('towns that ultras start in', async t => {
    const places = towns.map(([city, region, country]) => ({ city, region, country }))
    const nowhere = [
      { city: 'Heiligenstadt', country: 'DEU' },
      { city: 'Somewhere', country: 'FJI' },
    ]
    const rows = await located(hands, [...places, ...nowhere])
    t.match(rows.splice(-2), [
      { precision: 'country', ambiguous: true },
      { precision: 'country', longitude: 178 },
    ])
    const wrong = rows.filter(({ latitude, longitude, precision }, i) => {
      const [, , , lat = 0, lng = 0] = towns[i] ?? []
      return (
        precision !== 'city' || Math.abs(Number(latitude) - lat) > 1 || Math.abs(Number(longitude) - lng) > 1
      )
    })
    t.same(wrong, [])
  })

  t.test('regions are told by the right names: towns that are called like theirs lie in them', async t => {
    const [{ share = 0, named = 0 } = {}] = await hands.rows(`
      select avg((p.area = a.code or p.area like a.code || '.%')::int)::float8 as share, count(*)::int as named
      from ingest.areas a
      cross join lateral (
        select p.area
        from ingest.gazetteer_names n
        join ingest.gazetteer_places p on p.id = n.place_id
        where n.key = any (a.keys) and n.country = a.country and n.is_main
        order by p.population desc
        limit 1
      ) p
      where a.county is null`)
    t.ok(Number(named) > 1_400, `${named}`)
    t.ok(Number(share) > 0.95, `${share}`)
  })

  t.test('nine of ten real rows of Germany get their town', { skip: noRealData }, async t => {
    const text = JSON.stringify({ Races: duvRows() })
    const { races } = readPage(duv, { text, request: { url: 'json/mcalendar.php?country=GER' } })
    await hands.register('germany')
    const later = races.map(r => ({ ...r, group: null, startDate: '2099-06-01', endDate: null }))
    await hands.run({ a: { races: later } }, 'germany')
    const [{ share = 0 } = {}] = await hands.rows(
      `select avg((precision = 'city')::int)::float8 as share from public.events where sources = '{germany}'`,
    )
    t.ok(Number(share) >= 0.9, `${share}`)
  })
})
