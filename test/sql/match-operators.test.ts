import t from 'tap'
import { act, refuses } from '../fixtures/acting.ts'
import { distance, type Hands, race } from '../fixtures/hands.ts'
import { duv, events, site, two } from '../fixtures/matching.ts'

t.test('operators merge, split and keep apart, for good, and each act can be undone', async t => {
  const hands = await two(t)
  const other = site({ name: 'Quite Another' })
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [other] } }, 'site')
  const [d, s] = (await events(hands, 'duv d1', 'site s1')) as number[]
  const merge = await act(hands, `merge_events(array[${s}, ${d}])`)
  t.same(await events(hands, 'duv d1', 'site s1'), [d, d])
  t.match(await hands.rows('select trigger, status, reason from status.runs where id = $1', [merge]), [
    { trigger: 'merge', status: 'published', reason: `An operator merged events ${d}, ${s}.` },
  ])
  t.match((await hands.rows('select act, detail from status.audit order by id desc limit 1'))[0], {
    act: 'merge_events',
    detail: { events: [d, s], into: d, run: merge },
  })
  await hands.run({ a: { races: [{ ...other, name: 'Nothing Like It', registration: 'open' }] } }, 'site')
  t.same(await events(hands, 'duv d1', 'site s1'), [d, d], 'it holds whatever they are called')
  await refuses(t, hands, [
    [`merge_events(array[${d}])`, /two or more/],
    [`merge_events(array[${d}, ${s}])`, new RegExp(`Event ${s} became event ${d}`)],
    [`merge_events(array[${d}, 999])`, /There is no event 999/],
    [`split_event(${d}, array[999]::bigint[])`, /Name live records of event \d+ .*: not 999/],
    [`split_event(${d}, '{}')`, /Name live records/],
    [`split_event(${d}, (select array_agg(record) from status.event_records))`, /all records of event/],
    [`keep_apart(${d}, ${d})`, /is one event/],
  ])

  const record = (
    await hands.row<{ record: number }>(`select record from status.event_records where source = 'site'`)
  ).record
  const split = await act(hands, `split_event(${d}, array[${record}]::bigint[])`)
  const apart = await events(hands, 'duv d1', 'site s1')
  t.not(apart[0], apart[1])
  await hands.run({ a: { races: [site()] } }, 'site')
  t.same(await events(hands, 'duv d1', 'site s1'), apart, 'however alike they become')
  t.same(await hands.rows('select * from status.possible_matches'), [])
  const undo = await act(hands, `undo_run(${split}, true)`)
  t.match(await hands.rows('select undone_by from status.runs where id = $1', [split]), [{ undone_by: undo }])
  t.same(await events(hands, 'duv d1', 'site s1'), [d, d], 'the merge holds again')
})

t.test('keeping apart holds, and undone lets them come together', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site({ name: 'Quite Another' })] } }, 'site')
  const [d, s] = (await events(hands, 'duv d1', 'site s1')) as number[]
  const apart = await act(hands, `keep_apart(${d}, ${s})`)
  await hands.run({ a: { races: [site()] } }, 'site')
  t.same(await events(hands, 'duv d1', 'site s1'), [d, s])
  await act(hands, `undo_run(${apart})`)
  await hands.run({ a: { races: [site({ registration: 'open' }), race('s9')] } }, 'site')
  t.same(await events(hands, 'duv d1', 'site s1'), [d, d])
})

t.test('a merge is undone to the letter, and undoing that brings it back', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site({ name: 'Quite Another' })] } }, 'site')
  const [d, s] = (await events(hands, 'duv d1', 'site s1')) as number[]
  const before = await hands.published('updated_at')
  const merge = await act(hands, `merge_events(array[${d}, ${s}])`)
  const merged = await hands.published('updated_at')
  const undo = await act(hands, `undo_run(${merge})`)
  t.equal(await hands.published('updated_at'), before)
  await hands.run({ a: { races: [site({ name: 'Quite Another', registration: 'open' })] } }, 'site')
  t.same(await events(hands, 'duv d1', 'site s1'), [d, s], 'an undone decision holds no more')
  await act(hands, `undo_run((select max(id) from status.runs))`)
  await act(hands, `undo_run(${undo})`)
  t.equal(await hands.published('updated_at'), merged)
})

t.test('rows that are distances of one race are split off together', async t => {
  const hands = await two(t)
  const facts = { group: 'g', name: 'Bear Lake' }
  await hands.run(
    { a: { races: [race('d1', facts), race('d2', { ...facts, distances: [distance(80)] })] } },
    'duv',
  )
  await hands.run({ a: { races: [site()] } }, 'site')
  const [event, , third] = await events(hands, 'duv d1', 'duv d2', 'site s1')
  t.equal(third, event)
  await refuses(t, hands, [
    [`split_event(${event}, array[1]::bigint[])`, /Records 1, 2 are distances of one race at duv/],
  ])
  await act(hands, `split_event(${event}, array[1, 2]::bigint[])`)
  const [a, b, c] = await events(hands, 'duv d1', 'duv d2', 'site s1')
  t.match([a, b], [event, event], 'the part with the oldest record keeps the id')
  t.not(c, event)
})

/** Two events, one of which lost a record, merged into the other. */
async function merged(hands: Hands) {
  const facts = { group: 'g', name: 'Bear Lake' }
  const [row, gone] = [race('d1', facts), race('d2', { ...facts, distances: [distance(80)] })]
  await hands.run({ a: { races: [site({ name: 'Quite Another' })] } }, 'site')
  await hands.run({ a: { races: [row, gone] } }, 'duv')
  for (let i = 0; i < 2; i++) await hands.run({ a: { races: [row] } }, 'duv')
  const [d, s] = (await events(hands, 'duv d1', 'site s1')) as number[]
  return { d, s, row, merge: await act(hands, `merge_events(array[${s}, ${d}])`) }
}

const known = (hands: Hands, id: unknown) =>
  hands.row('select public.event_id($1) as id, public.find_event($1) as event', [id])

t.test('an event that was merged is found as the other, though a record of it went before', async t => {
  const hands = await two(t)
  const { d, s, row, merge } = await merged(hands)
  t.match(await known(hands, d), { id: s, event: { id: s } })
  await hands.run({ a: { races: [{ ...row, registration: 'open' }] } }, 'duv')
  t.match(await known(hands, d), { id: s, event: { id: s } })
  // What changed since stays where it is, and with it what the id leads to.
  await act(hands, `undo_run(${merge}, true)`)
  t.match(await known(hands, d), { id: s, event: { id: s } })
})

t.test('undone, it is itself again', async t => {
  const hands = await two(t)
  const { d, merge } = await merged(hands)
  await act(hands, `undo_run(${merge})`)
  t.match(await known(hands, d), { id: d, event: { id: d } })
})

t.test('what was undone stays undone when the source of its run is erased', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [duv()] } }, 'duv')
  await hands.run({ a: { races: [site()] } }, 'site')
  await hands.run({ a: { races: [race('1', { name: 'Quite Another' })] } })
  const [d, s, other] = (await events(hands, 'duv d1', 'site s1', 'toy 1')) as number[]
  t.equal(d, s)
  const merge = await act(hands, `merge_events(array[${d}, ${other}])`)
  await act(hands, `undo_run(${merge})`)
  await hands.rows(`select status.erase_source('duv', 'Its owner asked.')`)
  await hands.run({ a: { races: [race('1', { name: 'Quite Another', registration: 'open' })] } })
  t.same(await events(hands, 'site s1', 'toy 1'), [s, other])
})

t.test('a merge after which all is said as before is a change nevertheless: one is listed less', async t => {
  const hands = await two(t)
  await hands.run(
    { a: { races: [race('d1', { group: 'a' }), race('d2', { group: 'b', name: 'Race d1' })] } },
    'duv',
  )
  const [one, twin] = (await events(hands, 'duv d1', 'duv d2')) as number[]
  t.not(one, twin)
  const merge = await act(hands, `merge_events(array[${one}, ${twin}])`)
  t.match(
    await hands.row('select published_at = ingest.last_change() as is_due from ingest.runs where id = $1', [
      merge,
    ]),
    {
      is_due: true,
    },
  )
})
