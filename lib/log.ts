import { Logger } from 'graphile-worker'
import pino from 'pino'
import { settings } from './settings.ts'

/** JSON lines on stderr: stdout belongs to whoever pipes our output. */
export const log = pino(
  {
    level: settings().LOG_LEVEL,
    base: null,
    redact: ['connectionString', 'DATABASE_URL', '*.connectionString', '*.password', 'password'],
  },
  pino.destination({ dest: 2, sync: true }),
)

// One line per finished job is for whoever debugs the queue.
const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

/** The queue's own messages in our log. */
export const queueLogger = new Logger(scope => (level, message, meta) => {
  log[levels[level]]({ ...scope, err: meta?.error }, message)
})
