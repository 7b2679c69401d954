/** When a crontab's lines fire. Graphile Worker reads them in UTC. */
import { type ParsedCronItem, parseCrontab } from 'graphile-worker'
import { UsageError } from '../lib/settings.ts'

/** One line: its own name, its five fields as written, what it queues. */
export type Line = {
  line: string
  schedule: string
  task: string
  source: string | null
  jobKey: string | null
  /** How far back a missed tick is made up for, ms; 0 for not at all. */
  fill: number
  match: ParsedCronItem['match']
}

const minute = 60_000
const day = 24 * 60 * minute

/** No source changes so often that it is worth asking more than once an hour. */
const mostFetchesPerDay = 24

/** Throws a UsageError at a line that can't be read. */
export function crontabLines(text: string): Line[] {
  const written = text.split('\n').filter(line => /^\s*[^#\s]/.test(line))
  return parse(text).map(({ identifier, task, payload, options, match }, i) => ({
    line: identifier,
    schedule: (written[i] ?? '').trim().split(/\s+/, 5).join(' '),
    task,
    source: sourceOf(payload),
    jobKey: options.jobKey ?? null,
    fill: options.backfillPeriod,
    match,
  }))
}

function sourceOf(payload: ParsedCronItem['payload']): string | null {
  return typeof payload?.source === 'string' ? payload.source : null
}

function parse(text: string): ParsedCronItem[] {
  try {
    return parseCrontab(text)
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error })
  }
}

const minutesOfADay = Array.from({ length: day / minute }, (_, i) => i)

/**
 * The ticks of a line after `from`, up to and with `to`; at most `most`. Whether a day has any doesn't depend on the minute: so
 * those of the first day that has some are those of each.
 */
export function ticks({ match }: Line, from: number, to: number, most = Number.POSITIVE_INFINITY): Date[] {
  const found: Date[] = []
  let minutes: number[] | undefined
  for (let start = Math.floor(from / day) * day; start <= to && found.length < most; start += day) {
    const when = new Date(start)
    const date = { date: when.getUTCDate(), month: when.getUTCMonth() + 1, dow: when.getUTCDay() }
    const fires = (i: number) => match({ min: i % 60, hour: Math.floor(i / 60), ...date })
    const those = (minutes ?? minutesOfADay).filter(fires)
    if (those.length > 0) minutes ??= those
    for (const at of those.map(i => start + i * minute)) if (at > from && at <= to) found.push(new Date(at))
  }
  return found.slice(0, most)
}

/** The next three ticks, if they come within a year. */
export function nextTicks(line: Line, from: number): Date[] {
  return ticks(line, from, from + 366 * day, 3)
}

/**
 * The longest time between two ticks of a line, in ms; null when it fires less than twice in two years. Sixty ticks show
 * it: a year of a weekly line.
 */
export function period(line: Line, from: number): number | null {
  const found = ticks(line, from, from + 2 * 366 * day, 60)
  const gaps = found.slice(1).map((tick, i) => tick.getTime() - (found[i]?.getTime() ?? 0))
  return gaps.length > 0 ? Math.max(...gaps) : null
}

/** What is likely a mistake in a crontab, though it can be run by. */
export function crontabWarnings(lines: Line[]): string[] {
  return lines.flatMap(line => {
    // Four years hold every day there is.
    const [first] = ticks(line, 0, 4 * 366 * day, 1)
    if (!first) return [`${line.line} never fires.`]
    const perDay = ticks(line, first.getTime() - minute, first.getTime() - minute + day).length
    if (line.task !== 'fetch' || perDay <= mostFetchesPerDay) return []
    return [
      `${line.line} fetches ${line.source} ${perDay} times a day; more than once an hour serves nobody.`,
    ]
  })
}
