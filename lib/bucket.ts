/** Where files go that others may take, or that are put away: a bucket of Supabase's Storage, or a folder. */
import { createReadStream, existsSync } from 'node:fs'
import { copyFile, mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { OutsideError, settings } from './settings.ts'

export type Bucket = {
  /** Where it is, for people. */
  place: string
  /** Put a local file there under a name ("a/b.json"), in the place of what has the name. */
  put(name: string, file: string, contentType: string): Promise<void>
  /** What lies there, or null. */
  get(name: string): Promise<Buffer | null>
  /** What isn't there is no error. */
  remove(names: string[]): Promise<void>
}

/** A name's file changes only by being replaced, and readers ask at most this often whether it was. */
const cacheSeconds = '60'

/** The bucket of this name where the settings say. Throws when it can neither be found nor made, or may not be made. */
export function openBucket(name: string, isPublic: boolean, mayMake = true): Promise<Bucket> | Bucket {
  const { SUPABASE_URL, SUPABASE_SERVICE_ROLE_KEY, DATA_DIR } = settings()
  if (SUPABASE_URL && SUPABASE_SERVICE_ROLE_KEY)
    return inStorage(SUPABASE_URL, SUPABASE_SERVICE_ROLE_KEY, name, isPublic, mayMake)
  const folder = path.resolve(DATA_DIR, name)
  if (!mayMake && !existsSync(folder))
    throw new OutsideError(
      `${folder} is not there: DATA_DIR is another than it was, or SUPABASE_URL or SUPABASE_SERVICE_ROLE_KEY isn't set.`,
    )
  return inFolder(folder)
}

async function inStorage(
  url: string,
  key: string,
  name: string,
  isPublic: boolean,
  mayMake: boolean,
): Promise<Bucket> {
  // Only here: every worker would pay for it at its start.
  const { createClient } = await import('@supabase/supabase-js')
  const { storage } = createClient(url, key, { auth: { persistSession: false, autoRefreshToken: false } })
  const fail = (what: string, error: { message: string } | null): void => {
    if (error) throw new OutsideError(`Storage: bucket ${name}: ${what}: ${error.message}`)
  }
  const { data: found, error: absent } = await storage.getBucket(name)
  if (found && found.public !== isPublic)
    throw new OutsideError(
      `Storage: bucket ${name} is ${isPublic ? 'private, and others are to take these files' : 'public, and pages are kept there as they came'}: ` +
        'name another in the settings, or change it.',
    )
  if (absent) {
    if (!mayMake) fail('it is not there', absent)
    const { error } = await storage.createBucket(name, { public: isPublic })
    // Another worker was faster.
    if (error && (await storage.getBucket(name)).error) fail('it can be neither found nor made', error)
  }
  const bucket = storage.from(name)
  return {
    place: isPublic ? bucket.getPublicUrl('').data.publicUrl : `${url} (bucket ${name})`,
    async put(to, file, contentType) {
      const options = { contentType, cacheControl: cacheSeconds, upsert: true, duplex: 'half' }
      const { error } = await bucket.upload(to, createReadStream(file), options)
      fail(to, error)
    },
    async get(from) {
      const { data, error } = await bucket.download(from)
      if (!error) return Buffer.from(await data.arrayBuffer())
      const { statusCode, status } = error as { statusCode?: string; status?: number }
      // Hosted Storage says 400 of an object that isn't there, with its own 404 in the body.
      if (status === 404 || statusCode === '404') return null
      fail(from, error)
      return null
    },
    async remove(names) {
      if (names.length === 0) return
      const { error } = await bucket.remove(names)
      fail('removing', error)
    },
  }
}

/** What a file is called while it comes. */
const halfOf = (name: string): string => `${name}.new`

function inFolder(folder: string): Bucket {
  const at = (name: string): string => path.join(folder, name)
  return {
    place: folder,
    async put(to, file) {
      await mkdir(path.dirname(at(to)), { recursive: true })
      // Whoever reads sees the old file or the new one, never half of it.
      const half = at(halfOf(to))
      try {
        await copyFile(file, half)
        await toDisk(half)
        await rename(half, at(to))
      } catch (error) {
        await rm(half, { force: true }).catch(() => {})
        throw error
      }
      await toDisk(path.dirname(at(to)))
    },
    get: from =>
      readFile(at(from)).catch(error => {
        if (error.code === 'ENOENT') return null
        throw error
      }),
    async remove(names) {
      // Whoever was killed has left half of one.
      const all = [...names, ...names.map(halfOf)]
      await Promise.all(all.map(name => rm(at(name), { force: true })))
      // A folder that holds more stays.
      for (const dir of new Set(names.map(name => path.dirname(at(name))))) await rmdir(dir).catch(() => {})
    },
  }
}

/** What it was copied from may be let go of next: a power cut must not find both gone. */
async function toDisk(fileOrFolder: string): Promise<void> {
  const handle = await open(fileOrFolder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
