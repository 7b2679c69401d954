/** Lists of what happened, from the views of schema `status`: tables for people, rows as they are for machines. */
import { UsageError } from '../lib/settings.ts'
import { type Cell, table } from './table.ts'
import { withDatabase } from './target.ts'

type List = {
  /** Columns that people see, of the view's. */
  columns: string[]
  query: string
  /** What is said where there is nothing. */
  none: string
}

// Newest first, as whoever asks wants the latest; what a run asked for in the order in which it asked.
const lists = {
  runs: {
    columns: [
      'id',
      'source',
      'run',
      'trigger',
      'status',
      'requests',
      'failed',
      'records',
      'inserted',
      'updated',
      'withdrawn',
      'started_at',
      'seconds',
      'reason',
    ],
    query: 'select * from status.runs where $1::text is null or source = $1 order by id desc limit $2',
    none: 'No run yet.',
  },
  requests: {
    columns: [
      'id',
      'state',
      'page',
      'host',
      'http_status',
      'attempts',
      'records',
      'rejected',
      'settled_at',
      'reason',
    ],
    query: 'select * from status.requests where run = $1::bigint order by id limit $2',
    none: 'This run asked for nothing.',
  },
  rejects: {
    columns: ['request', 'page', 'source_event_id', 'reason', 'raw'],
    query: 'select * from status.rejects where run = $1::bigint order by request, id limit $2',
    none: 'This run rejected nothing.',
  },
  attempts: {
    columns: ['id', 'key', 'source', 'number', 'outcome', 'started_at', 'seconds', 'worker', 'error'],
    query: `
      select a.*, round(extract(epoch from duration), 3) as seconds from status.attempts a
      where $1::text is null or a.task = $1
      order by a.id desc limit $2`,
    none: 'No attempt yet.',
  },
  matches: {
    columns: [
      'score',
      'event_a',
      'name_a',
      'source_a',
      'event_b',
      'name_b',
      'source_b',
      'start_date_a',
      'place_a',
      'why',
    ],
    query: `
      select * from status.possible_matches where $1::text is null or $1 in (source_a, source_b)
      order by score desc, id limit $2`,
    none: 'Nothing waits to be told same or apart.',
  },
  records: {
    columns: [
      'record',
      'source',
      'source_event_id',
      'name',
      'start_date',
      'city',
      'status',
      'method',
      'withdrawn_at',
    ],
    query:
      'select * from status.event_records where event = public.event_id($1::bigint) order by record limit $2',
    none: 'No record tells of such an event.',
  },
  queue: {
    columns: ['task', 'state', 'jobs', 'oldest_at'],
    query: 'select * from status.queue where $1::text is null or task = $1 order by id limit $2',
    none: 'The queue is empty.',
  },
} satisfies Record<string, List>

export type ListName = keyof typeof lists

/** `ultrasearch runs [source]`, `requests <run>`, `rejects <run>`, `attempts [task]`, `matches [source]`, `records <event>`, `queue`. */
export function showList(
  name: ListName,
  of: string | number | null,
  options: { limit: number; json: boolean },
): Promise<number> {
  const { columns, query, none } = lists[name]
  return withDatabase(async pool => {
    if ((name === 'runs' || name === 'matches') && of)
      await known(pool.query('select from status.sources where source = $1', [of]), `Unknown source "${of}".`)
    if (typeof of === 'number' && name !== 'records')
      await known(
        pool.query('select from status.runs where id = $1', [of]),
        `There is no run ${of}: \`ultrasearch runs\` lists them, by id.`,
      )
    // One more than is shown, to say that there is more.
    const { rows } = await pool.query<Record<string, unknown>>(query, [of, options.limit + 1])
    const shown = rows.slice(0, options.limit)
    const isAll = rows.length === shown.length
    if (options.json) console.log(JSON.stringify({ [name]: shown, complete: isAll }))
    else if (shown.length === 0) console.log(none)
    else console.log(rowsTable(columns, shown) + (isAll ? '' : '\n… and more: --limit'))
    return 0
  })
}

async function known(asked: Promise<{ rowCount: number | null }>, complaint: string): Promise<void> {
  if ((await asked).rowCount === 0) throw new UsageError(complaint)
}

/** Rows as a table of these columns. */
export function rowsTable(columns: string[], rows: Record<string, unknown>[]): string {
  return table(
    columns.map(column => column.replaceAll('_', ' ')),
    rows.map(row => columns.map(column => cell(row[column]))),
  )
}

/** One line of at most 100 characters; times to the second, in UTC. */
function cell(value: unknown): Cell {
  if (value === null || value === undefined || typeof value === 'number') return value
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ')
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
