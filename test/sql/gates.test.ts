import t from 'tap'
import type { RaceInput } from '../../sources/source.ts'
import { byHand, day, type HandReading, races } from '../fixtures/hands.ts'

/** Twenty races, `bad` of which are as `facts` says. */
const twenty = (bad: number, facts: Partial<RaceInput>): HandReading => ({
  races: [...races(bad, facts), ...races(20 - bad, {}, bad)],
})

/** What a first run may hold: the most that is let through, and one more. */
const firstRuns: [name: string, facts: Partial<RaceInput>, most: number, reason: RegExp][] = [
  [
    'max_unread',
    { distanceText: 'twice round the lake', distances: [] },
    5,
    /^6 of its 20 records have distances that can't be read: more than 25 %\.$/,
  ],
  [
    'max_unplaced',
    { city: 'Xyzzyville', country: 'FRA' },
    10,
    /^11 of its 20 records have neither coordinates nor a town that is known: more than 50 %\.$/,
  ],
  [
    'max_misdated',
    { startDate: day(-2) },
    4,
    /^5 of its 20 records are of days in the past or more than 3 years ahead: more than 20 %\.$/,
  ],
  ['max_misdated', { startDate: day(3 * 366) }, 4, /^5 of its 20 records are of days in the past/],
]

for (const [name, facts, most, reason] of firstRuns) {
  t.test(
    `${name}: ${most} of 20 are let through, ${most + 1} are not (${Object.keys(facts)[0]})`,
    async t => {
      const near: Partial<RaceInput> = name === 'max_misdated' ? { startDate: day(30) } : {}
      const page = (bad: number): HandReading => ({
        races: twenty(bad, facts).races?.map(
          r => ({ ...(r.startDate > '2099' ? { ...r, ...near } : r) }) as typeof r,
        ),
      })
      const hands = await byHand(t)
      await hands.limit('max_misdated', 0.2)
      if (name !== 'max_misdated') await hands.limit('max_misdated', 1)
      t.match(await hands.run({ a: page(most + 1) }), { status: 'held', reason })
      t.match(await hands.run({ a: page(most) }), { status: 'published', reason: null })
      await hands.limit(name, 1)
      t.match(await hands.run({ a: page(most + 1) }), { status: 'published' }, 'the limit is the operator’s')
    },
  )
}

t.test(
  'yesterday is not past, a stage race goes on until its last day, and a place of a race in the cloud matters not',
  async t => {
    const hands = await byHand(t)
    await hands.limit('max_misdated', 0.2)
    await hands.run({
      a: {
        races: [
          ...races(10, { startDate: day(-1), virtual: true, city: 'Xyzzyville' }),
          ...races(10, { startDate: day(-9), endDate: day(0) }, 10),
        ],
      },
    })
    t.match(await hands.row('select status, misdated, unplaced from ingest.runs'), {
      status: 'published',
      misdated: 0,
      unplaced: 0,
    })
  },
)

t.test('rejects: a fifth of the rows is let through, more is not', async t => {
  const rejects = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ id: `r${i}`, reason: 'no day', raw: i }))
  const hands = await byHand(t)
  t.match(await hands.run({ a: { races: races(16), rejects: rejects(5) } }), {
    status: 'held',
    reason: '5 of its 21 rows were rejected: more than 20 %.',
  })
  t.match(await hands.run({ a: { races: races(16), rejects: rejects(4) } }), { status: 'published' })
})

t.test('changes: half of the events is let through once there is history, more is not', async t => {
  const hands = await byHand(t)
  const page = (changed: number, name: string): HandReading => ({
    races: [...races(changed, { name }), ...races(20 - changed, {}, changed)],
  })
  await hands.run({ a: page(0, '') })
  t.match(await hands.run({ a: page(11, 'B') }), {
    status: 'held',
    changed: 11,
    reason: '11 of its 20 events are changed: more than 50 %.',
  })
  t.match(await hands.run({ a: page(10, 'C') }), { status: 'published', updated: 10 })
})

t.test('new events are no changes, and distances of one race count once', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: races(10) } })
  t.match(await hands.run({ a: { races: races(40) } }), { status: 'published', changed: 0, inserted: 30 })
  const grouped = await byHand(t)
  const page = (name: string): HandReading => ({
    races: [...races(15, { group: 'g', name }), ...races(9, {}, 15)],
  })
  await grouped.run({ a: page('A') })
  t.match(await grouped.run({ a: page('B') }), { status: 'published', changed: 1, updated: 1 })
})

t.test('of fewer than ten rows a share is chance', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: races(9) } })
  t.match(await hands.run({ a: { races: races(9, { name: 'B', city: 'Xyzzyville' }) } }), {
    status: 'published',
    updated: 9,
  })
})

t.test(
  'the number of records is compared with the median of the last five runs, not with the last',
  async t => {
    const hands = await byHand(t)
    for (const n of [20, 20, 20, 20]) await hands.run({ a: { races: races(n) } })
    const low = await hands.run({ a: { races: races(8) } })
    t.match(low, {
      status: 'held',
      reason: 'It lists 8 records, the last published runs 20 (their median): more than 30 % fewer.',
    })
    await hands.rows('select status.approve_run($1)', [low.id])
    t.match(await hands.upload(low.id as number), { status: 'published' })
    t.match(
      await hands.run({ a: { races: races(13) } }),
      { status: 'held' },
      'far above the last, far below the usual',
    )
    t.match(await hands.run({ a: { races: races(14) } }), { status: 'published' })
  },
)

t.test('a page that is down carries what it said last, and what followed from it', async t => {
  const hands = await byHand(t)
  const first = await hands.fetch(['a', 'b'])
  await hands.download(first, 'a', 'a')
  await hands.parse(first, 'a', { races: races(5) })
  await hands.download(first, 'b', 'b')
  await hands.parse(first, 'b', { races: races(5, {}, 5), requests: [{ url: 'b2' }] })
  await hands.download(first, 'b2', 'b2')
  await hands.parse(first, 'b2', { races: races(10, {}, 10) })
  t.match(await hands.upload(first), { status: 'published', records: 20 })

  t.match(await hands.run({ a: 304, b: { error: 'down' } }), { status: 'partial', records: 5, withdrawn: 0 })
  t.match(
    await hands.run({ a: { races: races(3) }, c: { error: 'down' } }),
    {
      status: 'held',
      reason: /^It lists 3 records/,
    },
    'a page that never said anything carries nothing',
  )
})

t.test('a held run leaves the public tables as they are, to the byte, and says all its reasons', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: races(20) } })
  const before = await hands.published()
  const history = await hands.rows(
    'select * from ingest.event_versions union all select * from ingest.event_versions',
  )
  const held = await hands.run({ a: { races: races(12, { name: 'B', distanceText: 'far', distances: [] }) } })
  t.equal(held.status, 'held')
  t.match(
    held.reason,
    /^It lists 12 records.* 12 of its 12 events are changed.* 12 of its 12 records have distances/,
  )
  t.equal(await hands.published(), before)
  t.same(
    await hands.rows('select * from ingest.event_versions union all select * from ingest.event_versions'),
    history,
  )
  t.match(await hands.row('select count(*) as n from ingest.records where changed_run = $1', [held.id]), {
    n: 0,
  })
})

t.test('a limit is refused that is none, with what it could be', async t => {
  const hands = await byHand(t)
  await t.rejects(hands.limit('max_fun', 0.1), {
    code: '22023',
    message: /There is no limit 'max_fun'\. Limits: max_drop/,
  })
  await t.rejects(hands.limit('max_drop', 30), { message: /share between 0 and 1, such as 0\.3; 30 is not/ })
  await t.rejects(hands.limit('max_drop', 0.1, 'atlantis'), { message: /Unknown source "atlantis"/ })
  await hands.limit('max_drop', 0.4)
  t.match(await hands.rows('select who, act, detail from status.audit order by id desc limit 1'), [
    { who: 'postgres', act: 'set_limit', detail: { source: 'toy', limit: 'max_drop', from: 0.3, to: 0.4 } },
  ])
})

t.test('a run that is discarded while its upload waits for other publications is not published', async t => {
  const hands = await byHand(t)
  const held = await hands.run({ a: { races: races(2), rejects: [{ id: 'r', reason: 'x', raw: 1 }] } })
  await hands.rows('select status.approve_run($1)', [held.id])
  const { attempt } = await hands.begin('upload', { run: held.id })
  await hands.rows('select status.discard_run($1)', [held.id])
  t.equal(await hands.verdict('upload_run($1)', [attempt]), 'superseded')
  t.match(await hands.rows('select status from ingest.runs'), [{ status: 'discarded' }])
  t.same(await hands.events(), [])
})
