/** The crontab's lines as people read them: times in UTC, and those to come in this machine's own too. */
import type { Line } from './crontab.ts'
import { printable } from './printable.ts'

export type Last = {
  known_since: Date | null
  queued_at: Date | null
  last_at: Date | null
  run: number | null
  trigger: string | null
  result: string | null
  reason: string | null
}
export type Missed = {
  line: string
  first_tick: Date
  last_tick: Date
  ticks: number
  state: 'missed' | 'made up' | 'joined' | 'waiting' | 'unknown'
  reason: string
  late_seconds: number | null
  run: number | null
}
export type Explained = Line & { next: Date[]; last: Last; missed: Missed[] }

export function forPeople(lines: Explained[], warnings: string[], wrong: string[]): string {
  return [
    ...lines.flatMap(block),
    ...warnings.map(text => `Warning: ${text}`),
    ...wrong.map(text => `Wrong: ${printable(text)}`),
    ...(wrong.length > 0 ? [] : ['Nothing is wrong.']),
  ].join('\n')
}

function block({ line, schedule, task, source, next, last, missed }: Explained): string[] {
  const gaps = missed.map(gap => `  ${gap.state.padEnd(8)} ${span(gap)}: ${printable(gap.reason ?? '')}`)
  return [
    `${line}   ${schedule}   ${task}${source ? ` ${source}` : ''}`,
    `  next     ${next.length > 0 ? next.map(utc).join(' · ') : 'not within a year'}`,
    ...(next.length > 0 ? [`  here     ${next.map(here).join(' · ')}`] : []),
    `  last     ${outcome(last)}`,
    ...gaps,
    '',
  ]
}

function outcome({ known_since, queued_at, last_at, run, trigger, result, reason }: Last): string {
  if (last_at) {
    const what = run ? `run ${run} ${result} (${trigger})` : result
    return `${utc(last_at)}: ${what}${reason ? `: ${printable(reason)}` : ''}`
  }
  if (queued_at) return `${utc(queued_at)}: queued; what came of it is not recorded`
  return known_since ? `never; known since ${utc(known_since)}` : 'never; no worker has read this line yet'
}

export function span({ ticks, first_tick, last_tick }: Missed): string {
  return ticks === 1 ? utc(first_tick) : `${ticks} ticks ${utc(first_tick)} … ${utc(last_tick)}`
}

function utc(when: Date): string {
  return `${when.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

const local = new Intl.DateTimeFormat('en-GB', {
  ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  timeZoneName: 'short',
})

function here(when: Date): string {
  return local.format(when)
}
