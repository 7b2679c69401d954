import pg from 'pg'
import t from 'tap'
import { startSampleServer } from '../../samples/server.ts'
import { work } from '../../scripts/work.ts'
import { freshDatabase, until } from '../fixtures/database.ts'

t.test('an upload waits for its turn to publish, longer than a connection waits for locks', async t => {
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  const { url, pool } = await freshDatabase(t)
  const rows = async (text: string) => (await pool.query(text)).rows
  const hasty = new pg.Pool({
    connectionString: url,
    max: 8,
    options: '-c lock_timeout=200 -c statement_timeout=5000',
  })
  hasty.on('error', () => {})
  hasty.on('connect', client => client.on('error', () => {}))
  t.teardown(() => hasty.end())

  const publisher = new pg.Client({ connectionString: url })
  await publisher.connect()
  t.teardown(() => publisher.end())
  await publisher.query(`select pg_advisory_lock(hashtextextended('ultrasearch publish', 0))`)

  const worker = await work(hasty, {
    urls: { runraceusa: samples.base('runraceusa') },
    crontab: '',
    concurrency: 2,
  })
  t.teardown(() => worker.stop())
  await rows(`select status.fetch_source('runraceusa')`)
  await until(
    'the upload has waited five times as long as others may',
    async () =>
      (
        await rows(`select from pg_stat_activity
        where wait_event = 'advisory' and query ~ 'upload_run' and now() - query_start > interval '1 s' and datname = current_database()`)
      ).length,
  )
  await publisher.query(`select pg_advisory_unlock_all()`)
  await until(
    'the run is published',
    async () => (await rows(`select from ingest.runs where status = 'published'`)).length,
  )
  t.match(await rows(`select outcome from ingest.attempts where task = 'upload'`), [{ outcome: 'done' }])

  const [{ lock_timeout } = {}] = (await hasty.query('show lock_timeout')).rows
  t.equal(lock_timeout, '200ms', 'and only an upload')
})
