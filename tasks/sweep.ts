import type { Task } from 'graphile-worker'
import { runChore } from '../lib/chore.ts'
import { settings } from '../lib/settings.ts'

/**
 * Queue again what lost its job, free what vanished workers hold, fail what has no hope, measure the database, and notice
 * how the sources are.
 */
const sweep: Task = (payload, helpers) =>
  runChore(payload, helpers, attempt => ({
    text: `
      select ingest.finish_chore($1) as verdict, s.*, n as noticed
      from ingest.sweep($2 * interval '1 ms', $3) s, ingest.notice_changes() n`,
    values: [attempt, settings().DEAD_AFTER_MS, settings().MAX_DATABASE_BYTES],
    tell({ requeued, overdue, crashed, freed, paused }) {
      if (paused) helpers.logger.warn(String(paused))
      const swept = { requeued, overdue, crashed, freed }
      if (Object.values(swept).some(Boolean)) helpers.logger.warn(`Swept: ${JSON.stringify(swept)}`)
    },
  }))

export default sweep
