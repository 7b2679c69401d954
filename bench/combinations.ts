/** Questions of all filters at once, drawn at random as the tests against brute force draw them: the worst that anybody may ask. */
import fc from 'fast-check'
import type pg from 'pg'
import { published, type Question, questions } from '../test/search/questions.ts'
import type { Parameters } from './clients.ts'

/** So many about events of this database: pages as they are drawn, and the same with counts instead. The same ones every time. */
export async function combinations(
  pool: pg.Pool,
  many: number,
): Promise<{ pages: Parameters[]; counts: Parameters[] }> {
  const { rows } = await pool.query(
    `${published} and hashint8extended(e.id, 7) % 40 = 0 order by e.id limit 5000`,
  )
  const drawn: Question[] = fc.sample(questions(rows), { numRuns: many, seed: 11 })
  return {
    pages: drawn.map(question => ({ ...question, limit: 50 })),
    counts: drawn.map(({ sort: _, ...filters }) => ({ ...filters, facets: true, limit: 0 })),
  }
}
