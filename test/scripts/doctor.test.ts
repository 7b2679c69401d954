import pg from 'pg'
import t, { type Test } from 'tap'
import { connect } from '../../lib/database.ts'
import { log } from '../../lib/log.ts'
import { checkClock } from '../../scripts/doctor/server.ts'
import { warnOfClock } from '../../scripts/work.ts'
import { sources } from '../../sources/index.ts'
import { command, startCli } from '../fixtures/cli.ts'
import { emptyDatabase, freshDatabase, query, testPostgres, until } from '../fixtures/database.ts'
import { startPipeline } from '../fixtures/pipeline.ts'
import { olderProxy, sharingProxy } from '../fixtures/pooler.ts'

const CONTACT = 'races@example.org'
const all = Object.values(sources)

type Said = { state: string; found: string; advice?: string }
type Report = { code: number | null; errors: number; warnings: number; of: Record<string, Said> }

/** `ultrasearch doctor --json`, by check. */
async function doctor(environment: Record<string, string>): Promise<Report> {
  const { code, stdout, stderr } = await command(['doctor', '--json'], { CONTACT, ...environment })
  const { errors, warnings, findings } = JSON.parse(
    stdout || `{"findings":[],"said":${JSON.stringify(stderr)}}`,
  )
  const password = new URL(testPostgres()).password
  if (`${stdout}${stderr}`.includes(password)) throw new Error('A password was printed.')
  const of = Object.fromEntries(findings.map((found: Said & { check: string }) => [found.check, found]))
  return { code, errors, warnings, of }
}

const states = (report: Report, ...checks: string[]) => checks.map(check => report.of[check]?.state)

/** What a database holds that a doctor might leave behind. */
const leftBehind = `
  select (select count(*)::int from graphile_worker.jobs) as jobs,
    (select count(*)::int from graphile_worker._private_tasks where identifier ~ 'doctor') as tasks,
    (select count(*)::int from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())) as locks`
const nothing = [{ jobs: 0, tasks: 0, locks: 0 }]

t.test('a sound installation', async t => {
  const pipeline = await startPipeline(t, {})
  const DATABASE_URL = pipeline.url
  const report = await doctor({ DATABASE_URL })
  t.match(report, { code: 0, errors: 0, warnings: 0 })
  t.match(report.of, {
    connection: { found: /^postgres@127\.0\.0\.1:\d+\/test_/ },
    session: { found: /proved on two connections/ },
    version: { found: /^Postgres 1[78]/ },
    connections: { found: /^\d+ of 197 used, \d+ of them by us; one more worker takes up to 15$/ },
    clock: { found: /^0\.\d{3} s (behind|ahead of) the database \(± 0\.\d{3} s\)$/ },
    migrations: { state: 'ok' },
    'queue revision': { found: /^revision (\d+) here, \1 in the library$/ },
    canary: { found: 'a job was queued, told of, seen and removed' },
    sources: { found: `${all.length} registered, ${all.filter(({ enabled }) => enabled).length} enabled` },
    workers: { found: '1 worker alive, all tasks taken' },
  })
  t.same(await query(DATABASE_URL, leftBehind), nothing)

  await pipeline.stop()
  const idle = await command(['doctor'], { DATABASE_URL, CONTACT })
  t.match(idle, {
    code: 0,
    stdout: /^warning {4}workers +no worker is alive\n +→ Start one: `ultrasearch worker`/m,
  })
  t.match(
    (await command(['doctor'], { DATABASE_URL })).stdout,
    /^warning {4}settings +CONTACT is not set.*\n +→ Set it to/m,
  )
  t.match(idle.stdout, /^0 errors, 1 warning, \d+ ok, 0 unchecked\.$/m)
})

t.test('without a connection the rest is unchecked', async t => {
  const nowhere = await doctor({ DATABASE_URL: 'postgres://me:hush@127.0.0.1:2/x' })
  t.match(nowhere, { code: 1, errors: 1 })
  t.match(nowhere.of, {
    connection: { state: 'error', found: /nothing listens at 127\.0\.0\.1:2/ },
    session: { state: 'unchecked', found: 'see connection' },
    canary: { state: 'unchecked' },
    crontab: { state: 'ok' },
  })
  t.notMatch(JSON.stringify(nowhere), 'hush')
  const wrong = await doctor({
    DATABASE_URL: Object.assign(new URL(testPostgres()), { password: 'hush' }).href,
  })
  t.match(wrong.of, { connection: { state: 'error', found: /password for user postgres is wrong/ } })
  const garbled = await doctor({ DATABASE_URL: 'postgres://me:hu/sh@#@127.0.0.1:port/x' })
  t.match(garbled.of, { connection: { state: 'error', found: /special characters of a password/ } })
  t.notMatch(JSON.stringify(garbled), 'hu/sh')
  t.match((await doctor({ DATA_DIR: '/nowhere' })).of, {
    connection: { found: /No database: set DATABASE_URL/ },
  })
  t.match((await doctor({ DATABASE_URL: 'mysql://me:hush@x' })).of, {
    settings: { state: 'error', found: /DATABASE_URL is wrong: must start with postgres/ },
    connection: { state: 'unchecked' },
  })
})

t.test('a database where nothing is migrated', async t => {
  const report = await doctor({ DATABASE_URL: await emptyDatabase() })
  t.match(report, {
    code: 1,
    errors: 1,
    of: { migrations: { found: 'nothing is migrated here', advice: /migrate/ } },
  })
  t.same(states(report, 'session', 'clock', 'canary', 'workers'), ['ok', 'ok', 'unchecked', 'unchecked'])
})

t.test('migrations that were edited, are missing, or are newer than the code', async t => {
  const { url, pool } = await freshDatabase(t)
  const after = async (change: string) => {
    const { rows } = await pool.query('select * from ultrasearch_migrations.files')
    await pool.query(change)
    const { code, of } = await doctor({ DATABASE_URL: url })
    await pool.query('truncate ultrasearch_migrations.files')
    await pool.query(
      'insert into ultrasearch_migrations.files select * from jsonb_populate_recordset(null::ultrasearch_migrations.files, $1)',
      [JSON.stringify(rows)],
    )
    return { code, ...of.migrations }
  }
  const files = 'ultrasearch_migrations.files'
  t.match(await after(`update ${files} set sha256 = 'x' where name like '%0002%'`), {
    code: 1,
    state: 'error',
    found: 'migrations/0002_ingest.sql: edited after it ran here',
    advice: /Restore the file/,
  })
  t.match(await after(`delete from ${files} where name ~ '0004|views/status'`), {
    code: 1,
    found: /^\d+ files to run, first migrations\/0004_gazetteer\.sql$/,
  })
  t.match(await after(`update ${files} set sha256 = 'x' where name = 'functions/gate.sql'`), {
    code: 1,
    found: '1 file to run, first functions/gate.sql',
    advice: /or update this code if it is the older/,
  })
  t.match(await after(`insert into ${files} values ('migrations/9999_later.sql', 'x')`), {
    code: 0,
    state: 'warning',
    found: /older than the database: it lacks migrations\/9999_later\.sql/,
  })
  await pool.query(`insert into graphile_worker.migrations (id) values (999)`)
  t.match((await doctor({ DATABASE_URL: url })).of['queue revision'], {
    state: 'warning',
    found: /^revision 999 here/,
  })
  await pool.query(`update graphile_worker.migrations set breaking = true where id = 999`)
  t.match((await doctor({ DATABASE_URL: url })).of['queue revision'], { state: 'error', found: /breaking/ })
})

t.test('behind a transaction-mode pooler', async t => {
  const { url } = await freshDatabase(t)
  const report = await doctor({ DATABASE_URL: await sharingProxy(t, url) })
  t.equal(report.code, 1)
  t.match(report.of, {
    session: {
      state: 'error',
      found:
        'no session of its own: LISTEN, advisory locks, prepared statements lost, as behind a transaction-mode pooler',
      advice: /session-mode pooler \(on Supabase port 5432, not 6543\)/,
    },
    canary: { state: 'unchecked', found: 'it needs a session of its own' },
  })
  t.same(await query(url, leftBehind), nothing)
})

t.test('an old Postgres', async t => {
  const { url } = await freshDatabase(t)
  const report = await doctor({ DATABASE_URL: await olderProxy(t, url) })
  t.match(report, {
    code: 1,
    of: { version: { state: 'error', advice: /Upgrade the server to 17 or later/ } },
  })
})

/** A role of this test, on the whole server, that may log in. */
async function stranger(t: Test, url: string): Promise<{ url: string; role: string }> {
  const role = `stranger_${new URL(url).pathname.slice(-8)}`
  await query(url, `create role ${role} login password 'stranger'`)
  t.teardown(() => query(url, `drop owned by ${role}; drop role ${role}`))
  return { role, url: Object.assign(new URL(url), { username: role, password: 'stranger' }).href }
}

t.test('as a role without rights, and as one that was granted everything but owns nothing', async t => {
  const { url } = await freshDatabase(t)
  const other = await stranger(t, url)
  const without = await doctor({ DATABASE_URL: other.url })
  t.equal(without.code, 1)
  t.match(without.of, {
    owner: {
      state: 'error',
      found: `${other.role} does not own graphile_worker, ingest, status`,
      advice: /^Connect as postgres/,
    },
    migrations: { state: 'error', found: /permission denied/, advice: /owns ingest and graphile_worker/ },
    'queue tables': { state: 'error', found: /silently sees no rows of _private_job_queues/ },
    canary: { state: 'error', found: /permission denied/ },
    workers: { state: 'error', found: /permission denied/ },
  })

  await query(
    url,
    `grant usage on schema graphile_worker, ingest, ultrasearch_migrations to ${other.role};
     grant all on all tables in schema graphile_worker, ingest, ultrasearch_migrations to ${other.role};
     grant all on all functions in schema graphile_worker, ingest to ${other.role};
     grant all on all sequences in schema graphile_worker, ingest to ${other.role}`,
  )
  const granted = await doctor({ DATABASE_URL: other.url })
  t.equal(granted.code, 1)
  t.same(states(granted, 'migrations', 'sources', 'workers'), ['ok', 'warning', 'warning'])
  t.match(granted.of, {
    'queue tables': { state: 'error', found: /silently sees no rows/, advice: /no grant helps/ },
    canary: { state: 'error', found: /row-level security/ },
  })
  t.same(await query(url, leftBehind), nothing)
})

t.test('privileges that are missing, or too many', async t => {
  const { url } = await freshDatabase(t)
  const grants = async (change: string, back: string) => {
    await query(url, change)
    const report = await doctor({ DATABASE_URL: url })
    await query(url, back)
    return { code: report.code, ...report.of.grants }
  }
  t.match(
    await grants(
      'revoke execute on function status.fetch_source from ultrasearch_operator; revoke select on status.runs from ultrasearch_viewer',
      'grant execute on function status.fetch_source to ultrasearch_operator; grant select on status.runs to ultrasearch_viewer',
    ),
    {
      code: 0,
      state: 'warning',
      found:
        'ultrasearch_viewer may not read status.runs; ultrasearch_operator may not call status.fetch_source(text,text)',
      advice: /sql\/grants\.sql/,
    },
  )
  t.match(
    await grants(
      'grant usage on schema ingest to anon; grant select on ingest.snapshots to public',
      'revoke usage on schema ingest from anon; revoke select on ingest.snapshots from public',
    ),
    { code: 1, state: 'error', found: /^anon may use schema ingest; anon may read ingest\.snapshots; / },
  )
  t.match(await grants('select', 'select'), { code: 0, state: 'ok' })
})

t.test('a clock that is off', async t => {
  const { url } = await freshDatabase(t)
  const first = new pg.Client({ connectionString: url })
  await first.connect()
  t.teardown(() => first.end())
  const off = (ms: number) => checkClock({ first }, () => Date.now() + ms)
  t.match(await off(0), { state: 'ok' })
  t.match(await off(-3_000), { state: 'warning', found: /^[23]\.\d+ s behind the database/, advice: /NTP/ })
  t.match(await off(60_000), { state: 'error', found: /^(60|59)\.\d+ s ahead of the database/ })

  const said = t.capture(log, 'error')
  await warnOfClock(first)
  t.same(said(), [])
  await warnOfClock(first, () => Date.now() + 60_000)
  t.match(
    said(),
    [{ args: [/^This clock is (60|59)\.\d+ s ahead of the database .*NTP/] }],
    'a worker starts, and says so',
  )
})

t.test('connections that are running out', async t => {
  const { url, pool } = await freshDatabase(t)
  const name = new URL(url).pathname.slice(1)
  await pool.query(`alter database ${name} connection limit 20`)
  t.match((await doctor({ DATABASE_URL: url, CONCURRENCY: '90' })).of.connections, {
    state: 'warning',
    found: /^\d+ of 20 used, .* takes up to 95$/,
    advice: /CONCURRENCY/,
  })
})

t.test('a doctor that is killed while its canary is in the queue leaves nothing behind', async t => {
  const { url, pool } = await freshDatabase(t)
  // The canary's insert waits for this test, and then its look does: the table is locked the moment it is committed.
  await pool.query(`
    create function wait_for_test() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(4711);
      return new;
    end $$;
    create trigger wait before insert on graphile_worker._private_jobs for each row execute function wait_for_test()`)
  const gate = connect(url, 1, () => {})
  const locker = connect(url, 1, () => {})
  t.teardown(() => Promise.all([gate.end(), locker.end()]))
  const waiting = (what: string, kind: string) =>
    until(what, async () => {
      const { rowCount } = await pool.query(
        'select from pg_locks where not granted and locktype = $1 and database = (select oid from pg_database where datname = current_database())',
        [kind],
      )
      return rowCount === 1
    })
  await gate.query('select pg_advisory_lock(4711)')
  const running = startCli(['doctor'], { DATABASE_URL: url })
  await waiting('the canary waits to be written', 'advisory')
  const locked = locker.query('begin; lock table graphile_worker._private_jobs in access exclusive mode')
  await waiting('the lock waits for its commit', 'relation')
  await gate.query('select pg_advisory_unlock(4711)')
  await locked
  running.child.kill('SIGKILL')
  await running.ended
  t.match(
    await locker.query('select from graphile_worker._private_jobs'),
    { rowCount: 1 },
    'it is in the queue',
  )
  await locker.query('rollback')
  await until('it is gone', async () => {
    const { rows } = await pool.query(leftBehind)
    return Object.values(rows[0]).every(n => n === 0)
  })
})
