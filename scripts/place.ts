/** Where `start` works: the database it was given, or the embedded Postgres with the local Supabase before it. */
import path from 'node:path'
import { ensureDatabase, startPostgres } from '../lib/embedded-postgres.ts'
import { prepareLocalSupabase, startLocalSupabase } from '../lib/local-supabase.ts'
import { settings } from '../lib/settings.ts'

export type Supabase = { url: string; anonKey: string }

// The ports that `supabase start` uses, so that what is written for that finds us.
const supabasePort = 54321
const postgresPort = 54322

/**
 * The URL of the database to work in. Samples and live races never share one: the days of the samples are made up.
 */
export async function openDatabase(live: boolean, started: AsyncDisposableStack): Promise<string> {
  const { DATABASE_URL, DATA_DIR } = settings()
  if (DATABASE_URL) return DATABASE_URL
  const postgres = await startPostgres({
    dir: path.resolve(DATA_DIR, 'postgres'),
    prefer: postgresPort,
  })
  started.defer(() => postgres.stop())
  const name = live ? 'live' : 'samples'
  await ensureDatabase(postgres.url(), name)
  await prepareLocalSupabase(postgres.url(name))
  return postgres.url(name)
}

/** Supabase's surface over a migrated database: the one given, or the local one. Null when there is none to show. */
export async function openSupabase(
  databaseUrl: string,
  started: AsyncDisposableStack,
): Promise<Supabase | null> {
  const { DATABASE_URL, SUPABASE_URL, SUPABASE_ANON_KEY, DATA_DIR } = settings()
  if (SUPABASE_URL) return { url: SUPABASE_URL, anonKey: SUPABASE_ANON_KEY ?? '' }
  if (DATABASE_URL) return null
  const supabase = await startLocalSupabase({
    databaseUrl,
    prefer: supabasePort,
    dir: path.resolve(DATA_DIR, 'supabase'),
  })
  started.defer(() => supabase.close())
  return supabase
}
