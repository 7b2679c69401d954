/** The least that writing so many rows could take: a bare COPY of them into empty tables with the same indexes. */
import path from 'node:path'
import type pg from 'pg'
import type { Place } from './place.ts'
import { type Took, timed } from './publish.ts'

/** All that an upload writes and readers or the history need: records, links, versions, events, distances. */
const tables = [
  ...['ingest.records', 'ingest.event_links', 'ingest.record_versions', 'ingest.event_versions'],
  ...['public.events', 'public.event_distances'],
]

export type Copied = { rows: number; copy(): Promise<Took> }

/**
 * Write these tables' rows out to files of the server's; `copy` reads them into tables that are like them but for foreign keys and
 * triggers, in one transaction.
 */
export async function openCopying({ pool, dir }: Place): Promise<Copied> {
  const file = (table: string): string => path.resolve(dir, 'data', `${table}.copy`)
  const like = (table: string): string => `copied.${table.replace('.', '_')}`
  await pool.query('drop schema if exists copied cascade; create schema copied')
  let rows = 0
  for (const table of tables) {
    await pool.query(
      `create table ${like(table)} (like ${table} including constraints including defaults including generated
        including indexes including storage including compression)`,
    )
    rows += (await pool.query(`copy ${table} to '${file(table)}'`)).rowCount ?? 0
  }
  const copyAll = async (client: pg.ClientBase) => {
    for (const table of tables) await client.query(`copy ${like(table)} from '${file(table)}'`)
  }
  return {
    rows,
    async copy() {
      await pool.query(`truncate ${tables.map(like).join(', ')}`)
      return timed(pool, copyAll)
    },
  }
}
