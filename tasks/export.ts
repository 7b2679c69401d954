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

/** Remove old exports, and write all events to files that anybody may take, when something changed. */
const exportEvents: Task = (payload, helpers) =>
  runChore(payload, helpers, async (attempt, stop) => {
    const { EXPORT_BUCKET, KEEP_EXPORTS_DAYS } = settings()
    const bucket = await openBucket(EXPORT_BUCKET, true)
    const { rows } = await helpers.query<Begun>('select * from ingest.start_export($1, $2)', [
      attempt,
      `${KEEP_EXPORTS_DAYS} days`,
    ])
    const { id, skip, old_ids, old_folders, ...begun } = rows[0] as Begun
    if (skip) helpers.logger.debug(`No export: ${skip}`)
    // Only here: other workers needn't know its formats.
    const { removeExports, removeForbidden } = await import('../lib/export/remove.ts')
    const { writeExport } = await import('../lib/export/write.ts')
    const isOurs = async () => {
      const open = await helpers.query('select from ingest.attempts where id = $1 and outcome is null', [
        attempt,
      ])
      return open.rows.length > 0
    }
    const finish = (manifest: unknown, removed: number[]) => {
      const values = [attempt, id, manifest && JSON.stringify(manifest), removed]
      return { text: 'select ingest.finish_export($1, $2, $3, $4) as verdict', values }
    }

    // First: where there is no room for another, this makes some.
    const old = (old_folders ?? []).map((folder, i) => ({ id: old_ids?.[i] as number, folder }))
    await removeExports(helpers, bucket, old)
    if (id === null) return finish(null, [])
    const manifest = await writeExport(helpers, bucket, begun, isOurs, stop).catch(async error => {
      const own = [{ id, folder: begun.folder }]
      await removeExports(helpers, bucket, own).catch(({ message }) => helpers.logger.warn(message))
      throw error
    })
    helpers.logger.info(`Exported ${manifest.events} events to ${bucket.place}`)
    // Last: readers have another now, unless somebody else is at that.
    return finish(manifest, (await isOurs()) ? await removeForbidden(helpers, bucket) : [])
  })

export default exportEvents
