import t from 'tap'
import { readingForPostgres } from '../../lib/reading.ts'
import { until } from '../fixtures/database.ts'
import { byHand, distance, type Hands, type Row, race, races } from '../fixtures/hands.ts'
import { two } from '../fixtures/matching.ts'

const undo = async (hands: Hands, run: Row, force: boolean | null = false): Promise<Row> => {
  const { id } = await hands.row('select status.undo_run($1, $2) as id', [run.id, force])
  return hands.row('select * from ingest.runs where id = $1', [id])
}

const refused = (message: RegExp) => ({ code: '22023', message })

t.test('undoing a run restores exactly what was there before it', async t => {
  const hands = await byHand(t)
  const rest = races(6)
  const before = [
    race('x', { name: 'Old name', url: 'https://old.example', distances: [distance(50), distance(100)] }),
    race('y', { group: 'g' }),
    race('z', { group: 'g', distances: [distance(80)] }),
    race('gone', { name: 'Dropped later' }),
    race('back'),
  ]
  await hands.run({ a: { races: [...before, ...rest] } })
  // `back` is withdrawn by the third run and brought back by the bad one, which also would withdraw `gone`.
  const without = [...before.slice(0, 4), ...rest]
  await hands.run({ a: { races: without } })
  await hands.run({ a: { races: [...before.slice(0, 3), ...rest] } })
  const events = () =>
    hands.rows(`
      select to_jsonb(e) - 'updated_at' as event, (select jsonb_agg(d order by position) from public.event_distances d where event_id = e.id)
      from public.events e where name not in ('Made up', 'Race z') order by id`)
  const [was, live, links] = [
    await events(),
    await hands.rows('select * from public.event_full order by id'),
    await hands.rows('select record_id, event_id from ingest.event_links order by 1'),
  ]
  const at = await hands.row('select clock_timestamp() as now')

  const bad = await hands.run({
    a: {
      races: [
        race('x', { name: 'New name', startDate: '2099-09-09', distances: [distance(60)] }),
        race('y'),
        race('z', { group: 'h', status: 'cancelled' }),
        race('back'),
        race('new', { name: 'Made up' }),
        ...rest,
      ],
    },
  })
  t.match(bad, { status: 'published', inserted: 2, updated: 3, withdrawn: 1 })
  t.notSame(await events(), was)

  const undone = await undo(hands, bad)
  t.match(undone, {
    trigger: 'undo',
    parent_run: bad.id,
    status: 'published',
    reason: `Undoes run ${bad.number}.`,
  })
  t.same(await hands.rows('select * from public.event_full order by id'), live)
  t.same(
    await hands.rows('select record_id, event_id from ingest.event_links where record_id <= 11 order by 1'),
    links,
  )
  const fresh = (await hands.rows(`select id from public.events where name in ('Made up', 'Race z')`)).length
  t.equal(fresh, 2, 'what it made keeps its row and id')
  t.same(await events(), was, 'withdrawn ones and their times included')
  t.match(await hands.row('select undone_by from ingest.runs where id = $1', [bad.id]), {
    undone_by: undone.id,
  })
  t.same(
    await hands.rows('select id, name, start_date, sources, distances from status.events_as_of($1)', [
      at.now,
    ]),
    await hands.rows(
      'select id, name, start_date, sources, distances from status.events_as_of(clock_timestamp())',
    ),
  )
})

t.test(
  'it is refused when a later run changed the same races; forced, only what is still so goes back',
  async t => {
    const hands = await byHand(t)
    const names = async () => (await hands.events()).map(({ name }) => name)
    const page = (a: string, b: string, c: string) => ({
      a: { races: [race('1', { name: a }), race('2', { name: b }), race('3', { name: c })] },
    })
    await hands.run(page('A', 'B', 'C'))
    const bad = await hands.run(page('bad', 'bad', 'C'))
    const later = await hands.run(page('bad', 'later', 'D'))
    await t.rejects(
      undo(hands, bad),
      refused(
        new RegExp(
          `Run ${bad.id} can't be undone: later runs \\(${later.id}\\) changed 2 of the same rows, for example of later`,
        ),
      ),
    )
    await t.rejects(undo(hands, bad, null), refused(/can't be undone/), 'null is no yes')
    t.same(await names(), ['bad', 'later', 'D'])
    const forced = await undo(hands, bad, true)
    t.same(await names(), ['A', 'later', 'D'])
    t.match(forced, { updated: 1, withdrawn: 0, inserted: 0 })
  },
)

t.test('what later runs changed and was undone in turn is no obstacle', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1', { name: 'A' })] } })
  const first = await hands.run({ a: { races: [race('1', { name: 'B' })] } })
  const second = await hands.run({ a: { races: [race('1', { name: 'C' })] } })
  await t.rejects(undo(hands, first), refused(/can't be undone/))
  await undo(hands, second)
  t.match(await hands.events(), [{ name: 'B' }])
  await undo(hands, first)
  t.match(await hands.events(), [{ name: 'A' }])
})

t.test('an undo can be undone', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1', { name: 'A' }), race('2'), race('3')] } })
  const run = await hands.run({ a: { races: [race('1', { name: 'B' }), race('2'), race('3'), race('4')] } })
  const was = await hands.rows('select * from public.event_full order by id')
  const undone = await undo(hands, run)
  await undo(hands, undone)
  t.same(await hands.rows('select * from public.event_full order by id'), was)
  t.match(await hands.row('select undone_by from ingest.runs where id = $1', [run.id]), { undone_by: null })
})

t.test('an undo that was undone and holds again marks its run as undone again', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1', { name: 'A' })] } })
  const run = await hands.run({ a: { races: [race('1', { name: 'B' })] } })
  const first = await undo(hands, run)
  await undo(hands, await undo(hands, first))
  t.match(await hands.events(), [{ name: 'A' }])
  t.match(await hands.row('select undone_by from ingest.runs where id = $1', [run.id]), {
    undone_by: first.id,
  })
  t.match(await hands.run({ a: 304 }), {
    status: 'held',
    reason: /as run 4 left them, which run 5 undid/,
  })
})

t.test('an event stays for what later runs added to it, though its facts tell nothing of it', async t => {
  const hands = await byHand(t)
  const rest = races(3)
  const same = { name: 'Same', group: 'g' }
  await hands.run({ a: { races: rest } })
  const bad = await hands.run({ a: { races: [...rest, race('x', same)] } })
  await hands.run({ a: { races: [...rest, race('x', same), race('y', same)] } })
  await undo(hands, bad)
  t.match(await hands.rows(`select withdrawn_at from public.events where name = 'Same'`), [
    { withdrawn_at: null },
  ])
})

t.test(
  'what is withdrawn keeps its event while its group moves on, and after the move was undone',
  async t => {
    const hands = await byHand(t)
    const rest = races(3)
    await hands.run({ a: { races: [...rest, race('older', { group: 'h' }), race('gone', { group: 'g' })] } })
    for (let i = 0; i < 2; i++) await hands.run({ a: { races: [...rest, race('older', { group: 'h' })] } })
    const links = () =>
      hands.rows(
        'select source_event_id, event_id from ingest.records join ingest.event_links on record_id = id order by id',
      )
    const before = await links()
    await undo(hands, await hands.run({ a: { races: [...rest, race('older', { group: 'g' })] } }))
    t.same(await links(), before)
    await hands.run({
      a: { races: [...rest, race('older', { group: 'h' }), race('gone', { group: 'g', name: 'Back' })] },
    })
    t.same(await links(), before)
  },
)

t.test('a run that would do the same again is held, until it says something else or is approved', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1', { name: 'A' }), race('2')] } })
  const bad = await hands.run({ a: { races: [race('1', { name: 'bad' }), race('2')] } })
  const undone = await undo(hands, bad)
  const reason = `It would bring back 1 records as run ${bad.number} left them, which run ${undone.number} undid.`
  t.match(await hands.run({ a: 304 }), { status: 'held', reason })
  t.match(await hands.run({ a: { races: [race('1', { name: 'mended' }), race('2')] } }), {
    status: 'published',
    updated: 1,
  })
  const again = await hands.run({ a: { races: [race('1', { name: 'bad' }), race('2')] } })
  t.match(again, { status: 'held', reason })
  await hands.rows('select status.approve_run($1)', [again.id])
  t.match(await hands.upload(again.id as number), { status: 'published', updated: 1 })
  t.match((await hands.events())[0], { name: 'bad' })
  for (const name of ['mended', 'bad'])
    t.match(
      await hands.run({ a: { races: [race('1', { name }), race('2')] } }),
      { status: 'published' },
      'for good',
    )
})

t.test(
  'a withdrawal that was undone is not repeated by the next run, and an undone run counts for none',
  async t => {
    const hands = await byHand(t)
    const all = races(10)
    const less = all.slice(0, 9)
    await hands.run({ a: { races: all } })
    await hands.run({ a: { races: less } })
    const bad = await hands.run({ a: 304 })
    t.match(bad, { withdrawn: 1 })
    const undone = await undo(hands, bad)
    t.equal((await hands.rows('select from public.event_full')).length, 10)
    t.match(await hands.run({ a: 304 }), {
      status: 'held',
      reason: `It would bring back 1 records as run ${bad.number} left them, which run ${undone.number} undid.`,
    })

    const other = await byHand(t)
    await other.run({ a: { races: all } })
    await undo(
      other,
      await other.run({ a: { races: less.map(r => (r.id === '0' ? { ...r, name: 'bad' } : r)) } }),
    )
    t.match(
      await other.run({ a: { races: less } }),
      { status: 'published', withdrawn: 0 },
      'missing once only',
    )
    t.match(await other.run({ a: 304 }), { status: 'published', withdrawn: 1 })
  },
)

t.test('what can’t be undone is refused with the reason', async t => {
  const hands = await byHand(t)
  await t.rejects(undo(hands, { id: 999 }), refused(/There is no run 999/))
  const held = await hands.run({ a: { races: races(2), rejects: [{ id: 'r', reason: 'x', raw: 1 }] } })
  await t.rejects(undo(hands, held), refused(/was not published \(it is held\): there is nothing to undo/))
  const run = await hands.run({ a: { races: races(2) } })
  const undone = await undo(hands, run)
  await t.rejects(undo(hands, run), refused(new RegExp(`is undone already, by run ${undone.id}`)))
  t.match(await hands.rows(`select act, detail from status.audit where act = 'undo_run'`), [
    { detail: { run: run.id, force: false, undo: undone.id } },
  ])
})

t.test('a run that starts at the same moment takes another number', async t => {
  const hands = await byHand(t)
  const run = await hands.run({ a: { races: races(2) } })
  const { attempt } = await hands.begin('fetch', { source: 'toy' })
  const client = await hands.database.pool.connect()
  await client.query('begin')
  await client.query(`select ingest.start_run($1, '[{"key": "a"}]', 'sql', 'v1')`, [attempt])
  const undone = undo(hands, run)
  await until(
    'the undo waits',
    async () =>
      (
        await hands.rows(
          `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
      ).length > 0,
  )
  await client.query('commit')
  client.release()
  t.match(await undone, { number: 3, trigger: 'undo' })
})

t.test('in whatever time zone somebody undoes, facts stay comparable', async t => {
  const hands = await byHand(t)
  const all = races(9)
  await hands.run({ a: { races: all } })
  await hands.run({ a: { races: all.slice(1) } })
  await hands.run({ a: 304 })
  const back = await hands.run({ a: { races: all } })
  const withdrawn = async () =>
    hands.rows(
      `select facts ->> 'withdrawn_at' as at from ingest.event_versions where event_id = 1 order by valid_from`,
    )
  const client = await hands.database.pool.connect()
  await client.query(`set timezone = 'Asia/Tokyo'`)
  await client.query('select status.undo_run($1)', [back.id])
  await client.query('reset timezone')
  client.release()
  const [, first, , again] = await withdrawn()
  t.ok(first?.at)
  t.same(again, first)
})

t.test('what a run saw again counts as seen while that run is not undone', async t => {
  const hands = await byHand(t)
  const rest = races(6)
  const b = { races: [race('y')] }
  await hands.run({ a: { races: [...rest, race('x')] }, b })
  await hands.run({ a: { races: rest }, b })
  const seen = await hands.run({ a: { races: [...rest, race('x')] }, b: { error: 'down' } })
  await undo(hands, await undo(hands, seen))
  t.match(await hands.run({ a: { races: rest }, b }), { status: 'published', withdrawn: 0 })
})

t.test('a replay of a run that missed a page is no complete one', async t => {
  const hands = await byHand(t)
  const rest = races(6)
  await hands.run({ a: { races: [...rest, race('x')] }, b: { races: [race('y')] } })
  for (let i = 0; i < 2; i++) {
    // x may have moved to the page that is down.
    t.match(await hands.run({ a: { races: rest }, b: { error: 'down' } }), { status: 'partial' })
    for (let again = 0; again < 2; again++)
      t.match(await hands.row(`select * from ingest.replay('toy', null, 'v1', '[]', false)`), {
        ...{ status: 'partial', records: 7, failed: 1, withdrawn: 0 },
      })
  }
})

t.test('a replay tells anew what an undo brought back', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('x', { name: 'Alder' })] } })
  const { sha } = await hands.row<{ sha: Buffer }>('select snapshot_sha256 as sha from ingest.parses')
  for (const name of ['Wrong', 'Wrong again'])
    await undo(hands, await hands.run({ a: { races: [race('x', { name })] } }))
  const races = [{ ...race('x', { name: 'Alder Trail' }), cityKeys: [] }]
  const reading = readingForPostgres({ races, rejects: [], requests: [], full: false })
  await hands.rows(`select ingest.keep_reading('toy', 'a', $1, 'v2', $2, null, 'x', now())`, [sha, reading])
  t.match(await hands.row(`select * from ingest.replay('toy', null, 'v2', '[]', false)`), {
    ...{ status: 'published', updated: 1 },
  })
  t.match(await hands.events(), [{ name: 'Alder Trail' }])
})

t.test('what was observed after the run that is undone counts, whenever it comes in', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('x', { name: 'Old' })] } })
  const bad = await hands.run({ a: { races: [race('x', { name: 'Wrong' })] } })
  const late = await hands.fetch(['a'])
  await hands.download(late, 'a', 'right')
  await hands.parse(late, 'a', { races: [race('x', { name: 'Right' })] })
  await undo(hands, bad)
  t.match(await hands.upload(late), { status: 'published', updated: 1 })
  t.match(await hands.rows('select name from public.events'), [{ name: 'Right' }])
})

t.test('an act that is taken back is no observation: what is on its way has its say', async t => {
  const hands = await two(t)
  await hands.run({ a: { races: [race('d1', { name: 'Quite Another' })] } }, 'duv')
  await hands.run({ a: { races: [race('s1', { name: 'Bear Lake' })] } }, 'site')
  const late = await hands.fetch(['a'], 'site')
  await hands.download(late, 'a', 'x')
  await hands.parse(late, 'a', { races: [race('s1', { name: 'Bear Lake', status: 'cancelled' })] })
  const merged = await hands.row<{ run: number }>(
    'select status.merge_events(array(select id from public.events order by id)) as run',
  )
  const { id } = await hands.row<{ id: number }>('select max(id) as id from ingest.runs')
  t.ok(merged)
  await hands.rows('select status.undo_run($1)', [id])
  t.match(await hands.upload(late), { status: 'published', updated: 1 })
  t.match(await hands.rows(`select status from public.events where name = 'Bear Lake'`), [
    { status: 'cancelled' },
  ])
  const on = { a: { races: [race('s1', { name: 'Bear Lake' })] } }
  t.match(await hands.run(on, 'site'), { status: 'published' }, 'nor does an act that said the same hold it')
})

t.test('the group that a record is taken out of again is compared without it', async t => {
  const hands = await byHand(t)
  const w = race('w', { group: 'h' })
  const z = { name: 'Quite Another', distances: [distance(161)] }
  await hands.run({ a: { races: [w, race('y', { group: 'g' }), race('z', { ...z, group: 'g' })] } })
  const keys = () => hands.rows('select * from ingest.match_keys order by record_id')
  const before = await keys()
  const bad = await hands.run({
    a: { races: [w, race('y', { group: 'g' }), race('z', { ...z, group: 'h' })] },
  })
  t.notSame(await keys(), before)
  await undo(hands, bad)
  t.same(await keys(), before)
})
