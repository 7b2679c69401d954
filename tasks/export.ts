import type { Task } from 'graphile-worker'
import { openBucket } from '../lib/bucket.ts'
import { runChore } from '../lib/chore.ts'
import { settings } from '../lib/settings.ts'

type Begun = {
  id: number | null
  folder: string
  published_at: Date
  skip: string | null
  old_ids: number[] | null
  old_folders: string[] | null
}

/** Write all events to files that anybody may take, when something changed, and remove old ones. */
const exportEvents: Task = (payload, helpers) =>
  runChore(payload, helpers, async (attempt, stop) => {
    const { EXPORT_BUCKET, KEEP_EXPORTS_DAYS } = settings()
    const { rows } = await helpers.query<Begun>('select * from ingest.start_export($1, $2)', [
      attempt,
      `${KEEP_EXPORTS_DAYS} days`,
    ])
    const { id, skip, old_ids, old_folders, ...begun } = rows[0] as Begun
    if (skip) helpers.logger.debug(`No export: ${skip}`)
    const bucket = await openBucket(EXPORT_BUCKET, true)
    // Only here: other workers needn't know its formats.
    const { filesOf, writeExport } = await import('../lib/export/write.ts')
    const isOurs = async () => {
      const open = await helpers.query('select from ingest.attempts where id = $1 and outcome is null', [
        attempt,
      ])
      return open.rows.length > 0
    }
    const manifest = id === null ? null : await writeExport(helpers, bucket, begun, isOurs, stop)
    await bucket.remove((old_folders ?? []).flatMap(filesOf))
    if (manifest) helpers.logger.info(`Exported ${manifest.events} events to ${bucket.place}`)
    const values = [attempt, id, manifest && JSON.stringify(manifest), old_ids ?? []]
    return { text: 'select ingest.finish_export($1, $2, $3, $4) as verdict', values }
  })

export default exportEvents
