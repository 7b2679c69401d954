import { Logger } from 'graphile-worker'
import pino from 'pino'
import { settings } from './settings.ts'
import { Retry } from './stage.ts'

/** Errors of the Postgres driver carry their client, and with it the whole connection: only what is said gets out. */
function plainError(error: Error & { code?: string }): Record<string, unknown> {
  const { name, message, code, stack } = error
  return { type: name, message, ...(code && { code }), ...(stack && { stack }) }
}

/** JSON lines on stderr: stdout belongs to whoever pipes our output. */
export const log = pino(
  {
    level: settings().LOG_LEVEL,
    base: null,
    redact: ['connectionString', 'DATABASE_URL', '*.connectionString', '*.password', 'password'],
    serializers: { err: plainError },
  },
  pino.destination({ dest: 2, sync: true }),
)

// One line per finished job is for whoever debugs the queue.
const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

/** The queue's own messages in our log. */
export const queueLogger = new Logger(scope => (level, message, meta) => {
  const retried = meta?.error instanceof Retry
  log[retried ? 'warn' : levels[level]](
    { ...scope, ...(meta?.error && !retried ? { err: meta.error } : {}) },
    message,
  )
})
