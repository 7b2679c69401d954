import pg from 'pg'
import t from 'tap'
import { freshDatabase, until } from '../fixtures/database.ts'
import { strictProxy } from '../fixtures/pooler.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

t.test('a worker works when the database knows of it', async t => {
  const { pool, url } = await freshDatabase(t)
  const rows = async (text: string) => (await pool.query(text)).rows
  const owner = await pool.connect()
  await owner.query('begin; lock table ingest.workers')
  const timings = { BEAT_MS: '100', DEAD_AFTER_MS: '30000' }
  const worker = startWorkerProcess(t, url, {}, { timings, tasks: ['export', 'sweep'] })
  await until('its heart waits and its queue is there', async () => {
    const found = await rows(`
      select from pg_stat_activity
      where datname = current_database()
        and (wait_event_type = 'Lock' and application_name = 'ultrasearch heart' or query like 'LISTEN "jobs:insert"%')`)
    return found.length === 2
  })
  const early = await Promise.race([
    worker,
    new Promise(resolve => setTimeout(resolve, 500, 'none works yet')),
  ])
  t.equal(early, 'none works yet')
  await owner.query('commit')
  owner.release()
  await worker
  t.match(await rows('select tasks from ingest.workers'), [{ tasks: ['export', 'sweep'] }])
})

t.test('a worker lives behind a session-mode pooler, which takes no settings of a connection', async t => {
  const { pool, url } = await freshDatabase(t)
  const behind = await strictProxy(t, url)
  const unheard = new pg.Client({ connectionString: behind, statement_timeout: 1_000 })
  await t.rejects(unheard.connect(), {
    code: '08P01',
    message: 'unsupported startup parameter: statement_timeout',
  })
  const { said } = await startWorkerProcess(t, behind, {}, { tasks: ['sweep'] })
  t.match((await pool.query('select tasks from status.workers')).rows, [{ tasks: ['sweep'] }])
  t.notMatch(said.stderr, /could not say that it lives/)
})
