/** Whether a worker works, judged from outside its main loop: a loop that stands still can't say so itself. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'

/** What the main loop tells of itself. */
export type Signs = {
  /** Since it last asked the queue for jobs, with an answer. */
  claimedMsAgo: number
  /** Since the queue's notifications last reached it. */
  heardMsAgo: number
  /** All its hands have a job: it needs to ask for none. */
  isBusy: boolean
}

/** What the heart sees of it: when the main loop last went round, and when a beat last reached the database. */
export type Life = { pulseMsAgo: number; beatMsAgo: number; signs: Signs }

/** Why a worker doesn't work, or null when it does. */
export function whatAils({ pulseMsAgo, beatMsAgo, signs }: Life, limitMs: number): string | null {
  const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`
  if (pulseMsAgo > limitMs) return `The event loop has stood still for ${seconds(pulseMsAgo)}.`
  if (beatMsAgo > limitMs) return `No beat has reached the database for ${seconds(beatMsAgo)}.`
  if (signs.claimedMsAgo > limitMs && !signs.isBusy)
    return `No job was asked for in ${seconds(signs.claimedMsAgo)}: the pool of connections is lost, or the queue has stopped.`
  if (signs.heardMsAgo > limitMs)
    return `No notification has come for ${seconds(signs.heardMsAgo)}: the connection that listens is dead.`
  return null
}

export type HealthOptions = {
  host: string
  port: number
  ails(): string | null
  metrics(): Promise<string>
  /** Whether whoever sends these headers may have the metrics. */
  mayRead(headers: IncomingHttpHeaders): Promise<boolean>
}

/** Answer GET /healthz (200, or 503 and why) and GET /metrics. Rejects when the port is taken. */
export function serveHealth({ host, port, ails, metrics, mayRead }: HealthOptions): Promise<Server> {
  const say = (response: ServerResponse, status: number, text: string): void => {
    response
      .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      .end(text)
  }
  const tellMetrics = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      if (await mayRead(request.headers)) return say(response, 200, await metrics())
      response.setHeader('www-authenticate', 'Basic realm="metrics"')
      say(response, 401, 'Log in first.\n')
    } catch (error) {
      say(response, 503, `${(error as Error).message}\n`)
    }
  }
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(response, 405, 'GET only\n')
    switch (request.url) {
      case '/healthz': {
        const reason = ails()
        return say(response, reason ? 503 : 200, `${reason ?? 'ok'}\n`)
      }
      case '/metrics':
        return void tellMetrics(request, response)
      default:
        return say(response, 404, 'There is /healthz and /metrics.\n')
    }
  })
  server.requestTimeout = 5_000
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve(server))
  })
}
