/** A Postgres of the measurements' own, with settings of a small server, and what it runs on. */
import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { connect } from '../lib/database.ts'
import { ensureDatabase, startPostgres } from '../lib/embedded-postgres.ts'
import { loadGazetteer } from '../lib/gazetteer.ts'
import { prepareLocalSupabase } from '../lib/local-supabase.ts'
import { migrate } from '../lib/migrations.ts'
import { allTowns, attribution, readPlace } from '../sources/platforms/geonames.ts'

/** Durable as in production, and warm: everything fits in memory. */
export const settings = {
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  work_mem: '16MB',
  random_page_cost: '1.1',
}

export type Place = { pool: pg.Pool; url: string; dir: string; close(): Promise<void> }

/** An empty, migrated database with the gazetteer, and more settings where they are needed. Taken away by `close`. */
export async function openPlace(name: string, more: Record<string, string> = {}): Promise<Place> {
  const dir = path.join(import.meta.dirname, '..', '.data', `bench-${name}-${process.pid}`)
  const postgres = await startPostgres({ dir, settings: { ...settings, ...more } })
  await ensureDatabase(postgres.url(), 'bench')
  await prepareLocalSupabase(postgres.url('bench'))
  const pool = connect(postgres.url('bench'), 20, () => {}, { statement_timeout: '0' })
  await migrate(pool)
  const client = await pool.connect()
  await loadGazetteer(
    { withPgClient: body => body(client) },
    process.env.GAZETTEER_FILE ?? allTowns,
    readPlace,
    attribution,
  )
  client.release()
  return {
    pool,
    url: postgres.url('bench'),
    dir,
    async close() {
      if (!pool.ended) await pool.end()
      await postgres.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** One line on the machine and what runs on it; and how fast it is today, since a virtual one may be half as fast tomorrow. */
export async function machine(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query('show server_version')
  const took: number[] = []
  for (let n = 0; n < 7; n++) {
    const began = performance.now()
    await pool.query('select sum(n) from generate_series(1, 1000000) n')
    took.push(performance.now() - began)
  }
  const [cpu] = os.cpus()
  const what = `${os.cpus().length} × ${cpu?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`
  const runs = `Postgres ${rows[0].server_version}, Node ${process.versions.node}`
  return `${what}, ${runs}; Postgres adds up a million numbers in ${median(took).toFixed(0)} ms`
}

/** The value below which this share of them lies. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export const median = (values: number[]): number => quantile(values, 0.5)
