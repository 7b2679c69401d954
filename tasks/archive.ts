import type { JobHelpers, Task } from 'graphile-worker'
import { nameInArchive, openArchive, putAway } from '../lib/archive.ts'
import type { Bucket } from '../lib/bucket.ts'
import { runChore } from '../lib/chore.ts'
import { settings } from '../lib/settings.ts'

// Pages are some 20 kB as a rule, 20 MB at most.
const atOnce = 20
const leavingsAtOnce = 500

/** Remove from the archive what is no page's any more, and put old pages away where ARCHIVE_AFTER_DAYS says from when on. */
const archive: Task = (payload, helpers) =>
  runChore(payload, helpers, async (attempt, stop) => {
    const { ARCHIVE_AFTER_DAYS } = settings()
    // Where nothing is put away any more, something was: whoever doesn't find that would remove nothing, and say it is gone.
    const bucket = await openArchive(ARCHIVE_AFTER_DAYS !== undefined)
    const removed = await removeLeavings(helpers, bucket, stop)
    const moved = ARCHIVE_AFTER_DAYS
      ? await putOldAway(helpers, bucket, `${ARCHIVE_AFTER_DAYS} days`, stop)
      : 0
    helpers.logger.info(`Archived ${moved} pages at ${bucket.place}, removed ${removed} there`)
    return { text: 'select ingest.finish_chore($1) as verdict', values: [attempt] }
  })

async function putOldAway(
  { query }: JobHelpers,
  bucket: Bucket,
  older: string,
  stop: AbortSignal,
): Promise<number> {
  for (let moved = 0; ; ) {
    const { rows } = await query<{ sha256: string; body: Buffer }>(
      'select * from ingest.archivable($1, $2)',
      [older, atOnce],
    )
    if (rows.length === 0) return moved
    for (const { sha256, body } of rows) {
      stop.throwIfAborted()
      await putAway(bucket, sha256, body)
      await query('select ingest.let_go($1)', [sha256])
      moved++
    }
  }
}

async function removeLeavings({ query }: JobHelpers, bucket: Bucket, stop: AbortSignal): Promise<number> {
  for (let removed = 0; ; ) {
    const { rows } = await query<{ hex: string }>(
      `select encode(sha256, 'hex') as hex from ingest.archive_leavings limit $1`,
      [leavingsAtOnce],
    )
    if (rows.length === 0) return removed
    stop.throwIfAborted()
    const names = rows.map(({ hex }) => hex)
    await bucket.remove(names.map(nameInArchive))
    await query(`delete from ingest.archive_leavings where encode(sha256, 'hex') = any ($1)`, [names])
    removed += names.length
  }
}

export default archive
