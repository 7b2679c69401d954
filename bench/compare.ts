/** Ratios of now beside those of before. */
import type { Ratios } from './results.ts'

export type Compared = {
  what: string
  before?: number
  now?: number
  verdict: 'same' | 'better' | 'worse' | 'new' | 'missing'
}

/** Each ratio of either: worse or better where it changed by more than so many percent. One that isn't told any more is missing. */
export function compare(before: Ratios, now: Ratios, percent: number): Compared[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])]
  return names.map(what => {
    const [then, since] = [before[what], now[what]]
    return { what, before: then, now: since, verdict: verdictOf(then, since, 1 + percent / 100) }
  })
}

function verdictOf(before: number | undefined, now: number | undefined, most: number): Compared['verdict'] {
  if (!isNumber(now)) return 'missing'
  if (before === undefined) return 'new'
  if (now > before * most) return 'worse'
  return now * most < before ? 'better' : 'same'
}

export const isBad = ({ verdict }: Compared): boolean => verdict === 'worse' || verdict === 'missing'

/** The better of two runs, for each ratio: what others on the machine cost is in one of them only, more often than not. */
export function best(one: Ratios, other: Ratios): Ratios {
  const better = (what: string): number => Math.min(...[one[what], other[what]].filter(isNumber))
  return Object.fromEntries(Object.keys({ ...one, ...other }).map(what => [what, better(what)]))
}

/** In JSON what isn't finite is null. */
const isNumber = (value: unknown): value is number => Number.isFinite(value)
