/** Who asks, and as what: by basic auth, by a Supabase JWT, or, on loopback without credentials, the person at the machine. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import { verify } from 'hono/jwt'
import type { Credential, Role } from '../settings.ts'

export type Person = {
  /** Written down in status.audit. */
  name: string
  role: Role
  /** When what they showed expires, in ms; what is under way then ends. */
  until?: number
}
export type Refusal = { status: 401 | 403; reason: string }

export type Credentials = { passwords: Credential[]; jwtSecret?: string | undefined }

export const hasCredentials = ({ passwords, jwtSecret }: Credentials): boolean =>
  passwords.length > 0 || jwtSecret !== undefined

type Headers = { [name: string]: string | string[] | undefined }

const roles: Record<string, Role> = { ultrasearch_viewer: 'viewer', ultrasearch_operator: 'operator' }

const foreign: Refusal = { status: 403, reason: 'Asked by a page of another site.' }

// A proxy adds them: then whoever asks isn't at this machine, though the proxy is.
const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/** Who sends a request with these headers, or why it is refused. For HTTP and for the upgrade to a WebSocket. */
export async function identify(headers: Headers, credentials: Credentials): Promise<Person | Refusal> {
  const one = (name: string): string | undefined => [headers[name]].flat()[0]
  const host = one('host') ?? ''
  const origin = one('origin')
  // A page elsewhere can make its reader's browser ask us, with the credentials that the browser keeps.
  if (origin !== undefined && hostOf(origin) !== host) return foreign
  // Also says so of a request without an Origin (an image, a script), which may follow a link to here all the same.
  const isForeign = one('sec-fetch-site') === 'cross-site' || one('sec-fetch-site') === 'same-site'
  if (isForeign && one('sec-fetch-mode') !== 'navigate') return foreign
  if (hasCredentials(credentials)) return authenticate(one('authorization') ?? '', credentials)
  // A name that somebody else owns may point here (DNS rebinding): then the page's origin is that name too.
  if (!isLoopbackName(host))
    return { status: 403, reason: `Without credentials only loopback names are answered.` }
  if (proxyHeaders.some(name => headers[name] !== undefined))
    return {
      status: 403,
      reason: 'Behind a proxy this needs credentials: STATUS_AUTH or SUPABASE_JWT_SECRET.',
    }
  return { name: 'local', role: 'operator' }
}

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '')

/** Whether a host, with or without a port, names this machine's loopback. */
export function isLoopbackName(host: string): boolean {
  // An address of IPv6 ends like a port, and has one only behind brackets.
  const name = isIPv6(host) ? host : host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'))
}

async function authenticate(authorization: string, credentials: Credentials): Promise<Person | Refusal> {
  const [, scheme = '', value = ''] = /^(basic|bearer) +(\S+)$/i.exec(authorization) ?? []
  const person =
    scheme.toLowerCase() === 'basic'
      ? byPassword(value, credentials.passwords)
      : await byToken(value, credentials.jwtSecret)
  return person ?? { status: 401, reason: 'Log in first.' }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Every password is compared, whichever fits, and by its hash: the time it takes tells neither names nor lengths. */
function byPassword(value: string, passwords: Credential[]): Person | undefined {
  const given = digest(Buffer.from(value, 'base64').toString())
  const found = passwords.filter(({ user, password }) =>
    timingSafeEqual(given, digest(`${user}:${password}`)),
  )
  return found[0] && { name: found[0].user, role: found[0].role }
}

/** A token must say when it expires; that it did, or is of another algorithm, `verify` finds. */
async function byToken(token: string, secret: string | undefined): Promise<Person | undefined> {
  if (!secret || !token) return
  const claims = await verify(token, secret, 'HS256').catch(() => undefined)
  const role =
    typeof claims?.role === 'string' && Object.hasOwn(roles, claims.role) ? roles[claims.role] : undefined
  if (!claims || !role || typeof claims.exp !== 'number') return
  const name = [claims.email, claims.sub, claims.role].find(
    claim => typeof claim === 'string' && claim !== '',
  )
  return { name: String(name), role, until: claims.exp * 1000 }
}
