import { climbWords, neutralWords } from './distance-noise-words.ts'
import type { Item } from './distance-numbers.ts'
import {
  halfMarathonWords,
  halfWords,
  marathonWords,
  otherHalfWords,
  otherMarathonWords,
} from './distance-race-words.ts'
import { isWord, onlyNeutral, some } from './distance-traits.ts'
import type { Unit } from './distance-words.ts'

/** Lengths in `unit` with one text. */
export type Measure = { values: number[]; unit: Unit; start: number; end: number }

const marathon = 42.195

export const isMarathon = (item: Item | undefined): boolean =>
  isWord(item, marathonWords) || isWord(item, halfMarathonWords)

/** 26.2 and 13.1 are a marathon and half of one, in miles, whatever they are listed with. */
export const areMiles = ({ type, values }: Item): boolean =>
  type === 'bare' && (values[0] === 26.2 || values[0] === 13.1)

export const toMiles = (item: Item): Item => ({ ...item, type: 'measure', unit: 'mile' })

/** 26.2 km, of all lengths: those beside it are of km too. */
const isOfKm = ({ unit, values }: Item) => unit === 'km' && (values.includes(26.2) || values.includes(13.1))

/** A part with its bare 26.2 or 13.1 in miles; not '26.2 Marathon', '26.2 lbs', nor the 13th of January: '13.1.'. */
export function inMiles(list: Item[]): Item[] {
  if (
    !list.some(areMiles) ||
    list.some(isOfKm) ||
    [marathonWords, halfMarathonWords, climbWords].some(words => some(list, words))
  )
    return list
  return list.map((item, at) => {
    const [before, next] = [list[at - 1], list[at + 1]]
    const isOther = /^[:=]$/.test(before?.text ?? '') || next?.text === '.' || next?.type === 'bare'
    const isNamed = next?.type === 'word' && !neutralWords.has(next.text)
    return areMiles(item) && !isOther && !isNamed ? toMiles(item) : item
  })
}

/** What part of a marathon the words before the word at `at` say; null where they make it something else. */
function share(list: Item[], at: number): number | null {
  const before = list.slice(0, at).filter(({ text }) => text !== '-' && text !== '.')
  const last = before.at(-1)
  if (isWord(last, halfWords)) return 0.5
  if (last?.text === 'quarter') return 0.25
  if (last?.text === 'fraction') return last.values[0] ?? null
  if (last?.text === 'x') return null
  if (last?.type !== 'bare') return 1
  const value = last.values[0] ?? 0
  return [26.2, 42, 42.195, 42.2].includes(value) || (value >= 1900 && value <= 2100) ? 1 : null
}

/** A marathon, or half of one, in words. */
function marathonIn(list: Item[]): number | null {
  if (some(list, otherMarathonWords)) return null
  if (some(list, halfMarathonWords)) return marathon / 2
  const at = list.findIndex(item => isWord(item, marathonWords) || item.text === 'mar')
  if (at < 0) return lonelyHalf(list) ? marathon / 2 : null
  const part = share(list, at)
  if (part === null || (list[at]?.text === 'mar' && part === 1)) return null
  return marathon * part
}

const lonely = new Set(['half', 'semi', 'mezza'])

/** "HM+", "+/- HM", and HM where the text says Höhenmeter: metres that are climbed, and no half marathon. */
export function climbing(list: Item[], text: string): Item[] {
  if (!list.some(({ text }) => text === 'hm')) return list
  const isSaid = /h(ö|o|oe)henmeter/i.test(text)
  return list.map((item, at) => {
    if (item.text !== 'hm') return item
    const [before, next, after] = [list[at - 1], list[at + 1], list[at + 2]]
    const isSigned =
      item.tight && /^[-+±]$/.test(before?.text ?? '') && !(before?.tight && list[at - 2]?.type !== 'sign')
    const isOver = next?.text === '+' && next.tight && !after?.tight
    const isBoth = before?.text === '±' || (before?.text === '-' && list[at - 2]?.text === '/')
    return isSaid || isSigned || isOver || isBoth ? { ...item, text: 'hm+' } : item
  })
}

/** "HM" in a list of races; with a number they are metres that are climbed. */
const isShort = (list: Item[]): boolean =>
  list.some(({ text }) => text === 'hm') &&
  list.every(
    ({ type, text }) => type === 'sign' || (type === 'word' && (text === 'hm' || neutralWords.has(text))),
  )

/** "Trail Half": nothing but neutral words may follow. */
function lonelyHalf(list: Item[]): boolean {
  if (isShort(list)) return true
  const at = list.findLastIndex(({ text, type }) => type === 'word' && lonely.has(text))
  const tail = list.slice(at + 1)
  if (at < 0 || isWord(list[at - 1], otherHalfWords) || tail[0]?.text === 'day') return false
  // Trail en semi.
  if (list[at]?.text !== 'half' && /^(en|a|à|in|au|y|e)$/.test(list[at - 1]?.text ?? '')) return false
  return onlyNeutral(tail) && tail.every(({ type }) => type !== 'bare' && type !== 'junk')
}

/** The length a part gives in words alone: a marathon or a part of one, a mile. Null where there is none. */
export function worded(list: Item[]): Measure | null {
  const [first, last] = [list[0], list.at(-1)]
  if (!first || !last) return null
  const place = { start: first.start, end: last.end }
  // In lists that count down, "5K, Mile" ends with one.
  if (first === last && /^(mile|kilomet(er|re))$/.test(first.text))
    return { ...place, values: [1], unit: first.text === 'mile' ? 'mile' : 'km' }
  const km = marathonIn(list)
  return km === null ? null : { ...place, values: [km], unit: 'km' }
}
