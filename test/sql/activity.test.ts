import t from 'tap'
import { byHand, race } from '../fixtures/hands.ts'

t.test('what was done, what failed and how much was open, step by step', async t => {
  const hands = await byHand(t)
  const activity = (span: string) =>
    hands.rows<{ at: Date; done: number; failed: number; waiting: number }>(
      'select * from status.activity($1)',
      [span],
    )
  for (const [span, points, minutes] of [
    ['hour', 60, 1],
    ['day', 48, 30],
    ['week', 56, 180],
  ] as const) {
    const rows = await activity(span)
    t.equal(rows.length, points, span)
    t.ok(rows.every(row => row.done === 0 && row.failed === 0 && row.waiting === 0))
    const ends = rows.map(({ at }) => at.getTime())
    t.ok(ends.every((at, i) => i === 0 || at - (ends[i - 1] as number) === minutes * 60_000))
    t.ok((ends.at(-1) as number) <= Date.now() && Date.now() - (ends.at(-1) as number) <= minutes * 61_000)
  }
  for (const span of ['month', null])
    await t.rejects(hands.rows('select * from status.activity($1)', [span]), {
      code: '22023',
      message: 'Activity is told of the last hour, day or week.',
    })

  await hands.run({ a: { races: [race('1')] }, b: { error: 'It said 500.' } })
  const open = await hands.fetch(['a', 'b', 'c'])
  await hands.download(open, 'a', JSON.stringify({ races: [race('2')] }))
  await hands.parse(open, 'a', { races: [race('2')], requests: [{ url: 'd' }, { url: 'e' }] })
  await hands.rows(`
    update ingest.runs set started_at = started_at - interval '10 min', finished_at = finished_at - interval '8 min';
    update ingest.requests set settled_at = settled_at - interval '5 min' where key = 'a' and run_id = ${open};
    update ingest.requests set settled_at = settled_at - interval '9 min' where run_id <> ${open};
    update ingest.attempts set started_at = started_at - interval '7 min', finished_at = finished_at - interval '7 min'
      where outcome = 'failed'`)
  const hour = await activity('hour')
  // The minute may turn between two statements.
  const around = (minutes: number, what: 'failed' | 'waiting') =>
    hour.slice(-2 - minutes, -minutes || undefined).map(row => row[what])
  t.equal(hour.at(-1)?.waiting, 4, 'b and c, and what a asked for')
  t.ok(around(11, 'waiting').includes(0), 'before it all')
  t.ok(around(7, 'waiting').includes(3), 'a, b and c; the run before had ended')
  t.ok(around(7, 'failed').includes(1))
  const sum = (what: 'done' | 'failed') => hour.reduce((all, row) => all + row[what], 0)
  t.equal(sum('failed'), 1)
  // Two fetches, two downloads and parses, one upload.
  t.equal(sum('done'), 7)
  t.equal(
    (await activity('week')).reduce((all, row) => all + row.done, 0),
    7,
  )

  await hands.rows(`update ingest.attempts set started_at = started_at - interval '2 hours'`)
  t.equal(
    (await activity('hour')).reduce((all, row) => all + row.done, 0),
    0,
    'of the last hour only',
  )
})
