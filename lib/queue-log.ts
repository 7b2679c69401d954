/** The queue's own messages in our log, with our names. */
import { Logger } from 'graphile-worker'
import type { About } from './context.ts'
import { log } from './log.ts'
import { Retry } from './stage.ts'

// One line per finished job is for whoever debugs the queue.
const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

type Scope = { workerId?: string; taskIdentifier?: string; jobId?: string }
type Meta = { error?: unknown; job?: { payload?: unknown } }

/** What Graphile Worker is given to log with. */
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
