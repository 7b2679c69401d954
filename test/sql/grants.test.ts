import t from 'tap'
import { byHand, race } from '../fixtures/hands.ts'

const denied = { code: '42501' }

t.test('roles', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1'), race('2'), race('3')] } })
  await hands.rows('update public.events set withdrawn_at = now() where id = 1')
  await hands.rows('update public.events set merged_into = 3 where id = 2')

  /** Run a statement as a role, and take back whatever it did. */
  const as = async (role: string, text: string) => {
    const client = await hands.database.pool.connect()
    try {
      await client.query(`begin; set local role ${role}`)
      return (await client.query(text)).rows
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  for (const role of ['anon', 'authenticated', 'service_role']) {
    t.test(`${role} reads live events and nothing else`, async t => {
      t.match(await as(role, 'select id from public.event_full'), [{ id: 3 }])
      t.match(await as(role, 'select * from public.distance_filtered_event_full(40, 60)'), [{ id: 3 }])
      for (const statement of [
        `insert into public.events (name, start_date, status, virtual, sources) values ('x', now(), 'scheduled', false, '{}')`,
        `update public.events set name = 'x'`,
        'delete from public.events',
        'truncate public.event_distances',
        'select * from ingest.runs',
        'select * from ingest.attempts',
        'select * from status.sources',
        `select status.fetch_source('toy')`,
        'select ingest.sweep()',
        'select * from graphile_worker.jobs',
        `select graphile_worker.add_job('fetch')`,
        `select nextval('public.events_id_seq')`,
      ]) {
        await t.rejects(as(role, statement), denied, statement)
      }
    })
  }

  t.test('row-level security hides withdrawn and merged events from anon', async t => {
    t.match(await as('anon', 'select id from public.events'), [{ id: 3 }])
    t.match(await as('anon', 'select distinct event_id from public.event_distances'), [{ event_id: 3 }])
  })

  t.test('a viewer sees status and does nothing', async t => {
    t.match(await as('ultrasearch_viewer', 'select source from status.sources'), [{ source: 'toy' }])
    await t.rejects(as('ultrasearch_viewer', `select status.fetch_source('toy')`), denied)
    await t.rejects(as('ultrasearch_viewer', 'select * from ingest.runs'), denied)
  })

  t.test('a viewer reads every column of every view in status', async t => {
    // So that none is empty that calls functions for its rows.
    const line = { line: 'fetch-toy', schedule: '17 3 * * *', task: 'fetch', source: 'toy', period_s: 86_400 }
    await hands.rows('select ingest.register_crontab($1)', [JSON.stringify([line])])
    const views = await hands.rows<{ name: string }>(
      `select format('status.%I', viewname) as name from pg_views where schemaname = 'status'`,
    )
    t.ok(views.length > 10)
    for (const { name } of views) await t.resolves(as('ultrasearch_viewer', `select * from ${name}`), name)
    for (const call of [
      'event_history(3)',
      'run_changes(1)',
      'change_kinds(1)',
      'lineage(3)',
      'events_as_of(now())',
      'activity()',
    ])
      t.ok((await as('ultrasearch_viewer', `select * from status.${call}`)).length > 0, call)
  })

  t.test('an operator also acts, through functions only', async t => {
    t.equal((await as('ultrasearch_operator', `select status.fetch_source('toy')`)).length, 1)
    await t.rejects(as('ultrasearch_operator', `update ingest.sources set enabled = false`), denied)
    await t.rejects(as('ultrasearch_operator', `select graphile_worker.add_job('fetch')`), denied)
  })

  t.test('every table, view, function and schema of ours says what it is', async t => {
    t.same(
      await hands.rows(`
        select c.oid::regclass::text as what
        from pg_class c
        where c.relnamespace in ('ingest'::regnamespace, 'status'::regnamespace, 'public'::regnamespace)
          and c.relkind in ('r', 'v') and obj_description(c.oid, 'pg_class') is null
        union all
        select p.oid::regprocedure::text
        from pg_proc p
        where p.pronamespace in ('ingest'::regnamespace, 'status'::regnamespace, 'public'::regnamespace)
          and obj_description(p.oid, 'pg_proc') is null`),
      [],
    )
  })

  t.test('no function looks for types among what its caller made up', async t => {
    // Where pg_temp isn't named it comes first: with a domain pg_temp.text the caller's checks would run with our rights.
    t.same(
      await hands.rows(`
        select oid::regprocedure::text as what, proconfig
        from pg_proc
        where (pronamespace in ('ingest'::regnamespace, 'status'::regnamespace) or pronamespace = 'public'::regnamespace and prosecdef)
          and 'search_path=pg_catalog, pg_temp' <> all (coalesce(proconfig, '{}'))`),
      [],
    )
    await hands.limit('max_drop', 1)
    const run = await hands.run({ a: { races: [race('1', { name: 'Another' })] } })
    const client = await hands.database.pool.connect()
    try {
      await client.query(`
        set role ultrasearch_operator;
        create function pg_temp.evil(pg_catalog.text) returns boolean language plpgsql as
          $$ begin perform set_config('test.evil', current_user, false); return true; end $$;
        create domain pg_temp.text as pg_catalog.text check (pg_temp.evil(value));`)
      await t.rejects(client.query('select status.undo_run(999)'), { code: '22023' })
      await client.query(`select status.undo_run(${run.id})`)
      await client.query(`select status.set_limit('toy', 'max_drop', 1)`)
      await client.query(`select status.erase_source('toy', 'x')`)
      t.same((await client.query(`select current_setting('test.evil', true) as ran`)).rows, [{ ran: null }])
    } finally {
      client.release(true)
    }
  })
})
