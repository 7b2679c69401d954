/** The status server: HTTP, WebSockets, and how it starts and stops. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, isIPv6 } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import type pg from 'pg'
import { connect } from '../database.ts'
import { openLibrary } from '../feeds/library.ts'
import { feeds } from '../feeds/routes.ts'
import { log } from '../log.ts'
import { metricsOf } from '../metrics.ts'
import { UsageError } from '../settings.ts'
import type { Api } from './api.ts'
import { makeApp, type Served } from './app.ts'
import type { Explorer } from './explore.ts'
import { type Credentials, hasCredentials, isLoopbackName } from './people.ts'
import { whyNotReady } from './readiness.ts'
import { upgrade } from './upgrade.ts'

export type StatusServer = {
  url: string
  /**
   * Answer what was asked, say goodbye to whoever listens, let go of the database. False: it is still at work, on an act or
   * on what we asked of it as we started; that is undone when the process exits.
   */
  stop(): Promise<boolean>
}

export type ServerOptions = {
  databaseUrl: string
  /** Where people find it, where that isn't where it listens. */
  baseUrl: string | null
  host: string
  port: number
  credentials: Credentials
  explorer: Explorer
}

const web = path.join(import.meta.dirname, '..', '..', 'web')

/** What is being answered gets this long: a query has 5 s. */
const patienceMs = 6_000

/** Whether we are ready, and what Prometheus may know: all who ask get one answer, and one that never came would be everybody's. */
const ownersAnswerMs = 10_000

/** Serve the status of a database. It need not be there yet: until it is, /readyz says why. */
export async function startServer(options: ServerOptions): Promise<StatusServer> {
  const { databaseUrl, baseUrl, host, port, credentials, explorer } = options
  if (!isLoopbackName(host) && !hasCredentials(credentials))
    throw new UsageError(
      `${host} can be reached from other machines: that needs credentials, STATUS_AUTH or SUPABASE_JWT_SECRET.`,
    )
  // The owner's: it looks at migrations and samples, and nothing else.
  const lost = (err: Error): void => log.warn({ err }, 'Lost a connection')
  const pool = connect(databaseUrl, 2, lost, { statement_timeout: '9s' }, ownersAnswerMs)
  const reason = oneAtATime(() => whyNotReady(pool))
  const api = openOnce(databaseUrl, reason)
  const library = openLibrary(databaseUrl)
  const metrics = oneAtATime(metricsOf(pool, () => [pool, library.pool, ...api.pools()]))
  const server = makeServer(
    {
      credentials,
      api: api.get,
      whyNotReady: reason,
      metrics,
      feeds: feeds({ library, baseUrl, whyNotReady: reason, hasPages: explorer.supabase !== null }),
      web,
      explorer,
    },
    host,
  )
  try {
    await listen(server, host, port)
  } catch (error) {
    await Promise.all([pool.end(), library.pool.end()])
    throw error
  }
  // So that the first who asks doesn't wait for it.
  api.get().catch(err => log.error({ err }, 'The schema could not be read'))
  return {
    url: addressOf(server),
    async stop() {
      const opened = await api.opened()
      await stopAnswering(server, opened)
      const closed = Promise.all([opened?.close(), pool.end(), library.pool.end()]).then(() => true)
      return Promise.race([closed, sleep(1_000, false, { ref: false })])
    },
  }
}

function makeServer(served: Served, hostname: string): Server {
  const server = createAdaptorServer({ fetch: makeApp(served).fetch, hostname }) as Server
  server.requestTimeout = 30_000
  // A client keeps its connection for later requests; once we stop there are none.
  server.on('request', (_, response) =>
    response.on('close', () => server.listening || setImmediate(() => server.closeIdleConnections())),
  )
  return server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head, served))
}

async function stopAnswering(server: Server, api: Api | undefined): Promise<void> {
  const answered = once(server, 'close')
  server.close()
  await api?.hangUp()
  server.closeIdleConnections()
  await Promise.race([answered, sleep(patienceMs, undefined, { ref: false })])
  server.closeAllConnections()
}

/** Anybody may ask whether we are ready, and many may scrape: however many do, the database is asked once at a time. */
function oneAtATime<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<T> | undefined
  return () => {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }
}

/** Open the GraphQL when it is first wanted and the database is ready; after a failure, again. */
function openOnce(databaseUrl: string, reason: () => Promise<string | null>) {
  let opened: Promise<Api> | undefined
  const pools: pg.Pool[] = []
  return {
    pools: () => pools,
    async get(): Promise<Api | string> {
      if (opened) return opened
      const why = await reason()
      if (why) return why
      // Loaded only now: a process that waits for its database is up in a fraction of the time and memory.
      opened ??= import('./api.ts')
        .then(({ openApi }) => openApi(databaseUrl))
        .then(api => {
          pools.push(api.pool)
          return api
        })
        .catch(error => {
          opened = undefined
          throw error
        })
      return opened
    },
    /** What was opened, if it was. */
    opened: async (): Promise<Api | undefined> => opened?.catch(() => undefined),
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as { code?: string }
    const advice: Record<string, string> = {
      EADDRINUSE: `Port ${port} of ${host} is taken: choose another with --port or STATUS_PORT.`,
      EADDRNOTAVAIL: `${host} is no address of this machine.`,
      ENOTFOUND: `${host} is no address of this machine.`,
      EACCES: `Port ${port} is not for this user: choose one from 1024 on.`,
    }
    throw advice[code ?? ''] ? new UsageError(advice[code ?? ''], { cause: error }) : error
  }
}

function addressOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo
  return `http://${isIPv6(address) ? `[${address}]` : address}:${port}`
}
