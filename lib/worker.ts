/** A worker process: Graphile Worker over our tasks, with a heartbeat that frees the jobs of workers that died. */
import { EventEmitter } from 'node:events'
import os from 'node:os'
import type { TaskList, WorkerEvents } from 'graphile-worker'
import { parseCrontab, run, WorkerPreset } from 'graphile-worker'
import type pg from 'pg'
import { log, queueLogger } from './log.ts'
import { settings } from './settings.ts'

export type Worker = { stop(): Promise<void>; ended: Promise<void> }

export type WorkerOptions = {
  pool: pg.Pool
  taskList: TaskList
  concurrency: number
  /** The text of a crontab; '' for none. */
  crontab: string
}

/** Start working on the jobs of `taskList`. `stop` lets running jobs finish and gives the others back. */
export async function startWorker({ pool, taskList, concurrency, crontab }: WorkerOptions): Promise<Worker> {
  const events: WorkerEvents = new EventEmitter()
  const heart = startHeart(pool, events, Object.keys(taskList))
  const runner = await run({
    pgPool: pool,
    taskList,
    events,
    logger: queueLogger,
    noHandleSignals: true,
    parsedCronItems: parseCrontab(crontab),
    preset: queuePreset(concurrency),
  })
  return {
    ended: runner.promise,
    async stop() {
      await runner.stop()
      await heart.stop()
    },
  }
}

/** How the queue runs, in one place for our workers and for Graphile Worker's own command line. */
export function queuePreset(concurrency: number): GraphileConfig.Preset {
  return {
    extends: [WorkerPreset],
    worker: {
      concurrentJobs: concurrency,
      // One job ahead per free hand: several times the jobs a second of fetching each alone; more would only
      // strand prefetched jobs when the process dies.
      localQueue: { size: concurrency + 1 },
      // 0, not absent: outcomes are written at once, in batches, and none is lost when the process stops.
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
      // New jobs are notified; this only finds those that came due.
      pollInterval: 1_000,
      gracefulShutdownAbortTimeout: settings().SHUTDOWN_MS,
    },
  }
}

/** Beat every `BEAT_MS` for each pool this process has, and say whom the beat found dead. */
function startHeart(pool: pg.Pool, events: WorkerEvents, tasks: string[]): { stop(): Promise<void> } {
  const { BEAT_MS: every, DEAD_AFTER_MS: deadAfter } = settings()
  const ids = new Set<string>()
  let beating: Promise<void> | undefined

  const beat = async (): Promise<void> => {
    for (const id of ids) {
      const { rows } = await pool.query(`select ingest.beat($1, $2, $3, $4, $5 * interval '1 ms') as dead`, [
        id,
        os.hostname(),
        process.pid,
        tasks,
        deadAfter,
      ])
      if (rows[0].dead.length > 0)
        log.warn({ dead: rows[0].dead }, 'Freed the jobs of workers that fell silent')
    }
  }
  // One at a time: a beat that overtook the end would bring this worker back to life.
  const beatOrSay = (): void => {
    beating ??= beat()
      .catch(error => log.error({ err: error }, 'This worker could not say that it lives'))
      .finally(() => {
        beating = undefined
      })
  }
  events.on('pool:create', ({ workerPool }) => {
    ids.add(workerPool.id)
    beatOrSay()
  })
  const timer = setInterval(beatOrSay, every)

  return {
    async stop() {
      clearInterval(timer)
      await beating
      await pool.query('delete from ingest.workers where id = any($1)', [[...ids]])
    },
  }
}
