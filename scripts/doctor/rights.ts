/** Who owns what, and who may do what: sql/grants.sql as it is in force. */
import { error, ok, type Place, several, type Verdict, warning } from './finding.ts'

const applyGrants = 'Apply sql/grants.sql as the owner.'

export async function checkOwner({ first }: Place): Promise<Verdict> {
  const { rows } = await first.query<{ schema: string; owner: string; is_ours: boolean; me: string }>(`
    select nspname as schema, pg_get_userbyid(nspowner) as owner, pg_has_role(nspowner, 'usage') as is_ours, current_user as me
    from pg_namespace
    where nspname in ('ingest', 'status', 'graphile_worker')
    order by nspname`)
  const me = rows[0]?.me
  const strange = rows.filter(({ is_ours }) => !is_ours)
  if (strange.length === 0) return ok(`${me} owns ${rows.map(({ schema }) => schema).join(', ')}`)
  const owners = [...new Set(strange.map(({ owner }) => owner))].join(' or ')
  return error(
    `${me} does not own ${strange.map(({ schema }) => schema).join(', ')}`,
    `Connect as ${owners}, who does.`,
  )
}

/** The queue's tables have row-level security without policies: a stranger sees no jobs, and no error. */
export async function checkQueueTables({ first }: Place): Promise<Verdict> {
  const { rows } = await first.query<{ name: string; is_hidden: boolean; may: boolean }>(`
    select relname as name, row_security_active(oid) as is_hidden,
      has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert') and has_table_privilege(oid, 'update')
        and has_table_privilege(oid, 'delete') as may
    from pg_class
    where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relname like '\\_private\\_%'
    order by relname`)
  const closed = rows.filter(({ may }) => !may)
  const hidden = rows.filter(({ is_hidden }) => is_hidden)
  const advice =
    'Connect as the owner of graphile_worker: no grant helps against row-level security without policies.'
  const names = (of: typeof rows): string => of.map(({ name }) => name).join(', ')
  if (hidden.length > 0) return error(`this role silently sees no rows of ${names(hidden)}`, advice)
  if (closed.length > 0) return error(`this role may not work on ${names(closed)}`, advice)
  return ok(`all rows of ${several(rows.length, 'table')} can be seen and changed`)
}

const roles = ['anon', 'authenticated', 'service_role', 'ultrasearch_viewer', 'ultrasearch_operator']

export async function checkGrants({ first }: Place): Promise<Verdict> {
  const { rows: there } = await first.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any($1)',
    [roles],
  )
  const lacking = roles.filter(role => !there.some(({ rolname }) => rolname === role))
  if (lacking.length > 0) {
    return error(`there is no role ${lacking.join(', ')}`, `Create each (nologin). ${applyGrants}`)
  }
  const { rows: tooMuch } = await first.query<{ what: string }>(grantedTooMuch)
  if (tooMuch.length > 0) return error(tooMuch.map(({ what }) => what).join('; '), applyGrants)
  const { rows: tooLittle } = await first.query<{ what: string }>(grantedTooLittle)
  if (tooLittle.length > 0) return warning(tooLittle.map(({ what }) => what).join('; '), applyGrants)
  return ok('readers read public and nothing else; viewers see status, operators act')
}

const grantedTooMuch = `
  select format('%s may use schema %s', role, nspname) as what
  from unnest(array['anon', 'authenticated', 'service_role']) as role, pg_namespace n
  where nspname in ('ingest', 'status', 'graphile_worker') and has_schema_privilege(role, n.oid, 'usage')
  union all
  select format('%s may read %s', role, c.oid::regclass)
  from unnest(array['anon', 'authenticated', 'service_role']) as role, pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where nspname in ('ingest', 'status', 'graphile_worker') and relkind in ('r', 'v')
    and has_table_privilege(role, c.oid, 'select')`

const grantedTooLittle = `
  select format('%s may not read public.event_full', role) as what
  from unnest(array['anon', 'authenticated']) as role
  where not has_table_privilege(role, 'public.event_full', 'select')
  union all
  select format('ultrasearch_viewer may not read %s', c.oid::regclass)
  from pg_class c
  where relnamespace = 'status'::regnamespace and relkind = 'v'
    and not (has_schema_privilege('ultrasearch_viewer', relnamespace, 'usage')
      and has_table_privilege('ultrasearch_viewer', c.oid, 'select'))
  union all
  select format('ultrasearch_operator may not call %s', p.oid::regprocedure)
  from pg_proc p
  where pronamespace = 'status'::regnamespace and not has_function_privilege('ultrasearch_operator', p.oid, 'execute')`
