import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { connect } from '../../lib/database.ts'
import { prepareLocalSupabase } from '../../lib/local-supabase.ts'
import { migrate } from '../../lib/migrations.ts'
import { emptyDatabase, freshDatabase, hostedDatabase, until } from '../fixtures/database.ts'
import { byHand, Hands, race } from '../fixtures/hands.ts'
import { basic, startStatus } from '../fixtures/status-server.ts'

const look = '{ runs { totalCount } }'
const watch = 'subscription { runProgress { run { id status open } } }'

t.test('it waits for its database to be migrated, says so, and goes on by itself', async t => {
  const url = await emptyDatabase()
  const pool = connect(url, 4, () => {})
  t.teardown(() => pool.end())
  const status = await startStatus(t, { database: { url, pool } })
  t.match(await status.send('/healthz'), { status: 200, text: 'ok\n' })
  const never = 'The database was never migrated: run `ultrasearch migrate`.'
  t.match(await status.send('/readyz'), { status: 503, text: `${never}\n` })
  t.match(await status.ask(look), { status: 503, errors: [{ message: never }] })
  await t.rejects(status.subscribe(watch))

  await prepareLocalSupabase(url)
  await migrate(pool)
  t.match(await status.send('/readyz'), { status: 200, text: 'ready\n' })
  t.match(await status.ask(look), { status: 200, data: { runs: { totalCount: 0 } } })

  t.test('a subscription is told of a run that begins, goes on and ends', async t => {
    const hands = new Hands(status.database)
    await hands.register('toy')
    // No towns are known here.
    await hands.limit('max_unplaced', 1)
    const { told, closed, close, also } = await status.subscribe(watch)
    const listening = () =>
      until('it listens', async () => {
        const { rows } = await pool.query(
          `select pid from pg_stat_activity where datname = current_database() and query ilike 'listen%ultrasearch_progress%'`,
        )
        return rows[0]?.pid as number
      })
    const pid = await listening()
    const last = () => told.at(-1)?.payload?.data?.runProgress?.run
    const run = await hands.fetch(['a'])
    await until('the run has begun', async () => last()?.status === 'running')
    await hands.download(run, 'a', 'x')
    await hands.parse(run, 'a', { races: [race('1')] })
    await until('nothing is open', async () => last()?.open === 0)
    await hands.upload(run)
    await until('it has ended', async () => last()?.status === 'published')
    t.match(last(), { id: String(run), status: 'published', open: 0 })
    t.notOk(told.find(message => message.payload?.errors))

    // Whoever listens is told that something may have been missed, and subscribes again.
    await pool.query('select pg_terminate_backend($1)', [pid])
    await until('it has ended', async () => told.some(({ type }) => type === 'error' || type === 'complete'))
    also('2', watch)
    t.not(await listening(), pid)
    const next = await hands.run({ a: { races: [race('1')] } })
    await until('it is told of the next run', async () => last()?.id === String(next.id))
    close()
    t.type(await closed, 'number')
  })

  t.test('a database that is behind the code, edited or ahead of it is not ready', async t => {
    const name = 'functions/beat.sql'
    const ready = async (change: string) => {
      await pool.query(change)
      return status.send('/readyz')
    }
    const set = (file: string, sha256: string) =>
      `update ultrasearch_migrations.files set sha256 = '${sha256}' where name = '${file}'`
    const hash = (file: string) =>
      createHash('sha256')
        .update(readFileSync(path.join(import.meta.dirname, '../../sql', file)))
        .digest('hex')
    const otherwise = set(name, 'x')
    t.match(await ready(otherwise), { status: 503, text: /^1 file of sql\/ is otherwise in the database/ })
    t.match(await ready(set(name, hash(name))), { status: 200 })
    const migration = 'migrations/0002_ingest.sql'
    t.match(await ready(set(migration, 'x')), {
      status: 503,
      text: /^migrations\/0002_ingest.sql was edited/,
    })
    t.match(await ready(set(migration, hash(migration))), { status: 200 })
    const newer = `insert into ultrasearch_migrations.files (name, sha256) values ('migrations/9999_new.sql', '')`
    t.match(await ready(newer), { status: 503, text: /newer than this code/ })
    t.match(
      await ready(otherwise),
      { status: 503, text: /newer than this code/ },
      'whose functions are newer too',
    )
    await pool.query(`delete from ultrasearch_migrations.files where name = 'migrations/9999_new.sql'`)
    const older = `delete from ultrasearch_migrations.files where name = 'migrations/0031_short_names.sql'`
    t.match(await ready(older), { status: 503, text: /^The database is 2 files of sql\/ behind: run/ })
  })
})

t.test('a database that is not there is a reason, not an end', async t => {
  const gone = await freshDatabase(t)
  const status = await startStatus(t, {
    database: gone,
    environment: { DATABASE_URL: gone.url.replace(/\/[^/]+$/, '/nowhere') },
  })
  t.match(await status.send('/readyz'), { status: 503, text: "The database can't be reached.\n" })
  t.match(await status.ask(look), { status: 503 })
  t.match(await status.send('/healthz'), { status: 200 })
})

t.test('over a WebSocket', async t => {
  const hands = await byHand(t)
  const status = await startStatus(t, { database: hands.database })

  t.test(
    'a subscription is told of the queue, at most once a second, and lets go of its channels',
    async t => {
      const queue = 'subscription { queueProgress { queuedJobs { task state jobs } } }'
      const { told, close, also } = await status.subscribe(queue)
      const saying = (pattern: string) => async () => {
        const { rows } = await hands.database.pool.query(
          `select query from pg_stat_activity where datname = current_database() and query ilike $1`,
          [pattern],
        )
        return rows.length > 0
      }
      await until('it listens', saying('listen%'))
      const jobs = () => told.map(({ payload }) => payload?.data?.queueProgress?.queuedJobs)
      const before = performance.now()
      for (let n = 0; n < 20; n++)
        await hands.database.pool.query(`select graphile_worker.add_job('sweep', job_key => $1)`, [`s${n}`])
      await until('it is told', async () => told.length)
      t.match(jobs().at(-1), [{ task: 'sweep', state: 'due', jobs: '20' }], 'all that came at once, at once')
      // A run that goes on says so, whatever becomes of its jobs.
      await hands.run({ a: { races: [race('1')] } })
      await until('it is told again', async () => jobs().at(-1)?.length > 1)
      t.ok(told.length <= 1 + (performance.now() - before) / 1_000, `told ${told.length} times`)
      also('2', watch)
      close()
      await until('nobody listens for jobs', saying('unlisten%'))
    },
  )

  t.test('a WebSocket is for subscriptions, and for 20 at most', async t => {
    const { told, also } = await status.subscribe(look)
    const errors = () =>
      told.flatMap(message => message.payload?.[0]?.message ?? message.payload?.errors?.[0]?.message ?? [])
    await until('it is refused', async () => errors().length === 1)
    t.match(errors(), [/^A WebSocket is for subscriptions/])
    also('act', 'mutation { fetchSource(input: { source: "nobody" }) { result } }')
    await until('it is refused too', async () => errors().length === 2)
    t.match(errors()[1], /^A WebSocket is for subscriptions/)
    for (let n = 0; n < 21; n++) also(`s${n}`, watch)
    await until('one is too many', async () => errors().length === 3)
    t.equal(errors()[2], 'A WebSocket carries at most 20 subscriptions.')
  })
})

t.test('with a log-in', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1')] } })
  const status = await startStatus(t, {
    database: hands.database,
    environment: { STATUS_AUTH: 'viewer:guest:x' },
  })
  const guest = basic('guest', 'x')

  t.test('what Prometheus may know is told to whoever may look, with the answers counted', async t => {
    t.match(await status.send('/metrics'), { status: 401 })
    await until('it answers', async () => (await status.ask(look, guest)).status === 200)
    await status.send('/nothing-of-note', { headers: guest })
    const { text, headers } = await status.send('/metrics', { headers: guest })
    t.match(headers['content-type'], /^text\/plain/)
    for (const sample of [
      /^ultrasearch_source_records\{source="toy"\} 1$/m,
      /^ultrasearch_http_requests_total\{path="\/graphql",code="200"\} \d+$/m,
      /^ultrasearch_http_requests_total\{path="other",code="404"\} 1$/m,
      /^ultrasearch_pool_connections\{use="idle"\} [2-9]$/m,
    ])
      t.match(text, sample)
    t.notMatch(text, /nothing-of-note|postgres:\/\//)
  })

  t.test('SIGTERM: what is asked is answered, who listens is told, and the process ends', async t => {
    const { pool } = hands.database
    await pool.query(`
      create or replace function ingest.full_reason() returns text language sql as $$ select pg_sleep(1)::text $$`)
    const { closed } = await status.subscribe(watch, guest)
    const slow = status.ask('{ storage { nodes { reason } } }', guest)
    await until('it is being answered', async () => {
      const { rows } = await pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
      )
      return rows.length > 0
    })
    const before = performance.now()
    status.child.kill('SIGTERM')
    t.equal(await closed, 1001, 'going away')
    t.match(await slow, { status: 200, data: { storage: {} }, errors: undefined })
    t.match(await status.ended, { code: 0 })
    t.ok(performance.now() - before < 5_000)
    t.notMatch(status.said.stderr, /"level":[456]0/)
    await t.rejects(status.ask(look), { code: 'ECONNREFUSED' })
  })
})

t.test('an owner who is no superuser, as on hosted Supabase, can become whoever asks', async t => {
  const { url } = await hostedDatabase()
  const pool = connect(url, 4, () => {})
  t.teardown(() => pool.end())
  await migrate(pool)
  const status = await startStatus(t, { database: { url, pool } })
  t.match(await status.ask('{ runs { totalCount } workers { totalCount } }'), {
    status: 200,
    errors: undefined,
  })
  t.match((await status.ask('mutation { approveRun(input: { run: 1 }) { clientMutationId } }')).errors, [
    { message: /^Run 1 is not held/ },
  ])
})
