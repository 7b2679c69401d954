import { makeEvents, publishMade } from '../../bench/fill.ts'
import { connect } from '../../lib/database.ts'
import { emptyDatabase, type TestDatabase } from '../fixtures/database.ts'

/** Whatever is awkward to find: across the antimeridian, at the poles, nowhere, of no length, or of one that nobody runs there, hidden. */
const awkward = `
  insert into public.events (name, start_date, city, country, latitude, longitude, status, virtual, sources, withdrawn_at, merged_into)
  values
    ('Taveuni Ultra', '2027-05-01', 'Waiyevo', 'FJI', -16.8, 179.99, 'scheduled', false, '{duv}', null, null),
    ('Other side of Taveuni', '2027-05-01', 'Waiyevo', 'FJI', -16.8, -179.99, 'scheduled', false, '{duv}', null, null),
    ('On the line', '2027-05-01', null, 'FJI', -16.8, 180, 'scheduled', false, '{duv}', null, null),
    ('On the line too', '2027-05-01', null, 'FJI', -16.8, -180, 'scheduled', false, '{duv}', null, null),
    ('North Pole Marathon', '2027-04-09', null, null, 90, 0, 'scheduled', false, '{duv}', null, null),
    ('Near the pole', '2027-04-09', null, null, 89.5, -120, 'scheduled', false, '{duv}', null, null),
    ('South Pole', '2027-12-09', null, 'ATA', -90, 180, 'scheduled', false, '{duv}', null, null),
    ('L’Échappée Belle', '2027-08-20', 'Vizille', 'FRA', 45.07, 5.77, 'scheduled', false, '{duv}', null, null),
    ('Hawke''s Bay', '2027-03-20', 'Napier', 'NZL', -39.5, 176.9, 'scheduled', false, '{utmb}', null, null),
    ('Anywhere 100', '2027-01-01', null, null, null, null, 'scheduled', true, '{duv}', null, null),
    ('Nowhere Trail', '2027-01-02', null, null, null, null, 'scheduled', false, '{duv}', null, null),
    ('Called off', '2027-05-01', 'Waiyevo', 'FJI', -16.8, 179.98, 'cancelled', false, '{duv}', null, null),
    ('Put off', '2027-05-01', 'Waiyevo', 'FJI', -16.8, 179.97, 'postponed', false, '{duv}', null, null),
    ('Gone', '2027-05-01', 'Waiyevo', 'FJI', -16.8, 179.98, 'scheduled', false, '{duv}', now(), null),
    ('Same as another', '2027-05-01', 'Waiyevo', 'FJI', -16.8, 179.98, 'scheduled', false, '{duv}', null, 1),
    ('東京 ウルトラ', '2027-06-01', '東京', 'JPN', 35.68, 139.69, 'scheduled', false, '{duv}', null, null),
    ('Ультра Эльбрус', '2027-06-02', 'Terskol', 'RUS', 43.2, 42.5, 'scheduled', false, '{duv}', null, null),
    ('Rundumadum', '2027-11-01', 'Wien', 'AUT', 48.2, 16.4, 'scheduled', false, '{duv}', null, null),
    ('Lapland Ultratrail', '2027-07-02', 'Jokkmokk', 'SWE', 66.6, 19.8, 'scheduled', false, '{duv}', null, null),
    ('Hong Kong 100', '2027-01-16', 'Sai Kung', 'HKG', 22.4, 114.3, 'scheduled', false, '{duv}', null, null),
    ('Ultra-Trail Australia', '2027-05-13', 'Katoomba', 'AUS', -33.7, 150.3, 'scheduled', false, '{utmb}', null, null),
    ('Ocean Ultra Trail', '2027-02-06', 'Lorne', 'AUS', -38.5, 144, 'scheduled', false, '{duv}', null, null),
    ('Marathon des Sables', '2027-04-08', 'Ouarzazate', 'MAR', 30.9, -6.9, 'scheduled', false, '{duv}', null, null),
    ('Grand Raid de La Réunion', '2027-10-14', 'Saint-Pierre', 'REU', -21.3, 55.5, 'scheduled', false, '{duv}', null, null),
    ('To the hundredth', '2027-06-03', null, 'FRA', 45.9, 6.8, 'scheduled', false, '{utmb}', null, null);
  update public.events set elevation_gain = 777.4 where name = 'To the hundredth';
  insert into public.event_distances (event_id, position, raw, kind, amount, unit, km, hours, virtual, activity)
  select e.id, d.position, d.raw, d.kind, d.amount, d.unit, d.km, d.hours, d.virtual, d.activity
  from public.events e
  join (
    values
      ('Taveuni Ultra', 1, '50 km', 'distance', 50, 'km', 50, null::numeric, false, 'run'),
      ('Taveuni Ultra', 2, '100 Mile Bike', 'distance', 100, 'mile', 160.93, null, false, 'bike'),
      ('Taveuni Ultra', 3, '24 h swim', 'duration', 24, 'hour', null, 24, false, 'swim'),
      ('Other side of Taveuni', 1, '50 km walk', 'distance', 50, 'km', 50, null, false, 'walk'),
      ('Other side of Taveuni', 2, 'Virtual 100 Miler', 'distance', 100, 'mile', 160.93, null, true, 'run'),
      ('To the hundredth', 1, 'Marathon', 'distance', 42.2, 'km', 42.2, null, false, 'run'),
      ('To the hundredth', 2, '26.2 mi', 'distance', 26.2, 'mile', 42.16, null, false, 'run'),
      ('To the hundredth', 3, '6.5 h', 'duration', 6.5, 'hour', null, 6.5, false, 'run'),
      ('On the line', 1, '100 Mile Bike', 'distance', 100, 'mile', 160.93, null, false, 'bike'),
      ('Anywhere 100', 1, 'Virtual 100 Miler', 'distance', 100, 'mile', 160.93, null, true, 'run')
  ) d (name, position, raw, kind, amount, unit, km, hours, virtual, activity) on d.name = e.name`

const tables = `
  do $$
  begin
    execute (
      select 'analyze ' || string_agg(c.oid::regclass::text, ', ') from pg_class c
      where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'search'));
  end
  $$`

/** So many made-up events, and the awkward ones, in the public tables. */
export async function fillEvents({ pool }: TestDatabase, events: number): Promise<void> {
  const client = await pool.connect()
  try {
    await makeEvents(client, events)
    await publishMade(client, awkward)
    // The rest is as it was in the template.
    await client.query(tables)
  } finally {
    client.release()
  }
}

const shared = new Map<number, Promise<TestDatabase>>()

/** A database with so many events, the same one for all tests of a file: who changes anything rolls it back. */
export function sharedEvents(events: number): Promise<TestDatabase> {
  const made = shared.get(events) ?? makeShared(events)
  shared.set(events, made)
  return made
}

async function makeShared(events: number): Promise<TestDatabase> {
  const url = await emptyDatabase(process.env.TEST_TEMPLATE)
  const pool = connect(url, 4, () => {})
  // Nobody ends it.
  pool.options.allowExitOnIdle = true
  await fillEvents({ url, pool }, events)
  return { url, pool }
}
