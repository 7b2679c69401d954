import type { Task } from 'graphile-worker'
import { runChore } from '../lib/chore.ts'
import { settings } from '../lib/settings.ts'

/** Queue again what lost its job, free what vanished workers hold, and fail what has no hope. */
const sweep: Task = (payload, helpers) =>
  runChore(payload, helpers, attempt => ({
    text: `select ingest.finish_chore($1) as verdict, s.* from ingest.sweep($2 * interval '1 ms') s`,
    values: [attempt, settings().DEAD_AFTER_MS],
    tell({ requeued, overdue, crashed, freed }) {
      const swept = { requeued, overdue, crashed, freed }
      if (Object.values(swept).some(Boolean)) helpers.logger.warn(`Swept: ${JSON.stringify(swept)}`)
    },
  }))

export default sweep
