/** What is answered over HTTP, to whom, and within which limits. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { HttpBindings } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { log } from '../log.ts'
import { answerSeconds, answers } from '../metrics.ts'
import type { Api } from './api.ts'
import { asset } from './assets.ts'
import { type Explorer, elsewhere, exploreRoutes } from './explore.ts'
import { largestBody } from './limits.ts'
import { type Credentials, identify, type Person } from './people.ts'

/** Requests at once. Beyond what the database works on at once they wait; beyond this they had better come again. */
const mostRequests = 50
const mostFeeds = 16

export type Served = {
  credentials: Credentials
  /** The GraphQL, or why there is none. */
  api: () => Promise<Api | string>
  whyNotReady: () => Promise<string | null>
  /** What Prometheus may know, as text. */
  metrics: () => Promise<string>
  /** What is there for anybody, without credentials. */
  feeds: Hono
  /** The folder of the pages, which speak GraphQL; there need not be one. */
  web: string
  /** What the race explorer asks, which is for anybody. */
  explorer: Explorer
}
type Env = { Bindings: HttpBindings; Variables: { person: Person } }

const self = ["'self'"]
const none = ["'none'"]
const strict = {
  defaultSrc: none,
  scriptSrc: self,
  styleSrc: self,
  imgSrc: ["'self'", 'data:'],
  fontSrc: self,
  connectSrc: self,
  manifestSrc: self,
  trustedTypes: ['lit-html'],
  requireTrustedTypesFor: ["'script'"],
  baseUri: none,
  formAction: none,
  frameAncestors: none,
}
// Ruru configures itself in a script within its page, and its editor works in a blob. It loads nothing from elsewhere.
const { trustedTypes: _, requireTrustedTypesFor: __, ...loose } = strict
const rurus = {
  ...loose,
  scriptSrc: ["'self'", "'unsafe-inline'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  fontSrc: ["'self'", 'data:'],
  workerSrc: ["'self'", 'blob:'],
}
// What came from outside, should a browser take it for a page after all.
const bytes = { defaultSrc: none, frameAncestors: none, sandbox: [] }

export function makeApp({ credentials, api, whyNotReady, metrics, feeds, web, explorer }: Served): Hono<Env> {
  const app = new Hono<Env>()
  const [strictly, forRuru, forBytes] = [headers(strict), headers(rurus), headers(bytes)]
  app.use(accessLog)
  const forExplorer = headersOfExplorer(explorer)
  app.use((c, next) => {
    if (/^\/explore(\/|$)/.test(c.req.path)) return forExplorer(c, next)
    const set = c.req.path === '/ruru' ? forRuru : c.req.path.startsWith('/snapshot/') ? forBytes : strictly
    return set(c, next)
  })
  app.get('/healthz', c => c.text('ok\n'))
  app.get('/readyz', async c => {
    const reason = await whyNotReady()
    return reason ? c.text(`${reason}\n`, 503) : c.text('ready\n')
  })
  app.use(compress())
  // Anybody may ask for feeds: however many do, operators are let in.
  const few = limitRequests(mostFeeds)
  app.use((c, next) => (c.req.path.startsWith('/events') ? few(c, next) : next()))
  app.route('/', feeds)
  app.route('/', exploreRoutes(explorer, web))
  app.use(letIn(credentials), limitRequests(mostRequests), bodyLimit({ maxSize: largestBody }))
  app.get('/metrics', async c => {
    const reason = await whyNotReady()
    return reason ? c.text(`${reason}\n`, 503) : c.text(await metrics())
  })
  app.on(['GET', 'POST'], ['/graphql', '/ruru', '/ruru-static/*'], async c => {
    const opened = await api()
    if (typeof opened === 'string') return c.json({ errors: [{ message: opened }] }, 503)
    return (await opened.answer(c.req.raw, c.var.person)) ?? c.notFound()
  })
  app.get('/snapshot/:sha256{[0-9a-f]{64}}', async c => {
    const opened = await api()
    if (typeof opened === 'string') return c.text(opened, 503)
    return (await opened.snapshot(c.req.param('sha256'))) ?? c.text('These bytes are not kept any more.', 404)
  })
  app.get('/assets/*', c => {
    const text = asset(c.req.path)
    return text === null
      ? c.notFound()
      : c.body(text, 200, { 'Content-Type': 'text/javascript; charset=utf-8' })
  })
  if (existsSync(web)) app.use(serveStatic({ root: path.relative(process.cwd(), web) }))
  app.onError((error, c) => {
    const status = error instanceof HTTPException ? error.status : statusOf(error)
    if (status === 500) log.error({ err: error }, 'A request failed')
    const message = status === 500 ? "Something went wrong here: it is in the server's log." : error.message
    return c.json({ errors: [{ message }] }, status)
  })
  return app
}

/** Grafserv's errors carry the status that they deserve. */
function statusOf(error: Error & { statusCode?: number }): 400 | 413 | 415 | 500 {
  const { statusCode } = error
  return statusCode === 400 || statusCode === 413 || statusCode === 415 ? statusCode : 500
}

const counted = new Set(['/', '/graphql', '/ruru', '/metrics', '/healthz', '/readyz'])

/** One line a request: who asked for which path, never with what, and nothing of what they showed. */
const accessLog: MiddlewareHandler<Env> = async (c, next) => {
  const began = performance.now()
  await next()
  const { method, path } = c.req
  const ms = Math.round(performance.now() - began)
  // Whatever else somebody asks for would be a series each.
  const known = /^\/(events|explore)/.exec(path)?.[0] ?? (counted.has(path) ? path : 'other')
  answers.inc({ path: known, code: c.res.status })
  answerSeconds.observe({ path: known }, ms / 1_000)
  const who = c.var.person?.name
  const address = c.env.incoming.socket.remoteAddress
  const level = path === '/healthz' || path === '/readyz' ? 'debug' : 'info'
  log[level]({ method, path, status: c.res.status, ms, ...(who && { who }), address }, 'Answered')
}

// TLS, and so Strict-Transport-Security, is for whatever stands before us.
function headers(
  contentSecurityPolicy: Partial<typeof strict> & { sandbox?: string[] },
  geolocation: 'self'[] = [],
  referrerPolicy: 'no-referrer' | 'strict-origin-when-cross-origin' = 'no-referrer',
): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy,
    xFrameOptions: 'DENY',
    strictTransportSecurity: false,
    permissionsPolicy: { camera: [], geolocation, microphone: [] },
    referrerPolicy,
  })
}

/** As strict as the others', but for whom it asks, and where its reader is. Tiles learn which site shows them, never what was looked for. */
function headersOfExplorer(explorer: Explorer): MiddlewareHandler {
  const { tiles, answers } = elsewhere(explorer)
  const policy = {
    ...strict,
    imgSrc: [...strict.imgSrc, ...tiles],
    connectSrc: [...self, ...answers],
    // The second is web/explore/policy.js.
    trustedTypes: [...strict.trustedTypes, 'default'],
  }
  return headers(policy, ['self'], 'strict-origin-when-cross-origin')
}

function letIn(credentials: Credentials): MiddlewareHandler<Env> {
  const challenge = credentials.passwords.length > 0 ? 'Basic realm="Ultrasearch", charset="UTF-8"' : 'Bearer'
  return async (c, next) => {
    const person = await identify(c.env.incoming.headers, credentials)
    c.header('Cache-Control', 'no-store')
    if ('reason' in person) {
      if (person.status === 401) c.header('WWW-Authenticate', challenge)
      return c.json({ errors: [{ message: person.reason }] }, person.status)
    }
    c.set('person', person)
    await next()
    // Again: an answer that came ready has headers of its own.
    c.header('Cache-Control', 'no-store')
  }
}

function limitRequests(most: number): MiddlewareHandler {
  let running = 0
  return async (c, next) => {
    if (running >= most) {
      c.header('Retry-After', '1')
      return c.json({ errors: [{ message: 'Too many requests at once. Try again in a second.' }] }, 503)
    }
    running++
    try {
      await next()
    } finally {
      running--
    }
  }
}
