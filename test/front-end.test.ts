import { randomBytes } from 'node:crypto'
import t from 'tap'
import { distance, Hands, hours, race } from './fixtures/hands.ts'
import { testSupabase } from './fixtures/supabase.ts'

/** The town where all races of this test are: other races may be in the database. */
const city = `Testville ${randomBytes(4).toString('hex')}`
const source = `toy_${randomBytes(4).toString('hex')}`

const day = hours(24, '24h')
const miles = { ...distance(160.93), raw: '100 mi', unit: 'mile', amount: 100 } as const
const races = [
  race('1', { name: 'Spring 50', startDate: '2098-03-01', country: 'FRA' }),
  race('2', {
    name: 'Hundred',
    startDate: '2098-06-26',
    country: 'USA',
    region: 'CA',
    latitude: 39.2,
    longitude: -120.2,
    distances: [miles, distance(50)],
    url: 'https://example.org/hundred',
  }),
  race('3', { name: 'Day and night', startDate: '2098-09-10', country: 'DEU', distances: [day] }),
  race('4', { name: 'Called off', startDate: '2098-09-11', status: 'cancelled' }),
  race('5', { name: 'Anywhere', startDate: '2098-09-12', country: 'FRA', virtual: true }),
].map(r => ({ ...r, city }))

t.test('the existing front end reads as it does', async t => {
  const { database, anon, service, url, anonKey } = await testSupabase(t)
  const hands = new Hands(database)
  await hands.register(source)
  t.teardown(() => forget(hands))
  t.match(await hands.run({ a: { races } }, source), { status: 'published', inserted: 5 })

  const events = () => anon.from('event_full').select('*').eq('city', city)
  const names = async (query: PromiseLike<{ data: unknown; error: unknown }>): Promise<string[]> => {
    const { data, error } = await query
    t.equal(error, null)
    return (data as { name: string }[]).map(({ name }) => name).sort()
  }

  t.test('a row has every column, in the units and shapes agreed', async t => {
    const { data, error } = await events().eq('name', 'Hundred').single()
    t.equal(error, null)
    const { id, created_at, ...facts } = data
    t.type(id, 'number')
    t.match(created_at, /^\d{4}-\d\d-\d\d/)
    t.same(facts, {
      name: 'Hundred',
      url: 'https://example.org/hundred',
      start_date: '2098-06-26',
      month: 6,
      city,
      state: 'CA',
      country: 'USA',
      latitude: 39.2,
      longitude: -120.2,
      event_distance_json: [
        { distance: 100, unit_name: 'mile' },
        { distance: 50, unit_name: 'km' },
      ],
      event_km_json: [160.93, 50],
      event_hours_json: [null, null],
      event_render_json: ['100 mile', '50 km'],
    })
  })

  t.test('a race by time has hours and no length', async t => {
    const { data } = await events().eq('name', 'Day and night').single()
    t.match(data, {
      event_distance_json: [{ distance: 24, unit_name: 'hour' }],
      event_km_json: [null],
      event_hours_json: [24],
      event_render_json: ['24 hour'],
    })
  })

  t.test('every filter it uses', async t => {
    t.same(
      await names(events()),
      ['Day and night', 'Hundred', 'Spring 50'],
      'a cancelled race is not offered, nor one that is nowhere',
    )
    t.same(await names(events().eq('country', 'USA')), ['Hundred'])
    t.same(await names(events().neq('country', 'USA')), ['Day and night', 'Spring 50'])
    t.same(await names(events().lt('start_date', '2098-06-26')), ['Spring 50'])
    t.same(await names(events().lte('start_date', '2098-06-26')), ['Hundred', 'Spring 50'])
    t.same(await names(events().gt('start_date', '2098-06-26')), ['Day and night'])
    t.same(await names(events().gte('start_date', '2098-06-26')), ['Day and night', 'Hundred'])
    t.same(await names(events().in('month', [3, 9])), ['Day and night', 'Spring 50'])
    t.same(await names(events().gte('latitude', 39).lte('longitude', -120)), ['Hundred'])
    t.equal((await names(events().limit(2))).length, 2)
  })

  t.test('lengths: the rpc, with filters on top', async t => {
    const rpc = (km_lower: number, km_upper: number) =>
      anon.rpc('distance_filtered_event_full', { km_lower, km_upper }).eq('city', city)
    t.same(await names(rpc(100, 200)), ['Hundred'])
    t.same(await names(rpc(40, 60)), ['Hundred', 'Spring 50'])
    t.same(await names(rpc(40, 60).eq('country', 'FRA').gte('start_date', '2098-01-01').limit(5)), [
      'Spring 50',
    ])
    t.same(await names(rpc(60, 100)), [])
    const { data } = await rpc(40, 60).eq('name', 'Hundred')
    t.match(data, [{ event_km_json: [50], event_distance_json: [{ distance: 100 }, { distance: 50 }] }])
  })

  t.test('an estimated count', async t => {
    const { count, error } = await anon
      .from('event_full')
      .select('*', { count: 'estimated', head: true })
      .eq('city', city)
    t.equal(error, null)
    t.ok(Number(count) >= 1, `${count}`)
    const exact = await anon.from('event_full').select('id', { count: 'exact' }).eq('city', city)
    t.equal(exact.count, 3)
  })

  t.test('nobody writes through it', async t => {
    const before = await hands.rows('select * from public.events order by id')
    const event = { name: 'x', start_date: '2098-01-01', status: 'scheduled', virtual: false, sources: [] }
    for (const client of [anon, service]) {
      for (const table of ['events', 'event_distances', 'event_full']) {
        t.ok((await client.from(table).insert(event)).error, `insert into ${table}`)
        t.ok((await client.from(table).update({ name: 'x' }).eq('city', city)).error, `update ${table}`)
        t.ok((await client.from(table).delete().eq('city', city)).error, `delete from ${table}`)
      }
    }
    t.same(await hands.rows('select * from public.events order by id'), before)
  })

  t.test('how we know, what operators see and the queue are out of sight', async t => {
    for (const schema of ['ingest', 'status', 'graphile_worker']) {
      for (const table of ['runs', 'sources', 'attempts', 'jobs', '_private_jobs']) {
        const { data, error } = await anon.schema(schema).from(table).select('*').limit(1)
        t.ok(error, `${schema}.${table}`)
        t.equal(data, null)
      }
    }
    t.ok((await anon.rpc('fetch_source', { source: 'duv' })).error)
    t.ok((await anon.schema('graphile_worker').rpc('add_job', { identifier: 'fetch' })).error)
    t.ok((await anon.from('records').select('*').limit(1)).error)
  })

  t.test('a request needs a key', async t => {
    const path = `${url}/rest/v1/event_full?limit=1`
    t.equal((await fetch(path)).status, 401)
    t.equal((await fetch(path, { headers: { apikey: 'guess' } })).status, 401)
    t.equal((await fetch(path, { headers: { apikey: anonKey } })).status, 200)
  })
})

/** Take this test's rows out again: the database may be somebody's. */
async function forget(hands: Hands): Promise<void> {
  await hands.rows(`select status.erase_source($1, 'The test is over.')`, [source])
  await hands.rows('delete from ingest.sources where name = $1', [source])
}
