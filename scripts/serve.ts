/** `ultrasearch serve`: the status of a database for people and programs. */
import { log } from '../lib/log.ts'
import { preferPort } from '../lib/ports.ts'
import { type StatusServer, startServer } from '../lib/serve/server.ts'
import { settings } from '../lib/settings.ts'
import { untilSignal } from './signals.ts'
import { findDatabase } from './target.ts'

export type ServeOptions = { host?: string; port?: number }

/** Serve until a signal. */
export async function serve(options: ServeOptions): Promise<number> {
  const stopped = untilSignal()
  const server = await openStatus(findDatabase().databaseUrl, options)
  console.log(`Status    ${server.url}   (GraphQL at ${server.url}/ruru)`)
  await stopped
  if (!(await server.stop())) {
    log.warn('An act was still under way: it is undone')
    process.exit(0)
  }
  return 0
}

/** The status server with the settings of this process. */
function openStatus(databaseUrl: string, options: ServeOptions): Promise<StatusServer> {
  const { STATUS_HOST, STATUS_PORT, STATUS_AUTH, SUPABASE_JWT_SECRET } = settings()
  return startServer({
    databaseUrl,
    host: options.host ?? STATUS_HOST,
    port: options.port ?? STATUS_PORT,
    credentials: { passwords: STATUS_AUTH, jwtSecret: SUPABASE_JWT_SECRET },
  })
}

/** The status server beside everything else on this machine: on its port, or any other where that is taken. */
export async function serveBeside(databaseUrl: string, started: AsyncDisposableStack): Promise<StatusServer> {
  const server = await openStatus(databaseUrl, { port: await preferPort(settings().STATUS_PORT) })
  started.defer(async () => void (await server.stop()))
  return server
}
