import fc from 'fast-check'
import t from 'tap'
import { sharedEvents } from './events.ts'
import {
  ask,
  askAll,
  expected,
  offered,
  published,
  type Question,
  questions,
  type Row,
  unfulfilled,
} from './questions.ts'

/** 1,000 in all, the same each time; FAST_CHECK_SEED draws others. */
const runs = Number(process.env.SEARCH_QUESTIONS ?? 1000)
const seed = Number(process.env.FAST_CHECK_SEED ?? 11)

/** Ranges that begin and end between whole numbers, alone and where something else narrows what is looked at. */
const ends: Question[] = [
  { min_km: 42.16, max_km: 42.2 },
  { min_km: 42.161, max_km: 42.199 },
  { min_km: 42.17, max_km: 160.93 },
  { min_km: 160.93, max_km: 160.935 },
  { min_km: 42.01, max_km: 42.99, near_lat: 45, near_lng: 6, radius_km: 3000 },
  { min_km: 80, max_km: 110, near_lat: 45, near_lng: 6, radius_km: 3000 },
  { min_hours: 6.01, max_hours: 6.5 },
  { min_hours: 6.51, max_hours: 12 },
  { min_gain: 777, max_gain: 777 },
  { min_gain: 710, max_gain: 776.9 },
  { min_gain: 701, max_gain: 799 },
  { min_gain: 755.5 },
  { min_gain: 702, max_gain: 1701, bbox: [-10, 35, 30, 60] },
  { max_gain: 799, sort: 'distance', near_lat: 45, near_lng: 6 },
]

t.test('1,000 questions drawn at random find what reading every row finds', async t => {
  const database = await sharedEvents(3000)
  const rows: Row[] = (await database.pool.query(published)).rows
  t.comment(`seed ${seed}`)
  const drawn = [...fc.sample(questions(rows), { numRuns: runs, seed }), ...ends]
  let found = 0
  const wrong: unknown[] = []

  for (const [i, question] of drawn.entries()) {
    const want = expected(rows, question).map(({ id }) => id)
    found += want.length > 0 ? 1 : 0
    // Of every tenth all pages, of the others the first.
    const got =
      i % 10
        ? (await ask(database, { ...question, limit: 200 })).events.map(({ id }) => id)
        : await askAll(database, question, want.length > 500 ? 301 : 7)
    if (JSON.stringify(got) !== JSON.stringify(i % 10 ? want.slice(0, 200) : want))
      wrong.push({
        question,
        got: got.length,
        want: want.length,
        first: got.findIndex((id, n) => id !== want[n]),
      })
  }
  t.same(wrong.slice(0, 3), [], 'ids and order')
  t.ok(found > runs / 4, `${found} of ${runs} find something`)
})

t.test('totals and facets are those of reading every row, each without its own condition', async t => {
  const database = await sharedEvents(3000)
  const rows: Row[] = (await database.pool.query(published)).rows
  const froms = [0, 42, 43, 56, 79, 90, 99, 121, 158, 165, 250]
  const of: Record<string, (row: Row) => string[]> = {
    country: row => (row.country ? [row.country] : []),
    month: row => [row.start_date.slice(0, 7)],
    class: row =>
      offered(row).flatMap(({ km }) => (km === null ? [] : `${froms.findLast(from => km >= from)}`)),
    kind: row => row.distances.map(({ kind }) => kind),
    status: row => [row.status],
    virtual: row => [`${row.virtual}`],
    surface: row => (row.surface ? [row.surface] : []),
    registration: row => (row.registration ? [row.registration] : []),
    source: row => row.sources,
  }
  const drawn = fc.sample(questions(rows), { numRuns: 150, seed })
  const wrong: unknown[] = []
  for (const question of [...drawn, ...ends]) {
    const { sort: _, ...filters } = question
    const answer = await ask(database, { ...filters, facets: true, limit: 0 })
    // A row that misses two counts in no facet.
    const near = rows
      .map(row => ({ row, missed: unfulfilled(row, filters) }))
      .filter(({ missed }) => missed.length < 2)
    const but = (facet?: string) =>
      near.filter(({ missed }) => missed.every(name => name === facet)).map(({ row }) => row)
    const total = but().length
    if (answer.total !== total || !answer.total_is_exact) wrong.push({ filters, total, answer: answer.total })
    for (const [facet, values] of Object.entries(of)) {
      const counts = new Map<string, number>()
      for (const row of but(facet))
        for (const value of new Set(values(row))) counts.set(value, (counts.get(value) ?? 0) + 1)
      const got = new Map(answer.facets?.[facet]?.map(({ value, count }) => [value, count]))
      for (const value of new Set([...counts.keys(), ...got.keys()]))
        if (counts.get(value) !== got.get(value))
          wrong.push({ filters, facet, value, want: counts.get(value), got: got.get(value) })
    }
  }
  t.same(wrong.slice(0, 3), [])
})
