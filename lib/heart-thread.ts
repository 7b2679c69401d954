/** The thread behind lib/heart.ts: beats in the database, for as long as the main loop goes round. */
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import type { Life, Order, Word } from './heart.ts'

const { databaseUrl, host, pid, tasks, parsers, everyMs, deadAfterMs, wedgedAfterMs, pulse } =
  workerData as Life
const say = (word: Word): void => parentPort?.postMessage(word)

// One connection of its own: the jobs' may all be taken. A beat that takes longer than the dead have is none.
const database = new pg.Pool({
  connectionString: databaseUrl,
  max: 1,
  application_name: 'ultrasearch heart',
  connectionTimeoutMillis: deadAfterMs,
  query_timeout: deadAfterMs,
  statement_timeout: deadAfterMs,
  idleTimeoutMillis: 0,
})
database.on('error', ({ message }) => say({ error: message }))

const pools = new Set<string>()
let beating: Promise<void> | undefined

async function beat(): Promise<void> {
  for (const pool of pools) {
    const { rows } = await database.query<{ dead: string[] }>(
      `select ingest.beat($1, $2, $3, $4, $5 * interval '1 ms', $6) as dead`,
      [pool, host, pid, tasks, deadAfterMs, parsers],
    )
    const dead = rows[0]?.dead ?? []
    if (dead.length > 0) say({ dead })
  }
}

let heard = 0
let heardAt = performance.now()

/** Whether the main loop has stood still for so long that others should take its jobs. */
function isWedged(): boolean {
  const now = Atomics.load(pulse, 0)
  if (now !== heard) {
    heard = now
    heardAt = performance.now()
  }
  return performance.now() - heardAt > wedgedAfterMs
}

// One at a time: a beat that overtook the end would bring this worker back to life.
function beatOrSay(): void {
  if (isWedged()) return
  beating ??= beat()
    .catch(error => say({ error: error.message }))
    .finally(() => {
      beating = undefined
    })
}

const timer = setInterval(beatOrSay, everyMs)
parentPort?.on('message', async (order: Order) => {
  if (order !== 'stop') {
    pools.add(order.pool)
    beatOrSay()
    return
  }
  clearInterval(timer)
  await beating
  await database.end()
  parentPort?.close()
})
say('ready')
