/** Housekeeping: jobs that belong to no request or run, and have their attempts like those that do. */
import type { JobHelpers } from 'graphile-worker'
import { carryOut, type Statement } from './stage.ts'

/**
 * Run one job of housekeeping: an attempt that keeps its payload, `work`, and the one statement that does the rest and
 * says `ingest.finish_chore(attempt) as verdict`. What fails is tried again by the queue.
 */
export async function runChore(
  payload: unknown,
  helpers: JobHelpers,
  work: (attempt: number, stop: AbortSignal) => Promise<Statement> | Statement,
): Promise<void> {
  const { id, attempts, locked_by, task_identifier: task } = helpers.job
  const { rows } = await helpers.query<{ begun: { attempt: number } }>(
    'select ingest.begin_chore($1, $2, $3, $4, $5) as begun',
    [task, JSON.stringify(payload ?? {}), id, attempts, locked_by],
  )
  const { attempt } = (rows[0] as { begun: { attempt: number } }).begun
  await carryOut(task, attempt, stop => work(attempt, stop), helpers)
}
