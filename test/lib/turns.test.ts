import { setTimeout as sleep } from 'node:timers/promises'
import type { JobHelpers, Task, TaskList } from 'graphile-worker'
import t, { type Test } from 'tap'
import { connect } from '../../lib/database.ts'
import { inTurns } from '../../lib/turns.ts'
import { startWorker } from '../../lib/worker.ts'
import { freshDatabase, until } from '../fixtures/database.ts'

/** A worker of these tasks with so many hands and connections enough; answers a pool of our own. */
async function working(t: Test, concurrency: number, taskList: TaskList) {
  const { url, pool } = await freshDatabase(t)
  const theirs = connect(url, concurrency + 4, () => {})
  const options = { crontab: '', parsers: {}, shutdownMs: 1_000 }
  const worker = await startWorker({ pool: theirs, taskList, concurrency, ...options })
  t.teardown(async () => {
    await worker.stop()
    await theirs.end()
  })
  return pool
}

t.test('of many jobs at once three ask the database', async t => {
  let done = 0
  // Two wait for three that take 20 ms: far from losing their patience, on a busy machine too.
  const pool = await working(t, 5, {
    async brief(_payload, { query }) {
      await query('select pg_sleep(0.02)')
      done++
    },
  })
  await pool.query(`select graphile_worker.add_job('brief') from generate_series(1, 60)`)
  let most = 0
  await until('all are done', async () => {
    const { rows } = await pool.query(
      `select count(*)::integer as n from pg_stat_activity
       where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`,
    )
    most = Math.max(most, rows[0].n)
    return done === 60
  })
  t.equal(most, 3)
})

t.test('jobs that wait for a lock keep none of the others from their turn', async t => {
  let [begun, ended] = [0, 0]
  const quick = Promise.withResolvers<void>()
  const pool = await working(t, 10, {
    async locked(_payload, { query }) {
      begun++
      await query('select pg_advisory_lock_shared(4711), pg_advisory_unlock_shared(4711)')
      ended++
    },
    async quick(_payload, { query }) {
      await query('select 1')
      quick.resolve()
    },
  })
  const gate = await pool.connect()
  await gate.query('select pg_advisory_lock(4711)')
  await pool.query(`select graphile_worker.add_job('locked') from generate_series(1, 9)`)
  await until('nine wait', async () => {
    const { rows } = await pool.query(
      `select count(*)::integer as n from pg_locks
       where not granted and database = (select oid from pg_database where datname = current_database())`,
    )
    return rows[0].n === 9
  })
  await pool.query(`select graphile_worker.add_job('quick')`)
  await quick.promise
  t.match({ begun, ended }, { begun: 9, ended: 0 })
  gate.release(true)
  await until('they are done', async () => ended === 9)
})

t.test('when those who lost their patience are done, three ask again', async t => {
  let [busy, most, slow, over] = [0, 0, true, false]
  const query = async () => {
    most = Math.max(most, ++busy)
    await sleep(slow ? 300 : 2)
    busy--
    return { rows: [] }
  }
  const asking: Task = async (_payload, { query }) => {
    while (!over) await query('')
  }
  const { ask } = inTurns({ ask: asking })
  const jobs = Array.from({ length: 10 }, () => (ask as Task)({}, { query } as unknown as JobHelpers))
  t.teardown(() => {
    over = true
  })
  await until('none waits for a turn', async () => busy > 8)
  slow = false
  await until('fewer ask', async () => busy <= 3, 5_000)
  most = 0
  await sleep(500)
  over = true
  await Promise.all(jobs)
  t.equal(most, 3)
})
