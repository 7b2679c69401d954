import type { JobHelpers } from 'graphile-worker'
import t from 'tap'
import { carryOut } from '../../lib/stage.ts'
import { byHand, day, distance, race, races } from '../fixtures/hands.ts'

t.test('a page that nobody may look at any more has nothing missing, others have', async t => {
  const hands = await byHand(t)
  const rest = races(6)
  await hands.run({ robots: {}, a: { races: [race('x')] }, b: { races: [...rest, race('y')] } })
  const closed = { robots: { rejects: [{ id: 'a', reason: 'closed', raw: 'a' }] }, b: { races: rest } }
  await hands.limit('max_rejected', 1)
  await hands.run(closed)
  t.match(await hands.run(closed), { status: 'published', withdrawn: 1 })
  t.match(
    await hands.rows('select source_event_id as id from ingest.records where withdrawn_at is not null'),
    [{ id: 'y' }],
  )
})

t.test('rows of one group are one event with all their distances', async t => {
  const hands = await byHand(t)
  const facts = { group: 'g', name: 'Taubertal' }
  await hands.run({
    a: {
      races: [
        race('1', { ...facts, distances: [distance(100)] }),
        race('2', { ...facts, distances: [distance(50)] }),
      ],
    },
    b: { races: [race('3', { ...facts, distances: [distance(100)] }), race('4')] },
  })
  t.match(await hands.rows('select id, name, event_km_json from public.event_full order by id'), [
    { name: 'Taubertal', event_km_json: [100, 50] },
    { name: 'Race 4' },
  ])
})

t.test('an event keeps its id through every change of its facts', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1')] } })
  const [before] = await hands.events()
  await hands.run({
    a: { races: [race('1', { name: 'New name', startDate: '2099-07-01', url: 'https://example.org' })] },
  })
  t.match(await hands.events(), [
    { id: before?.id, name: 'New name', start_date: '2099-07-01', created_at: before?.created_at },
  ])
})

t.test('when two events turn out to be one the older id stays and the other points to it', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1'), race('2')] } })
  const [one, two] = await hands.events()
  await hands.run({ a: { races: [race('1', { group: 'g' }), race('2', { group: 'g' })] } })
  t.match(await hands.events(), [
    { id: one?.id, merged_into: null },
    { id: two?.id, merged_into: one?.id },
  ])
  t.match(await hands.rows('select id from public.event_full'), [{ id: one?.id }])
})

t.test('when one event turns out to be two the oldest record keeps the id', async t => {
  const hands = await byHand(t)
  await hands.run({
    a: { races: [race('1', { group: 'g' }), race('2', { group: 'g', distances: [distance(80)] })] },
  })
  const [one] = await hands.events()
  await hands.run({
    a: { races: [race('1', { group: 'g' }), race('2', { group: 'h', distances: [distance(80)] })] },
  })
  t.match(await hands.rows('select id, event_km_json from public.event_full order by id'), [
    { id: one?.id, event_km_json: [50] },
    { event_km_json: [80] },
  ])
})

t.test(
  'a race that two complete runs in a row do not list is withdrawn, and comes back under its id',
  async t => {
    const hands = await byHand(t)
    const both = { races: [race('1'), race('2'), race('3'), race('4')] }
    const less = { races: [race('1'), race('2'), race('3')] }
    await hands.run({ a: both })
    const id = (await hands.events()).at(-1)?.id
    t.match(await hands.run({ a: less }), { withdrawn: 0 }, 'once may be a slip')
    t.match(await hands.run({ a: 304 }), { withdrawn: 1 }, 'unchanged pages confirm what they do not list')
    t.equal((await hands.rows('select from public.event_full')).length, 3)
    t.match(await hands.run({ a: 304 }), { withdrawn: 0, updated: 0 })
    t.match(await hands.run({ a: both }), { inserted: 0, updated: 1 })
    t.match((await hands.events()).at(-1), { id, withdrawn_at: null })
    t.match(
      await hands.rows(
        'select valid_to is null as current from ingest.record_versions where record_id = 4 order by 1',
      ),
      [{ current: false }, { current: true }],
    )
  },
)

t.test('being listed in between starts the count anew', async t => {
  const hands = await byHand(t)
  const both = { races: [race('1'), race('2'), race('3'), race('4')] }
  const less = { races: [race('1'), race('2'), race('3')] }
  for (const page of [both, less, both, less]) t.match(await hands.run({ a: page }), { withdrawn: 0 })
})

t.test('a partial run withdraws nothing and does not count', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1')] }, b: { races: [race('2')] } })
  for (let i = 0; i < 3; i++)
    t.match(await hands.run({ a: 304, b: { error: 'down' } }), { status: 'partial', withdrawn: 0 })
  t.equal((await hands.rows('select from public.event_full')).length, 2)
})

t.test('a partial run is no second look: only complete ones call a race missing', async t => {
  const hands = await byHand(t)
  const few = { races: [race('1'), race('2'), race('3')] }
  await hands.run({ a: { races: [...few.races, race('4')] }, b: { races: [race('5')] } })
  t.match(await hands.run({ a: few, b: 304 }), { status: 'published', withdrawn: 0 })
  t.match(await hands.run({ a: 304, b: { error: 'down' } }), { status: 'partial', withdrawn: 0 })
  t.match(await hands.run({ a: 304, b: 304 }), { status: 'published', withdrawn: 1 })
})

t.test('of many sites each misses its own races, whichever others are down', async t => {
  const hands = await byHand(t)
  await hands.register('toy', { base_url: '' })
  const [a, b, c, d] = [
    'https://a.example/',
    'https://bä.example/',
    'https://c.example/',
    'https://d.example/',
  ] as const
  // As a URL has it, and not as the operator wrote it.
  const robots = 'https://xn--b-zfa.example/robots.txt'
  for (const site of [a, b, c, d]) await hands.rows(`select status.add_site('toy', $1)`, [site])
  await hands.limit('max_drop', 0.9)
  const gone = async () =>
    (
      await hands.rows<{ id: string }>(
        'select source_event_id as id from ingest.records where withdrawn_at is not null order by 1',
      )
    ).map(({ id }) => id)
  const down = { error: 'down' }
  const vague = { rejects: [{ id: null, reason: 'no id', raw: {} }], races: races(9, {}, 50) }
  await hands.run({
    [a]: { races: [...races(9), race('x')] },
    [robots]: { requests: [{ url: b }] },
    [b]: { races: [race('y')] },
    [c]: vague,
    [d]: { races: [race('z')] },
  })
  const less = {
    [a]: { races: races(9) },
    [robots]: down,
    [c]: { ...vague, races: races(8, {}, 50) },
    [d]: { races: [] },
  }
  t.match(await hands.run(less), { status: 'partial', withdrawn: 0 }, 'once may be a slip')
  // It was down in the second of three runs, so it was asked twice.
  t.match(await hands.run({ ...less, [d]: down }), { status: 'partial', withdrawn: 1 })
  t.same(await gone(), ['x'], 'not of a site that is down, or has a row without an id')
  const { [d]: _, ...others } = less
  t.match(
    await hands.run(others),
    { status: 'partial', withdrawn: 1 },
    'of a site that is asked no more, too',
  )
  t.same(await gone(), ['x', 'z'])
  await hands.limit('max_drop', 0.3)
  const held = await hands.run({ [a]: { races: [] }, [robots]: down })
  t.match(held, { status: 'held', reason: /It lists 1 records, the last published runs 17/ })
  const preview = await hands.rows<{ id: string }>(
    'select source_event_id as id from status.held_changes($1)',
    [held.id],
  )
  t.equal(preview.length, 18)
  t.notOk(preview.some(({ id }) => id === 'y'))
})

t.test('a race that is over, beyond the horizon or rejected is not missing', async t => {
  const hands = await byHand(t)
  await hands.register('toy', { horizon_days: 10 })
  const page = [
    race('over', { startDate: day(-1) }),
    race('far', { startDate: day(12) }),
    race('bad', { startDate: day(5) }),
  ]
  const rest = Array.from({ length: 9 }, (_, i) => race(`r${i}`))
  await hands.run({ a: { races: [...page, ...rest] } })
  const less = { races: rest, rejects: [{ id: 'bad', reason: 'no day', raw: {} }] }
  await hands.run({ a: less })
  t.match(await hands.run({ a: 304 }), { withdrawn: 0, rejected: 1 })
})

t.test('which day it is does not depend on where somebody is', async t => {
  const hands = await byHand(t)
  const over = race('1', { startDate: '2099-06-01' })
  await hands.run({ a: { races: [over, race('2')] } })
  const run = await hands.fetch(['a'])
  await hands.download(run, 'a', 'x')
  await hands.parse(run, 'a', { races: [race('2')] })
  // The evening of 1 June in California, and long 2 June where days are counted.
  await hands.rows(`update ingest.runs set observed_at = '2099-06-02T03:17:00Z'`)
  const client = await hands.database.pool.connect()
  try {
    await client.query(`begin; set local timezone = 'America/Los_Angeles'`)
    await client.query('select ingest.count_run($1), ingest.list_records($1)', [run])
    t.same((await client.query('select * from pg_temp.missing')).rows, [])
  } finally {
    await client.query('rollback')
    client.release()
  }
})

t.test('a reject without an id could be any race: nothing is missing then', async t => {
  const hands = await byHand(t)
  const rest = [race('1'), race('2'), race('3'), race('4'), race('5'), race('6')]
  await hands.run({ a: { races: [race('0'), ...rest] } })
  await hands.run({ a: { races: rest, rejects: [{ id: null, reason: 'no id', raw: {} }] } })
  t.match(await hands.run({ a: 304 }), { withdrawn: 0 })
})

t.test('an event goes only when all its rows are gone, and then keeps what it said', async t => {
  const hands = await byHand(t)
  const rest = [race('1'), race('2'), race('3'), race('4'), race('5')]
  const rows = [race('x', { group: 'g' }), race('y', { group: 'g', distances: [distance(80)] })]
  await hands.run({ a: { races: [...rows, ...rest] } })
  for (let i = 0; i < 2; i++) await hands.run({ a: { races: [...rows.slice(0, 1), ...rest] } })
  t.match(await hands.row(`select event_km_json from public.event_full where name = 'Race x'`), {
    event_km_json: [50],
  })
  for (let i = 0; i < 2; i++) await hands.run({ a: { races: rest } })
  t.match(await hands.row(`select withdrawn_at from public.events where name = 'Race x'`), {
    withdrawn_at: Date,
  })
})

t.test('a cancelled race stays in events with its status and leaves what the front end reads', async t => {
  const hands = await byHand(t)
  await hands.run({
    a: {
      races: [race('1'), race('2', { group: 'g' }), race('3', { group: 'g', distances: [distance(80)] })],
    },
  })
  await hands.run({
    a: {
      races: [
        race('1', { status: 'cancelled' }),
        race('2', { group: 'g', status: 'cancelled' }),
        race('3', { group: 'g', distances: [distance(80)] }),
      ],
    },
  })
  t.match(await hands.events(), [{ status: 'cancelled' }, { status: 'scheduled' }])
  t.match(await hands.rows('select event_km_json from public.event_full'), [{ event_km_json: [80] }])
})

t.test('a run that lists far fewer races is held, changes nothing, and is published on approval', async t => {
  const hands = await byHand(t)
  const many = Array.from({ length: 10 }, (_, i) => race(`${i}`))
  await hands.run({ a: { races: many } })
  const few = many.slice(0, 6).map(r => ({ ...r, name: 'Changed' }))
  const held = await hands.run({ a: { races: few } })
  t.match(held, {
    status: 'held',
    reason: 'It lists 6 records, the last published runs 10 (their median): more than 30 % fewer.',
  })
  t.equal((await hands.rows(`select from public.events where name = 'Changed'`)).length, 0)

  await hands.rows('select status.approve_run($1)', [held.id])
  t.ok((await hands.jobs()).includes(`upload:${held.id}`))
  t.match(await hands.upload(held.id as number), { status: 'published', updated: 6 })
  await t.rejects(hands.rows('select status.approve_run($1)', [held.id]), { message: /is not held/ })
})

t.test('the run after a held one is compared with what is published', async t => {
  const hands = await byHand(t)
  await hands.limit('max_changed', 1)
  const many = Array.from({ length: 10 }, (_, i) => race(`${i}`))
  await hands.run({ a: { races: many } })
  const changed = many.map(r => ({ ...r, name: 'Changed' }))
  const held = await hands.run({ a: { races: changed.slice(0, 5) } })
  t.match(await hands.run({ a: 304 }), { status: 'held' }, 'the same bytes are held again')
  t.match(await hands.run({ a: { races: changed } }), { status: 'published', updated: 10 })
  t.match(await hands.row('select * from ingest.runs where id = $1', [held.id]), {
    status: 'discarded',
    reason: 'Run 4 of this source was published.',
  })
})

t.test('a run that rejects too many rows is held, and can be discarded', async t => {
  const hands = await byHand(t)
  const rejects = [1, 2].map(n => ({ id: `${n}`, reason: 'no day', raw: { n } }))
  const held = await hands.run({ a: { races: [race('8'), race('9')], rejects } })
  t.match(held, { status: 'held', reason: '2 of its 4 rows were rejected: more than 20 %.' })
  await hands.rows('select status.discard_run($1)', [held.id])
  t.match(await hands.row('select status from ingest.runs'), { status: 'discarded' })
  t.same(await hands.events(), [])
})

t.test('a run that ends after a later one was published is discarded', async t => {
  const hands = await byHand(t)
  const held = await hands.run({ a: { races: [race('1')], rejects: [{ id: '2', reason: 'x', raw: 1 }] } })
  t.equal(held.status, 'held')
  await hands.rows('update ingest.runs set approved_at = now()')
  await hands.run({ b: { races: [race('1', { name: 'Later' })] } })
  await hands.rows(`update ingest.runs set status = 'held' where id = $1`, [held.id])
  t.match(await hands.upload(held.id as number), { status: 'discarded', reason: /later run/ })
  t.match(await hands.events(), [{ name: 'Later' }])
})

t.test('two sources keep their records apart', async t => {
  const hands = await byHand(t)
  await hands.register('other')
  await hands.run({ a: { races: [race('1')] } })
  await hands.run({ a: { races: [race('1', { name: 'Of the other' })] } }, 'other')
  t.match(await hands.events(), [
    { name: 'Race 1', sources: ['toy'] },
    { name: 'Of the other', sources: ['other'] },
  ])
})

t.test('every published value leads back to its run', async t => {
  const hands = await byHand(t)
  const run = await hands.run({ a: { races: [race('1')] } })
  t.match(
    await hands.row(`
      select e.name, p.snapshot_sha256, q.key, q.run_id, a.outcome
      from public.events e
      join ingest.event_links l on l.event_id = e.id
      join ingest.records r on r.id = l.record_id
      join ingest.parses p on p.id = r.parse_id
      join ingest.requests q on q.parse_id = p.id
      join ingest.attempts a on a.request_id = q.id and a.task = 'parse'`),
    { name: 'Race 1', key: 'a', run_id: run.id, outcome: 'done' },
  )
})

t.test('an upload that waits in vain for another publication is put off, and has not failed', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  await hands.download(run, 'a', 'x')
  await hands.parse(run, 'a', { races: races(2) })
  const other = await hands.database.pool.connect()
  const worker = await hands.database.pool.connect()
  await other.query('begin; select ingest.lock_publish()')
  await worker.query(`set lock_timeout = '50ms'`)
  const helpers = {
    job: { id: '1', task_identifier: 'upload' },
    query: (text: string, values: unknown[]) => worker.query(text, values),
    abortSignal: new AbortController().signal,
  } as unknown as JobHelpers
  for (let i = 0; i < 6; i++) {
    const { attempt } = await hands.begin('upload', { run })
    const work = () => ({ text: 'select ingest.upload_run($1) as verdict', values: [attempt] })
    await t.rejects(carryOut('upload', attempt, work, helpers), {
      name: 'Retry',
      message: /put off: .*lock timeout/,
    })
  }
  await other.query('rollback')
  for (const client of [other, worker]) client.release(true)
  t.match(
    await hands.rows(`select outcome from ingest.attempts where task = 'upload'`),
    Array(6).fill({ outcome: 'postponed' }),
  )
  t.match(await hands.upload(run), { status: 'published', records: 2 })
})

t.test('whoever has patience waits a little longer than the server takes, and not for ever', async t => {
  const limits: Record<string, number> = {}
  const client = {
    query: async (asked: string | { text: string; query_timeout: number }) => {
      if (typeof asked === 'object') limits[asked.text] = asked.query_timeout
      return { rows: [{ verdict: 'done' }] }
    },
  }
  const helpers = {
    job: { id: '1', task_identifier: 'upload' },
    withPgClient: (body: (lent: typeof client) => unknown) => body(client),
  } as unknown as JobHelpers
  await carryOut('upload', 1, () => ({ text: 'publish', values: [], patience: 60_000 }), helpers)
  t.match(limits, { publish: 90_000 })
})

t.test(
  'what a publication changes bears its moment, so that nobody who asks for changes misses one',
  async t => {
    const hands = await byHand(t)
    await hands.run({ a: { races: [race('1'), race('2'), race('3')] } })
    await hands.run({
      a: {
        races: [
          race('1', { name: 'Moved' }),
          race('2', { distances: [distance(161)] }),
          race('3'),
          race('4'),
        ],
      },
    })
    t.same(
      await hands.rows(`
      select r.number, array_agg(e.name order by e.id) as names
      from public.events e join ingest.runs r on r.published_at = e.updated_at group by 1 order by 1`),
      [
        { number: 1, names: ['Race 3'] },
        { number: 2, names: ['Moved', 'Race 2', 'Race 4'] },
      ],
    )
  },
)
