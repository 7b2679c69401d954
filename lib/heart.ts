/** The sign of life of this process: a thread beats, so that a long parse, which holds up this one, is no silence. */
import { once } from 'node:events'
import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { log } from './log.ts'
import { settings } from './settings.ts'

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
  /** Counted up by the main loop for as long as it goes round. */
  pulse: Int32Array<SharedArrayBuffer>
}

/** What the thread is told: a pool to beat for, or to end. What it tells: that it is there, and what a beat came to. */
export type Order = { pool: string } | 'stop'
export type Word = 'ready' | { dead: string[] } | { error: string }

export type Heart = {
  /** Beat for this pool of workers too. */
  beatFor(pool: string): void
  /** Resolves when the last beat is over. The pools' rows are left to whoever gives their jobs back. */
  stop(): Promise<void>
}

/** Start to beat every `BEAT_MS`, and say whom the beats find dead. An error that the thread can't catch ends the process. */
export async function startHeart(
  databaseUrl: string,
  tasks: string[],
  parsers: Record<string, string>,
): Promise<Heart> {
  const { BEAT_MS: everyMs, DEAD_AFTER_MS: deadAfterMs, WEDGED_AFTER_MS: wedgedAfterMs } = settings()
  const pulse = new Int32Array(new SharedArrayBuffer(4))
  const who = { host: os.hostname(), pid: process.pid, tasks, parsers }
  const life: Life = { databaseUrl, ...who, everyMs, deadAfterMs, wedgedAfterMs, pulse }
  const thread = new Worker(new URL('heart-thread.ts', import.meta.url), { workerData: life, execArgv: [] })
  thread.on('message', hear)
  await once(thread, 'message')
  // It lives as long as the process does, and keeps none alive.
  thread.unref()
  const timer = setInterval(() => Atomics.add(pulse, 0, 1), everyMs)
  timer.unref()

  const tell = (order: Order): void => thread.postMessage(order)
  return {
    beatFor: pool => tell({ pool }),
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

function hear(word: Word): void {
  if (word === 'ready') return
  if ('error' in word) log.error(`This worker could not say that it lives: ${word.error}`)
  else log.warn({ dead: word.dead }, 'Freed the jobs of workers that fell silent')
}
