import pg from 'pg'
import t, { type Test } from 'tap'
import { connect } from '../../lib/database.ts'
import { startSampleServer } from '../../samples/server.ts'
import { cli } from '../fixtures/cli.ts'
import { emptyDatabase, freshDatabase, hostedDatabase, until } from '../fixtures/database.ts'
import { gated } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

const ask = (t: Test, url: string) => {
  const pool = connect(url, 2, () => {})
  t.teardown(() => pool.end())
  return async (text: string) => (await pool.query(text)).rows
}

t.test('on hosted Supabase: as its `postgres`, who is no superuser', async t => {
  const { url, asSuperuser } = await hostedDatabase()
  const rows = ask(t, url)

  const migrate = () => cli(['migrate', '--json'], { DATABASE_URL: url })
  const both = await Promise.all([migrate(), migrate()])
  t.match(both, [{ code: 0 }, { code: 0 }], 'two at once')
  const ran = both.map(({ stdout }) => JSON.parse(stdout).ran.length).sort((a, b) => a - b)
  t.match(ran, [0, Number], 'one of them does it, the other finds it done')
  t.match(await migrate(), { stdout: '{"ran":[]}\n' }, 'again')

  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  const slow = await gated(t, samples.base('runsignup').slice(0, -1))
  const worker = await startWorkerProcess(t, url, { runsignup: slow.url })
  await rows(`select status.fetch_source('runsignup')`)
  await until('a request is under way', async () => slow.waiting() > 0)
  // What a version with other functions does, while workers of the one before still work.
  await rows(`update ultrasearch_migrations.files set sha256 = 'older' where name like 'functions/%'`)
  t.match(await migrate(), { code: 0, stdout: /upload_run\.sql/ }, 'an upgrade under a run')
  slow.open()
  await until(
    'it is published all the same',
    async () => (await rows(`select from ingest.runs where status = 'published'`)).length > 0,
  )
  const anon = new pg.Client({ connectionString: asSuperuser })
  await anon.connect()
  t.teardown(() => anon.end())
  await anon.query('set role anon')
  const found = await anon.query('select * from public.events')
  t.ok((found.rowCount ?? 0) > 0, `anybody reads ${found.rowCount} events`)
  await t.rejects(anon.query('select from ingest.runs'), /permission denied/)
  worker.child.kill('SIGTERM')
  t.match(await worker.ended, { code: 0 })
})

t.test('functions and views are put back without waiting for anybody who writes', async t => {
  const { pool, url } = await freshDatabase(t)
  const stage = await pool.connect()
  const inTheWay = `lock table ingest.snapshots, ingest.requests, ingest.runs, ingest.attempts, ingest.parses, public.events,
    public.event_distances, search.due in row exclusive mode`
  await stage.query(`begin; ${inTheWay}; lock table ingest.records in row exclusive mode`)
  await pool.query(`update ultrasearch_migrations.files set sha256 = 'older' where name like 'functions/%'`)
  const migrate = async () => JSON.parse((await cli(['migrate', '--json'], { DATABASE_URL: url })).stdout).ran
  const ran: string[] = await migrate()
  t.ok(ran.includes('functions/upload_run.sql') && ran.includes('grants.sql'))
  t.notOk(ran.includes('triggers.sql'), 'triggers would have locked their tables')
  await stage.query('commit')

  await pool.query(`update ultrasearch_migrations.files set sha256 = 'older' where name = 'triggers.sql'`)
  const before = await pool.query('select count(*)::int as n from pg_trigger where not tgisinternal')
  await pool.query('drop trigger keep_versioned on ingest.records')
  await stage.query(`begin; ${inTheWay}`)
  // It still has those of that table to make, which nobody is at now.
  t.ok((await migrate()).includes('triggers.sql'), 'when they changed themselves they are made again')
  await stage.query('commit')
  stage.release()
  t.same(
    (await pool.query('select count(*)::int as n from pg_trigger where not tgisinternal')).rows,
    before.rows,
  )
})

t.test('a migration that fails leaves nothing behind, and runs when its cause is gone', async t => {
  const url = await emptyDatabase()
  const rows = ask(t, url)
  // Somebody else's table stands where one of ours is to stand.
  await rows('create table public.events (theirs text)')
  const left = `
    select n.nspname || '.' || c.relname as name
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('ingest', 'public', 'search', 'status', 'ultrasearch_migrations') and c.relkind in ('r', 'v')`
  const failed = await cli(['migrate'], { DATABASE_URL: url })
  t.match(failed, { code: 1, stderr: /already exists/ })
  t.same(await rows(left), [{ name: 'public.events' }])
  await rows('drop table public.events')
  t.match(await cli(['migrate'], { DATABASE_URL: url }), { code: 0, stdout: /grants\.sql/ })
})
