import type { Task } from 'graphile-worker'
import { runChore } from '../lib/chore.ts'
import { settings } from '../lib/settings.ts'

/** Delete what is past its time and nothing rests on, in chunks, until there is none. */
const prune: Task = (payload, helpers) =>
  runChore(payload, helpers, async (attempt, stop) => {
    const { ARCHIVE_AFTER_DAYS, KEEP_ATTEMPTS_DAYS, KEEP_RUNS_DAYS, KEEP_READINGS_DAYS } = settings()
    const times = [KEEP_ATTEMPTS_DAYS, KEEP_RUNS_DAYS, KEEP_READINGS_DAYS].map(days => `${days} days`)
    const sums: Record<string, number> = {}
    for (let deleted = 1; deleted > 0; stop.throwIfAborted()) {
      const { rows } = await helpers.query<Record<string, number>>(
        'select * from ingest.prune($1, $2, $3)',
        times,
      )
      deleted = 0
      for (const [what, n] of Object.entries(rows[0] ?? {})) {
        sums[what] = (sums[what] ?? 0) + n
        deleted += n
      }
    }
    helpers.logger.info(`Pruned ${JSON.stringify(sums)}`)
    // What is left and old is put away.
    const then = ARCHIVE_AFTER_DAYS ? `, ingest.queue('archive', '{}', 'archive')` : ''
    return { text: `select ingest.finish_chore($1) as verdict${then}`, values: [attempt] }
  })

export default prune
