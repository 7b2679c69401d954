/** What is taken away of exports, and what never is. */
import type { JobHelpers } from 'graphile-worker'
import type { Bucket } from '../bucket.ts'
import { filesOf, manifestName } from './write.ts'

type Written = { id: number; folder: string }

/** Remove the files of these exports and write down that they are gone; but never of the one that readers are led to. */
export async function removeExports(
  { query }: Pick<JobHelpers, 'query'>,
  bucket: Bucket,
  exports: Written[],
): Promise<void> {
  if (exports.length === 0) return
  const current = String(await bucket.get(manifestName))
  const gone = exports.filter(({ folder }) => !current.includes(`"${folder}/`))
  // One by one: Storage takes a thousand names at once.
  for (const { folder } of gone) await bucket.remove(filesOf(folder))
  await query('select ingest.note_removed_exports($1)', [gone.map(({ id }) => id)])
}

/** Remove the files of exports that tell of whom they may not; answers their ids. */
export async function removeForbidden(
  { query }: Pick<JobHelpers, 'query'>,
  bucket: Bucket,
): Promise<number[]> {
  const { rows } = await query<Written>('select id, folder from ingest.forbidden_exports()')
  for (const { folder } of rows) await bucket.remove(filesOf(folder))
  return rows.map(({ id }) => id)
}
