/** Lines on stderr: stdout belongs to whoever pipes our output. JSON, or for people where they look on at a terminal. */
import { Logger } from 'graphile-worker'
import pino from 'pino'
import { type About, whatIsWorkedOn } from './context.ts'
import { hide, hidePasswordOf, withoutSecrets } from './secrets.ts'
import { settings } from './settings.ts'
import { Retry } from './stage.ts'

const { LOG_LEVEL, DATABASE_URL, STATUS_AUTH, SUPABASE_JWT_SECRET, ...more } = settings()
if (DATABASE_URL) hidePasswordOf(DATABASE_URL)
hide(SUPABASE_JWT_SECRET, more.SUPABASE_SERVICE_ROLE_KEY, more.NOTIFY_WEBHOOK_URL)
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

// One line per finished job is for whoever debugs the queue.
const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

type Scope = { workerId?: string; taskIdentifier?: string; jobId?: string }
type Meta = { error?: unknown; job?: { payload?: unknown } }

/** The queue's own messages in our log, with our names. */
export const queueLogger = new Logger(scope => {
  const { workerId, taskIdentifier, jobId } = scope as Scope
  const about = {
    ...(workerId && { worker: workerId }),
    ...(taskIdentifier && { task: taskIdentifier }),
    ...(jobId && { job: Number(jobId) }),
  }
  return (level, message, given = {}) => {
    const { error, job } = given as Meta
    const retried = error instanceof Retry
    // It is told after the work, and no longer knows what that was about.
    const more = { ...idsOf(job?.payload), ...(retried && error.about) }
    log[retried ? 'warn' : levels[level]](
      { ...about, ...more, ...(error && !retried ? { err: error } : {}) },
      message,
    )
  }
})

/** What a payload names. It may be anything: SQL can queue what it likes. */
function idsOf(payload: unknown): About {
  const { source, run, request } = (payload ?? {}) as Record<string, unknown>
  return {
    ...(typeof source === 'string' && { source }),
    ...(typeof run === 'number' && { run }),
    ...(typeof request === 'number' && { request }),
  }
}
