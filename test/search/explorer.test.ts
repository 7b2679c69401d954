import t from 'tap'
import { byHand, type Hands, type Row, race, races } from '../fixtures/hands.ts'

// biome-ignore lint/suspicious/noExplicitAny: whatever the functions answer
type Json = any

/** As anybody. */
async function ask(hands: Hands, call: string, values: unknown[] = []): Promise<Json> {
  const client = await hands.database.pool.connect()
  try {
    await client.query('begin; set local role anon')
    return (await client.query(`select public.${call} as answer`, values)).rows[0].answer
  } finally {
    await client.query('rollback')
    client.release()
  }
}

t.test('event_points', async t => {
  const hands = await byHand(t)
  const at = (latitude: number, longitude: number) => ({ latitude, longitude })
  await hands.run({
    a: {
      races: [
        race('1', { ...at(45.92371, 6.86929), startDate: '2099-06-02' }),
        race('2', { ...at(-16.5, -179.9996), startDate: '2099-06-01', city: 'Suva', country: 'FJI' }),
        race('3', { ...at(45.9, 6.1), startDate: '2099-06-03', status: 'postponed', city: 'Annecy' }),
        race('4', { city: null, country: null, place: '', startDate: '2099-06-04' }),
      ],
    },
  })
  const day = Date.UTC(2099, 5, 1) / 86_400_000

  t.test('has where events are as columns, by day, and which are called off', async t => {
    const ids = (await hands.events()).filter(e => e.latitude !== null)
    const [first, second, third] = ids
      .sort((a, b) => Number(a.start_date) - Number(b.start_date))
      .map(e => e.id)
    t.same(await ask(hands, 'event_points(include_cancelled => true)'), {
      id: [first, second, third],
      lng: [-180_000, 6_869, 6_100],
      lat: [-16_500, 45_924, 45_900],
      day: [day, day + 1, day + 2],
      off: [third],
    })
    t.same((await ask(hands, 'event_points()')).off, [])
    t.same(await ask(hands, 'event_points("limit" => 1)'), {
      id: [first],
      lng: [-180_000],
      lat: [-16_500],
      day: [day],
      off: [],
    })
  })

  t.test('takes the filters of searching, and finds nothing as empty columns', async t => {
    t.same((await ask(hands, `event_points(query => 'chamonx')`)).day, [day + 1])
    t.same((await ask(hands, `event_points(near_lat => 45.9, near_lng => 6.2, radius_km => 100)`)).day, [
      day + 1,
    ])
    t.same((await ask(hands, `event_points(bbox => '{170,-20,-170,0}')`)).day, [day])
    t.same(await ask(hands, `event_points("from" => '2199-01-01')`), {
      id: [],
      lng: [],
      lat: [],
      day: [],
      off: [],
    })
    const evil = `'; drop table public.events; --`
    t.same((await ask(hands, 'event_points(query => $1, countries => $2)', [evil, ['FRA']])).id, [])
    t.same(await ask(hands, 'event_points("limit" => null)'), await ask(hands, 'event_points()'))
    t.equal((await hands.events()).length, 4)
  })

  t.test('refuses what makes no sense', async t => {
    for (const given of [
      '"limit" => 0',
      '"limit" => 200001',
      'radius_km => 5',
      `kinds => '{x}'`,
      `"from" => '2027-02-01', "to" => '2027-01-01'`,
    ])
      await t.rejects(ask(hands, `event_points(${given})`), { code: '22023', hint: /./ }, given)
  })

  t.test('leaves out what is not published', async t => {
    await hands.rows(`update public.events set withdrawn_at = now() where start_date = '2099-06-02'`)
    t.same((await ask(hands, 'event_points()')).day, [day])
  })
})

t.test('event_details', async t => {
  const hands = await byHand(t)
  await hands.register('toy', {
    title: 'Toy list',
    home_page: 'https://toy.example.org/',
    licence: 'CC BY 4.0',
    attribution: 'By the toys',
    terms_url: 'https://toy.example.org/terms',
  })
  await hands.limit('max_changed', 1)
  const nowhere = { city: null, country: null, place: '' }
  const near = { latitude: 45.9, longitude: 6.9 }
  const list = (startDate: string) => [
    race('1', { ...near, startDate, name: 'Moved' }),
    race('2', { ...near, startDate: '2099-06-10', name: 'Near', latitude: 46 }),
    race('3', { ...near, startDate: '2099-06-10', name: 'Off', latitude: 46.1, status: 'cancelled' }),
    race('4', { ...near, startDate: '2099-08-10', name: 'Late' }),
    race('5', { ...nowhere, latitude: 52.5, longitude: 13.4, startDate: '2099-06-10', name: 'Far' }),
    race('6', { ...nowhere, latitude: -10, longitude: 90, startDate: '2099-06-10', name: 'Lonely' }),
    ...races(10, { ...nowhere, latitude: -40, longitude: 175 }, 100),
  ]
  await hands.run({ a: { races: list('2099-06-05') } })
  await hands.run({ a: { races: list('2099-06-12') } })
  const events = await hands.events()
  const id = (name: string) => events.find(e => e.name === name)?.id as number
  const details = (event: unknown) => ask(hands, 'event_details($1)', [event])

  t.test('has the facts, who says each, what changed, and what is near', async t => {
    const answer = await details(id('Moved'))
    t.match(answer.event, {
      id: id('Moved'),
      name: 'Moved',
      start_date: '2099-06-12',
      distances: [{ km: 50 }],
    })
    const { confirmed_at, ...source } = answer.sources[0]
    t.same(source, {
      source: 'toy',
      title: 'Toy list',
      home_page: 'https://toy.example.org/',
      licence: 'CC BY 4.0',
      attribution: 'By the toys',
      terms_url: 'https://toy.example.org/terms',
    })
    t.ok(Date.now() - Date.parse(confirmed_at) < 60_000)
    const field = (name: string) => answer.fields.filter((one: Json) => one.field === name)
    t.same(field('start_date'), [{ field: 'start_date', source: 'toy', found_by: 'source' }])
    t.equal(field('distances').length, 1)
    t.match(answer.history, [
      { change: 'changed', changes: { start_date: ['2099-06-05', '2099-06-12'] } },
      { change: 'added', changes: {} },
    ])
    t.same(
      answer.nearby.map((one: Json) => [one.name, one.status, Math.round(one.km_away)]),
      [
        ['Near', 'scheduled', 11],
        ['Off', 'cancelled', 22],
      ],
    )
    t.same((await details(id('Lonely'))).nearby, [])
    t.equal((await details(events.find(e => String(e.name).startsWith('Race'))?.id)).nearby.length, 6)
  })

  t.test('tells nothing of how we work', async t => {
    const answer = await details(id('Moved'))
    t.same(Object.keys(answer), ['event', 'sources', 'fields', 'history', 'editions', 'nearby'])
    t.notMatch(
      JSON.stringify(answer),
      /sha256|snapshot|parser|run_id|"run"|record|127\.0\.0\.1|withdrawn_at|merged_into/,
    )
    for (const one of answer.history) t.same(Object.keys(one), ['at', 'change', 'changes'])
  })

  t.test('confirms again what a page that did not change lists', async t => {
    const before = (await details(id('Moved'))).sources[0].confirmed_at
    await hands.run({ a: 304 })
    const again = (await details(id('Moved'))).sources[0].confirmed_at
    t.ok(again > before)
    await hands.run({ a: 304, b: { error: 'down' } })
    t.ok(
      (await details(id('Moved'))).sources[0].confirmed_at > again,
      'of a run that missed another page, too',
    )
  })

  t.test('follows what was merged, and has nothing of what is listed no more', async t => {
    await hands.rows('update public.events set merged_into = $1 where id = $2', [id('Late'), id('Far')])
    t.equal((await details(id('Far'))).event.id, id('Late'))
    await hands.rows('update public.events set withdrawn_at = now() where id = any ($1)', [
      [id('Near'), id('Late')],
    ])
    t.equal(await details(id('Near')), null)
    t.equal(await details(id('Far')), null)
    t.same(
      (await details(id('Moved'))).nearby.map((one: Json) => one.name),
      ['Off'],
    )
    for (const none of [0, -1, null, '9223372036854775807']) t.equal(await details(none), null)
  })

  t.test('knows other editions where a series is known', async t => {
    t.same((await details(id('Lonely'))).editions, [])
    await hands.rows('update public.events set series_id = 777 where id = any ($1)', [
      [id('Lonely'), id('Off'), id('Near')],
    ])
    t.same(
      (await details(id('Lonely'))).editions.map((one: Json) => [one.name, one.status]),
      [['Off', 'cancelled']],
    )
  })
})

t.test('a race is confirmed by whatever page lists it, also where no run is ever complete', async t => {
  const hands = await byHand(t)
  for (const limit of ['max_drop', 'max_changed']) await hands.limit(limit, 1)
  const x = race('x')
  const y = (name: string) => race('y', { name })
  const down = { error: 'down' }
  await hands.run({ a: { races: [x, y('One')] }, b: { races: [] }, c: down })
  const { id } = await hands.row<{ id: number }>(`select public.event_of('toy', 'x') as id`)
  const seen = async () => (await ask(hands, 'event_details($1)', [id])).sources[0].confirmed_at
  const observed = async (run: Row) =>
    (
      await hands.row<{ at: string }>(`select to_json(observed_at) as at from ingest.runs where id = $1`, [
        run.id,
      ])
    ).at

  const changed = await hands.run({ a: { races: [x, y('Two')] }, b: down, c: down })
  t.equal(changed.status, 'partial')
  t.equal(await seen(), await observed(changed), 'another race of its page changed')
  for (let i = 0; i < 4; i++) await hands.run({ a: down, b: 304, c: down })
  t.equal(await seen(), await observed(changed), 'its page is down since')

  const moved = await hands.run({ a: { races: [y('Two')] }, b: { races: [x] }, c: down })
  t.equal(await seen(), await observed(moved), 'it moved to another page')
  const same = await hands.run({ a: 304, b: 304, c: down })
  t.equal(await seen(), await observed(same), 'which is as it was')
  const full = await hands.run({ a: 304, b: { races: [x, race('z')], full: true }, c: down })
  t.equal((await hands.request(full.id as number, 'b')).state, 'failed')
  t.equal(await seen(), await observed(full), 'or at its cap')
  await hands.run({ a: 304, b: down, c: down })
  t.equal(await seen(), await observed(full), 'not by what the page said before')

  const unreadable = { id: 'r', reason: 'x', raw: 1 }
  const held = await hands.run({ a: { races: [x], rejects: [unreadable] }, b: down, c: down })
  t.equal(held.status, 'held')
  t.equal(await seen(), await observed(full), 'nor by a run that publishes nothing')

  await hands.limit('max_rejected', 1)
  const complete = await hands.run({ a: { races: [x, y('Two')] } })
  const nameless = await hands.run({ a: { races: [y('Two')], rejects: [{ id: null, reason: 'x', raw: 1 }] } })
  t.match([complete.status, nameless.status, nameless.complete], ['published', 'published', true])
  t.equal(await seen(), await observed(complete), 'nor by one that rejected a row which may be any')
  const closed = await hands.run({ a: { rejects: [{ id: 'a', reason: 'closed', raw: 1 }] } })
  t.match(closed, { status: 'published', complete: true })
  t.equal(await seen(), await observed(complete), 'nor by one that could not look at its page')
  await hands.rows('delete from ingest.requests where run_id = any ($1)', [[nameless.id, closed.id]])
  t.equal(await seen(), await observed(complete), 'nor is it by that when its requests are pruned')
  const rejected = await hands.run({ a: { races: [y('Two')], rejects: [{ id: 'x', reason: 'x', raw: 1 }] } })
  t.equal(await seen(), await observed(rejected), 'a row that was rejected is listed')

  await hands.rows('update ingest.sources set gives_ids = true')
  const { at } = await hands.row<{ at: string }>(`
    select to_json(a.fetched_at) as at
    from ingest.records r join ingest.parses a on a.id = r.parse_id
    where r.source_event_id = 'x'`)
  t.equal(await seen(), at, 'an import is as old as its rows')
})
