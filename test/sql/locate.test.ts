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
      { precision: 'region', ambiguous: false, latitude: 39, longitude: -105 },
      { precision: 'country', ambiguous: false },
      { precision: null, latitude: null, ambiguous: false },
      { precision: 'country' },
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
    ]),
    [
      { precision: 'source', latitude: 46, longitude: 7 },
      { precision: 'city', latitude: 46, longitude: 7 },
      { precision: 'source', longitude: -7 },
      { precision: 'country' },
    ],
  )
})

t.test('nine of ten real rows of Germany get their town', { skip: noRealData }, async t => {
  const hands = await byHand(t)
  await hands.rows(`truncate ingest.gazetteer, ingest.gazetteer_places, ingest.gazetteer_names, ingest.gazetteer_areas,
    ingest.gazetteer_cells`)
  const client = await hands.database.pool.connect()
  const loaded = await loadGazetteer({ withPgClient: body => body(client) }, allTowns, readPlace, attribution)
  client.release()
  t.ok(loaded > 190_000, `${loaded} places`)
  const text = JSON.stringify({ Races: duvRows() })
  const { races } = readPage(duv, { text, request: { url: 'json/mcalendar.php?country=GER' } })
  const later = races.map(r => ({ ...r, group: null, startDate: '2099-06-01', endDate: null }))
  await hands.run({ a: { races: later } })
  const [{ share = 0 } = {}] = await hands.rows(
    `select avg((precision = 'city')::int)::float8 as share from public.events`,
  )
  t.ok(Number(share) >= 0.9, `${share}`)
})
