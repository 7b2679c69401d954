import { areMiles, isMarathon, toMiles } from './distance-marathons.ts'
import { goodsBehind, goodsWords } from './distance-noise-words.ts'
import type { Item } from './distance-numbers.ts'
import { conjunctions, sharing } from './distance-segments.ts'

const splitters = new Set(['/', '&', '+', 'and', 'or', 'und', 'oder', 'et', 'ou', 'y', 'e'])

/** What stands between two separators within a token, and the separator before it. */
export type Part = { items: Item[]; before: string }

const isYear = (value: number) => value % 1 === 0 && value >= 1900 && value <= 2100

/** Whether the sign at `at` can stand between numbers of one list: hyphens only without blanks around. */
function shares(list: Item[], at: number): boolean {
  const sign = list[at]
  if (!sign || !sharing.has(sign.text) || (sign.type !== 'sign' && sign.type !== 'word')) return false
  return sign.text !== '-' || (sign.tight && list[at + 1]?.tight === true)
}

/** The numbers without a unit before the one at `at` that share its unit: where they start. */
function shareStart(list: Item[], at: number): number {
  let start = at
  while (list[start - 2]?.type === 'bare' && shares(list, start - 1)) start -= 2
  const run = list.slice(start, at).filter(({ type }) => type === 'bare')
  const doubtful = run.some(({ values, text }) => isYear(values[0] ?? 0) || text === 'fraction')
  const afterJunk = list[start - 2]?.type === 'junk' && shares(list, start - 1) && start < at
  return doubtful || afterJunk ? at : start
}

/** 50-55 km says about how long one race is; 50-100 km names two. */
function isRange(list: Item[], start: number, at: number): boolean {
  const [low, high] = [list[start]?.values[0] ?? 0, list[at]?.values[0] ?? 0]
  return at - start === 2 && list[start + 1]?.text === '-' && low < high && high <= low * 1.25
}

/** Whether numbers share the km of the last: not '26.2/30k', which are miles, but '13.1, 26.2 km' and '13.1, 21 km'. */
function inKm({ unit, values: [km = 0] }: Item, run: Item[]): boolean {
  const numbers = run.slice(0, -1).filter(({ type }) => type === 'bare')
  if (unit !== 'km' || !numbers.every(areMiles) || km === 13.1 || km === 26.2) return true
  return numbers.some(({ values }) => Math.abs((values[0] ?? 0) * 1.609344 - km) < 1)
}

/** Gives numbers without a unit the unit of the number they are listed with. A range stays one item without a value. */
export function share(list: Item[]): Item[] {
  const found: Item[] = []
  for (const [at, item] of list.entries()) {
    found.push(item)
    if (item.type !== 'measure' && item.type !== 'people') continue
    const start = shareStart(list, at)
    if (start === at) continue
    const run = list.slice(start, at + 1)
    const first = run[0] as Item
    const miles = inKm(item, run) ? [] : run.filter(one => one.type === 'bare').map(toMiles)
    const values = miles.length > 0 ? item.values : run.flatMap(({ values }) => values)
    found.splice(found.length - run.length)
    found.push(...miles)
    const whole = { ...item, values, start: first.start, tight: first.tight }
    if (item.type === 'people') found.push({ ...whole, values: [] })
    else found.push(isRange(list, start, at) ? { ...whole, type: 'junk' } : whole)
  }
  return found
}

/** 'Marathon och 50 km', '50 km u. Halbmarathon': words for "and" that may be others, as 'en relais', split only there. */
function isBesideMarathon(list: Item[], at: number): boolean {
  if (!conjunctions.has(list[at]?.text ?? '')) return false
  const [before, next] = [list[at - 1], list[list[at + 1]?.text === '.' ? at + 2 : at + 1]]
  return isMarathon(next) || (isMarathon(before) && (next?.type === 'measure' || next?.type === 'bare'))
}

/** Splits at slashes, plus signs and "and", but not at the E of an e-bike. */
export function parts(list: Item[]): Part[] {
  const found: Part[] = [{ items: [], before: '' }]
  for (const [at, item] of list.entries()) {
    const next = list[at + 1]
    const isSign = item.type === 'sign' || item.type === 'word'
    const isSplitter = isSign && (splitters.has(item.text) || isBesideMarathon(list, at))
    const hyphened = item.type === 'word' && !item.tight && next?.text === '-' && next.tight
    if (isSplitter && !hyphened) found.push({ items: [], before: item.text })
    else found.at(-1)?.items.push(item)
  }
  return found.filter(({ items }) => items.length > 0)
}

export const isMeasure = ({ type }: Item): boolean => type === 'measure'
export const isBare = ({ items }: Part): boolean => items.every(isMeasure)

const said = ({ type, text }: Item, words: ReadonlySet<string>) => type === 'word' && words.has(text)

/** Whether a part is a thing sold beside races. */
function isGoods({ items }: Part): boolean {
  if (items.some(item => said(item, goodsWords))) return true
  const [before, last] = items.filter(({ text }) => text !== '-').slice(-2)
  if (before?.type !== 'measure' || !last || !said(last, goodsBehind)) return false
  // 100 miles, 24 hr buckle: the buckle is for hours, not the race.
  return before.unit !== 'hour' || items.filter(isMeasure).length === 1
}

const sizes = { mile: 1.609344, km: 1, m: 0.001, hour: 1, day: 24 }
const sizeOf = ({ items }: Part): { size: number; isTime: boolean } => {
  const { values = [], unit = null } = items.find(isMeasure) ?? {}
  return {
    size: (values[0] ?? 0) * sizes[unit ?? 'km'],
    isTime: unit === 'hour' || unit === 'day',
  }
}

/** Whether two parts tell of lengths, or of hours, of the same order: what goes with one may go with the other. */
export function areAlike(one: Part, other: Part): boolean {
  const [a, b] = [sizeOf(one), sizeOf(other)]
  return (
    a.isTime === b.isTime && a.size !== b.size && Math.min(a.size, b.size) * 3 >= Math.max(a.size, b.size)
  )
}

/** '100K Shirt', not '100K with shirt' nor '5K kids training'. */
const namesGoods = ({ items }: Part): boolean =>
  items.some(
    (item, i) => isMeasure(item) && items[i + 1] !== undefined && said(items[i + 1] as Item, goodsWords),
  )

/** The parts that are no goods, nor a bare length before goods of another: '50K and 100K Shirt'. */
export function unsold(list: Part[]): Set<Part> {
  const left = new Set<Part>()
  let next: Part | null = null
  let isSold = false
  for (const part of list.toReversed()) {
    isSold =
      next !== null &&
      next.before !== '+' &&
      (isSold || namesGoods(next)) &&
      isBare(part) &&
      areAlike(part, next)
    if (!isSold && !isGoods(part)) left.add(part)
    next = part
  }
  return left
}
