/** Queues of jobs that do nothing, each as fast as its settings make it: ours, Graphile Worker bare, and others. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { run, type Task } from 'graphile-worker'
import type pg from 'pg'
import { runChore } from '../lib/chore.ts'
import { connect } from '../lib/database.ts'
import { queueLogger } from '../lib/queue-log.ts'
import { queuePreset, startWorker } from '../lib/worker.ts'

/** `fill` adds many at once, while nobody works; `add` one. Each job tells its number to the `Heard` that opened the queue. */
export type Queue = {
  fill(jobs: number): Promise<unknown>
  add(n: number): Promise<unknown>
  work(): Promise<unknown>
  close(): Promise<void>
}
export type Heard = (n: number) => void
type Worker = NonNullable<GraphileConfig.Preset['worker']>

const numbers = (jobs: number): number[] => Array.from({ length: jobs }, (_, n) => n)

/** No dependencies of ours: installed beside by whoever measures. */
export const versions = { 'pg-boss': '12.38.0', bullmq: '6.7.0', ioredis: '6.0.0' }

/** Our no-op is a job of housekeeping: an attempt that is opened, locked, and closed in the statement that does the work. */
const noop =
  (heard: Heard): Task =>
  (payload, helpers) =>
    runChore(payload, helpers, attempt => {
      heard((payload as { n: number }).n)
      return { text: 'select ingest.finish_chore($1) as verdict', values: [attempt] }
    })
const bareNoop =
  (heard: Heard): Task =>
  payload =>
    heard((payload as { n: number }).n)

function graphile(pool: pg.Pool, start: () => Promise<{ stop(): Promise<unknown> }>): Queue {
  let working: { stop(): Promise<unknown> } | undefined
  return {
    fill: jobs =>
      pool.query(
        `select count(*) from graphile_worker.add_jobs(array(
          select ingest.job('noop', jsonb_build_object('n', n), null) from generate_series(0, $1::integer - 1) n))`,
        [jobs],
      ),
    add: n => pool.query(`select graphile_worker.add_job('noop', $1)`, [{ n }]),
    async work() {
      working = await start()
    },
    async close() {
      await working?.stop()
      await pool.query('truncate ingest.attempts cascade')
      await pool.end()
    },
  }
}

/** As a worker of ours: a heart beats, and attempts are recorded and fenced. */
export async function ours(url: string, heard: Heard, concurrency: number): Promise<Queue> {
  const pool = connect(url, concurrency + 4, () => {})
  const taskList = { noop: noop(heard) }
  return graphile(pool, () =>
    startWorker({ pool, taskList, concurrency, crontab: '', parsers: {}, shutdownMs: 1_000 }),
  )
}

/** Graphile Worker without heart, with our settings but for `changed`; with attempts where `fenced`. */
export async function bare(
  url: string,
  heard: Heard,
  concurrency: number,
  { changed = {}, fenced = false, connections = concurrency + 4 }: Variant = {},
): Promise<Queue> {
  const pool = connect(url, connections, () => {})
  const given = queuePreset(concurrency, 1_000)
  return graphile(pool, () =>
    run({
      pgPool: pool,
      taskList: { noop: fenced ? noop(heard) : bareNoop(heard) },
      logger: queueLogger,
      noHandleSignals: true,
      parsedCronItems: [],
      preset: { ...given, worker: { ...given.worker, ...changed } },
    }),
  )
}
export type Variant = { changed?: Worker; fenced?: boolean; connections?: number }

/** What isn't there is installed into a folder of its own. Throws where the registry can't be reached. */
function load(name: keyof typeof versions) {
  const dir = path.join(import.meta.dirname, '..', '.data', 'bench-queues')
  const { resolve } = createRequire(path.join(dir, 'x.js'))
  try {
    resolve(name)
  } catch {
    mkdirSync(dir, { recursive: true })
    const wanted = Object.entries(versions).map(([each, version]) => `${each}@${version}`)
    execFileSync('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', dir, ...wanted], {
      stdio: 'pipe',
    })
  }
  return createRequire(path.join(dir, 'x.js'))(name)
}

/** It hands a worker a batch, and waits for all of it: as many as we work on at once. Woken by NOTIFY, as we are. */
export async function pgBoss(url: string, heard: Heard, concurrency: number): Promise<Queue> {
  const { PgBoss } = load('pg-boss')
  const boss = new PgBoss({ connectionString: url, max: concurrency + 4, useListenNotify: true })
  boss.on('error', console.error)
  await boss.start()
  await boss.createQueue('noop', { notify: true })
  const settings = { batchSize: concurrency, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 }
  return {
    fill: jobs =>
      boss.insert(
        'noop',
        numbers(jobs).map(n => ({ data: { n } })),
      ),
    add: n => boss.send('noop', { n }),
    work: () =>
      boss.work('noop', settings, async (jobs: { data: { n: number } }[]) => {
        for (const { data } of jobs) heard(data.n)
      }),
    async close() {
      await boss.stop({ graceful: true })
      const pool = connect(url, 1, () => {})
      await pool.query('drop schema pgboss cascade')
      await pool.end()
    },
  }
}

/** On a Redis that writes its journal out once a second: what came in the last one may be lost with the machine. */
export async function bullMq(_url: string, heard: Heard, concurrency: number): Promise<Queue> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'bench-redis-'))
  const socket = path.join(dir, 'socket')
  const journal = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '']
  const redis = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--dir', dir, ...journal])
  // It has said all it has to say.
  for await (const said of redis.stdout) if (`${said}`.includes('connections at')) break
  const { Queue, Worker } = load('bullmq')
  const connection = { path: socket, maxRetriesPerRequest: null }
  const queue = new Queue('noop', { connection })
  let worker: { close(): Promise<void> } | undefined
  const kept = { removeOnComplete: true }
  return {
    fill: jobs => queue.addBulk(numbers(jobs).map(n => ({ name: 'noop', data: { n }, opts: kept }))),
    add: n => queue.add('noop', { n }, kept),
    async work() {
      worker = new Worker('noop', async (job: { data: { n: number } }) => heard(job.data.n), {
        connection,
        concurrency,
      })
    },
    async close() {
      await worker?.close()
      await queue.close()
      redis.kill()
      await once(redis, 'exit')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
