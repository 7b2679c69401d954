/** Which database a command works in: DATABASE_URL, or the embedded one of an `npm start` that is running here. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { checkDatabase, connect } from '../lib/database.ts'
import { log } from '../lib/log.ts'
import { settings, UsageError } from '../lib/settings.ts'

/** What a running `start` tells other commands. The file holds passwords and is readable by its owner only. */
export type Here = {
  pid: number
  databaseUrl: string
  supabaseUrl: string | null
  sourceUrls: Record<string, string>
}

const file = (): string => path.join(settings().DATA_DIR, 'running.json')

export function announce(here: Here): () => void {
  // Nothing else is written there where the database is elsewhere.
  mkdirSync(settings().DATA_DIR, { recursive: true })
  writeFileSync(file(), JSON.stringify(here, null, 2), { mode: 0o600 })
  return () => rmSync(file(), { force: true })
}

/** The `npm start` that is running here, if any. */
function runningHere(): Here | null {
  try {
    const here = JSON.parse(readFileSync(file(), 'utf8')) as Here
    process.kill(here.pid, 0)
    return here
  } catch {
    return null
  }
}

/** Where this command works, unchecked. */
export function findDatabase(): Pick<Here, 'databaseUrl' | 'sourceUrls'> {
  const { DATABASE_URL, sourceUrls } = settings()
  const here = DATABASE_URL ? null : runningHere()
  const databaseUrl = DATABASE_URL ?? here?.databaseUrl
  if (!databaseUrl) {
    throw new UsageError(
      'No database: set DATABASE_URL, or run `npm start` in this folder in another terminal.',
    )
  }
  return { databaseUrl, sourceUrls: { ...here?.sourceUrls, ...sourceUrls } }
}

/**
 * Open the database of this command, checked, which takes two connections. `body` gets a pool that is closed after; what the
 * database refuses is told in one line.
 */
export async function withDatabase<T>(
  body: (pool: pg.Pool, databaseUrl: string, sourceUrls: Record<string, string>) => Promise<T>,
  connections = 4,
  settingsPerConnection: Record<string, string> = {},
  answerMs?: number,
): Promise<T> {
  const { databaseUrl, sourceUrls } = findDatabase()
  const report = (err: Error): void => log.warn({ err }, 'A connection was lost')
  const pool = connect(databaseUrl, connections, report, settingsPerConnection, answerMs)
  try {
    await checkDatabase(pool)
    return await body(pool, databaseUrl, sourceUrls)
  } catch (error) {
    const {
      code = '',
      message,
      cause,
    } = error as { code?: string; message: string; cause?: { code?: string } }
    // What the functions of schema status refuse is a mistake of whoever asked; they say what to do.
    if (code === '22023') throw new UsageError(message, { cause: error })
    // A table, schema or function that isn't there.
    if (['42P01', '3F000', '42883'].includes(code)) {
      throw new UsageError('This database is not up to date: run `ultrasearch migrate` first.', {
        cause: error,
      })
    }
    // Of `migrate` it is the cause: its error says in which file.
    if ([code, cause?.code].includes('55P03')) {
      throw new UsageError(
        `Something else holds what this needs, and nothing was changed. Try again when it is over (${message}).`,
        { cause: error },
      )
    }
    throw error
  } finally {
    await pool.end()
  }
}
