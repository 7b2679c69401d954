import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { connect } from '../../lib/database.ts'
import { migrate } from '../../lib/migrations.ts'
import { cli } from '../fixtures/cli.ts'
import { emptyDatabase, freshDatabase } from '../fixtures/database.ts'
import { byHand, type Hands, race } from '../fixtures/hands.ts'

/** A worker pool that is alive, with a parser of toy. */
const alive = (hands: Hands, id: string, parser: string, tasks = ['parse']) =>
  hands.rows(`select ingest.beat($1, 'here', 1, $2, '10 s', $3)`, [id, tasks, { toy: parser }])

/** A run of one page, downloaded and waiting to be parsed, pinned to parser v1. */
async function waiting(hands: Hands) {
  const run = await hands.fetch(['a'])
  await hands.download(run, 'a', 'x')
  const { id } = await hands.request(run, 'a')
  return { run, id, begin: (worker: string) => hands.begin('parse', { request: id }, undefined, worker) }
}

t.test('a page is left to a worker that has the parser its run began with', async t => {
  const hands = await byHand(t)
  await alive(hands, 'old', 'v1')
  await alive(hands, 'new', 'v2')
  const { run, id, begin } = await waiting(hands)
  t.match(await begin('new'), { skip: /left to a worker that has parser v1/ })
  t.match(
    await hands.rows(`select run_at > now() as later from graphile_worker.jobs where key = 'parse:${id}'`),
    [{ later: true }],
  )
  const { attempt } = await begin('old')
  t.equal(await hands.finishParse(attempt, { races: [race('1')] }), 'done')
  t.match(await hands.upload(run), { status: 'published', parser_version: 'v1' })
  t.match(await hands.rows(`select outcome from ingest.attempts where task = 'parse' order by id`), [
    { outcome: 'postponed' },
    { outcome: 'done' },
  ])
})

t.test('when no worker has it any more, the run goes on with the parser there is', async t => {
  const hands = await byHand(t)
  await alive(hands, 'new', 'v2')
  await alive(hands, 'fetcher', 'v1', ['fetch', 'download'])
  const { run, begin } = await waiting(hands)
  const { attempt } = await begin('new')
  hands.parserVersion = 'v2'
  t.equal(await hands.finishParse(attempt, { races: [race('1')] }), 'done')
  t.match(await hands.upload(run), { status: 'published', parser_version: 'v2' })
})

t.test(
  'while the database is full nothing is downloaded or begun, and all goes on when there is room',
  async t => {
    const hands = await byHand(t)
    const run = await hands.fetch(['a', 'b'])
    const { id } = await hands.request(run, 'a')
    const sweep = (limit: number | null) => hands.row(`select * from ingest.sweep('10 s', $1)`, [limit])
    t.match(await sweep(1), { paused: /^Downloads pause/, requeued: 0 })

    const jobs = async () => (await hands.jobs()).filter(key => key.startsWith('download')).length
    t.match(await hands.begin('download', { request: id }), { skip: /Downloads pause/ })
    await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
    t.match(await sweep(1), { requeued: 0 })
    t.equal(await jobs(), 0)
    t.match(await hands.request(run, 'a'), { state: 'queued' }, 'it waits, and has not failed')

    await hands.register('other')
    t.match(await hands.begin('fetch', { source: 'other' }), { skip: /Downloads pause/ })
    t.match(
      await hands.rows(
        `select run_at > now() + interval '9 min' as later from graphile_worker.jobs where key = 'fetch:other'`,
      ),
      [{ later: true }],
    )
    t.match(
      await hands.rows(`select outcome, error from ingest.attempts where outcome = 'postponed' order by id`),
      [{ error: /Downloads pause/ }, { error: /Downloads pause/ }],
    )

    t.match(await sweep(null), { paused: null, requeued: 2 })
    t.equal(await jobs(), 2)
    await hands.download(run, 'a', 'x')
    t.match(await hands.request(run, 'a'), { state: 'downloaded' })
  },
)

t.test('a database of the first release, with races in it, is brought up to date', async t => {
  const pool = connect(await emptyDatabase(), 2, () => {})
  t.teardown(() => pool.end())
  await pool.query(`
    create schema ultrasearch_migrations;
    create table ultrasearch_migrations.files (name text primary key, sha256 text not null, ran_at timestamptz not null default now())`)
  for (const name of ['0001_schemas', '0002_ingest', '0003_public', '0004_gazetteer']) {
    const text = readFileSync(path.join(import.meta.dirname, `../../sql/migrations/${name}.sql`), 'utf8')
    await pool.query(text)
    await pool.query(
      `insert into ultrasearch_migrations.files values ($1, encode(sha256(convert_to($2, 'UTF8')), 'hex'))`,
      [`migrations/${name}.sql`, text],
    )
  }
  // One of its functions, which names every column of a table; and a race.
  await pool.query(`
    create function ingest.know_hosts(p_source ingest.sources, p_hosts text[]) returns void language sql begin atomic
      insert into ingest.hosts (name, interval_ms) select name, (p_source).interval_ms from unnest(p_hosts) as name
      on conflict (name) do update set interval_ms = excluded.interval_ms where hosts.interval_ms <> excluded.interval_ms;
    end;
    insert into ingest.sources (name, title, home_page, licence, attribution, enabled, base_url, interval_ms, horizon_days)
      values ('toy', 'x', 'x', 'x', 'x', true, 'https://toy.example/', 0, 900);
    insert into ingest.runs (source, number, trigger, parser_version, status, complete, finished_at)
      values ('toy', 1, 'sql', 'v1', 'published', true, now());
    insert into ingest.snapshots (sha256, body, encoding, bytes) values (sha256('x'), 'x', 'gzip', 1);
    insert into ingest.parses (source, key, snapshot_sha256, parser_version, run_id, records, rejected, "full", requests)
      values ('toy', 'a', sha256('x'), 'v1', 1, 1, 0, false, '[]');
    insert into ingest.parsed_records (parse_id, source_event_id, group_key, hash, name, start_date, place, status, virtual, distances)
      values (1, '1', '1', gen_random_uuid(), 'Race 1', '2099-06-01', 'x', 'scheduled', false, '[]');
    insert into ingest.records (source, source_event_id, group_key, parse_id, hash, start_date, changed_run)
      select 'toy', '1', '1', 1, hash, start_date, 1 from ingest.parsed_records;
    insert into ingest.record_versions (record_id, valid_from, run_id, parse_id, hash) select 1, now(), 1, 1, hash from ingest.records;
    insert into public.events (name, start_date, status, virtual, sources) values ('Race 1', '2099-06-01', 'scheduled', false, '{toy}');
    insert into ingest.event_links (record_id, event_id, method) values (1, 1, 'group')`)
  t.ok((await migrate(pool)).length > 50)
  t.match(
    (
      await pool.query(
        'select v.event_id, e.facts from ingest.record_versions v join ingest.event_versions e using (event_id)',
      )
    ).rows,
    [{ event_id: 1, facts: { name: 'Race 1', sources: ['toy'], distances: [] } }],
  )
  t.same(await migrate(pool), [])
})

/** As a newer release might without a migration: an argument more, another answer, a column more. */
const changedLater = `
  create function ingest.begin_download(p_payload jsonb, p_job bigint, p_number integer, p_worker text,
    p_lease_ms integer default 30000, p_lists jsonb default '{}', p_more integer default 1) returns jsonb language sql begin atomic
    select null::jsonb;
  end;
  create function ingest.later() returns jsonb language sql begin atomic select ingest.begin_download('{}', 1, 1, '', 1, '{}', 1); end;
  drop function ingest.last_change cascade;
  create function ingest.last_change() returns text language sql return 'x';
  do $$
  begin
    execute 'create or replace view status.limits as select v.*, 1 as more from ('
      || rtrim(pg_get_viewdef('status.limits'::regclass), ';') || ') v';
  end
  $$`

const whatIsMade = `
  select format('%s %s %s', oid::regprocedure, pg_get_function_result(oid), proacl) as what from pg_proc
   where pronamespace::regnamespace::text in ('ingest', 'search', 'status', 'public') and proname <> 'later'
  union all
  select format('%s %s %s', oid::regclass, pg_get_viewdef(oid), relacl) from pg_class
   where relkind = 'v' and relnamespace::regnamespace::text in ('ingest', 'status', 'public')
  union all
  select format('%s %s', tgname, pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
  order by what`

const tablesOnFunctions = `
  select pg_describe_object(d.classid, d.objid, d.objsubid) as what from pg_depend d join pg_proc p on p.oid = d.refobjid
   where d.refclassid = 'pg_proc'::regclass and d.classid not in ('pg_proc'::regclass, 'pg_rewrite'::regclass, 'pg_trigger'::regclass)
     and p.pronamespace::regnamespace::text in ('ingest', 'search', 'status', 'public')`

t.test('an older release puts its functions back, but not over tables that it does not know', async t => {
  const { url, pool } = await freshDatabase(t)
  const migrating = () => cli(['migrate', '--json'], { DATABASE_URL: url })
  const newer = `select name from ultrasearch_migrations.files where sha256 = 'newer' order by name`
  await pool.query(`
    update ultrasearch_migrations.files set sha256 = 'newer' where name = 'functions/beat.sql';
    insert into ultrasearch_migrations.files values ('migrations/9999_later.sql', 'newer')`)
  const made = () => pool.query(whatIsMade).then(({ rows }) => rows)
  const ours = await made()
  await pool.query(changedLater)
  t.match(await migrating(), {
    code: 2,
    stdout: '',
    stderr: /older than the database: it lacks migrations\/9999_later\.sql\. Deploy the newer release/,
  })
  t.equal((await pool.query(newer)).rowCount, 2, 'nothing was changed')

  await pool.query(`delete from ultrasearch_migrations.files where name like '%9999%'`)
  t.match(await migrating(), { code: 0, stdout: /beat\.sql/ })
  t.equal((await pool.query(newer)).rowCount, 0)
  t.same(await made(), ours)
  // They are dropped with what rests on them: no file would make an index again, or what keeps a table right.
  t.same((await pool.query(tablesOnFunctions)).rows, [])
})
