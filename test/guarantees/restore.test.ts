import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import { connect } from '../../lib/database.ts'
import { ensureDatabase, fastSettings, startPostgres } from '../../lib/embedded-postgres.ts'
import { prepareLocalSupabase } from '../../lib/local-supabase.ts'
import { migrate } from '../../lib/migrations.ts'
import { startSampleServer } from '../../samples/server.ts'
import { work } from '../../scripts/work.ts'
import { cli } from '../fixtures/cli.ts'
import { content } from '../fixtures/content.ts'
import { until } from '../fixtures/database.ts'
import { dump } from '../fixtures/dump.ts'
import { gated } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

// A backup is taken of the log, which tests do without elsewhere.
const settings = { ...fastSettings, wal_level: 'replica' }

/** A base backup of a server that goes on working, as Postgres' own low-level API has it: `from` and `to` hold a cluster each. */
async function backUp(url: string, from: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`select pg_backup_start('test', true)`)
  mkdirSync(to, { recursive: true })
  execFileSync('cp', ['-a', `${from}/.`, to])
  const { rows } = await client.query('select labelfile from pg_backup_stop(false)')
  await client.end()
  // The log of what was written meanwhile belongs to it.
  execFileSync('cp', ['-a', path.join(from, 'data/pg_wal'), path.join(to, 'data')])
  const label = path.join(to, 'data/backup_label')
  writeFileSync(label, rows[0].labelfile)
  const { uid, gid } = statSync(path.join(from, 'data'))
  chownSync(label, uid, gid)
  rmSync(path.join(to, 'data/postmaster.pid'))
}

/** What docs/operating.md has done before a dump is restored, and which schemas are in it. */
const guide = readFileSync(path.join(import.meta.dirname, '../../docs/operating.md'), 'utf8')
const beforehand = /```sql\n(.*?)```/s.exec(guide)?.[1] ?? ''
const dumped = /pg_dump (.*?) --file/s
  .exec(guide)?.[1]
  ?.split(/[\s\\]+/)
  .filter(arg => arg !== '--format=custom')

/** A server of its own, on which a database stands or will stand. */
async function open(t: Test, dir: string) {
  const postgres = await startPostgres({ dir, settings })
  t.teardown(() => postgres.stop())
  await ensureDatabase(postgres.url(), 'races')
  const url = postgres.url('races')
  const pool = connect(url, 8, () => {})
  t.teardown(() => pool.ended || pool.end())
  const rows = async (text: string) => (await pool.query(text)).rows
  const when = (what: string, text: string) => until(what, async () => (await rows(text)).length > 0)
  return { postgres, url, pool, rows, when }
}
type Server = Awaited<ReturnType<typeof open>>

const ids = 'select id, name from public.events order by id'
type Before = { urls: Record<string, string>; published: unknown[]; expected: unknown[] }

/** Workers go on with what was under way, as if nothing had been lost. */
async function goesOn(t: Test, kept: Server, { urls, published, expected }: Before): Promise<void> {
  t.same(await kept.rows(ids), published, 'what was published then, with its ids')
  t.match(await kept.rows('select from graphile_worker.jobs where locked_by is not null'), [{}])

  // Two that keep one crontab, at once: the ticks since the last one, each once. A sweep that was due when it was kept is there too.
  const halfAnHourAgo = new Date(Date.now() - 1_800_000).getUTCMinutes()
  const crontab = `${halfAnHourAgo} * * * * fetch ?id=hourly&fill=12h {"source":"utmb"}`
  const keepers = [1, 2].map(() => work(kept.pool, { tasks: ['export'], crontab, urls }))
  const ticks = `select count(distinct payload #>> '{_cron,ts}')::int as ticks, count(*)::int as jobs
    from graphile_worker._private_jobs where payload -> '_cron' is not null and payload ->> 'source' = 'utmb'`
  await kept.when('ticks are made up for', `${ticks} having count(*) > 0`)
  for (const keeper of await Promise.all(keepers)) await keeper.stop()
  t.same(await kept.rows(ticks), [{ ticks: 3, jobs: 3 }])

  const after = await startWorkerProcess(t, kept.url, urls)
  await kept.when(
    'all is done',
    'select where not exists (select from graphile_worker.jobs where run_at <= now())',
  )
  await kept.when(
    'the run that was under way is published',
    `select from ingest.runs r where source = 'runsignup' and status = 'published'`,
  )
  await kept.when(
    'no fetch is left',
    `select where not exists (select from ingest.runs where status = 'running')`,
  )
  t.same(await kept.rows(content), expected, 'as if nothing had been lost')
  t.same((await kept.rows(ids)).slice(0, published.length), published)
  t.match(
    await kept.rows(
      `select count(*)::int as crashed from ingest.attempts where outcome = 'crashed' having count(*) > 0`,
    ),
    [{}],
    'what was locked then was freed',
  )
  t.same(await kept.rows('select from ingest.attempts where outcome is null'), [])
  after.child.kill('SIGTERM')
  t.match(await after.ended, { code: 0 })
}

t.test('what was kept in the middle of a run goes on elsewhere, and publishes nothing twice', async t => {
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  const slow = await gated(t, samples.base('runsignup').slice(0, -1))
  const urls = { utmb: samples.base('utmb'), runsignup: slow.url }

  const folder = t.testdir()
  const lost = await open(t, path.join(folder, 'lost'))
  await prepareLocalSupabase(lost.url)
  await migrate(lost.pool)
  const before = await startWorkerProcess(t, lost.url, urls)
  await lost.rows(`select status.fetch_source('utmb')`)
  await lost.when('utmb is published', `select from ingest.runs where status = 'published'`)
  // A line of a crontab that ran three hours ago for the last time.
  await lost.rows(`
    insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
    values ('hourly', now() - interval '9 days', now() - interval '3 hours')`)
  await lost.rows(`select status.fetch_source('runsignup')`)
  await until('requests are under way', async () => slow.waiting() > 0)
  const published = await lost.rows(ids)
  t.ok(published.length > 0)

  await backUp(lost.postgres.url(), path.join(folder, 'lost'), path.join(folder, 'kept'))
  const [{ version }] = (await lost.rows(
    `select current_setting('server_version_num')::int / 10000 as version`,
  )) as [{ version: number }]
  const text = version > 17 ? null : await dump(lost.url, dumped ?? [])
  slow.open()
  await lost.when(
    'what was under way is published there',
    `select from ingest.runs where status = 'published' having count(*) = 2`,
  )
  const was: Before = { urls, published, expected: await lost.rows(content) }
  before.child.kill('SIGKILL')
  await lost.pool.end()
  await lost.postgres.stop()

  await t.test('from a base backup', async t => {
    const kept = await open(t, path.join(folder, 'kept'))
    t.match(await cli(['migrate'], { DATABASE_URL: kept.url }), { code: 0, stdout: /Nothing to do/ })
    await goesOn(t, kept, was)
  })

  const tooNew = text === null && `the pg_dump of npm is of 17, this server of ${version}`
  await t.test(
    'from a dump, on a server that has neither its roles nor their rights',
    { skip: tooNew },
    async t => {
      const kept = await open(t, path.join(folder, 'restored'))
      await prepareLocalSupabase(kept.url)
      const client = new pg.Client({ connectionString: kept.url })
      await client.connect()
      t.teardown(() => client.end())
      await client.query(beforehand)
      t.match(text, /^CREATE SCHEMA public;$/m, 'the one thing that pg_restore finds there, and goes over')
      await client.query((text as string).replace('CREATE SCHEMA public;', ''))
      const may = `
      select has_table_privilege('anon', 'public.events', 'select') as reads, has_table_privilege('anon', 'public.events', 'insert') as writes,
        has_schema_privilege(to_regrole('ultrasearch_viewer'), 'status', 'usage') as looks`
      t.same(await kept.rows(may), [{ reads: true, writes: true, looks: null }], 'as the new server has it')
      const health = await cli(['migrate'], { DATABASE_URL: kept.url })
      t.match(health, { code: 0, stdout: /grants\.sql/ }, health.stderr)
      t.same(await kept.rows(may), [{ reads: true, writes: false, looks: true }])
      t.match(await cli(['migrate'], { DATABASE_URL: kept.url }), { stdout: /Nothing to do/ })
      await goesOn(t, kept, was)
    },
  )
})
