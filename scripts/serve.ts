/** `ultrasearch serve`: the status of a database for people and programs. */
import { startServer } from '../lib/serve/server.ts'
import { settings } from '../lib/settings.ts'
import { untilSignal } from './signals.ts'
import { findDatabase } from './target.ts'

export type ServeOptions = { host?: string; port?: number }

/** Serve until a signal. */
export async function serve(options: ServeOptions): Promise<number> {
  const stopped = untilSignal()
  const { STATUS_HOST, STATUS_PORT, STATUS_AUTH, SUPABASE_JWT_SECRET } = settings()
  const server = await startServer({
    databaseUrl: findDatabase().databaseUrl,
    host: options.host ?? STATUS_HOST,
    port: options.port ?? STATUS_PORT,
    credentials: { passwords: STATUS_AUTH, jwtSecret: SUPABASE_JWT_SECRET },
  })
  console.log(`Status    ${server.url}/ruru   (GraphQL at ${server.url}/graphql)`)
  await stopped
  if (!(await server.stop())) process.exit(0)
  return 0
}
