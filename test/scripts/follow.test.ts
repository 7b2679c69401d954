import t from 'tap'
import { connect } from '../../lib/database.ts'
import { followRuns } from '../../scripts/follow.ts'
import { freshDatabase, until } from '../fixtures/database.ts'

t.test('a database that goes while the runs are looked at ends whoever follows them, once', async t => {
  const { url, pool } = await freshDatabase(t)
  const [{ job }] = (await pool.query(`select (graphile_worker.add_job('fetch')).id as job`)).rows
  const own = connect(url, 1, () => {})
  t.teardown(() => own.end())
  const held = await own.connect()
  const followed = followRuns(own, url, [{ job, source: 'duv' }], () => {})
  const told = followed.catch(error => error)
  await until('it listens, and waits for its turn to look', async () => own.waitingCount === 1)
  const { rowCount } = await pool.query(`
    select pg_terminate_backend(pid, 10_000) from pg_stat_activity
    where datname = current_database() and query = 'listen ultrasearch_run'`)
  t.equal(rowCount, 1)
  held.release()
  t.match(await told, { message: /terminat/ })
})
