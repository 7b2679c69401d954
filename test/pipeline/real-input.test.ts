import t from 'tap'
import { startSampleServer } from '../../samples/server.ts'
import { startPipeline } from '../fixtures/pipeline.ts'
import { duvRows, noRealData, ultrasignupRows } from '../fixtures/real-data.ts'

type Known = { id: string; facts: Record<string, unknown>; distances: string[] }

/** What a record says, read back from what is published of it. */
const published = `
  select p.source_event_id as id, p.name, p.url, p.start_date, p.end_date, p.city, p.region, p.country, p.latitude, p.longitude,
    e.status, p.place,
    array(select coalesce(d ->> 'amount' || ' ' || (d ->> 'unit'), d ->> 'kind') from jsonb_array_elements(p.distances) d) as distances
  from ingest.records r
  join ingest.parsed_records p using (parse_id, source_event_id)
  join ingest.event_links l on l.record_id = r.id
  join public.events e on e.id = l.event_id
  where r.source = $1 and r.source_event_id = any($2)`

const german = { country: 'DEU', region: null, latitude: null, longitude: null, status: 'scheduled' }
const duv: Known[] = [
  {
    id: '109997',
    facts: { name: 'Mainzer 45er', start_date: '2024-10-18', end_date: null, city: 'Mainz' },
    distances: ['45 km'],
  },
  {
    id: '104210',
    facts: { name: "Big Dog's Backyard World Team Championship - Germany", city: 'Nürnberg' },
    distances: ['backyard'],
  },
  {
    id: '111060',
    facts: { start_date: '2024-10-19', end_date: '2024-10-20', city: 'Heidelberg' },
    distances: ['60 km'],
  },
  {
    id: '102343',
    facts: {
      name: 'Krabat 100',
      start_date: '2024-11-02',
      end_date: null,
      city: 'Zeißig/Hoyerswerda',
    },
    distances: ['100 km'],
  },
  {
    id: '110280',
    facts: { name: 'Rössleweg RunMob - Es ist wieder mal so weit...', city: 'Stuttgart' },
    distances: ['57 km'],
  },
  { id: '111214', facts: { start_date: '2025-01-11', city: 'Rambach' }, distances: ['58 km'] },
  { id: '105593', facts: { name: 'Dreilinden Ultra-Lauf', start_date: '2025-03-16' }, distances: ['6 hour'] },
  { id: '111023', facts: { name: '24 h Lauf Freudenstadt', end_date: '2025-04-27' }, distances: ['24 hour'] },
  { id: '109797', facts: { start_date: '2025-08-02', city: 'Stiege' }, distances: ['69 km'] },
  {
    id: '110032',
    facts: { start_date: '2027-08-01', end_date: '2027-08-21', city: 'Flensburg' },
    distances: ['1284 km'],
  },
].map(known => ({
  ...known,
  facts: { ...german, ...known.facts, url: `https://statistik.d-u-v.org/eventdetail.php?event=${known.id}` },
}))

const american = { country: 'USA', end_date: null, status: 'scheduled' }
const ultrasignup: Known[] = [
  {
    id: '2',
    facts: { name: 'A Stroll in the Park', start_date: '2019-10-05', city: 'Suwanee', region: 'GA' },
    distances: ['12 hour', '8 hour'],
  },
  {
    id: '3',
    facts: { name: 'The Bull Mountain Epic', city: 'Dahlonega' },
    distances: ['100 km', '50 km', '21.0975 km'],
  },
  {
    id: '122',
    facts: {
      name: 'Crown King Scramble',
      url: 'https://www.aravaiparunning.com/crown-king/',
      region: 'AZ',
      longitude: -112.309,
    },
    distances: ['50 km'],
  },
  {
    id: '159',
    facts: { name: 'Ruth Anderson Memorial Endurance Run', place: 'San Francisco, CA' },
    distances: [],
  },
  { id: '301', facts: { name: 'TARC Ghost Train Trail Races', region: 'NH' }, distances: ['15 mile'] },
  {
    id: '382',
    facts: { start_date: '2019-10-27', region: 'PA', latitude: 40.7639 },
    distances: [...Array(7).fill('relay'), '50 mile'],
  },
  { id: '501', facts: { name: 'Fierce Dragon (H9)', region: 'GA' }, distances: ['100 mile', '200 mile'] },
  {
    id: '901',
    facts: { name: 'Hagg Mud 50K/25K', city: 'Gaston', region: 'OR' },
    distances: ['50 km', '25 km', '25 km'],
  },
  {
    id: '996',
    facts: { name: 'Mad Trapper Backyard Ultra', region: 'QC', country: 'CAN' },
    distances: ['backyard'],
  },
  {
    id: '1052',
    facts: { name: 'Sinks Canyon Rough and Tumble Trail Runs', start_date: '2020-06-13', region: 'WY' },
    distances: ['50 km', '18 km', '6 km'],
  },
].map(known => ({ ...known, facts: { ...american, ...known.facts } }))

t.test('real answers through the whole pipeline', { skip: noRealData }, async t => {
  const rows = { duv: duvRows(), ultrasignup: ultrasignupRows() }
  // A third of UltraSignup's are no ultras: short races, rides, camps, coaching, memberships.
  const ultras = { duv: 190, ultrasignup: 711 }
  const samples = await startSampleServer({ rows })
  t.teardown(() => samples.close())
  const pipeline = await startPipeline(
    t,
    {
      duv: samples.base('duv'),
      ultrasignup: samples.base('ultrasignup'),
    },
    { limits: false },
  )

  for (const [source, known] of Object.entries({ duv, ultrasignup })) {
    t.test(source, async t => {
      const run = await pipeline.fetch(source)
      t.match(run, { status: 'published', failed: 0, reason: null })
      t.equal(run.records, ultras[source as keyof typeof ultras], 'nothing is lost')
      t.equal(run.rejected, 0)
      t.match(await pipeline.rows('select count(*) as n from ingest.records where source = $1', [source]), [
        { n: run.records },
      ])

      const found = await pipeline.rows<{ id: string }>(published, [source, known.map(({ id }) => id)])
      t.equal(found.length, 10)
      for (const { id, facts, distances } of known) {
        const record = found.find(row => row.id === id)
        t.match(record, facts, id)
        t.same((record as { distances?: string[] }).distances, distances, id)
      }
    })
  }

  t.test('rows which are distances of one race are one event', async t => {
    const events = await pipeline.rows<{ event_km_json: number[] }>(
      `select event_km_json from public.event_full where name like 'Taubertal%' and start_date = '2025-10-04'`,
    )
    t.same(events, [{ event_km_json: [100, 50, 70, 160.93] }])
  })

  t.test('abroad is not the USA', async t => {
    t.match(
      await pipeline.rows(`
        select state, country, count(*) as n from public.events
        where 'ultrasignup' = any(sources) and (country is distinct from 'USA') group by 1, 2 order by 1`),
      [
        { state: 'BC', country: 'CAN', n: 4 },
        { state: 'MB', country: 'CAN', n: 1 },
        { state: 'QC', country: 'CAN', n: 1 },
        { state: null, country: null, n: 3 },
      ],
    )
  })

  t.test('a second run over the same answers changes nothing', async t => {
    for (const source of ['duv', 'ultrasignup']) {
      t.match(await pipeline.fetch(source), {
        status: 'published',
        downloaded: 0,
        inserted: 0,
        updated: 0,
        withdrawn: 0,
      })
    }
  })
})
