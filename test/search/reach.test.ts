import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { byHand, race } from '../fixtures/hands.ts'

const file = path.join(import.meta.dirname, 'reach.txt')
const renew = 'RENEW_REACH=1 npm test -- test/search/reach.test.ts'

/** From the catalogs: whatever a role may do with anything of ours, by whatever way it came to the right. */
const reach = `
  with roles (role) as (values ('anon'), ('authenticated')),
  schemas as (
    select oid, nspname from pg_namespace
    where nspname in ('public', 'ingest', 'status', 'search', 'graphile_worker', 'ultrasearch_migrations')
  )
  select role, 'schema ' || nspname || ': ' || p as line
  from roles, schemas, unnest(array['USAGE', 'CREATE']) p
  where has_schema_privilege(role, oid, p)
  union all
  select role, format('table %s.%s: %s', nspname, relname, p)
  from roles, schemas s join pg_class c on c.relnamespace = s.oid and c.relkind in ('r', 'v', 'm', 'p', 'f'),
    unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
  where has_table_privilege(role, c.oid, p)
  union all
  select role, format('column %s.%s.%s: %s', nspname, relname, attname, p)
  from roles, schemas s join pg_class c on c.relnamespace = s.oid and c.relkind in ('r', 'v', 'm', 'p', 'f')
    join pg_attribute a on a.attrelid = c.oid and attnum > 0 and not attisdropped,
    unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) p
  where has_column_privilege(role, c.oid, attnum, p)
  union all
  select role, format('sequence %s.%s: %s', nspname, relname, p)
  from roles, schemas s join pg_class c on c.relnamespace = s.oid and c.relkind = 'S', unnest(array['USAGE', 'SELECT', 'UPDATE']) p
  where case when c.relkind = 'S' then has_sequence_privilege(role, c.oid, p) end
  union all
  -- A function of a schema that one may not use can't be called by name.
  select role, format('function %s.%s', nspname, regexp_replace(f.oid::regprocedure::text, '^.*?([a-z_]+\\()', '\\1'))
  from roles, schemas s join pg_proc f on f.pronamespace = s.oid
  where has_function_privilege(role, f.oid, 'EXECUTE') and has_schema_privilege(role, s.oid, 'USAGE')
  union all
  select role, format('type %s.%s', nspname, typname)
  from roles, schemas s join pg_type y on y.typnamespace = s.oid and typtype in ('d', 'e', 'r')
  where has_type_privilege(role, y.oid, 'USAGE') and has_schema_privilege(role, s.oid, 'USAGE')
  order by 1, 2`

t.test('what readers can reach', async t => {
  const hands = await byHand(t)
  const list = async () => {
    const rows = await hands.rows<{ role: string; line: string }>(reach)
    return rows.map(({ role, line }) => `${role} ${line}\n`).join('')
  }

  t.test('is what the checked-in list says', async t => {
    const found = `# Printed, not written: ${renew}\n${await list()}`
    if (process.env.RENEW_REACH) writeFileSync(file, found)
    t.equal(found, readFileSync(file, 'utf8'), `If this is meant: ${renew}`)
  })

  t.test('shows each thing that leaks', async t => {
    const before = await list()
    for (const leak of [
      'grant select (only_one) on search.version to anon',
      'grant insert (name) on public.events to authenticated',
      'grant usage on schema search to anon',
      'grant usage on sequence public.events_id_seq to anon',
      'create view public.leak as select 1 as n; grant select on public.leak to anon',
      'create function public.leak() returns integer language sql as $$ select 1 $$',
      'grant select on ingest.runs to public',
      'grant pg_read_all_data to authenticated',
    ]) {
      const client = await hands.database.pool.connect()
      await client.query(`begin; ${leak}`)
      const { rows } = await client.query(reach)
      await client.query('rollback')
      client.release()
      t.not(rows.map(({ role, line }) => `${role} ${line}\n`).join(''), before, leak)
    }
  })

  t.test('every public table has row-level security, and every public view asks as its reader', async t => {
    t.same(
      await hands.rows(`
        select relname from pg_class
        where relnamespace = 'public'::regnamespace
          and (relkind in ('r', 'p') and not relrowsecurity or relkind = 'v' and 'security_invoker=true' <> all (coalesce(reloptions, '{}')))`),
      [],
    )
  })

  t.test('and of that only what is published', async t => {
    await hands.run({ a: { races: [race('1'), race('2'), race('3'), race('4', { status: 'cancelled' })] } })
    await hands.rows('update public.events set withdrawn_at = now() where id = 1')
    await hands.rows('update public.events set merged_into = 3 where id = 2')
    for (const role of ['anon', 'authenticated']) {
      const client = await hands.database.pool.connect()
      await client.query(`begin; set local role ${role}`)
      const ids = async (text: string) => (await client.query(text)).rows.map(row => row.id)
      t.same(await ids('select id from public.events order by id'), [3, 4])
      t.same(await ids('select distinct event_id as id from public.event_distances order by 1'), [3, 4])
      t.same(await ids('select id from public.event_full'), [3])
      t.same(await ids('select id from public.distance_filtered_event_full(0, 1000)'), [3])
      t.same(
        await ids(`select (json_array_elements(public.search_events() -> 'events') ->> 'id')::int as id`),
        [3],
      )
      t.same(
        await ids(
          `select (json_array_elements(public.search_events(include_cancelled => true) -> 'events') ->> 'id')::int as id`,
        ),
        [3, 4],
      )
      await client.query('rollback')
      client.release()
    }
  })

  t.test('for as long as 5 s a question', async t => {
    t.same(
      await hands.rows(`
        select r.rolname, s.setconfig @> array['statement_timeout=5s'] as has_limit
        from pg_roles r join pg_db_role_setting s on s.setrole = r.oid and s.setdatabase = 0
        where rolname in ('anon', 'authenticated') and exists (select from unnest(s.setconfig) c where c like 'statement_timeout=%')
        order by 1`),
      [
        { rolname: 'anon', has_limit: true },
        { rolname: 'authenticated', has_limit: true },
      ],
    )
  })
})
