import pg from 'pg'
import t, { type Test } from 'tap'
import { connect } from '../../lib/database.ts'
import { migrate } from '../../lib/migrations.ts'
import { startSampleServer } from '../../samples/server.ts'
import { work } from '../../scripts/work.ts'
import { cli } from '../fixtures/cli.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { byHand, type Hands, race } from '../fixtures/hands.ts'
import { startStatus } from '../fixtures/status-server.ts'

/** Whoever is to publish waits for a part of the time that it would. */
const shortened = (hands: Hands, part: number) =>
  hands.rows(`
    create or replace function ingest.lock_publish() returns void language plpgsql as $$
    begin
      perform set_config('lock_timeout', (setting::integer / ${part})::text, true) from pg_settings where name = 'lock_timeout';
      perform pg_advisory_xact_lock(hashtextextended('ultrasearch publish', 0));
    end
    $$`)

/** Hold a lock of ours; answers how to let go of it. */
async function holding(t: Test, url: string, lock: string): Promise<() => Promise<unknown>> {
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  t.teardown(() => holder.end())
  await holder.query('select pg_advisory_lock(hashtextextended($1, 0))', [lock])
  return () => holder.query('select pg_advisory_unlock_all()')
}

const waiting = `
  select from pg_stat_activity
  where wait_event = 'advisory' and now() - query_start > $1::interval and datname = current_database()`

t.test(
  'operators and replays wait their turn to publish, longer than a connection waits for locks',
  async t => {
    const hands = await byHand(t)
    await hands.register('runraceusa', { base_url: 'https://nowhere.invalid/' })
    await hands.run({ a: { races: [race('1')] } })
    await hands.run({ a: { races: [race('1'), race('2')] } })
    await hands.run({ a: { races: [race('3')] } }, 'runraceusa')
    const { url } = hands.database
    const { ask } = await startStatus(t, { database: hands.database })
    const release = await holding(t, url, 'ultrasearch publish')
    await shortened(hands, 10)
    const acts = [
      cli(['undo', '2'], { DATABASE_URL: url }),
      cli(['replay', 'runraceusa'], { DATABASE_URL: url }),
      ask('mutation { undoRun(input: { run: "1", force: true }) { result } }'),
    ]
    await until(
      'all have waited longer than a connection would',
      async () => (await hands.rows(waiting, ['3.5 s'])).length === acts.length,
    )
    await release()
    t.match(await Promise.all(acts), [
      { code: 0, stdout: /undid run 2/ },
      { code: 1, stdout: /saying run 3 again/ },
      { data: { undoRun: { result: /\d/ } } },
    ])
  },
)

t.test('whoever waited in vain is told so in a line', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1')] } })
  await holding(t, hands.database.url, 'ultrasearch publish')
  await shortened(hands, 1_000)
  t.match(await cli(['undo', '1'], { DATABASE_URL: hands.database.url }), {
    code: 2,
    stderr:
      /^ultrasearch: Something else holds what this needs, and nothing was changed\. .*lock timeout\)\.\n$/,
  })
})

t.test('a second migrate waits for the first, longer than a connection waits for locks', async t => {
  const { url, pool } = await freshDatabase(t)
  const hasty = connect(url, 2, () => {}, { lock_timeout: '50ms', statement_timeout: '500ms' })
  t.teardown(() => hasty.end())
  const release = await holding(t, url, 'ultrasearch migrate')
  const migrating = migrate(hasty)
  await Promise.race([
    migrating,
    until('it has waited', async () => (await pool.query(waiting, ['600 ms'])).rowCount),
  ])
  await release()
  t.same(await migrating, [])
})

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
