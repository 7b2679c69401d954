import type { Task } from 'graphile-worker'
import { settings } from '../lib/settings.ts'

/** Delete what is past its time and nothing rests on, in chunks, until there is none. */
const prune: Task = async (_payload, { query, logger, abortSignal }) => {
  const { KEEP_ATTEMPTS_DAYS, KEEP_RUNS_DAYS, KEEP_READINGS_DAYS } = settings()
  const times = [KEEP_ATTEMPTS_DAYS, KEEP_RUNS_DAYS, KEEP_READINGS_DAYS].map(days => `${days} days`)
  const sums: Record<string, number> = {}
  let deleted = 1
  while (deleted > 0 && !abortSignal?.aborted) {
    const { rows } = await query<Record<string, number>>('select * from ingest.prune($1, $2, $3)', times)
    deleted = 0
    for (const [what, n] of Object.entries(rows[0] ?? {})) {
      sums[what] = (sums[what] ?? 0) + n
      deleted += n
    }
  }
  logger.info(
    `Pruned ${Object.entries(sums)
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')}`,
  )
}

export default prune
