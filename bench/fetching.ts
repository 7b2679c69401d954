/** Databases like one that is ready and empty, workers of their own on each, and fetches until they are published. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { connect } from '../lib/database.ts'
import type { Place } from './place.ts'
import { cpuOfPostgres, type Line, secondsOf, start } from './processes.ts'

/** One such database; its hosts on this machine are not metered. */
export type Copy = { pool: pg.Pool; url: string; drop(): Promise<void> }
export type Copies = { admin: pg.Pool; copy(name: string): Promise<Copy> }

/** From here on the place's own pool is closed: a template has nobody connected. */
export async function openCopies(place: Place): Promise<Copies> {
  const at = (name: string): string => place.url.replace(/\/bench(\?|$)/, `/${name}$1`)
  const admin = connect(at('postgres'), 2, () => {}, { statement_timeout: '0' })
  await place.pool.end()
  await admin.query('alter database bench rename to empty')
  return {
    admin,
    async copy(name) {
      await admin.query(`create database ${name} template empty`)
      const pool = connect(at(name), 4, () => {}, { statement_timeout: '0' })
      await pool.query(`insert into ingest.hosts (name, interval_ms, own_interval_ms) values ('127.0.0.1', 0, 0)
        on conflict (name) do update set own_interval_ms = 0`)
      const drop = async () => {
        await pool.end()
        await admin.query(`drop database ${name} with (force)`)
      }
      return { pool, url: at(name), drop }
    },
  }
}

/** The two sources that the pipeline is measured with. */
export const both = ['ultrasignup', 'ahotu']

export type Sources = { environment: Record<string, string>; change(): Promise<unknown>; close(): void }

/** Their servers, with so many races between them; `change` changes 2 %. */
export async function serveSources(events: number): Promise<Sources> {
  const { text, child } = await start('bench/source-server.ts', [String(events)], {}, /http:\S+\n/)
  child.removeAllListeners('exit')
  const url = text.trim()
  return {
    environment: { SOURCE_ULTRASIGNUP: `${url}/ultrasignup/`, SOURCE_AHOTU: `${url}/ahotu/` },
    change: () => fetch(`${url}/change`),
    close: () => child.kill(),
  }
}

/** As the image runs in a container of 512 MiB, of which Node lets its heap have half. */
export const workerOptions = '--max-semi-space-size=16 --max-old-space-size=256'

/** So many of the program's workers, or of the one in another script. */
export function startWorkers(
  many: number,
  environment: NodeJS.ProcessEnv,
  args: string[] = [],
  script = 'scripts/ultrasearch.ts',
): Promise<Line[]> {
  const given = { LOG_LEVEL: 'info', NODE_OPTIONS: workerOptions, ...environment }
  const one = () => start(script, ['worker', ...args], given, /Working/)
  return Promise.all(Array.from({ length: many }, one))
}

export async function stopWorkers(working: Line[]): Promise<void> {
  for (const { child } of working) {
    child.removeAllListeners('exit').kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
}

/** Nothing holds a run of these sources, whatever they say. */
export async function liftLimits(pool: pg.Pool, sources: string[]): Promise<void> {
  for (const limit of [
    'max_drop',
    'max_unplaced',
    'max_misdated',
    'max_changed',
    'max_rejected',
    'max_unread',
  ])
    await pool.query('select status.set_limit(name, $1, 1) from ingest.sources where name = any ($2)', [
      limit,
      sources,
    ])
}

/** Fetch these sources; answers the seconds until all of their runs are published. Throws when one isn't. */
export async function fetchAll(pool: pg.Pool, sources: string[]): Promise<number> {
  const began = performance.now()
  const last = (await pool.query('select coalesce(max(id), 0) as id from ingest.runs')).rows[0].id
  await pool.query('select status.fetch_source(name) from unnest($1::text[]) as name', [sources])
  for (;;) {
    const { rows: runs } = await pool.query(
      `select status, reason from ingest.runs where id > $1 and status <> 'running'`,
      [last],
    )
    const bad = runs.find(run => run.status !== 'published')
    if (bad) throw new Error(`A run is ${bad.status}: ${bad.reason}`)
    if (runs.length === sources.length) return (performance.now() - began) / 1000
    await sleep(5)
  }
}

export type Cost = { seconds: number; postgres: number; worker: number }

/** What something costs: by the clock, and seconds of CPU of Postgres and of the workers. */
export async function costOf(place: Place, working: Line[], work: () => Promise<number>): Promise<Cost> {
  const cpu = () => working.reduce((sum, { child }) => sum + secondsOf(child.pid), 0)
  const [postgres, worker] = [cpuOfPostgres(place.dir), cpu()]
  const seconds = await work()
  return { seconds, postgres: cpuOfPostgres(place.dir) - postgres, worker: cpu() - worker }
}

/** What the attempts of so many last runs took, by task: on the screen only. */
export async function tellStages(pool: pg.Pool, what: string, runs: number): Promise<void> {
  const { rows } = await pool.query(
    `
    select task, count(*)::int as jobs, round(avg(ms)::numeric, 1) as mean_ms, round(max(ms)::numeric) as longest_ms,
      round(extract(epoch from max(finished_at) - min(started_at))::numeric, 2) as from_first_to_last_s,
      round(extract(epoch from min(started_at) - min(min(started_at)) over ())::numeric, 2) as first_at_s
    from ingest.attempts, extract(epoch from finished_at - started_at) s, lateral (select s * 1000 as ms) m
    where run_id in (select id from ingest.runs order by id desc limit $1)
    group by task
    order by min(started_at)`,
    [runs],
  )
  console.log(what)
  console.table(rows)
}
