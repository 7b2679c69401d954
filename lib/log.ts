/** Lines on stderr: stdout belongs to whoever pipes our output. JSON, or for people where they look on at a terminal. */
import pino from 'pino'
import { whatIsWorkedOn } from './context.ts'
import { hide, hideAddress, hidePasswordOf, withoutSecrets } from './secrets.ts'
import { settings } from './settings.ts'

const { LOG_LEVEL, DATABASE_URL, STATUS_AUTH, SUPABASE_JWT_SECRET, ...more } = settings()
if (DATABASE_URL) hidePasswordOf(DATABASE_URL)
hide(SUPABASE_JWT_SECRET, more.SUPABASE_SERVICE_ROLE_KEY)
if (more.NOTIFY_WEBHOOK_URL) hideAddress(more.NOTIFY_WEBHOOK_URL)
hide(...STATUS_AUTH.map(credential => credential?.password))
// a=b,c=d
const headers = [more.OTEL_EXPORTER_OTLP_HEADERS, more.OTEL_EXPORTER_OTLP_TRACES_HEADERS].join(',')
hide(...headers.split(',').map(part => part.slice(part.indexOf('=') + 1)))

/** Errors of the Postgres driver carry their client, and with it the whole connection: only what is said gets out. */
function plainError(error: Error & { code?: string }): Record<string, unknown> {
  const { name, message, code, stack } = error
  return { type: name, message, ...(code && { code }), ...(stack && { stack }) }
}

const stderr = pino.destination({ dest: 2, sync: true })

export const log = pino(
  {
    level: LOG_LEVEL,
    base: null,
    mixin: () => whatIsWorkedOn(),
    hooks: { streamWrite: withoutSecrets },
    serializers: { err: plainError },
  },
  process.stderr.isTTY
    ? (await import('pino-pretty')).default({ destination: stderr, singleLine: true })
    : stderr,
)
