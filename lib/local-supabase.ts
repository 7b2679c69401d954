/**
 * A Supabase on this machine, without Docker: Supabase's own light server over a Postgres. It speaks to supabase-js
 * as the hosted one does (REST under row-level security, auth, Storage), and is a development dependency, loaded only here.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { PostgresConnection } from '@supabase/lite/postgres'
import pg from 'pg'
import { FolderStorage } from './local-storage.ts'
import { quoteReservedNames } from './reserved-names.ts'

export type LocalSupabase = {
  url: string
  /** For readers: row-level security holds. */
  anonKey: string
  /** For owners: past row-level security. */
  serviceKey: string
  close(): Promise<void>
}

export type LocalSupabaseOptions = {
  databaseUrl: string
  /** This port, or any other when it is taken. */
  prefer?: number
  /** Holds the keys, so that they stay the same from start to start. */
  dir: string
  /** With Storage, in a folder below `dir`. It says aloud that it is an experiment of its maker's. */
  storage?: boolean
}

/** Make a Postgres look like a new Supabase project: roles and default privileges. To be done before `migrate`. */
export async function prepareLocalSupabase(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const file = path.join(import.meta.dirname, '..', 'sql', 'local-supabase.sql')
    await client.query(readFileSync(file, 'utf8'))
  } finally {
    await client.end()
  }
}

/** Serve a prepared and migrated database on loopback. A request without a key is refused. */
export async function startLocalSupabase(options: LocalSupabaseOptions): Promise<LocalSupabase> {
  const { App, generateApiKey, setExperimental } = await import('@supabase/lite')
  const { storage = false } = options
  if (storage) setExperimental('storage', true)
  const { createPostgresConnection } = await import('@supabase/lite/postgres')
  const { serve } = await import('@hono/node-server')

  const keys = await readKeys(options.dir, async type => (await generateApiKey(type)).key)
  const connection = createPostgresConnection({
    url: options.databaseUrl,
    postgresOptions: {
      max: 5,
      onnotice: () => {},
      // Numbers as numbers, as PostgREST gives them.
      types: { numeric: { to: 1700, from: [1700], serialize: String, parse: Number } },
    },
  })
  // Left to itself it would grant every reader everything on each schema that has row-level security, the queue's
  // included. The roles are there already, and who may do what is said in sql/grants.sql.
  Object.assign(connection, { rlsState: 'active', kysely: connection.kysely.withPlugin(quoteReservedNames) })
  const app = new App({
    connection,
    api: { schemas: ['public'] },
    auth: {
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.anonKey,
      secret_key: keys.serviceKey,
    },
    storage: { enabled: storage },
  })
  Object.assign(app, { _storageAdapter: new FolderStorage(path.join(options.dir, 'storage')) })
  await app.ensureSystemSchema()
  if (storage) await letServiceStore(connection)
  await app.init()
  const listen = (port: number): Promise<ReturnType<typeof serve>> =>
    new Promise((resolve, reject) => {
      const server = serve({
        hostname: '127.0.0.1',
        port,
        fetch: request => preflight(request) ?? app.fetch(request),
      })
      server.once('listening', () => resolve(server)).once('error', reject)
    })
  const server = await listen(options.prefer ?? 0).catch(() => listen(0))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    anonKey: keys.anonKey,
    serviceKey: keys.serviceKey,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      // A question that waits for a lock, or whose asker has gone in its middle, gets a second.
      await connection.driver.end({ timeout: 1 })
    },
  }
}

/**
 * What a browser asks before a page of another origin may. Left to itself the server would take it for the question: it would
 * search, and refuse functions that need a parameter.
 */
function preflight({ method, headers }: Request): Response | null {
  const asked = headers.get('access-control-request-method')
  if (method !== 'OPTIONS' || !asked) return null
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': headers.get('access-control-request-headers') ?? '',
      'Access-Control-Max-Age': '86400',
    },
  })
}

/** As on the hosted one: the service role may all, others what policies say, and there is none for them. */
async function letServiceStore({ driver }: PostgresConnection): Promise<void> {
  await driver.unsafe(`
    grant usage on schema storage to anon, authenticated, service_role;
    grant all on all tables in schema storage to service_role`)
}

type Keys = { anonKey: string; serviceKey: string; jwtSecret: string }

/** Made once, in a file that only we can read. */
async function readKeys(
  dir: string,
  generate: (type: 'publishable' | 'secret') => Promise<string>,
): Promise<Keys> {
  const file = path.join(dir, 'keys.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    const keys: Keys = {
      anonKey: await generate('publishable'),
      serviceKey: await generate('secret'),
      jwtSecret: randomBytes(32).toString('base64url'),
    }
    mkdirSync(dir, { recursive: true })
    writeFileSync(file, JSON.stringify(keys, null, 2), { mode: 0o600 })
    return keys
  }
}
