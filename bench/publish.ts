/** Runs whose pages are read already, published through `ingest.publish_run` as the task does it, and the server's CPU it took. */
import type pg from 'pg'
import { cpuOf } from './clients.ts'

/** A source that nothing holds. */
export const source = `
  insert into ingest.sources (name, title, home_page, licence, attribution, enabled, base_url, interval_ms, horizon_days,
    max_drop, max_rejected, max_unread, max_unplaced, max_misdated, max_changed)
  values ($1, 'b', 'b', 'b', 'b', true, 'http://127.0.0.1/', 0, 36500, 1, 1, 1, 1, 1, 1)`

/** A host and a body, for whatever was read. */
export const body = `
  insert into ingest.hosts (name, interval_ms) values ('127.0.0.1', 0);
  insert into ingest.snapshots (sha256, body, encoding, bytes) values (sha256('x'), 'x', 'gzip', 1)`

/** A reading of a source's ($1) one page; a statement goes on from here with `from parse`. */
export const parse = `
  with parse as (
    insert into ingest.parses (source, key, snapshot_sha256, parser_version, records, rejected, "full", requests, url, fetched_at)
    values ($1, 'a', sha256('x'), 'v1', 0, 0, false, '[]', 'x', now())
    returning id
  )`

const run = `
  with run as (
    insert into ingest.runs (source, number, trigger, parser_version, requests)
    values ($1, ingest.next_number($1), 'sql', 'v1', 1)
    returning id
  )
  insert into ingest.requests (run_id, key, host, state, slot, settled_at, parse_id)
  select run.id, 'a', '127.0.0.1', 'parsed', now(), now(), (select max(id) from ingest.parses where source = $1)
  from run
  returning run_id`

/** Milliseconds in functions of the server, themselves and what they call. */
export type Parts = Map<string, number>
/** By the clock, the server's seconds of CPU, and bytes of its log; commit included. */
export type Took = { seconds: number; cpu: number; wal: number }

/** One transaction after a checkpoint, on a connection of the pool's. */
export async function timed(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<unknown>): Promise<Took> {
  await pool.query('checkpoint')
  const client = await pool.connect()
  const { pid, lsn } = (
    await client.query('select pg_backend_pid() as pid, pg_current_wal_insert_lsn() as lsn')
  ).rows[0]
  const [began, cpu] = [performance.now(), cpuOf(pid)]
  await client.query('begin')
  await work(client)
  await client.query('commit')
  const took = { seconds: (performance.now() - began) / 1000, cpu: (cpuOf(pid) - cpu) / 1000 }
  const { rows } = await client.query('select pg_current_wal_insert_lsn() - $1::pg_lsn as wal', [lsn])
  client.release()
  return { ...took, wal: rows[0].wal }
}

/**
 * Publish a source's newest reading; answers what it took (its CPU is the surer measure, since others may use the machine
 * too), and how long each function took, where the server counts it.
 */
export async function upload(pool: pg.Pool, name: string): Promise<Took & { parts: Parts }> {
  const { rows } = await pool.query(run, [name])
  await pool.query('vacuum analyze')
  const parts: Parts = new Map()
  const took = await timed(pool, async client => {
    await client.query('select ingest.lock_publish()')
    await client.query('select ingest.publish_run($1)', [rows[0].run_id])
    const counted = await client.query('select funcname, total_time from pg_stat_xact_user_functions')
    for (const { funcname, total_time } of counted.rows) parts.set(funcname, total_time)
  })
  return { ...took, parts }
}
