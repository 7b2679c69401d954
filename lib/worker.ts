/** A worker process: Graphile Worker over our tasks, with a heart that frees the jobs of workers that died. */
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Runner, TaskList, WorkerEvents } from 'graphile-worker'
import { parseCrontab, run, WorkerPreset } from 'graphile-worker'
import type pg from 'pg'
import { within } from './database.ts'
import { startHeart } from './heart.ts'
import { log } from './log.ts'
import { countJobs, metricsOf } from './metrics.ts'
import { queueLogger } from './queue-log.ts'
import { watchSigns } from './signs.ts'
import { inTurns } from './turns.ts'

export type Worker = {
  /**
   * Take no new job, let the running ones finish, break off those that take too long, and give back what is left.
   * Answers whether everything has ended: if not, something ignores that it was broken off, and the process should exit.
   */
  stop(): Promise<boolean>
  /** Rejects when the queue ends by itself, as it does when it can't tell the database what became of a job. */
  ended: Promise<never>
}

export type WorkerOptions = {
  pool: pg.Pool
  taskList: TaskList
  concurrency: number
  /** The text of a crontab; '' for none. */
  crontab: string
  /** Version of the parser of each source. */
  parsers: Record<string, string>
  /** What running jobs get to finish when the worker stops. */
  shutdownMs: number
}

// What heeds the signal closes its attempt within milliseconds; a second is for a busy database.
const graceMs = 2_000
// On a connection that is lost without a word nobody is to wait for ever.
const giveBackMs = 30_000

/** Start working on the jobs of `taskList`. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { pool, taskList, concurrency, crontab, parsers, shutdownMs } = options
  const events: WorkerEvents = new EventEmitter()
  await makeRoom(pool)
  returnPrefetched(events)
  const pools: string[] = []
  const begun: Promise<void>[] = []
  countJobs(events)
  const heart = await startHeart({
    databaseUrl: pool.options.connectionString ?? '',
    tasks: Object.keys(taskList),
    parsers,
    signs: watchSigns(events, concurrency),
    metrics: metricsOf(pool),
  })
  events.on('pool:create', ({ workerPool }) => {
    pools.push(workerPool.id)
    begun.push(heart.beatFor(workerPool.id))
  })
  const { promise: ended, reject: giveUp } = Promise.withResolvers<never>()
  ended.catch(() => {})
  let hasGivenUp = false
  let isStopping = false
  let stopping: Promise<boolean> | undefined
  // The queue's own promise says nothing of why it ends, and never settles when two jobs' ends got lost (0.18.0).
  events.on('pool:gracefulShutdown', ({ message }) => {
    if (isStopping) return
    hasGivenUp = true
    giveUp(new Error(`The queue has ended: ${message}`))
  })
  const runner = await run({
    pgPool: pool,
    taskList: inTurns(taskList),
    events,
    logger: queueLogger,
    noHandleSignals: true,
    parsedCronItems: parseCrontab(crontab),
    preset: queuePreset(concurrency, shutdownMs),
  })
  // Who looks which tasks somebody works on, as a sweep does before it queues an export, is to find this worker.
  await Promise.all(begun)
  const stop = async (): Promise<boolean> => {
    log.info({ shutdownMs }, 'Stopping: running jobs may finish')
    const ended = await endWithin(runner, hasGivenUp ? graceMs : shutdownMs + graceMs)
    if (hasGivenUp) await allAnswered(pool)
    await heart.stop()
    return (await giveBack(pool, pools, ended)) && ended
  }
  return {
    ended,
    stop() {
      isStopping = true
      stopping ??= stop()
      return stopping
    },
  }
}

/**
 * The first temporary table of a session makes a schema, at which all sessions throw their plans away. So it is made before there
 * are any, and not by an upload in the middle of other sources' fetches.
 */
export async function makeRoom(pool: pg.Pool): Promise<void> {
  const make = (client: pg.ClientBase | pg.Pool) =>
    client.query('create temporary table first () on commit drop').catch(() => {})
  const { onConnect } = pool.options
  pool.options.onConnect = async client => {
    await onConnect?.(client)
    await make(client)
  }
  await Promise.all(Array.from({ length: pool.idleCount }, () => make(pool)))
}

/**
 * Graphile Worker 0.18.0 can't release a local queue that holds jobs while nothing else is under way in it: it says it is
 * released already, and fails. So something is under way in it, from its start until it is being released.
 */
function returnPrefetched(events: WorkerEvents): void {
  events.on('localQueue:init', ({ localQueue }) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    // biome-ignore lint/complexity/useLiteralKeys: private to the library, which has no other way in
    localQueue['background'](promise)
    events.on('localQueue:setMode', change => {
      if (change.localQueue === localQueue && change.newMode === 'RELEASED') resolve()
    })
  })
}

/** Stop the queue. False: a job still runs, although it was broken off. */
async function endWithin(runner: Runner, milliseconds: number): Promise<boolean> {
  const limit = new AbortController()
  const late = sleep(milliseconds, false, { signal: limit.signal }).catch(() => false)
  // It rejects when the queue has ended by itself: then there is nothing to wait for.
  const ended = runner.stop().then(
    () => true,
    () => true,
  )
  const inTime = await Promise.race([ended, late])
  limit.abort()
  return inTime
}

/** A queue that gives up waits for nothing: jobs that it has just asked for would be locked after all were given back. */
async function allAnswered(pool: pg.Pool): Promise<void> {
  const deadline = Date.now() + graceMs
  while (pool.waitingCount + pool.totalCount > pool.idleCount && Date.now() < deadline) await sleep(20)
}

/** Give back what these pools still have. False: it can't be told to the database, others must find out. */
async function giveBack(pool: pg.Pool, pools: string[], ended: boolean): Promise<boolean> {
  const reason = ended
    ? 'The worker was stopped.'
    : 'The worker was stopped, and its work ignored that it was broken off.'
  try {
    const { rows } = await pool.query(
      within(giveBackMs, 'select ingest.give_back($1, $2) as jobs', [pools, reason]),
    )
    log.info({ ended, givenBack: rows[0].jobs }, 'Stopped')
    return true
  } catch (error) {
    log.error({ err: error }, 'Could not give the jobs back: other workers will find them')
    return false
  }
}

/** How the queue runs, in one place for our workers and for Graphile Worker's own command line. */
export function queuePreset(concurrency: number, shutdownMs: number): GraphileConfig.Preset {
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
      gracefulShutdownAbortTimeout: shutdownMs,
    },
  }
}
