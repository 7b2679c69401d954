/** The thread behind lib/heart.ts: beats in the database, for as long as the main loop goes round. */
import type { IncomingHttpHeaders } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { type Signs, serveHealth, whatAils } from './health.ts'
import type { Life, Order, Word } from './heart.ts'

const { databaseUrl, host, pid, tasks, parsers, everyMs, deadAfterMs, wedgedAfterMs, pulse, ...health } =
  workerData as Life
const say = (word: Word): void => parentPort?.postMessage(word)

// One connection of its own: the jobs' may all be taken. A beat that takes longer than the dead have is none.
const database = new pg.Pool({
  connectionString: databaseUrl,
  max: 1,
  application_name: 'ultrasearch heart',
  connectionTimeoutMillis: deadAfterMs,
  query_timeout: deadAfterMs,
  idleTimeoutMillis: 0,
  // By a statement, as in lib/database.ts, which takes longer to load than all of this: poolers refuse it as a parameter.
  onConnect: client => client.query(`set statement_timeout = ${deadAfterMs}`),
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
  if (pools.size > 0) beatAt = performance.now()
  if (health.healthPort !== null && sinceSigns(signs.heardMsAgo) > health.healthAfterMs / 3) await ping()
}

/** See that notifications reach the main loop: one that says no job came. */
async function ping(): Promise<void> {
  await database.query(`select pg_notify('jobs:insert', '{"count":0}')`)
}

let heard = 0
let heardAt = performance.now()
let beatAt = performance.now()
let signs: Signs = { claimedMsAgo: 0, heardMsAgo: 0, isBusy: false }
let signsAt = performance.now()

/** Some time that the main loop told, as it is now. */
const sinceSigns = (ms: number): number => ms + performance.now() - signsAt

/** How long the main loop has stood still, in milliseconds. */
function stillFor(): number {
  const now = Atomics.load(pulse, 0)
  if (now !== heard) {
    heard = now
    heardAt = performance.now()
  }
  return performance.now() - heardAt
}

function ails(): string | null {
  const { claimedMsAgo, heardMsAgo, isBusy } = signs
  const now = { claimedMsAgo: sinceSigns(claimedMsAgo), heardMsAgo: sinceSigns(heardMsAgo), isBusy }
  const life = { pulseMsAgo: stillFor(), beatMsAgo: performance.now() - beatAt, signs: now }
  return whatAils(life, health.healthAfterMs)
}

let asking: PromiseWithResolvers<string> | undefined

/** The metrics of the main loop, which has two seconds to answer. */
async function metrics(): Promise<string> {
  if (!asking) {
    asking = Promise.withResolvers<string>()
    say('metrics')
  }
  const late = AbortSignal.timeout(2_000)
  const { promise, reject } = asking
  late.addEventListener('abort', () => reject(new Error('The main loop does not answer.')))
  try {
    return await promise
  } finally {
    asking = undefined
  }
}

// One at a time: a beat that overtook the end would bring this worker back to life.
function beatOrSay(): void {
  // Then others should take its jobs.
  if (stillFor() > wedgedAfterMs) return
  beating ??= beat()
    .catch(error => say({ error: error.message }))
    .finally(() => {
      beating = undefined
    })
}

const timer = setInterval(beatOrSay, everyMs)
parentPort?.on('message', async (order: Order) => {
  if (order !== 'stop') {
    if ('pool' in order) {
      pools.add(order.pool)
      // One that is under way may have been too early for it.
      await beating
      beatOrSay()
      await beating
      say({ begun: order.pool })
    } else if ('metrics' in order) asking?.resolve(order.metrics)
    else if ('noMetrics' in order) asking?.reject(new Error(order.noMetrics))
    else {
      signs = order.signs
      signsAt = performance.now()
    }
    return
  }
  clearInterval(timer)
  await beating
  await database.end()
  server?.close()
  parentPort?.close()
})

const server = await listen()

/** Loaded where it is needed only: a worker that just beats starts sooner without. */
async function gate(): Promise<(headers: IncomingHttpHeaders) => Promise<boolean>> {
  const { credentials } = health
  if (credentials === null) return async () => true
  const { identify } = await import('./serve/people.ts')
  return async headers => 'role' in (await identify(headers, credentials))
}

async function listen(): Promise<Awaited<ReturnType<typeof serveHealth>> | undefined> {
  const { healthPort: port, healthHost: host } = health
  if (port === null) {
    say('ready')
    return undefined
  }
  try {
    const server = await serveHealth({ host, port, ails, metrics, mayRead: await gate() })
    say('ready')
    return server
  } catch (error) {
    say({
      refused: `HEALTH_PORT ${port} can't be used: ${(error as Error).message}. Take another, or leave it out.`,
    })
    return undefined
  }
}
