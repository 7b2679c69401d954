import t from 'tap'
import { testSupabase } from '../fixtures/supabase.ts'
import { fillEvents } from './events.ts'
import type { Answer } from './questions.ts'

const skip = process.env.SUPABASE_URL ? 'It fills a database of its own.' : false

t.test('anon searches through supabase-js', { skip }, async t => {
  const { database, anon } = await testSupabase(t)
  await fillEvents(database, 100)
  const search = async (parameters: object, options = {}): Promise<Answer> => {
    const { data, error } = await anon.rpc('search_events', parameters, options)
    t.equal(error, null)
    return data
  }

  t.test('with every parameter as it is documented', async t => {
    const { events, total, facets } = await search({
      query: 'taveuni',
      near_lat: -16.8,
      near_lng: 179.9,
      radius_km: 100,
      bbox: [170, -30, -170, 0],
      from: '2027-01-01',
      to: '2027-12-31',
      months: [5, 6],
      countries: ['FJI'],
      sources: ['duv'],
      changed_since: '2020-01-01T00:00:00Z',
      include_virtual: true,
      include_cancelled: true,
      sort: 'distance',
      limit: 1,
      facets: true,
    })
    t.match(events, [{ name: 'Taveuni Ultra', start_date: '2027-05-01', distances: [], km_away: 9.6 }])
    t.equal(total, 2)
    t.match(facets?.country, [{ value: 'FJI', count: 2 }])
  })

  t.test('how far away a race is stands where it belongs, whatever its name', async t => {
    const name = 'How "km_away":null} is it, \\"km_away":null}'
    await database.pool.query(
      `insert into public.events (name, start_date, country, latitude, longitude, precision, status, virtual, sources)
        values ($1, '2027-07-07', 'ATA', -80, 10, 'city', 'scheduled', false, '{duv}')`,
      [name],
    )
    const { events } = await search({ near_lat: -80, near_lng: 10, radius_km: 10, limit: 1 })
    t.match(events, [{ name, km_away: 0 }])
  })

  t.test('with null for whatever is not asked, and page by page', async t => {
    const first = await search({ query: null, countries: ['FJI'], min_km: null, limit: 3, cursor: null })
    t.equal(first.events.length, 3)
    const second = await search({ countries: ['FJI'], limit: 3, cursor: first.next })
    t.equal(second.events.length, 1)
    t.equal(second.next, null)
  })

  t.test('is refused what makes no sense, and what was never there to call', async t => {
    const { error } = await anon.rpc('search_events', { radius_km: 5 })
    t.match(error, { message: /needs a point/ })
    for (const [name, parameters] of [
      ['search_events', { quary: 'x' }],
      ['refresh', {}],
      ['read_query', {}],
    ] as const)
      t.ok((await anon.rpc(name, parameters)).error, name)
    for (const table of ['listings', 'vocabulary', 'stale'])
      t.ok((await anon.schema('search').from(table).select('*').limit(1)).error, table)
  })
})
