/** The sign of life of this process: a thread beats, so that a long parse, which holds up this one, is no silence. */
import { once } from 'node:events'
import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Signs } from './health.ts'
import { log } from './log.ts'
import type { Credentials } from './serve/people.ts'
import { settings, UsageError } from './settings.ts'

/** What the thread is given. */
export type Life = {
  databaseUrl: string
  host: string
  pid: number
  tasks: string[]
  parsers: Record<string, string>
  everyMs: number
  deadAfterMs: number
  wedgedAfterMs: number
  /** Where it answers whether this worker works; null for nowhere. */
  healthPort: number | null
  healthHost: string
  /** Who may have the metrics; null where only this machine can ask. */
  credentials: Credentials | null
  healthAfterMs: number
  /** Counted up by the main loop for as long as it goes round. */
  pulse: Int32Array<SharedArrayBuffer>
}

/** What the thread is told: a pool to beat for, signs of the main loop, the metrics it asked for, or to end. */
export type Order = { pool: string } | { signs: Signs } | { metrics: string } | { noMetrics: string } | 'stop'
/** What it tells: that it is there or can't be, for whom it beat first, what a beat came to, and that somebody asks for metrics. */
export type Word =
  | 'ready'
  | 'metrics'
  | { begun: string }
  | { dead: string[] }
  | { error: string }
  | { refused: string }

export type Heart = {
  /** Beat for this pool of workers too. Resolves after the first beat: then the database knows of it, unless it can't be reached. */
  beatFor(pool: string): Promise<void>
  /** Resolves when the last beat is over. The pools' rows are left to whoever gives their jobs back. */
  stop(): Promise<void>
}

export type HeartOptions = {
  databaseUrl: string
  tasks: string[]
  parsers: Record<string, string>
  /** How the main loop is doing. */
  signs(): Signs
  /** What Prometheus may know. */
  metrics(): Promise<string>
}

/** Start to beat every `BEAT_MS`, and say whom the beats find dead. An error that the thread can't catch ends the process. */
export async function startHeart({
  databaseUrl,
  tasks,
  parsers,
  signs,
  metrics,
}: HeartOptions): Promise<Heart> {
  const { BEAT_MS: everyMs, DEAD_AFTER_MS: deadAfterMs, WEDGED_AFTER_MS: wedgedAfterMs } = settings()
  const {
    HEALTH_PORT: healthPort = null,
    HEALTH_HOST: healthHost,
    HEALTH_AFTER_MS: healthAfterMs,
  } = settings()
  const credentials = healthPort === null ? null : await whoMayRead(healthHost)
  const pulse = new Int32Array(new SharedArrayBuffer(4))
  const who = { host: os.hostname(), pid: process.pid, tasks, parsers }
  const limits = { everyMs, deadAfterMs, wedgedAfterMs, healthAfterMs }
  const life: Life = { databaseUrl, ...who, ...limits, healthPort, healthHost, credentials, pulse }
  const thread = new Worker(new URL('heart-thread.ts', import.meta.url), { workerData: life, execArgv: [] })
  const tell = (order: Order): void => thread.postMessage(order)
  thread.on('message', (word: Word) => hear(word, metrics, tell))
  const [first] = await once(thread, 'message')
  if (first.refused) {
    await thread.terminate()
    throw new UsageError(first.refused)
  }
  // It lives as long as the process does, and keeps none alive.
  thread.unref()
  const timer = setInterval(() => {
    Atomics.add(pulse, 0, 1)
    tell({ signs: signs() })
  }, everyMs)
  timer.unref()

  return {
    beatFor: pool =>
      new Promise(resolve => {
        thread.on('message', ({ begun }: { begun?: string }) => begun === pool && resolve())
        tell({ pool })
      }),
    async stop() {
      clearInterval(timer)
      thread.ref()
      const ended = once(thread, 'exit')
      tell('stop')
      // A beat that a lost database holds up would end at its own time limit.
      await Promise.race([ended, sleep(deadAfterMs, undefined, { ref: false })])
      await thread.terminate()
    },
  }
}

/** Whom the metrics need, at an address that other machines reach; null where none can. */
async function whoMayRead(host: string): Promise<Credentials | null> {
  if (host === '127.0.0.1') return null
  const { hasCredentials, isLoopbackName } = await import('./serve/people.ts')
  if (isLoopbackName(host)) return null
  const { STATUS_AUTH: passwords, SUPABASE_JWT_SECRET: jwtSecret } = settings()
  if (!hasCredentials({ passwords, jwtSecret }))
    throw new UsageError(
      `HEALTH_HOST ${host} can be reached from other machines: that needs credentials, STATUS_AUTH or SUPABASE_JWT_SECRET.`,
    )
  return { passwords, jwtSecret }
}

function hear(word: Word, metrics: () => Promise<string>, tell: (order: Order) => void): void {
  if (word === 'ready' || (word !== 'metrics' && ('refused' in word || 'begun' in word))) return
  if (word === 'metrics')
    metrics().then(
      text => tell({ metrics: text }),
      error => tell({ noMetrics: error.message }),
    )
  else if ('error' in word) log.error(`This worker could not say that it lives: ${word.error}`)
  else log.warn({ dead: word.dead }, 'Freed the jobs of workers that fell silent')
}
