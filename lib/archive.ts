/** Old pages, put away in a private bucket under their sha-256, and read back. */
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { type Bucket, openBucket } from './bucket.ts'
import { OutsideError, settings } from './settings.ts'

/** The archive by the settings. Throws when it isn't there and may not be made. */
export const openArchive = async (mayMake = true): Promise<Bucket> =>
  openBucket(settings().ARCHIVE_BUCKET, false, mayMake)

/** Not all in one folder: some file systems, and all people, have trouble with a million names. */
export const nameInArchive = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256}.gz`

/** Whether these gzipped bytes are what the hash names. */
async function isSound(sha256: string, body: Buffer): Promise<boolean> {
  const bytes = await promisify(gunzip)(body).catch(() => null)
  return bytes !== null && createHash('sha256').update(bytes).digest('hex') === sha256
}

/** Put gzipped bytes there, and read them back to be sure. Throws when they are not there as they should be. */
export async function putAway(archive: Bucket, sha256: string, body: Buffer): Promise<void> {
  if (!(await isSound(sha256, body)))
    throw new Error(`Snapshot ${sha256} is damaged in the database: it stays as it is.`)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ultrasearch-archive-'))
  try {
    const file = path.join(folder, 'body')
    await writeFile(file, body)
    await archive.put(nameInArchive(sha256), file, 'application/gzip')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const kept = await archive.get(nameInArchive(sha256))
  if (!kept || !(await isSound(sha256, kept)))
    throw new Error(`Snapshot ${sha256} did not arrive whole at ${archive.place}: it stays here.`)
}

/** The gzipped bytes of a page. Throws, with what to do, when they are not there or damaged. */
export async function readBack(sha256: string): Promise<Buffer> {
  const archive = await openArchive()
  const name = nameInArchive(sha256)
  const body = await archive.get(name)
  if (!body)
    throw new OutsideError(
      `Snapshot ${sha256} was archived, and ${name} is not at ${archive.place}: ARCHIVE_BUCKET, SUPABASE_URL or DATA_DIR is another than it was then, or SUPABASE_SERVICE_ROLE_KEY isn't set.`,
    )
  if (!(await isSound(sha256, body)))
    throw new OutsideError(`Snapshot ${sha256} is damaged in the archive (${archive.place}).`)
  return body
}
