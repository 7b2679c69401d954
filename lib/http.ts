/** One polite conditional GET. What may go wrong outside is an answer with a reason, not an exception. */
import { Agent, fetch } from 'undici'
import { lookupOpen, Refused, refuseElsewhere, type WhereTo } from './addresses.ts'
import { settings } from './settings.ts'

// One connection per request at a time and host is plenty: budgets keep requests seconds apart.
const common = { connections: 10, connect: { timeout: 10_000 } }
const careful = new Agent({ ...common, connect: { ...common.connect, lookup: lookupOpen } })
// For the hosts that the operator put in the place of a source's: they may be anywhere.
const trusting = new Agent(common)

/** A chain of the same answer in http, https, www and with a slash is 4 long; beyond 5 it is a circle. */
const mostRedirects = 5

export type Answer =
  | {
      kind: 'body'
      status: number
      contentType: string | null
      etag: string | null
      lastModified: string | null
      body: Buffer
    }
  | { kind: 'not-modified'; status: number }
  /** Only where redirects are not followed. */
  | { kind: 'redirect'; status: number; to: string }
  | { kind: 'failure'; status: number | null; reason: string; final: boolean; retryAfter: number | null }

type Condition = { etag?: string; lastModified?: string }

export type Manner = {
  condition?: Condition
  /** Says that this process is going down. */
  stop?: AbortSignal
  /** Answer a redirect instead of following it: its host wants a pause between two requests. */
  oneHop?: boolean
  /** When the request's time began to run (`performance.now()`), if before now. */
  since?: number
}

/**
 * Fetch `url`, following redirects, with a limit on time and on decoded bytes. Never throws for what a server does,
 * only when `stop` says that this process is going down.
 */
export async function get(
  url: string,
  where: WhereTo,
  { condition = {}, stop, oneHop = false, since = performance.now() }: Manner = {},
): Promise<Answer> {
  const timeout = settings().REQUEST_TIMEOUT_MS
  if (!URL.canParse(url)) return failure(null, `${url} is no URL.`, true)
  try {
    const tooLong = AbortSignal.timeout(Math.max(1, Math.floor(since + timeout - performance.now())))
    const signal = stop ? AbortSignal.any([tooLong, stop]) : tooLong
    return await follow(new URL(url), where, condition, signal, oneHop)
  } catch (error) {
    stop?.throwIfAborted()
    const refused = error instanceof Error ? [error, error.cause].find(e => e instanceof Refused) : undefined
    return failure(null, refused?.message ?? describe(error, timeout), Boolean(refused))
  }
}

async function follow(
  first: URL,
  where: WhereTo,
  condition: Condition,
  signal: AbortSignal,
  oneHop: boolean,
): Promise<Answer> {
  let url = first
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    refuseElsewhere(url, where)
    // What one host said of its page is no condition for another's.
    const conditions = url.host === first.host ? conditionHeaders(condition) : {}
    const response = await fetch(url, {
      headers: { ...headers(), ...conditions },
      signal,
      redirect: 'manual',
      dispatcher: url.host === where.trusted ? trusting : careful,
    })
    const to = response.headers.get('location')
    if (![301, 302, 303, 307, 308].includes(response.status) || to === null)
      return read(response, Object.keys(conditions).length > 0)
    await response.body?.cancel()
    if (!URL.canParse(to, url.href)) throw new Refused(`${url.host} redirects to what is no URL.`)
    url = new URL(to, url)
    if (oneHop) {
      refuseElsewhere(url, where)
      return { kind: 'redirect', status: response.status, to: url.href }
    }
  }
  throw new Refused(`It redirects more than ${mostRedirects} times.`)
}

function headers(): Record<string, string> {
  return { accept: 'application/json, text/html;q=0.5', 'user-agent': `ultrasearch (+${settings().CONTACT})` }
}

function conditionHeaders({ etag, lastModified }: Condition): Record<string, string> {
  return {
    ...(etag && { 'if-none-match': etag }),
    ...(lastModified && { 'if-modified-since': lastModified }),
  }
}

type Response = Awaited<ReturnType<typeof fetch>>

async function read(response: Response, conditional: boolean): Promise<Answer> {
  const { status, headers } = response
  if (status === 304 && conditional) return { kind: 'not-modified', status }
  if (status !== 200) {
    await response.body?.cancel()
    // Asking again helps when the server is busy or broken, not when it says that there is no such page.
    // (304 comes here when no condition was set: a cache between us is confused.)
    const transient = status >= 500 || status === 304 || status === 408 || status === 425 || status === 429
    return failure(
      status,
      `The server answered ${status}.`,
      !transient,
      secondsUntil(headers.get('retry-after')),
    )
  }
  const limit = settings().MAX_BODY_BYTES
  const body = await take(response, limit)
  if (!body) return failure(status, `The body is over the limit of ${limit} bytes (MAX_BODY_BYTES).`, true)
  return {
    kind: 'body',
    status,
    contentType: headers.get('content-type'),
    etag: headers.get('etag'),
    lastModified: headers.get('last-modified'),
    body,
  }
}

/** The decoded body, or null when it is larger than `limit`: counted after decompression, so a bomb is caught. */
async function take(response: Response, limit: number): Promise<Buffer | null> {
  if (Number(response.headers.get('content-length')) > limit) {
    await response.body?.cancel()
    return null
  }
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function failure(
  status: number | null,
  reason: string,
  final = false,
  retryAfter: number | null = null,
): Answer {
  return { kind: 'failure', status, reason, final, retryAfter }
}

/** Retry-After as seconds from now (it comes as seconds or as a date); null when absent or senseless. At most a day. */
export function secondsUntil(retryAfter: string | null, now = Date.now()): number | null {
  if (!retryAfter) return null
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now) / 1_000)
  return seconds > 0 ? Math.min(seconds, 86_400) : null
}

function describe(error: unknown, timeout: number): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `No full answer within ${timeout} ms.`
  const { cause } = error
  const reason = cause instanceof Error ? (cause as { code?: string }).code || cause.message : error.message
  return `The request failed: ${reason}.`
}
