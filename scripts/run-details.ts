/** One run, and what became of it: why it was held, what it changed or would change, what failed. */
import type pg from 'pg'
import { UsageError } from '../lib/settings.ts'
import { rowsTable } from './lists.ts'
import { printable } from './printable.ts'
import { withDatabase } from './target.ts'

type Row = Record<string, unknown>
type Changes = {
  change: string
  events: number
  examples: { name: string; start_date: string; changes: Row | null }[]
}
type Details = { run: Row; changes: Changes[]; failed: Row[] }

async function read(pool: pg.Pool, id: number, limit: number): Promise<Details> {
  const { rows } = await pool.query<Row>('select * from status.runs where id = $1', [id])
  const run = rows[0]
  if (!run) throw new UsageError(`There is no run ${id}: \`ultrasearch runs\` lists them, by id.`)
  const [{ rows: changed }, { rows: failed }] = await Promise.all([
    pool.query<Changes>('select * from status.change_kinds($1)', [id]),
    pool.query<Row>(
      `select * from status.requests where run = $1 and state = 'failed' order by id limit $2`,
      [id, limit],
    ),
  ])
  return { run, changes: changed, failed }
}

/** `ultrasearch run <id>` */
export function showRun(id: number, { limit, json }: { limit: number; json: boolean }): Promise<number> {
  return withDatabase(async pool => {
    const details = await read(pool, id, limit)
    console.log(
      json
        ? JSON.stringify({ ...details.run, changes: details.changes, failed_requests: details.failed })
        : told(details),
    )
    return 0
  })
}

function told({ run, changes, failed }: Details): string {
  const facts = Object.entries(run).filter(([name, value]) => value !== null && name !== 'reason')
  const width = Math.max(...facts.map(([name]) => name.length))
  const would = run.status === 'held' ? 'It would change' : 'It changed'
  return [
    ...facts.map(
      ([name, value]) => `${name.padEnd(width)}  ${value instanceof Date ? value.toISOString() : value}`,
    ),
    ...(run.reason ? ['', printable(String(run.reason))] : []),
    ...(changes.length > 0 ? ['', `${would}:`, ...changes.flatMap(kind)] : []),
    ...(failed.length > 0
      ? ['', rowsTable(['id', 'page', 'http_status', 'attempts', 'reason'], failed)]
      : []),
    ...next(run, failed.length),
  ].join('\n')
}

function kind({ change, events, examples }: Changes): string[] {
  return [
    `  ${events} ${change}`,
    ...examples.map(({ name, start_date, changes }) =>
      printable(
        `    ${start_date} ${name}${changes && change === 'changed' ? ` ${JSON.stringify(changes)}` : ''}`,
      ),
    ),
  ]
}

/** What an operator may do about it. */
function next({ id, status }: Row, failed: number): string[] {
  if (status === 'held')
    return ['', `ultrasearch approve ${id} publishes it, ultrasearch discard ${id} closes it.`]
  if (status === 'running') return ['', `ultrasearch cancel ${id} ends it.`]
  return failed > 0 ? ['', `ultrasearch retry ${id} asks again for what failed.`] : []
}
