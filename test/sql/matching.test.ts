import t from 'tap'
import { act, refuses } from '../fixtures/acting.ts'
import { content } from '../fixtures/content.ts'
import { byHand, distance, race } from '../fixtures/hands.ts'
import { duv, events, site, two } from '../fixtures/matching.ts'

t.test('two sources that tell of one race give one event, field by field from whom knows best', async t => {
  const hands = await two(t)
  await hands.run(
    { a: { races: [duv({ elevationGain: 900, url: 'https://statistik.d-u-v.org/x' })] } },
    'duv',
  )
  await hands.run({ a: { races: [site()] } }, 'site')
  const [d, s] = await events(hands, 'duv d1', 'site s1')
  t.equal(d, s)
  t.match(await hands.rows('select * from public.events'), [
    {
      id: d,
      ...{
        name: '7th Bear Lake Ultra',
        edition: 7,
        url: 'https://bear-lake.example/',
        elevation_gain: '900',
      },
      sources: ['duv', 'site'],
    },
  ])
  t.match(await hands.rows('select event_km_json from public.event_full'), [{ event_km_json: [50, 21] }])
  const lineage = await hands.rows<{ field: string; source: string }>(
    'select field, source from status.lineage($1)',
    [d],
  )
  const from = Object.fromEntries(lineage.map(({ field, source }) => [field, source]))
  t.match(from, { name: 'site', url: 'site', edition: 'duv', elevation_gain: 'duv', start_date: 'site' })
  t.match(await hands.rows('select source, method from status.event_records order by record'), [
    { source: 'duv', method: 'group' },
    { source: 'site', method: 'match' },
  ])
  t.match(await hands.row(`select public.event_of('duv', 'd1') as d, public.event_of('site', 's1') as s`), {
    d,
    s: d,
  })
})

t.test('a race that one source cancels is cancelled until that source takes it back or drops it', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site({ status: 'cancelled' })] } }, 'site')
  t.match(await hands.events(), [{ status: 'cancelled', name: 'Bear Lake 50 km' }])
  t.same(await hands.rows('select * from public.event_full'), [])
  await hands.run({ a: { races: [duv({ registration: 'open' })] } }, 'duv')
  t.match(await hands.events(), [{ status: 'cancelled' }], 'who tells more has not heard')
  await hands.run({ a: { races: [site()] } }, 'site')
  t.match(await hands.events(), [{ status: 'scheduled' }])
  await hands.run({ a: { races: [site({ status: 'postponed' })] } }, 'site')
  t.match(await hands.events(), [{ status: 'postponed' }])
  for (let i = 0; i < 2; i++) await hands.run({ a: { races: [race('other')] } }, 'site')
  t.match((await hands.events())[0], { status: 'scheduled', sources: ['duv'], withdrawn_at: null })
})

t.test('an event is withdrawn when all its records are', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site()] } }, 'site')
  for (let i = 0; i < 2; i++)
    await hands.run({ a: { races: [race('x', { startDate: '2099-09-09' })] } }, 'duv')
  t.match((await hands.events())[0], { withdrawn_at: null, sources: ['site'] })
  for (let i = 0; i < 2; i++)
    await hands.run({ a: { races: [race('y', { startDate: '2099-10-10' })] } }, 'site')
  t.match((await hands.events())[0], { withdrawn_at: Date })
  await hands.run({ a: { races: [duv()] } }, 'duv')
  t.match((await hands.events())[0], { withdrawn_at: null, sources: ['duv'] })
})

t.test('what a record that is gone kept apart is joined', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site()] } }, 'site')
  const again = { a: { races: [{ ...site(), id: 's2' }] } }
  await hands.run(again, 'site')
  const [d, before] = await events(hands, 'duv d1', 'site s2')
  t.not(before, d, 'of one teller are two')
  await hands.run(again, 'site')
  t.same(await events(hands, 'duv d1', 'site s2'), [d, d])
  t.match(await hands.row('select public.event_id($1) as id', [before]), { id: d })
})

t.test('undoing either run leaves the other source its race', async t => {
  for (const first of ['duv', 'site']) {
    const hands = await two(t)
    const runs: Record<string, number> = {}
    runs.duv = (await hands.run({ a: { races: [duv()] } }, 'duv')).id as number
    const before = await hands.published('updated_at')
    runs.site = (await hands.run({ a: { races: [site()] } }, 'site')).id as number
    if (first === 'site') {
      await act(hands, `undo_run(${runs.site})`)
      t.equal(await hands.published('updated_at'), before, 'to the letter')
      continue
    }
    await refuses(t, hands, [[`undo_run(${runs.duv})`, /later runs \(\d+\) changed/]])
    await act(hands, `undo_run(${runs.duv}, true)`)
    t.match(await hands.events(), [{ sources: ['site'], name: '7th Bear Lake Ultra', withdrawn_at: null }])
  }
})

t.test('a run that makes two events one is undone to two', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site({ name: 'Quite Another' })] } }, 'site')
  const [d, s] = (await events(hands, 'duv d1', 'site s1')) as number[]
  t.not(d, s)
  const before = await hands.published('updated_at')
  const run = await hands.run({ a: { races: [site()] } }, 'site')
  t.same(await events(hands, 'duv d1', 'site s1'), [d, d], 'the older id stays')
  t.match(await hands.row('select public.event_id($1)', [s]), { event_id: d })
  t.match(await hands.rows('select change from status.event_history($1)', [s]), [
    { change: 'added' },
    { change: 'merged' },
  ])
  await act(hands, `undo_run(${run.id})`)
  t.same(await events(hands, 'duv d1', 'site s1'), [d, s])
  t.equal(await hands.published('updated_at'), before)
})

t.test('a link holds while a race moves its date, and breaks when it becomes another', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site()] } }, 'site')
  const [event] = await events(hands, 'duv d1')
  await hands.run({ a: { races: [site({ startDate: '2099-06-15' })] } }, 'site')
  t.same(
    await events(hands, 'duv d1', 'site s1'),
    [event, event],
    'two weeks on: one of them has not heard yet',
  )
  t.match(await hands.events(), [{ start_date: '2099-06-15' }], 'who was read last knows')
  await hands.run({ a: { races: [duv({ startDate: '2099-06-15' })] } }, 'duv')
  t.same(await events(hands, 'duv d1', 'site s1'), [event, event])
  await hands.run({ a: { races: [site({ startDate: '2099-07-15' })] } }, 'site')
  const [d, s] = await events(hands, 'duv d1', 'site s1')
  t.equal(d, event, 'the older record keeps the id')
  t.not(s, event, 'a month is too far')
  await hands.run({ a: { races: [site({ startDate: '2099-06-15' })] } }, 'site')
  t.same(await events(hands, 'duv d1', 'site s1'), [event, event])
  await hands.run(
    { a: { races: [site({ startDate: '2099-06-15', name: 'Sunset Beach Marathon' })] } },
    'site',
  )
  t.not((await events(hands, 'site s1'))[0], event, 'another name is another race')
})

t.test('twins stay apart: each joins the one that is most like it, and none two of one source', async t => {
  const hands = await two(t)
  await hands.run(
    {
      a: {
        races: [
          duv(),
          race('d2', { name: 'Bear Lake Trail Marathon & Ultra', distances: [distance(42.2), distance(50)] }),
        ],
      },
    },
    'duv',
  )
  await hands.run(
    {
      a: {
        races: [
          race('s2', { name: 'Bear Lake Trail Marathon', distances: [distance(42.2), distance(50)] }),
          site(),
        ],
      },
    },
    'site',
  )
  const [d1, d2, s1, s2] = await events(hands, 'duv d1', 'duv d2', 'site s1', 'site s2')
  t.same([d1, d2], [s1, s2])
  t.not(d1, d2)
})

t.test(
  'what only looks like it stays apart: another day, year, place, distance, a race in the cloud',
  async t => {
    const hands = await two(t)
    const far = { city: 'Leadville', region: 'CO', country: 'USA', place: 'Leadville, CO' }
    for (const other of [
      { startDate: '2099-06-08' },
      { startDate: '2100-06-01' },
      far,
      { distances: [distance(160)], name: 'Bear Lake 100 Mile' },
      { virtual: true },
      { name: 'Bear Canyon Relay' },
    ]) {
      await hands.run({ a: { races: [duv()] } }, 'duv')
      await hands.run({ a: { races: [site(other)] } }, 'site')
      const [d, s] = await events(hands, 'duv d1', 'site s1')
      t.not(d, s, JSON.stringify(other))
    }
  },
)

t.test('a day apart is found on whichever day of the week', async t => {
  const hands = await two(t)
  const names = ['Bear Lake', 'Elk River', 'Stone Gate', 'Old Mill', 'Red Fox', 'Wild Goose', 'Iron Bridge']
  const told = (source: string, later: number) =>
    names.map((name, i) => race(`${source}${i}`, { name, startDate: `2099-06-${10 + i + later}` }))
  await hands.run({ a: { races: told('d', 0) } }, 'duv')
  await hands.run({ a: { races: told('s', 1) } }, 'site')
  const all = (source: string, id: string) => events(hands, ...names.map((_, i) => `${source} ${id}${i}`))
  t.same(await all('duv', 'd'), await all('site', 's'))
})

t.test('names of generic words alone need the place', async t => {
  const hands = await two(t)
  const hours = { ...distance(50), km: null, hours: 24, unit: 'hour', raw: '24h', amount: 24 } as const
  const facts = { name: '24 Hour Run', distances: [hours] }
  await hands.run(
    {
      a: {
        races: [
          race('d1', facts),
          race('d2', { ...facts, startDate: '2099-08-01', city: null, country: null, place: '' }),
        ],
      },
    },
    'duv',
  )
  await hands.run(
    {
      a: {
        races: [
          race('s1', { ...facts, name: '24h Lauf' }),
          race('s2', { ...facts, startDate: '2099-08-01' }),
        ],
      },
    },
    'site',
  )
  const [d1, d2, s1, s2] = await events(hands, 'duv d1', 'duv d2', 'site s1', 'site s2')
  t.equal(d1, s1)
  t.not(d2, s2)
  t.match(await hands.rows('select event_a, event_b, why, open_because from status.possible_matches'), [
    {
      ...{ event_a: d2, event_b: s2 },
      why: 'name: the same generic words (-1.3); day: the same (+3.0); distances: the same (+3.5); numbers: the same (+1.0)',
      open_because: /^6.2\d points are not enough: from 8.5 on/,
    },
  ])
})

t.test('editions of one race are events of one series; the series never changes', async t => {
  const hands = await two(t)
  await hands.run(
    { a: { races: [duv(), race('d2', { name: 'Bear Lake 50 km', startDate: '2100-06-05', edition: 8 })] } },
    'duv',
  )
  await hands.run(
    {
      a: {
        races: [
          site(),
          race('s3', { name: 'Bear Lake Ultra', startDate: '2101-06-04' }),
          race('s4', { name: 'Autumn Lake', startDate: '2099-06-01' }),
        ],
      },
    },
    'site',
  )
  const rows = await hands.rows<{ start_date: string; series_id: number; name: string }>(
    'select * from public.events order by start_date, id',
  )
  t.equal(rows.length, 4)
  const [a, other, b, c] = rows.map(row => row.series_id)
  t.same([a, b, c], [a, a, a])
  t.not(other, a)
})

t.test('replaying either source changes nothing', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site()] } }, 'site')
  const before = await hands.published('updated_at')
  for (const source of ['duv', 'site']) {
    await hands.rows(`select * from ingest.replay($1, null, 'v1', '[]', true)`, [source])
    t.equal(await hands.published('updated_at'), before, source)
  }
})

t.test('erasing a source leaves the event to the others, without a word of it', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv({ name: 'Bear Lake Marker' })] } }, 'duv')
  await hands.run({ a: { races: [site({ name: 'Quite Another' })] } }, 'site')
  const [d, s] = (await events(hands, 'duv d1', 'site s1')) as number[]
  await act(hands, `merge_events(array[${d}, ${s}])`)
  await hands.rows(`select status.erase_source('duv', 'Its owner asked.')`)
  t.same(await events(hands, 'site s1'), [d], 'under the id it had')
  t.match(await hands.events(), [
    { id: d, name: 'Quite Another', sources: ['site'], merged_into: null },
    { id: s, merged_into: d },
  ])
  for (const table of [
    'public.events',
    'ingest.event_versions',
    'ingest.match_keys',
    'ingest.match_decisions',
    'ingest.runs',
  ])
    t.same(await hands.rows(`select * from ${table} x where x::text ~* 'marker|duv'`), [], table)
  const [run] = await hands.rows<{ id: number }>(
    `select id from status.runs where source = 'site' and trigger = 'sql'`,
  )
  await refuses(t, hands, [[`undo_run(${run?.id})`, /later runs/]])
})

t.test(
  'erasing a source that was the last at an event which became another leaves that as it is',
  async t => {
    const hands = await two(t)
    await hands.run({ a: { races: [race('1', { name: 'Quite Another' })] } })
    await hands.run({ a: { races: [duv()] } }, 'duv')
    await hands.run({ a: { races: [site()] } }, 'site')
    for (let i = 0; i < 2; i++) await hands.run({ a: { races: [] } }, 'site')
    const [other, d, s] = (await events(hands, 'toy 1', 'duv d1', 'site s1')) as number[]
    t.equal(d, s)
    await act(hands, `merge_events(array[${other}, ${d}])`)
    t.same(await events(hands, 'duv d1', 'site s1'), [other, d], 'what was withdrawn stays')
    const before = await hands.published()
    const { erased } = await hands.row(`select status.erase_source('site', 'Its owner asked.') as erased`)
    t.match(erased, { records: 1, events: 0, shared_events: 0 })
    t.equal(await hands.published(), before)
    t.same(await hands.rows(`select * from ingest.runs where reason = 'Another source was erased.'`), [])
  },
)

t.test(
  'of two sources that are as near to the organiser neither has its way by being asked later',
  async t => {
    const told = []
    for (const order of [
      ['one', 'other'],
      ['other', 'one'],
    ]) {
      const hands = await byHand(t)
      for (const name of order) await hands.register(name, { rank: 20 })
      for (const name of order) {
        const distances = name === 'one' ? [distance(100.2), distance(50)] : [distance(50), distance(100)]
        const facts = {
          name: `Bear Lake ${name === 'one' ? 'Ultra' : 'Ultramarathon'}`,
          registration: name === 'one' ? 'open' : 'closed',
        }
        await hands.run({ a: { races: [race('1', { ...facts, distances } as never)] } }, name)
      }
      told.push(await hands.rows(content), await hands.rows('select registration from public.events'))
    }
    t.equal(told[0]?.length, 1)
    t.same(told.slice(0, 2), told.slice(2))
  },
)
