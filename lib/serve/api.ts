/** The GraphQL of one database: asked over HTTP with a `Request`, over WebSockets with an upgrade. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { useServer } from 'graphql-ws/use/ws'
import type pg from 'pg'
import { postgraphile } from 'postgraphile'
import { GrafservBase, makeGraphQLWSConfig, type RequestDigest } from 'postgraphile/grafserv'
import { GraphQLError } from 'postgraphile/graphql'
import { type WebSocket, WebSocketServer } from 'ws'
import { connect } from '../database.ts'
import { log } from '../log.ts'
import { largestBody } from './limits.ts'
import type { Person } from './people.ts'
import { actMs, type People, preset } from './preset.ts'
import { showSnapshot } from './snapshot.ts'

export type Api = {
  /** Its connections. */
  pool: pg.Pool
  /** Answer a request to /graphql or to Ruru; null when it is neither. */
  answer(request: Request, person: Person): Promise<Response | null>
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, person: Person): void
  /** The bytes of a page; null when there are none. Whoever was let in may see them. */
  snapshot(sha256: string): Promise<Response | null>
  /** Say goodbye to whoever listens. */
  hangUp(): Promise<void>
  /** Let go of the database. */
  close(): Promise<void>
}

/** Queries at once, of all who ask; one connection more listens. */
const connections = 6
const mostSockets = 100
/** Of one socket; a page needs one or two. */
const mostSubscriptions = 20
// What proxies forget is usually a minute of silence.
const keepAliveMs = 12_000

/** Read schema `status` and serve it. Throws when it can't be read. */
export async function openApi(databaseUrl: string): Promise<Api> {
  const onError = (err: Error): void => log.warn({ err }, 'Lost a connection')
  // Whatever goes wrong with roles further up: these connections are no owner's.
  const settings = { role: 'ultrasearch_operator', application_name: 'ultrasearch serve' }
  const pool = connect(databaseUrl, connections + 1, onError, settings, actMs + 10_000)
  const people: People = new WeakMap()
  const instance = postgraphile(preset(pool, people))
  try {
    await instance.getSchema()
  } catch (error) {
    await pool.end()
    throw error
  }
  const serv = instance.createServ(config => new Grafserv(config))
  await serv.ready()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestBody })
  const subscriptions = useServer(withLimit(makeGraphQLWSConfig(serv)), sockets, keepAliveMs)
  return {
    pool,
    answer: (request, person) => answer(serv, request, person),
    snapshot: sha256 => showSnapshot(pool, sha256),
    upgrade(request, socket, head, person) {
      if (sockets.clients.size >= mostSockets)
        return void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n')
      people.set(request, person)
      sockets.handleUpgrade(request, socket, head, opened => {
        if (person.until !== undefined) closeAt(opened, person.until)
        sockets.emit('connection', opened, request)
      })
    },
    hangUp: async () => void (await subscriptions.dispose()),
    async close() {
      await instance.release()
      // What listens holds a connection, and the pool would wait for it.
      for (const service of instance.getResolvedPreset().pgServices ?? []) await service.release?.()
      await pool.end()
    },
  }
}

type Subscriptions = ReturnType<typeof makeGraphQLWSConfig>

function withLimit(config: Subscriptions): Subscriptions {
  return {
    ...config,
    onSubscribe: (context, id, payload) =>
      Object.keys(context.subscriptions).length > mostSubscriptions
        ? [new GraphQLError(`A WebSocket carries at most ${mostSubscriptions} subscriptions.`)]
        : config.onSubscribe?.(context, id, payload),
  }
}

/** Whoever showed a token may listen for as long as it holds. */
function closeAt(socket: WebSocket, until: number): void {
  // Beyond 24 days a timer would fire at once.
  const wait = Math.min(until - Date.now(), 2 ** 31 - 1)
  const timer = setTimeout(() => socket.close(4401, 'The token has expired.'), wait)
  socket.once('close', () => clearTimeout(timer))
}

/** The library's server without a framework: it takes a digest of a request and gives a result. */
class Grafserv extends GrafservBase {
  ask(digest: RequestDigest): ReturnType<GrafservBase['processRequest']> {
    return this.processRequest(digest)
  }
}

async function answer(serv: Grafserv, request: Request, person: Person): Promise<Response | null> {
  const url = new URL(request.url)
  const result = await serv.ask({
    httpVersionMajor: 1,
    httpVersionMinor: 1,
    isSecure: false,
    method: request.method,
    path: url.pathname,
    headers: Object.fromEntries(request.headers),
    getQueryParams: () => Object.fromEntries(url.searchParams),
    getBody: async () => ({ type: 'buffer', buffer: Buffer.from(await request.arrayBuffer()) }),
    requestContext: { person },
  })
  switch (result?.type) {
    case undefined:
      return null
    case 'buffer':
      return new Response(new Uint8Array(result.buffer), {
        status: result.statusCode,
        headers: result.headers,
      })
    case 'json':
      return Response.json(result.json, { status: result.statusCode, headers: result.headers })
    case 'noContent':
      return new Response(null, { status: result.statusCode, headers: result.headers })
    case 'bufferStream':
      return new Response(ReadableStream.from(result.bufferIterator), {
        status: result.statusCode,
        headers: result.headers,
      })
    case 'error':
      throw result.error
  }
}
