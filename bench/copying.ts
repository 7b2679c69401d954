/** The least that writing so many rows could take: a bare COPY of them into empty tables with the same indexes. */
import path from 'node:path'
import type pg from 'pg'
import type { Place } from './place.ts'
import { type Took, timed } from './publish.ts'

/** What an upload writes: what readers and the history need, and what that is matched and found by. */
const groups = {
  published: [
    ...['ingest.records', 'ingest.event_links', 'ingest.record_versions', 'ingest.event_versions'],
    ...['public.events', 'public.event_distances'],
  ],
  matching: ['ingest.match_keys', 'ingest.match_blocks', 'ingest.matches'],
  search: ['events', 'listings', 'bits', 'tags', 'vocabulary', 'misspellings'].map(
    table => `search.${table}`,
  ),
}
export type Group = keyof typeof groups
export const groupNames = Object.keys(groups) as Group[]

export type Copied = { rows: Record<Group, number>; copy(group: Group): Promise<Took> }

/**
 * Write these tables' rows out to files of the server's; `copy` reads those of a group into tables that are like them but for foreign
 * keys and triggers, in one transaction.
 */
export async function openCopying({ pool, dir }: Place): Promise<Copied> {
  const file = (table: string): string => path.resolve(dir, 'data', `${table}.copy`)
  const like = (table: string): string => `copied.${table.replace('.', '_')}`
  await pool.query('drop schema if exists copied cascade; create schema copied')
  const rows = { published: 0, matching: 0, search: 0 }
  for (const group of groupNames)
    for (const table of groups[group]) {
      await pool.query(
        `create table ${like(table)} (like ${table} including constraints including defaults including generated
          including indexes including storage including compression)`,
      )
      rows[group] += (await pool.query(`copy ${table} to '${file(table)}'`)).rowCount ?? 0
    }
  return {
    rows,
    async copy(group) {
      await pool.query(`truncate ${groups[group].map(like).join(', ')}`)
      return timed(pool, async (client: pg.ClientBase) => {
        for (const table of groups[group]) await client.query(`copy ${like(table)} from '${file(table)}'`)
      })
    },
  }
}
