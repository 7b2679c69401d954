/** One polite conditional GET. What may go wrong outside is an answer with a reason, not an exception. */
import { Agent, fetch } from 'undici'
import { settings } from './settings.ts'

// One connection per request at a time and host is plenty: budgets keep requests seconds apart.
const agent = new Agent({ connections: 10, connect: { timeout: 10_000 } })

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
  | { kind: 'failure'; status: number | null; reason: string; final: boolean; retryAfter: number | null }

export type Condition = { etag?: string; lastModified?: string }

/**
 * Fetch `url`, following redirects, with a limit on time and on decoded bytes. Never throws for what a server does,
 * only when `stop` says that this process is going down.
 */
export async function get(url: string, condition: Condition = {}, stop?: AbortSignal): Promise<Answer> {
  const { REQUEST_TIMEOUT_MS: timeout, CONTACT: contact } = settings()
  const headers: Record<string, string> = {
    accept: 'application/json, text/html;q=0.5',
    'user-agent': `ultrasearch (+${contact})`,
  }
  if (condition.etag) headers['if-none-match'] = condition.etag
  if (condition.lastModified) headers['if-modified-since'] = condition.lastModified
  try {
    const tooLong = AbortSignal.timeout(timeout)
    const signal = stop ? AbortSignal.any([tooLong, stop]) : tooLong
    const response = await fetch(url, { headers, signal, dispatcher: agent })
    return await read(response)
  } catch (error) {
    stop?.throwIfAborted()
    return failure(null, describe(error, timeout))
  }
}

type Response = Awaited<ReturnType<typeof fetch>>

async function read(response: Response): Promise<Answer> {
  const { status, headers } = response
  if (status === 304) return { kind: 'not-modified', status }
  if (status !== 200) {
    await response.body?.cancel()
    // Asking again helps when the server is busy or broken, not when it says that there is no such page.
    const transient = status >= 500 || status === 408 || status === 425 || status === 429
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
