/** What is told apart, and what of one event follows from whom. */
import t from 'tap'
import { distance, race } from '../fixtures/hands.ts'
import { duv, events, site, two } from '../fixtures/matching.ts'

t.test('who has not heard of a new day has no say on the end', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv({ startDate: '2099-06-10', endDate: '2099-06-11' })] } }, 'duv')
  await hands.run({ a: { races: [site({ startDate: '2099-06-10' })] } }, 'site')
  const days = () => hands.rows('select start_date::text, end_date::text from public.events')
  t.same(await days(), [{ start_date: '2099-06-10', end_date: '2099-06-11' }])
  await hands.run({ a: { races: [site({ startDate: '2099-06-03' })] } }, 'site')
  t.same(await days(), [{ start_date: '2099-06-03', end_date: null }])
  await hands.run({ a: { races: [duv({ startDate: '2099-06-03', endDate: '2099-06-04' })] } }, 'duv')
  t.same(await days(), [{ start_date: '2099-06-03', end_date: '2099-06-04' }])

  const of = (id: string, endDate: string | null, facts = {}) =>
    duv({ group: 'g', startDate: '2099-06-03', endDate, ...facts, id })
  const ends = async (...races: ReturnType<typeof of>[]) => {
    await hands.run({ a: { races } }, 'duv')
    return (await days()).map(({ end_date }) => end_date)
  }
  const [six, day] = [of('d1', null), of('d2', '2099-06-04')]
  const [stages, off] = [of('d3', '2099-06-06'), of('d3', '2099-06-06', { status: 'cancelled' })]
  t.same(await ends(six, day, stages), ['2099-06-06'], 'of several distances the last to end')
  t.same(await ends(six, day, off), ['2099-06-04'], 'that takes place')
  t.same(await ends({ ...six, endDate: '2099-06-03' }, day, off), ['2099-06-04'])
  const { end_date_by } = await hands.row(
    `select r.source_event_id as end_date_by from ingest.facts_of(array(select id from public.events)) f join ingest.records r on r.id = f.end_date_by`,
  )
  t.equal(end_date_by, 'd2', 'and who says so')
})

t.test('sites of one format are tellers of their own, and a site tells no race twice', async t => {
  const hands = await two(t)
  await hands.rows(`update ingest.sources set base_url = '' where name in ('toy', 'duv')`)
  const lake = { name: 'Bear Lake 50 km', distances: [distance(50)] }
  const pages = {
    'https://club.example/list': { races: [race('club/1', lake), race('club/2', lake)] },
    'https://region.example/list': { races: [race('region/7', { ...lake, name: 'Bear Lake Ultra' })] },
  }
  await hands.run(pages)
  const linked = () => events(hands, 'toy club/1', 'toy club/2', 'toy region/7')
  const [first, second, regional] = await linked()
  t.not(first, second)
  t.equal(first, regional)
  await hands.run({ a: { races: [site()] } }, 'site')
  t.same(await events(hands, 'site s1'), [first])
  // Each site is heard: its cancellation as any source's, its 31 miles as the other's 50 km.
  const end = async (one: string, other: string) => {
    await hands.run({
      'https://club.example/list': {
        races: [race('club/1', { ...lake, endDate: one }), race('club/2', lake)],
      },
      'https://region.example/list': { races: [race('region/7', { ...lake, endDate: other })] },
    })
    return hands.rows('select end_date::text from public.events where id = $1', [first])
  }
  t.same(await end('2099-06-02', '2099-06-06'), [{ end_date: '2099-06-02' }], 'its own weekend')
  const off = race('region/7', { ...lake, status: 'cancelled', distances: [distance(49.9)] })
  await hands.run({ ...pages, 'https://region.example/list': { races: [off] } })
  t.same(
    await hands.rows(
      `select e.status, d.km from public.events e join public.event_distances d on d.event_id = e.id where e.id = $1`,
      [first],
    ),
    [
      { status: 'cancelled', km: 50 },
      { status: 'cancelled', km: 21 },
    ],
  )
  const moved = { ...lake, startDate: '2099-06-15' }
  await hands.run({
    ...pages,
    'https://club.example/list': { races: [race('club/1', moved), race('club/2', lake)] },
  })
  t.same(await linked(), [first, second, first], 'it goes on being one while it moves')
  await hands.run({
    'https://club.example/list': { races: [] },
    'https://region.example/list': pages['https://region.example/list'],
  })
  t.same(await linked(), [first, second, first])
})

t.test('an import that has one race twice keeps nobody apart', async t => {
  const hands = await two(t)
  await hands.rows(`update ingest.sources set gives_ids = true where name = 'toy'`)
  const facts = { distances: [distance(50)], elevationGain: 900 }
  await hands.run({
    a: {
      races: [
        race('101', { ...facts, name: 'Bear Lake 50' }),
        race('102', { ...facts, name: 'Bear Lake Endurance Run' }),
      ],
    },
  })
  const imported = () => events(hands, 'toy 101', 'toy 102')
  t.same(await imported(), [101, 101])
  t.match(await hands.row('select public.find_event(102) as event'), { event: { id: 101 } })
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site()] } }, 'site')
  t.same(await events(hands, 'duv d1', 'site s1'), [101, 101])
  await hands.run({
    a: {
      races: [
        race('101', { ...facts, name: 'Bear Lake 50' }),
        race('102', { ...facts, name: 'Sunset Beach' }),
      ],
    },
  })
  const [stays, parts] = await imported()
  t.equal(stays, 101)
  t.not(parts, 101)
})

t.test('what was imported follows its race to any day, and keeps its id', async t => {
  const hands = await two(t)
  await hands.rows(`update ingest.sources set gives_ids = true where name = 'toy'`)
  await hands.run({ a: { races: [race('101', { name: 'Bear Lake 50 km', distances: [distance(50)] })] } })
  await hands.run({ a: { races: [site()] } }, 'site')
  t.same(await events(hands, 'toy 101', 'site s1'), [101, 101])
  await hands.run({ a: { races: [site({ startDate: '2099-07-15' })] } }, 'site')
  t.match(await hands.events(), [{ id: 101, start_date: '2099-07-15' }])
  await hands.run({ a: { races: [site({ startDate: '2099-07-15', name: 'Sunset Beach' })] } }, 'site')
  t.not((await events(hands, 'site s1'))[0], 101, 'another name is another race')
})

t.test('days apart is for an operator to say, however alike', async t => {
  const hands = await two(t)
  const page = {
    name: 'Great Bear Lake Traverse',
    url: 'https://bear-lake.example/',
    distances: [distance(50)],
  }
  await hands.run({ a: { races: [duv(page)] } }, 'duv')
  await hands.run({ a: { races: [site({ ...page, startDate: '2099-06-03' })] } }, 'site')
  const [d, s] = await events(hands, 'duv d1', 'site s1')
  t.not(d, s)
  const [pair] = await hands.rows<{ score: string }>(
    'select score, open_because from status.possible_matches',
  )
  t.match(pair, { open_because: /some days apart/ })
  t.ok(Number(pair?.score) > 8.5, `${pair?.score} points`)
})

t.test('of one page under names that share nothing it waits for an operator', async t => {
  const hands = await two(t)
  const page = { url: 'https://fuji.example/50', distances: [distance(50)] }
  await hands.run({ a: { races: [duv({ ...page, name: '富士登山競走' })] } }, 'duv')
  await hands.run({ a: { races: [site({ ...page, name: 'Great Lakes Traverse' })] } }, 'site')
  t.match(await hands.rows('select score from status.possible_matches'), [{ score: /^8/ }])
})

t.test('the 100 is no edition of the 240, nor Sunday’s race of Saturday’s', async t => {
  const hands = await two(t)
  const day = (startDate: string, name: string) => race(`${name} ${startDate}`, { name, startDate })
  const series = async () => {
    const rows = await hands.rows<{ id: string; series: number }>(`
      select p.source_event_id as id, e.series_id as series
      from ingest.records p join ingest.event_links l on l.record_id = p.id join public.events e on e.id = l.event_id`)
    const byId = new Map(rows.map(({ id, series }) => [id, series]))
    return (id: string) => byId.get(id)
  }
  const first = [
    ...[
      day('2099-06-01', 'Moab 240'),
      day('2099-06-15', 'Moab 100 Mile'),
      day('2100-06-02', 'Moab 240 Miles'),
    ],
    ...[day('2099-05-02', 'The Alpaca Race'), day('2099-05-03', 'The Alpaca Race')],
    ...[day('2100-05-01', 'The Alpaca Race'), day('2100-05-02', 'The Alpaca Race')],
    day('2099-12-31', 'Silvesterlauf'),
  ]
  await hands.run({ a: { races: first } }, 'duv')
  const second = [
    ...[day('2101-06-01', 'Moab 238'), day('2101-06-14', 'Moab 100'), day('2101-06-29', 'Moab 50K')],
    ...[
      day('2104-05-03', 'The Alpaca Race'),
      day('2104-05-04', 'The Alpaca Race'),
      day('2101-12-31', 'Silvesterlauf'),
    ],
  ]
  await hands.run({ a: { races: [...first, ...second] } }, 'duv')
  const of = await series()
  const [long, short] = [of('Moab 240 2099-06-01'), of('Moab 100 Mile 2099-06-15')]
  t.not(long, short)
  t.same([of('Moab 240 Miles 2100-06-02'), of('Moab 238 2101-06-01')], [long, long], 'a course may change')
  t.equal(of('Moab 100 2101-06-14'), short)
  t.notOk([long, short].includes(of('Moab 50K 2101-06-29')))
  const [saturday, sunday] = [of('The Alpaca Race 2099-05-02'), of('The Alpaca Race 2099-05-03')]
  t.not(saturday, sunday)
  t.same([of('The Alpaca Race 2100-05-01'), of('The Alpaca Race 2100-05-02')], [saturday, sunday])
  t.same([of('The Alpaca Race 2104-05-03'), of('The Alpaca Race 2104-05-04')], [saturday, sunday])
  t.equal(of('Silvesterlauf 2101-12-31'), of('Silvesterlauf 2099-12-31'), 'a name that is said of a day')
})

t.test('an act before the first upload after keys are gone compares all the same', async t => {
  const hands = await two(t)
  await hands.run(
    { a: { races: [duv(), race('d2', { name: 'Sunset Beach' }), race('d3', { name: 'River Run' })] } },
    'duv',
  )
  await hands.run({ a: { races: [site({ name: 'Quite Another' })] } }, 'site')
  await hands.rows(
    `update ingest.parsed_records set name = '7th Bear Lake Ultra' where source_event_id = 's1'`,
  )
  await hands.rows('truncate ingest.match_keys, ingest.match_blocks, ingest.matches')
  const [, second, third] = await events(hands, 'duv d1', 'duv d2', 'duv d3')
  await hands.rows('select status.keep_apart($1, $2)', [second, third])
  const [d, s] = await events(hands, 'duv d1', 'site s1')
  t.equal(d, s)
})
