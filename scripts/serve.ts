/** `ultrasearch serve`: the status of a database for people and programs. */
import { log } from '../lib/log.ts'
import { preferPort } from '../lib/ports.ts'
import { type StatusServer, startServer } from '../lib/serve/server.ts'
import { settings } from '../lib/settings.ts'
import type { Supabase } from './place.ts'
import { untilSignal } from './signals.ts'
import { findDatabase } from './target.ts'

export type ServeOptions = { host?: string; port?: number }

/** Serve until a signal. */
export async function serve(options: ServeOptions): Promise<number> {
  const stopped = untilSignal()
  const server = await openStatus(findDatabase().databaseUrl, options)
  console.log(`Status    ${server.url}   (GraphQL at ${server.url}/ruru)`)
  console.log(`Explorer  ${server.url}/explore`)
  await stopped
  if (!(await server.stop())) {
    log.warn('The database was still at work for us: what that would have changed is undone')
    process.exit(0)
  }
  return 0
}

/** The status server with the settings of this process. */
function openStatus(
  databaseUrl: string,
  options: ServeOptions,
  supabase = givenSupabase(),
): Promise<StatusServer> {
  const { STATUS_HOST, STATUS_PORT, STATUS_AUTH, SUPABASE_JWT_SECRET } = settings()
  const { EXPLORE_TILES_URL: url, EXPLORE_TILES_ATTRIBUTION: attribution } = settings()
  return startServer({
    databaseUrl,
    baseUrl: settings().STATUS_URL ?? null,
    host: options.host ?? STATUS_HOST,
    port: options.port ?? STATUS_PORT,
    credentials: { passwords: STATUS_AUTH, jwtSecret: SUPABASE_JWT_SECRET },
    explorer: { supabase, tiles: url ? { url, attribution } : null },
  })
}

/** The Supabase of the settings, as readers ask it. */
function givenSupabase(): Supabase | null {
  const { SUPABASE_URL: url, SUPABASE_ANON_KEY: anonKey } = settings()
  return url && anonKey ? { url, anonKey } : null
}

/** The status server beside everything else on this machine: on its port, or any other where that is taken. */
export async function serveBeside(
  databaseUrl: string,
  supabase: Supabase | null,
  started: AsyncDisposableStack,
): Promise<StatusServer> {
  // Never handed on with more than readers need.
  const readers = supabase?.anonKey ? { url: supabase.url, anonKey: supabase.anonKey } : null
  const server = await openStatus(databaseUrl, { port: await preferPort(settings().STATUS_PORT) }, readers)
  started.defer(async () => void (await server.stop()))
  return server
}
