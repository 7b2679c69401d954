/** Jobs' statements take turns, so that many jobs at once aren't many sessions at once that keep each other from the processor. */
import type { JobHelpers, Task, TaskList } from 'graphile-worker'

/** What one process can keep busy with statements of a millisecond, on a machine of two cores. */
const atOnce = 3
/** Whoever waited so long for a statement that takes its time, as for a lock or over a long way, waits no more. */
const patienceMs = 100

type Turn = <T>(work: () => Promise<T>) => Promise<T>

function turns(): Turn {
  let free = atOnce
  const waiting = new Set<() => void>()
  return async work => {
    if (free <= 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.add(resolve)
      const patience = setTimeout(resolve, patienceMs)
      await promise
      clearTimeout(patience)
      waiting.delete(resolve)
    }
    free--
    try {
      return await work()
    } finally {
      free++
      // None while those who lost their patience are at it.
      const [next] = free > 0 ? waiting : []
      if (next) waiting.delete(next)
      next?.()
    }
  }
}

/**
 * These tasks, whose `query` goes in turns: of ten jobs at once three ask the database, and the rest wait for what is outside or for their
 * turn. Of a fetch in which nothing changed that takes a fourth of Postgres' time, since each session has its own plans to make and caches to
 * fill. A hint, not a limit: who has waited 100 ms asks all the same, on a connection that the pool has for it. Whoever needs a connection
 * for longer takes it by `withPgClient`, and no turn.
 */
export function inTurns(taskList: TaskList): TaskList {
  const turn = turns()
  const sharing =
    (task: Task): Task =>
    (payload, helpers) => {
      const query: JobHelpers['query'] = (text, values) => turn(() => helpers.query(text, values))
      return task(payload, { ...helpers, query })
    }
  return Object.fromEntries(Object.entries(taskList).map(([name, task]) => [name, sharing(task as Task)]))
}
