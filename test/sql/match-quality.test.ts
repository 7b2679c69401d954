/** How well records of several sources are linked, measured through real uploads on pairs of which the truth is known. */
import t, { type Test } from 'tap'
import { blindLabels } from '../fixtures/blind-pairs.ts'
import { byHand } from '../fixtures/hands.ts'
import { knownLabels } from '../fixtures/known-races.ts'
import { type Label, madeLabels, type Told, twinLabels } from '../fixtures/labels.ts'
import { noRealData } from '../fixtures/real-data.ts'
import { realRaces } from '../fixtures/real-races.ts'
import { sampleLabels } from '../fixtures/sample-labels.ts'
import { readSamples } from '../fixtures/samples.ts'

type Judged = Label & { isOne: boolean; score: number }

/** Upload all, source by source, and say of each pair whether it is one event. */
async function judge(t: Test, labels: Label[], besides: Told[] = []): Promise<Judged[]> {
  const hands = await byHand(t)
  const bySource = new Map<string, Map<string, Told['race']>>()
  for (const { source, race } of [...besides, ...labels.flatMap(({ a, b }) => [a, b])])
    bySource.set(source, (bySource.get(source) ?? new Map()).set(race.id, race))
  for (const [source, races] of [...bySource].sort()) {
    await hands.register(source)
    for (const limit of ['max_drop', 'max_changed', 'max_unread', 'max_unplaced'])
      await hands.limit(limit, 1, source)
    t.match(await hands.run({ a: { races: [...races.values()] } }, source), { status: 'published' })
  }
  const rows = await hands.rows<{ key: string; event: number; group: number }>(`
    select concat(r.source, ' ', r.source_event_id) as key, l.event_id as event, k.record_id as group
    from ingest.records r
    join ingest.event_links l on l.record_id = r.id
    join ingest.match_keys k on k.source = r.source and k.group_key = r.group_key`)
  const scores = await hands.rows<{ a: number; b: number; score: number }>(
    'select a, b, score::float8 from ingest.matches',
  )
  const records = new Map(rows.map(row => [row.key, row]))
  const byPair = new Map(scores.map(({ a, b, score }) => [`${a} ${b}`, score]))
  return labels.map(label => {
    const [a, b] = [label.a, label.b].map(({ source, race }) => records.get(`${source} ${race.id}`))
    const [first, second] = [a?.group ?? 0, b?.group ?? 0].sort((x, y) => x - y)
    return { ...label, isOne: a?.event === b?.event, score: byPair.get(`${first} ${second}`) ?? 0 }
  })
}

/** Precision and recall, by what was done or, with `limit`, by what points alone would do. */
function measure(pairs: Judged[], limit?: number): { precision: number; recall: number; pairs: number } {
  const isOne = (p: Judged) => (limit === undefined ? p.isOne : p.score >= limit)
  const [found, right, same] = [
    pairs.filter(isOne),
    pairs.filter(p => isOne(p) && p.same),
    pairs.filter(p => p.same),
  ]
  return { precision: right.length / found.length, recall: right.length / same.length, pairs: pairs.length }
}

const percent = (n: number): string => `${(n * 100).toFixed(1)} %`
const said = ({ precision, recall, pairs }: ReturnType<typeof measure>) =>
  `precision ${percent(precision)}, recall ${percent(recall)} of ${pairs} pairs`

t.test(
  'of races that occur in the samples of several sources all are linked but a few, and none wrongly',
  async t => {
    const races: Told[] = []
    for (const source of [
      'duv',
      'ultrasignup',
      'runsignup',
      'utmb',
      'runraceusa',
      'events_calendar',
      'json_ld',
      'ahotu',
    ])
      for (const race of (await readSamples(t, source)).races) races.push({ source, race })
    const judged = await judge(t, sampleLabels(races), races)
    const all = measure(judged)
    t.comment(said(all))
    for (const { a, b, same } of judged.filter(p => p.isOne !== p.same))
      t.comment(
        `${same ? 'missed' : 'wrong'}: ${a.source} ${a.race.name} ${a.race.startDate}, ${b.source} ${b.race.name} ${b.race.startDate}`,
      )
    t.equal(all.precision, 1)
    t.ok(all.recall >= 0.95, 'recall')
  },
)

t.test('of real records and what others might make of them', { skip: noRealData }, async t => {
  const real = realRaces()
  const judged = await judge(t, [...madeLabels(real), ...twinLabels(real)])
  t.ok(judged.filter(p => p.same).length >= 200 && judged.filter(p => !p.same).length >= 400, 'enough pairs')
  for (const kind of new Set(judged.map(p => p.kind))) {
    const pairs = judged.filter(p => p.kind === kind)
    t.comment(`${kind}: ${pairs.filter(p => p.isOne !== p.same).length} of ${pairs.length} wrong`)
  }
  for (const limit of [7, 8, 8.5, 9, 9.5, 10, 11, 12])
    t.comment(`points of a pair alone, from ${limit}: ${said(measure(judged, limit))}`)
  for (const [half, pairs] of [
    ['the half that points were set by', judged.filter(p => !p.isHeldOut)],
    ['the half held out', judged.filter(p => p.isHeldOut)],
  ] as const) {
    const all = measure(pairs)
    t.comment(`${half}: ${said(all)}`)
    t.ok(all.precision >= 0.99, `${half}: precision`)
    t.ok(all.recall >= 0.95, `${half}: recall`)
  }
})

t.test('of races that many know, as different calendars write them', async t => {
  const judged = await judge(t, knownLabels())
  const all = measure(judged)
  t.comment(said(all))
  for (const { a, b, same, score } of judged.filter(p => p.isOne !== p.same))
    t.comment(`${same ? 'missed' : 'wrong'}: ${a.race.name} | ${b.race.name}, ${score} points`)
  t.ok(all.precision >= 0.99, 'precision')
  t.ok(all.recall >= 0.95, 'recall')
})

t.test('of pairs that were written down before the rules were tried on them', async t => {
  const judged = await judge(t, blindLabels())
  for (const kind of new Set(judged.map(p => p.kind)))
    t.comment(`${kind}: ${said(measure(judged.filter(p => p.kind === kind)))}`)
  const all = measure(judged)
  t.comment(said(all))
  for (const { a, b, score } of judged.filter(p => p.isOne && !p.same))
    t.comment(`wrong: ${a.race.name} | ${b.race.name}, ${score} points`)
  t.ok(all.precision >= 0.99, 'precision')
  // What only those know who know the races nobody finds in two records, unless search.other_names has it.
  t.ok(all.recall >= 0.945, 'recall')
})
