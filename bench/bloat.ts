/** What of tables and indexes is air: read whole by pgstattuple, as Postgres' own statistics only guess. */
import type pg from 'pg'

export type Airy = { name: string; mb: number; dead: number; free: number; index: boolean }

// Below a megabyte a share says nothing: a page more or less is percents.
const least = 1_000_000

/**
 * Of each table of at least a megabyte the shares of dead rows and of free space above what its fillfactor keeps free; of each btree the
 * share that its leaves are emptier than a fresh one's (90 % full, or its fillfactor).
 */
export async function bloat(pool: pg.Pool): Promise<Airy[]> {
  await pool.query('create extension if not exists pgstattuple')
  const { rows } = await pool.query<Airy>(
    `with big as (
      select c.oid, c.relkind, c.relam, format('%s.%s', n.nspname, c.relname) as name, pg_relation_size(c.oid) as bytes,
        coalesce((select option_value::float8 from pg_options_to_table(c.reloptions) where option_name = 'fillfactor'),
          case when c.relkind = 'i' then 90 else 100 end) as filled
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('ingest', 'public', 'search', 'graphile_worker') and c.relkind in ('r', 'i') and pg_relation_size(c.oid) >= $1
    )
    select name, bytes / 1e6 as mb, t.dead_tuple_percent as dead, greatest(0, t.free_percent - (100 - filled)) as free, false as index
    from big, pgstattuple(big.oid) t
    where relkind = 'r'
    union all
    select name, bytes / 1e6, 0, greatest(0, 100 * (1 - t.avg_leaf_density / filled)), true
    from big
    join pg_am am on am.oid = relam and amname = 'btree', pgstatindex(big.oid) t
    where relkind = 'i'`,
    [least],
  )
  return rows.sort((a, b) => b.dead + b.free - (a.dead + a.free))
}

/** The share of air in all tables, and in all btrees. A btree that grows in no order is a quarter air from the first day. */
export function shares(all: Airy[]): string {
  const share = (some: Airy[]): string => {
    const mb = some.reduce((sum, one) => sum + one.mb, 0)
    const air = some.reduce((sum, one) => sum + (one.mb * (one.dead + one.free)) / 100, 0)
    return `${((100 * air) / mb).toFixed(1)} % of ${mb.toFixed(0)} MB`
  }
  return `tables ${share(all.filter(one => !one.index))}, btrees ${share(all.filter(one => one.index))}`
}

/** The ten worst. */
export const worst = (all: Airy[]): string[] => [
  '| table or index | MB | dead, % | free, % |\n| --- | --- | --- | --- |',
  ...all
    .slice(0, 10)
    .map(
      ({ name, mb, dead, free }) => `| ${name} | ${[mb, dead, free].map(n => n.toFixed(1)).join(' | ')} |`,
    ),
]
