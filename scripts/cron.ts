/** The crontab explained: when each line fires next, what came of it last, which ticks were missed and why. */
import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { UsageError } from '../lib/settings.ts'
import { type Explained, forPeople, type Last, type Missed, span } from './cron-text.ts'
import { crontabLines, crontabWarnings, type Line, nextTicks, ticks } from './crontab.ts'
import { withDatabase } from './target.ts'
import { readCrontab } from './work.ts'

const minute = 60_000
const day = 24 * 60 * minute
const lookBack = 7 * day
/** A queued tick that no worker took for so long is as good as missed. */
const mostWaiting = 10 * minute

export type CronOptions = { file?: string; json: boolean }

/** `ultrasearch cron`: exits 1 when a last run failed or is held, or a tick of the last day was missed for good. */
export function showCron({ file, json }: CronOptions): Promise<number> {
  return withDatabase(async pool => {
    const lines = crontabLines(await readCrontab(file && readText(file)))
    const now = await databaseClock(pool)
    const explained = await explain(pool, lines, now)
    const warnings = [...crontabWarnings(lines), ...(await forgottenSources(pool, lines))]
    const wrong = explained.flatMap(line => whatIsWrong(line, now))
    if (json)
      console.log(JSON.stringify({ now: new Date(now), lines: explained.map(forMachines), warnings, wrong }))
    else console.log(forPeople(explained, warnings, wrong))
    return wrong.length > 0 ? 1 : 0
  })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(`There is no file ${file} that can be read.`)
  }
}

async function databaseClock(pool: pg.Pool): Promise<number> {
  return (await pool.query<{ now: Date }>('select now()')).rows[0]?.now.getTime() ?? Number.NaN
}

async function explain(pool: pg.Pool, lines: Line[], now: number): Promise<Explained[]> {
  const asked = JSON.stringify(
    lines.map(line => ({
      line: line.line,
      task: line.task,
      source: line.source,
      job_key: line.jobKey,
      ticks: ticks(line, now - lookBack, now),
    })),
  )
  const { rows: last } = await pool.query<Last>('select * from status.crontab_lines($1)', [asked])
  const { rows: missed } = await pool.query<Missed>(
    `select line, first_tick, last_tick, ticks, state, reason, extract(epoch from late)::integer as late_seconds, run
     from status.crontab_missed($1)`,
    [asked],
  )
  return lines.map((line, i) => ({
    ...line,
    next: nextTicks(line, now),
    last: last[i] as Last,
    missed: missed.filter(row => row.line === line.line),
  }))
}

/** Enabled sources that no line fetches. */
export async function forgottenSources(pool: Pick<pg.ClientBase, 'query'>, lines: Line[]): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    'select name from ingest.sources where enabled and name <> all ($1) order by name',
    [lines.flatMap(({ task, source }) => (task === 'fetch' && source ? [source] : []))],
  )
  return rows.map(({ name }) => `${name} is enabled and no line fetches it.`)
}

/** A line of housekeeping without `fill` says itself that a missed tick is no loss. */
function whatIsWrong({ line, task, fill, last, missed }: Explained, now: number): string[] {
  const failed = last.result === 'failed' || last.result === 'held'
  const lost = missed.filter(
    ({ state, first_tick, last_tick }) =>
      (task === 'fetch' || fill > 0) &&
      ((state === 'missed' && last_tick.getTime() > now - day) ||
        (state === 'waiting' && first_tick.getTime() < now - mostWaiting)),
  )
  return [
    ...(failed ? [`${line}: its last run ${last.result}${last.reason ? `: ${last.reason}` : ''}`] : []),
    ...lost.map(gap => `${line}: ${span(gap)}: ${gap.reason}`),
  ]
}

function forMachines({ match: _match, jobKey, fill, last, missed, ...line }: Explained): object {
  return { ...line, job_key: jobKey, fill_seconds: fill / 1000, ...last, missed }
}
