/** What errors of connecting to the database mean, and what to do about them. */
import { isInner } from './addresses.ts'
import { UsageError } from './settings.ts'

/** What to do about a DATABASE_URL that can't be taken apart: an error of `new URL` has no advice, and may repeat it. */
export const noUrl = 'DATABASE_URL is no URL: special characters of a password are written as %XX'

/** What to do about an error that connecting gave. Passwords never get into the message. */
export function explainConnection(error: unknown, databaseUrl: string, setting = 'DATABASE_URL'): UsageError {
  const { hostname, port, pathname, username } = new URL(databaseUrl)
  const where = `${hostname || 'localhost'}:${port || 5432}`
  const { code = '', message } = error as { code?: string; message?: string }
  const encrypted = 'sslmode=verify-full&sslrootcert=<file of its CA>'
  const unknownCa = `the CA behind the certificate of ${where} is unknown here. Save its certificate (on Supabase: Database Settings, SSL Configuration), and end the URL in ?${encrypted}.`
  const advice: Record<string, string> = {
    ECONNREFUSED: `nothing listens at ${where}. Is the server running, and is the port right?`,
    ENOTFOUND: `the host ${hostname} does not exist. Check the host name.`,
    EAI_AGAIN: `the host ${hostname} can't be looked up. Check the host name and the network.`,
    '28P01': `the password for user ${username} is wrong.`,
    '28000': `user ${username} may not log in at ${where}.`,
    '3D000': `there is no database ${pathname.slice(1)} at ${where}. Create it, or correct the name.`,
    '53300': `${where} has no connection left. Stop another client, or raise max_connections.`,
    SELF_SIGNED_CERT_IN_CHAIN: unknownCa,
    DEPTH_ZERO_SELF_SIGNED_CERT: unknownCa,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownCa,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownCa,
  }
  // Postgres' code for it is that of any log-in which it doesn't allow, and a pooler's that of any error.
  const wantsTls = /no encryption|SSL.* required/i.test(message ?? '')
  const why = wantsTls
    ? `${where} wants an encrypted connection. End the URL in ?${encrypted}.`
    : (advice[code] ?? `${message ?? error} (${where})`)
  return new UsageError(`${setting} doesn't work: ${why}`, { cause: error })
}

/** Whether a connection goes in clear text where others may listen; a socket of this machine has no address. */
export function isExposed({
  encrypted,
  remoteAddress,
}: {
  encrypted?: boolean
  remoteAddress?: string
}): boolean {
  return !encrypted && remoteAddress !== undefined && !isInner(remoteAddress)
}

/** Whether an error tells of a database that is away, full or about to stop, and not of what it was asked. */
export function isAway({ code = '', message }: Error & { code?: string }): boolean {
  // Of the network, and Postgres' classes of connections, resources and operators' intervention; the pool's own have no code.
  const codes = /^(?:E[A-Z]{4,}|08...|53...|57P..)$/
  return (
    codes.test(code) ||
    /^(?:Connection terminated|Query read timeout|timeout exceeded when trying to connect)/.test(message)
  )
}
