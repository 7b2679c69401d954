import { readFileSync } from 'node:fs'
import t from 'tap'
import { freshDatabase, type TestDatabase } from '../fixtures/database.ts'
import { fillEvents } from './events.ts'
import { ask, type Question } from './questions.ts'

const names = async (database: TestDatabase, question: Question): Promise<string[]> =>
  (await ask(database, { limit: 20, ...question })).events.map(({ name }) => name)

t.test('what is asked', async t => {
  const database = await freshDatabase(t)
  await fillEvents(database, 300)
  const all = (await ask(database, { limit: 0, facets: true })).total as number

  t.test('what is counted ahead is what would be counted', async t => {
    const ahead = await ask(database, { limit: 0, facets: true })
    const counted = await ask(database, { limit: 0, facets: true, from: '0001-01-01' })
    t.same(counted.facets, ahead.facets)
    t.equal(counted.total, ahead.total)
    t.equal((await ask(database, { limit: 0, facets: true, countries: ['FJI'] })).total, 4)
  })

  t.test('a class that is counted can be asked for as it stands there', async t => {
    const longest = `update public.event_distances set km = 300 where (event_id, position) in (
      select event_id, position from public.event_distances where km > 60 order by event_id limit 1)`
    await database.pool.query(longest)
    const { facets } = await ask(database, { limit: 0, facets: true })
    const classes = facets?.class as { value: string; min_km: number; max_km: number; count: number }[]
    t.match(classes.at(-1), { value: '250', max_km: 1_000_000 })
    t.same(Object.keys(facets?.country?.[0] ?? {}), ['value', 'count'], 'what is no class has no lengths')
    const beside = async (min_km: number) =>
      (await ask(database, { limit: 0, facets: true, min_km })).facets?.class
    t.same([await beside(80), await beside(80.47)], [classes, classes], 'also where a range has odd ends')
    for (const { value, min_km, max_km, count } of classes)
      t.equal((await ask(database, { limit: 0, facets: true, min_km, max_km })).total, count, value)
  })

  t.test('names and places are found whatever the accents, apostrophes and capitals', async t => {
    for (const query of ['echappee', 'L’ÉCHAPPÉE', 'lechappee belle', 'belle vizille', 'échap'])
      t.same(await names(database, { query }), ['L’Échappée Belle'], query)
    for (const query of ['hawkes bay', "hawke's bay", 'hawke napier'])
      t.same(await names(database, { query }), ["Hawke's Bay"], query)
    t.same(await names(database, { query: '東京' }), ['東京 ウルトラ'])
    t.same(await names(database, { query: 'эльбрус' }), ['Ультра Эльбрус'])
    t.same(await names(database, { query: 'new zealand bay' }), ["Hawke's Bay"], 'by the name of the country')
  })

  t.test('misspelt words are found, and the answer says what it looked for', async t => {
    for (const query of ['echapee', 'echappeee vizile', 'ehcappee', 'vizlile']) {
      const { events, corrected } = await ask(database, { query })
      t.match(events, [{ name: 'L’Échappée Belle' }], query)
      t.ok(corrected, query)
    }
    t.same(await names(database, { query: 'taveuni' }), ['Taveuni Ultra', 'Other side of Taveuni'])
    t.equal((await ask(database, { query: 'qqqqqqqq' })).total, 0)
  })

  t.test('words that nobody wrote so are joined, parted or said otherwise', async t => {
    const other = ['Other side of Taveuni']
    for (const query of ['otherside taveuni', 'other side of tav euni', 'otherside of taveu'])
      t.same(await names(database, { query }), other, query)
    t.match((await ask(database, { query: 'otherside' })).corrected, { otherside: ['other side'] })
    t.same(await names(database, { query: 'anywhere hundred', include_virtual: true }), ['Anywhere 100'])
    t.same(
      await names(database, { query: 'on the line' }),
      ['On the line', 'On the line too'],
      'not where somebody did',
    )
    t.same(
      await names(database, { query: 'other side t' }),
      other,
      'a letter of the next word takes nobody away',
    )
  })

  t.test('races, towns and countries are found by what else they are called', async t => {
    const found: [string, string][] = [
      ['MDS', 'Marathon des Sables'],
      ['mds legendary', 'Marathon des Sables'],
      ['Diagonale des Fous', 'Grand Raid de La Réunion'],
      ['Wenen', 'Rundumadum'],
      ['ultra Wenen', 'Rundumadum'],
      ['Wenen Österreich', 'Rundumadum'],
      ['otherside ultra taveuni', 'Other side of Taveuni'],
      ['lapland ultra trail', 'Lapland Ultratrail'],
      ['hk 100', 'Hong Kong 100'],
      ['race in the Ouarzazate', 'Marathon des Sables'],
    ]
    for (const [query, name] of found) t.ok((await names(database, { query })).includes(name), query)
    t.notOk((await names(database, { query: 'Wenen Italien' })).includes('Rundumadum'))
    t.same(
      await names(database, { query: 'vie rundumadum' }),
      [],
      'of towns names, not the codes of their airports',
    )
    const ocean = await names(database, { query: 'uta' })
    t.ok(ocean.includes('Ultra-Trail Australia'))
    t.notOk(ocean.includes('Ocean Ultra Trail'), 'that lies in Australia, and is not called so')
    const { events, corrected } = await ask(database, { query: 'Marokko' })
    t.match(events, [{ name: 'Marathon des Sables' }])
    t.same(corrected, { marokko: ['morocco'] }, 'and not what it may be misspelt for')
    const all = await ask(database, { query: 'Diagonale des Fous' })
    const instead = ['grand raid reunion']
    t.same(all.corrected, { diagonale: instead, fous: instead })
  })

  t.test('a query without a word filters nothing', async t => {
    for (const query of ['', '   ', '!?&|', '🏃‍♀️', "'", '(((', '\\', '%_'])
      t.equal((await ask(database, { query, limit: 0, facets: true })).total, all, JSON.stringify(query))
  })

  t.test('operators, quotes and statements in a query are words, or nothing', async t => {
    for (const query of [
      `'; drop table public.events; --`,
      'taveuni & !ultra',
      'taveuni | x:*A',
      `taveuni') or true --`,
      '$1 ($1).words',
      'a'.repeat(200),
      'b',
      '\u{10FFFF}',
    ])
      await t.resolves(ask(database, { query, facets: true }), query)
    t.same(await names(database, { query: 'taveuni <-> ultra' }), ['Taveuni Ultra'])
    t.same(await names(database, { countries: ['FJI'], sources: [`duv'; select 1`] }), [])
  })

  t.test('boxes and circles go across the antimeridian and round the poles', async t => {
    const around = ['Taveuni Ultra', 'Other side of Taveuni', 'On the line', 'On the line too']
    t.same(await names(database, { bbox: [179.9, -20, -179.9, -10] }), around)
    t.same(await names(database, { near_lat: -16.8, near_lng: -179.99, radius_km: 5 }), around)
    t.same(await names(database, { near_lat: -16.8, near_lng: 180, radius_km: 0 }), around.slice(2))
    t.same(await names(database, { near_lat: 89.9, near_lng: 60, radius_km: 100 }), [
      'North Pole Marathon',
      'Near the pole',
    ])
    t.same(await names(database, { near_lat: -90, near_lng: 0, radius_km: 1 }), ['South Pole'])
    const { events } = await ask(database, { near_lat: 0, near_lng: 0, sort: 'distance', limit: 2000 })
    t.notOk(
      events.some(({ name }) => name === 'Nowhere Trail'),
      'nowhere is near to nothing',
    )
    t.ok(events.every((event, i) => (events[i - 1]?.km_away ?? 0) <= (event.km_away as number)))
  })

  t.test('cancelled, postponed and virtual ones are left out unless asked for', async t => {
    const hidden = ['Called off', 'Put off', 'Anywhere 100']
    const found = (await names(database, { limit: 2000 })).filter(name => hidden.includes(name))
    t.same(found, [])
    const more = await names(database, { include_cancelled: true, include_virtual: true, limit: 2000 })
    t.same(more.filter(name => hidden.includes(name)).sort(), hidden.sort())
    const followed: Question = { changed_since: '2000-01-01T00:00:00Z', limit: 2000 }
    t.notOk((await names(database, followed)).includes('Called off'), 'nor told to whoever asks what changed')
    t.ok((await names(database, { ...followed, include_cancelled: true })).includes('Called off'))
    t.notOk(more.includes('Gone') || more.includes('Same as another'))
  })

  t.test('lengths are of what one can run there, and all else is told all the same', async t => {
    const found = (question: Question) => names(database, { countries: ['FJI'], ...question })
    t.same(await found({ min_km: 40 }), ['Taveuni Ultra', 'Other side of Taveuni'])
    for (const question of [{ min_km: 160 }, { min_km: 160.9 }, { min_hours: 24 }])
      t.same(await found(question), [])
    const { events, facets } = await ask(database, { query: 'taveuni', facets: true })
    t.match(events[0], { distances: [{ km: 50 }, { km: 160.93, activity: 'bike' }, { hours: 24 }] })
    t.match(events[1], { distances: [{ km: 50 }, { km: 160.93, virtual: true }] })
    t.match(facets?.class, [{ value: '43', count: 2 }])
    t.equal(facets?.class?.length, 1)
    const { rows } = await database.pool.query(
      `select event_render_json from public.event_full where name like '%Taveuni%'
      union all select event_render_json from public.distance_filtered_event_full(160, 170) where country = 'FJI'`,
    )
    t.same(rows, [{ event_render_json: ['50 km'] }, { event_render_json: ['50 km'] }])
    const anywhere: Question = { query: 'anywhere', include_virtual: true, min_km: 160 }
    t.same(await names(database, anywhere), ['Anywhere 100'], 'all of a virtual event is virtual')
  })

  t.test('what makes no sense is refused, with a hint', async t => {
    const refused: [Question, RegExp][] = [
      [{ radius_km: 10 }, /needs a point/],
      [{ near_lat: 1 }, /come together/],
      [{ near_lat: 91, near_lng: 0 }, /not on earth/],
      [{ near_lat: Number.NaN, near_lng: 0 }, /not on earth/],
      [{ near_lat: 1, near_lng: 1, radius_km: -1 }, /radius_km is from/],
      [{ bbox: [1, 2, 3] as never }, /bbox is no box/],
      [{ bbox: '{{1,2},{3,4}}' as never }, /bbox is no box/],
      [{ bbox: '[0:3]={1,2,3,4}' as never }, /bbox is no box/],
      [{ bbox: [0, 10, 5, 5] }, /bbox is no box/],
      [{ limit: 5000 }, /limit is from 0 to 2000/],
      [{ limit: -1 }, /limit/],
      [{ sort: 'best' }, /sort has no value "best"/],
      [{ sort: 'distance' }, /needs a point/],
      [{ sort: 'relevance' }, /needs a query/],
      [{ from: '2027-02-01', to: '2027-01-01' }, /from is more than to/],
      [{ from: 'infinity' }, /days of this calendar/],
      [{ min_km: 100, max_km: 50 }, /min_km is more than max_km/],
      [{ min_gain: -5 }, /numbers from 0/],
      [{ kinds: ['triathlon'] }, /kinds has no value "triathlon"/],
      [{ surfaces: ['sand'] }, /surfaces has no value/],
      [{ registration: ['maybe'] }, /registration has no value/],
      [{ countries: ['US'] }, /no country code/],
      [{ regions: ['CA'] }, /no region/],
      [{ months: [13] }, /months are from 1 to 12/],
      [{ query: 'x'.repeat(201) }, /longer than 200/],
      [{ query: '㌀'.repeat(200) }, /word of more than 200 letters/],
    ]
    for (const [question, message] of refused)
      await t.rejects(
        ask(database, question),
        { code: '22023', message, hint: /./ },
        JSON.stringify(question),
      )
  })

  t.test('a cursor that was made up or belongs to another order is refused', async t => {
    const { next } = await ask(database, { limit: 3 })
    t.type(next, 'string')
    const cursor = next as string
    for (const broken of [
      '',
      'x',
      cursor.slice(2),
      `${cursor}x`,
      'a'.repeat(3000),
      Buffer.from('["x"]').toString('base64url'),
      Buffer.from('{}').toString('base64url'),
    ])
      await t.rejects(
        ask(database, { cursor: broken }),
        { code: '22023', message: /cursor/, hint: /./ },
        broken,
      )
    await t.rejects(ask(database, { cursor, sort: 'name' }), { message: /cursor is of another order/ })
    const wordless: Question = { query: '!', sort: 'relevance', limit: 3 }
    const first = await ask(database, wordless)
    const { events } = await ask(database, { ...wordless, cursor: first.next as string })
    t.same(
      events.map(({ id }) => id),
      (await ask(database, { limit: 6 })).events.slice(3).map(({ id }) => id),
      'a query without a word is sorted by day, on every page',
    )
    const bound = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify([bound[0], null, "2027-01-01' or true --", 1])).toString(
      'base64url',
    )
    await t.rejects(ask(database, { cursor: forged }), { code: '22023' })
  })
})

t.test('search follows every change at its commit, whatever path it takes', async t => {
  const { pool, ...rest } = await freshDatabase(t)
  const database = { pool, ...rest }
  await fillEvents(database, 200)
  /** Everything in the schema, as it is and as it would be made from nothing. */
  const state = async () =>
    (
      await pool.query(`
        select
          (select md5(string_agg((to_jsonb(e) - 'seat')::text, '' order by id)) from search.events e) as events,
          (select md5(string_agg(to_jsonb(l)::text, '' order by id)) from search.listings l) as listings,
          (select md5(string_agg(v::text, '' order by word)) from search.vocabulary v) as vocabulary,
          (select md5(string_agg(m::text, '' order by word, spelling)) from search.misspellings m) as misspellings,
          (select md5(total || facets::text) from search.everything) as everything,
          (select md5(string_agg(concat(t.facet, t.value, e.id), ' ' order by facet, value, e.id))
            from search.bits b
            join search.tags t on t.id = b.tag
            join search.events e on e.seat / 32000 = b.block and get_bit(b.bits, e.seat % 32000) = 1) as tags,
          (select sum(bit_count(bits)) from search.bits) as bits,
          (select count(distinct seat) from search.events) as seats`)
    ).rows[0]
  const acts: Record<string, string> = {
    'a new name': `update public.events set name = 'Quokka Dash' where id = 5`,
    withdrawn: 'update public.events set withdrawn_at = now() where id between 10 and 30',
    back: 'update public.events set withdrawn_at = null where id between 10 and 20',
    merged: 'update public.events set merged_into = 1 where id = 40',
    'a distance less': 'delete from public.event_distances where event_id = 50 and position = 1',
    'a distance more': `insert into public.event_distances values (51, 9, '321 km', 'distance', 321, 'km', 321, null, null, null, false, 'run')`,
    'a distance moved':
      'update public.event_distances set event_id = 52 where event_id = 51 and position = 9',
    deleted: `delete from public.event_distances where event_id = 60; delete from public.events where id = 60`,
    'many at once': `update public.events set start_date = start_date + 40, country = 'NZL' where id % 3 = 0`,
    'nothing left': 'truncate public.event_distances',
  }
  for (const [what, act] of Object.entries(acts)) {
    await pool.query(act)
    const followed = await state()
    await pool.query(`
      truncate search.events, search.listings, search.bits, search.vocabulary, search.misspellings, search.everything;
      insert into search.stale select id from public.events;
      select search.refresh()`)
    t.same(followed, await state(), what)
  }

  await pool.query(`
    insert into public.events (name, start_date, status, virtual, sources)
    select 'Again ' || n, '2027-01-01', 'scheduled', false, '{duv}' from generate_series(1, 5) n`)
  const followed = await state()
  await pool.query(`
    delete from search.events where name_key = 'again 1';
    update search.events set updated_at = '2020-01-01' where name_key = 'again 2';
    insert into search.events select 999999, start_date, updated_at, takes_place, virtual, country, gain, position, is_sample, lengths,
      durations, tags, words, name_key, 9999999 from search.events where name_key = 'again 3'`)
  await pool.query(readFileSync('sql/functions/search_triggers.sql', 'utf8'))
  const { vocabulary: _, ...caughtUp } = await state()
  t.match(followed, caughtUp, 'what fell behind is caught up with when triggers are made')

  const version = async () => (await pool.query('select number from search.version')).rows[0].number
  const before = await version()
  await pool.query('update public.events set name = name where false')
  t.equal(await version(), before, 'a statement that changes nothing costs nothing')
  t.same((await pool.query('select from search.stale')).rowCount, 0)
})
