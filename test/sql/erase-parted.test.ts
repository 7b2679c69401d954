/** Erasing a source whose events others became, and what is left of those: no word of it, and ids that lead on. */
import type { Test } from 'tap'
import t from 'tap'
import { act, refuses } from '../fixtures/acting.ts'
import { distance, type Hands, race } from '../fixtures/hands.ts'
import { duv, events, site, two } from '../fixtures/matching.ts'

const marked = (facts = {}) =>
  duv({ name: 'Marker Run', url: 'https://marker.example/', distances: [distance(77)], ...facts })
const other = (facts = {}) => site({ name: 'Quite Another', url: null, ...facts })

const numbers = async (hands: Hands, ...records: string[]) =>
  (await events(hands, ...records)) as [number, number, number, number]

/** Say that some records of an event are another race. */
async function split(hands: Hands, event: number, ...keys: string[]): Promise<number> {
  const rows = await hands.rows<{ id: number }>(
    `select id from ingest.records where source || ' ' || source_event_id = any ($1)`,
    [keys],
  )
  return act(hands, `split_event(${event}, array[${rows.map(({ id }) => id)}]::bigint[])`)
}

/** Erase `duv`, of which nothing stays; each event that is left is its current version. */
async function erase(t: Test, hands: Hands): Promise<void> {
  await hands.rows(`select status.erase_source('duv', 'Its owner asked.')`)
  // Its name stays among the words of searching, as in the list of sources. The gazetteer is nobody's, and large.
  const { everywhere } = await hands.row<{ everywhere: string }>(`
    select string_agg(
      format('select %L as at, x::text as row from %I.%I x where x::text ~* ''marker|\\mduv\\M|77 km''', relname, schemaname, relname),
      ' union all ') as everywhere
    from pg_stat_user_tables
    where schemaname in ('ingest', 'public', 'search', 'graphile_worker') and relname not in ('audit', 'sources', 'tags')
      and relname not like 'gazetteer%'`)
  t.same(await hands.rows(everywhere), [], 'nothing of it is left anywhere')
  t.same(
    await hands.rows(`
      select e.id, e.name, e.merged_into, v.facts
      from public.events e
      left join ingest.event_versions v on v.event_id = e.id and v.valid_to is null
      where (v.facts ->> 'name', v.facts -> 'sources', v.facts ? 'withdrawn_at', (v.facts ->> 'merged_into')::bigint)
        is distinct from (e.name, to_jsonb(e.sources), e.withdrawn_at is not null, e.merged_into)`),
    [],
    'each is its current version',
  )
}

/** What readers find is one event, and the ids that were stand for it. */
async function found(t: Test, hands: Hands, live: number, ...ids: number[]): Promise<void> {
  t.match(
    await hands.rows(
      'select id, name, sources from public.events where withdrawn_at is null and merged_into is null',
    ),
    [{ id: live, name: 'Quite Another', sources: ['site'] }],
  )
  t.match(await hands.rows('select id from search.listings'), [{ id: live }])
  for (const id of ids)
    t.match(await hands.row('select public.event_id($1) as id', [id]), { id: live }, `${id}`)
}

/** An event of `duv` that one of `site` was merged into and split from again: `e` became it, and `f` is where its race is now. */
async function parted(hands: Hands) {
  await hands.run({ a: { races: [marked()] } }, 'duv')
  await hands.run({ a: { races: [other()] } }, 'site')
  const [s, e] = await numbers(hands, 'duv d1', 'site s1')
  await act(hands, `merge_events(array[${s}, ${e}])`)
  await split(hands, s, 'site s1')
  const [f] = await numbers(hands, 'site s1')
  return { e, f }
}

t.test(
  'an event that was merged and parted again is where its race is, when the other is erased',
  async t => {
    const hands = await two(t)
    const { e, f } = await parted(hands)
    t.ok(f > e, 'under an id of its own')
    await erase(t, hands)
    await found(t, hands, f, e)
    t.match(await hands.rows('select change from status.event_history($1)', [e]), [
      { change: 'added' },
      { change: 'merged' },
    ])
    await hands.run({ a: { races: [other({ registration: 'open' })] } }, 'site')
    t.same(await events(hands, 'site s1'), [f])
  },
)

/** Events of two sources that became one when `site` said the same, and its run. */
async function together(t: Test, hands: Hands) {
  await hands.run(
    { a: { races: [marked({ name: 'Bear Mountain 50 km', distances: [distance(50)] })] } },
    'duv',
  )
  await hands.run({ a: { races: [other()] } }, 'site')
  const [s, e] = await numbers(hands, 'duv d1', 'site s1')
  const { id } = await hands.run({ a: { races: [other({ name: 'Bear Mountain' })] } }, 'site')
  t.same(await events(hands, 'site s1'), [s], 'it was linked')
  return { e, link: id }
}

t.test('so it is when a source itself brought them together and apart, which can be undone', async t => {
  const hands = await two(t)
  const { e, link } = await together(t, hands)
  const { id: part } = await hands.run({ a: { races: [other()] } }, 'site')
  const [f] = await numbers(hands, 'site s1')
  t.ok(f > e, 'and parted')
  await erase(t, hands)
  await found(t, hands, f, e)
  await refuses(t, hands, [[`undo_run(${link})`, /later runs/]])
  await act(hands, `undo_run(${link}, true)`)
  await found(t, hands, f, e)
  await act(hands, `undo_run(${part})`)
  t.match(await hands.rows('select id, name from search.listings'), [{ id: e, name: 'Bear Mountain' }])
  t.same(await events(hands, 'site s1'), [e])
})

t.test('what was one with an erased event for a while can be said again', async t => {
  const hands = await two(t)
  const { e, link } = await together(t, hands)
  const undo = await act(hands, `undo_run(${link})`)
  await erase(t, hands)
  await found(t, hands, e, e)
  await act(hands, `undo_run(${undo})`)
  t.match(await hands.rows('select id, name from search.listings'), [{ id: e, name: 'Bear Mountain' }])
})

t.test('an event that both told, and that was merged, loses what the erased one told of it', async t => {
  const hands = await two(t)
  const first = marked({ name: 'Marker Trail', startDate: '2099-09-09' })
  await hands.run({ a: { races: [first] } }, 'duv')
  await hands.run({ a: { races: [first, { ...marked(), id: 'd2' }] } }, 'duv')
  await hands.run({ a: { races: [other()] } }, 'site')
  const [s, d, e] = await numbers(hands, 'duv d1', 'duv d2', 'site s1')
  await act(hands, `merge_events(array[${d}, ${e}])`)
  await act(hands, `merge_events(array[${s}, ${d}])`)
  await split(hands, s, 'site s1')
  const [f] = await numbers(hands, 'site s1')
  t.ok(f > e)
  await erase(t, hands)
  await found(t, hands, f, d, e)
})

t.test('it follows its race also where that is withdrawn since', async t => {
  const hands = await two(t)
  const { e, f } = await parted(hands)
  for (let i = 0; i < 2; i++) await hands.run({ a: { races: [] } }, 'site')
  await erase(t, hands)
  t.same(await hands.rows('select * from search.listings'), [])
  await hands.run({ a: { races: [other()] } }, 'site')
  await found(t, hands, f, e)
})

t.test('of which nothing but a withdrawn race is left, that is withdrawn and told by it', async t => {
  const hands = await two(t)
  const first = marked({ startDate: '2099-09-09' })
  await hands.run({ a: { races: [first] } }, 'duv')
  await hands.run({ a: { races: [other()] } }, 'site')
  await hands.run({ a: { races: [first, { ...marked(), id: 'd2' }] } }, 'duv')
  const [s, d, e] = await numbers(hands, 'duv d1', 'duv d2', 'site s1')
  await act(hands, `merge_events(array[${e}, ${d}])`)
  for (let i = 0; i < 2; i++) await hands.run({ a: { races: [] } }, 'site')
  await act(hands, `merge_events(array[${s}, ${e}])`)
  t.same(await events(hands, 'duv d2', 'site s1'), [s, e])
  await erase(t, hands)
  t.match(await hands.events(), [
    { id: e, name: 'Quite Another', sources: ['site'], merged_into: null, withdrawn_at: Date },
  ])
  await hands.run({ a: { races: [other()] } }, 'site')
  await found(t, hands, e, e)
})

t.test('an event that became another is called as the others call that', async t => {
  const hands = await two(t)
  await hands.register('duv', { rank: 1 })
  const [first, second] = [marked({ startDate: '2099-09-09' }), { ...marked(), id: 'd2' }]
  await hands.run({ a: { races: [first] } }, 'duv')
  await hands.run({ a: { races: [race('1', { name: 'Nothing Like It' })] } })
  await hands.run({ a: { races: [first, second] } }, 'duv')
  await hands.run({ a: { races: [other()] } }, 'site')
  const [d1, one, d2, s1] = await numbers(hands, 'duv d1', 'toy 1', 'duv d2', 'site s1')
  for (const pair of [
    [d1, one],
    [d2, s1],
    [d1, d2],
  ])
    await act(hands, `merge_events(array[${pair}])`)
  t.match((await hands.events())[0], { id: d1, name: 'Marker Run' })
  await erase(t, hands)
  t.match(await hands.rows('select id, merged_into, sources from public.events order by id'), [
    { id: d1, merged_into: null, sources: ['site', 'toy'] },
    { id: one, merged_into: d1 },
    { id: d2, merged_into: d1, sources: ['site', 'toy'] },
    { id: s1, merged_into: d2 },
  ])
})

t.test('so does one at which only a withdrawn race of theirs is left', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [race('1', { name: 'Nothing Like It' })] } })
  await hands.run({ a: { races: [marked()] } }, 'duv')
  await hands.run({ a: { races: [other()] } }, 'site')
  const [one, d, s] = await numbers(hands, 'toy 1', 'duv d1', 'site s1')
  await act(hands, `merge_events(array[${d}, ${s}])`)
  for (let i = 0; i < 2; i++) await hands.run({ a: { races: [] } }, 'site')
  await act(hands, `merge_events(array[${one}, ${d}])`)
  t.match((await hands.events())[1], { id: d, name: 'Marker Run', sources: ['duv'], merged_into: one })
  await erase(t, hands)
  t.match(await hands.rows('select id, name, merged_into, sources from public.events order by id'), [
    { id: one, name: 'Nothing Like It' },
    { id: d, name: 'Nothing Like It', merged_into: one, sources: ['toy'] },
    { id: s, merged_into: d, sources: ['site'] },
  ])
})

t.test('what an undo left without records goes when one that told of it is erased', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [race('1', { name: 'Nothing Like It' })] } })
  await hands.run({ a: { races: [marked()] } }, 'duv')
  await hands.run({ a: { races: [other()] } }, 'site')
  const [one, d, s] = await numbers(hands, 'toy 1', 'duv d1', 'site s1')
  await act(hands, `merge_events(array[${one}, ${d}, ${s}])`)
  const run = await split(hands, one, 'duv d1', 'site s1')
  const [f] = await numbers(hands, 'site s1')
  t.ok(f > s)
  await act(hands, `undo_run(${run})`)
  t.same(await events(hands, 'toy 1', 'duv d1', 'site s1'), [one, one, one])
  await erase(t, hands)
  t.match(await hands.rows('select id, merged_into from public.events order by id'), [
    { id: one },
    { id: s, merged_into: one },
  ])
})
