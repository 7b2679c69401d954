/**
 * `sql/migrations/NNNN_name.sql` run once, in order, and are never edited after. `sql/functions/` and `sql/views/`
 * always hold the present text and are created again when any of it changed, which locks no table; `sql/triggers.sql`,
 * which does, when it changed itself; `sql/grants.sql` comes last. All of it is one transaction under one advisory
 * lock: a failed migration leaves nothing behind, and two at once are one.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { putBack } from './putting-back.ts'
import { UsageError } from './settings.ts'

const folder = path.join(import.meta.dirname, '..', 'sql')
const triggers = 'triggers.sql'

/** How long any of it waits for a lock. */
const patience = `set local lock_timeout = '30s'`

type File = { name: string; text: string; sha256: string }

function files(subfolder: string): File[] {
  return readdirSync(path.join(folder, subfolder))
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => read(path.join(subfolder, name)))
}

function read(name: string): File {
  const text = readFileSync(path.join(folder, name), 'utf8')
  return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
}

/** Bring the database up to date: the queue's own schema first, then ours. Answers the names of what ran. */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  await runMigrations({ pgPool: pool })
  const client = await pool.connect()
  try {
    // A second one waits for the first, which may take minutes; but whoever waits for a table has all its readers wait behind it.
    await client.query('begin; set local statement_timeout = 0; set local lock_timeout = 0')
    await client.query(`select pg_advisory_xact_lock(hashtextextended('ultrasearch migrate', 0))`)
    await client.query(patience)
    // A table with checks put off until commit can't be altered: 0005 fills a column and then alters it.
    await client.query('set constraints all immediate')
    const ran = await runPending(client)
    await client.query('commit')
    return ran
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function runPending(client: pg.PoolClient): Promise<string[]> {
  await client.query(`
    create schema if not exists ultrasearch_migrations;
    create table if not exists ultrasearch_migrations.files (
      name text primary key, sha256 text not null, ran_at timestamptz not null default now())`)
  const { migrations, edited, present, unknown } = await compareFiles(client)
  // Its functions would be put over newer ones, under tables that they don't know.
  if (unknown[0])
    throw new UsageError(
      `This code is older than the database: it lacks ${unknown.join(', ')}. ` +
        'Deploy the newer release, or restore a backup (docs/upgrading.md).',
    )
  if (edited[0])
    throw new UsageError(
      `${edited[0]} was edited after it ran here. Restore it and write a new migration instead.`,
    )
  if (migrations.length > 0) await client.query(dropFunctions)
  const isStale = migrations.length > 0 || present.some(({ isPending }) => isPending)
  const again = present.filter(({ name, isPending }) => isPending || name !== triggers)
  const pending = [...migrations, ...(isStale ? again : [])]
  for (const file of pending) await run(client, file, migrations.includes(file) ? runOnce : putBack)
  return pending.map(({ name }) => name)
}

/** A function whose body Postgres has read holds on to the columns that it names. All of them are created again after. */
const dropFunctions = `
  do $$
  declare
    v_functions text;
  begin
    select string_agg(oid::regprocedure::text, ', ') into v_functions
    from pg_proc
    where pronamespace = to_regnamespace('ingest') and prosqlbody is not null;
    if v_functions is not null then
      execute format('drop function %s cascade', v_functions);
    end if;
  end
  $$`

type Comparison = {
  /** Migrations that did not run here yet. */
  migrations: File[]
  /** Names of migrations that ran here with another text. */
  edited: string[]
  /** Functions, views, triggers and grants, and which of them are not here as they are in the code. */
  present: (File & { isPending: boolean })[]
  /** Migrations that ran here and that this code doesn't have: it is older than the database. */
  unknown: string[]
}

// Rights belong to roles, and roles to a server: what `pg_dump` brought from another has none, or those that the new one gives to everybody.
const knownFiles = `
  select
    name,
    case
      when name <> 'grants.sql'
        or has_schema_privilege(to_regrole('ultrasearch_viewer'), to_regnamespace('status'), 'usage')
        and has_table_privilege(to_regrole('anon'), to_regclass('public.events'), 'select')
        and not has_table_privilege(to_regrole('anon'), to_regclass('public.events'), 'insert')
      then sha256
      else ''
    end as sha256
  from ultrasearch_migrations.files`

type Code = { migrations: File[]; present: File[] }
let code: Code | undefined

/** All of sql/, as this process began with: each request for a feed asks whether the database is as far. */
function ourFiles(): Code {
  code ??= {
    migrations: files('migrations'),
    present: [...files('functions'), ...files('views'), read(triggers), read('grants.sql')],
  }
  return code
}

/** Our files beside those that ran in this database. */
async function compareFiles(client: Pick<pg.ClientBase, 'query'>): Promise<Comparison> {
  const { rows } = await client.query<{ name: string; sha256: string }>(knownFiles)
  const known = new Map(rows.map(row => [row.name, row.sha256]))
  const { migrations, present } = ourFiles()
  return {
    migrations: migrations.filter(({ name }) => !known.has(name)),
    edited: migrations
      .filter(({ name, sha256 }) => known.has(name) && known.get(name) !== sha256)
      .map(({ name }) => name),
    present: present.map(file => ({ ...file, isPending: known.get(file.name) !== file.sha256 })),
    unknown: [...known.keys()].filter(
      name => name.startsWith('migrations/') && !migrations.some(file => file.name === name),
    ),
  }
}

/** How far this database is from our files, by name: `missing` of `pending` are migrations, the rest may be newer than ours. Throws 42P01 or 3F000 where nothing was ever migrated. */
export async function readMigrationState(
  client: Pick<pg.ClientBase, 'query'>,
): Promise<{ pending: string[]; missing: string[]; edited: string[]; unknown: string[] }> {
  const { migrations, edited, present, unknown } = await compareFiles(client)
  const missing = migrations.map(({ name }) => name)
  const stale = present.filter(({ isPending }) => isPending).map(({ name }) => name)
  return { pending: [...missing, ...stale], missing, edited, unknown }
}

/** The revision of the queue's schema that the library brings: its highest numbered file. */
export function queueRevision(): number {
  const folder = new URL('../sql/', import.meta.resolve('graphile-worker'))
  return Math.max(...readdirSync(folder).map(name => Number.parseInt(name, 10) || 0))
}

async function run(client: pg.PoolClient, file: File, how: typeof runOnce): Promise<void> {
  const { name, sha256 } = file
  try {
    await how(client, file)
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
  await client.query(
    `insert into ultrasearch_migrations.files (name, sha256) values ($1, $2)
     on conflict (name) do update set sha256 = excluded.sha256, ran_at = now()`,
    [name, sha256],
  )
}

async function runOnce(client: pg.PoolClient, { text }: File): Promise<void> {
  await client.query(text)
  // One that set another did so for itself.
  await client.query(patience)
}
