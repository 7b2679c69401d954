import type { Item } from './distance-numbers.ts'
import {
  activityWords,
  climbWords,
  dayGoodsWords,
  halfMarathonWords,
  halfWords,
  limitWords,
  loopWords,
  marathonWords,
  neutralWords,
  otherHalfWords,
  otherMarathonWords,
  placeWords,
  relayWords,
  runWords,
  stageWords,
  teamWords,
  type Unit,
  virtualWords,
} from './distance-words.ts'

type Activity = (typeof activityWords)[number][0]
/** What the words around a length say of the race. */
export type Traits = {
  activity: Activity | null
  virtual: boolean
  relay: boolean
  teamSize: number | null
  stage: boolean
  stages: number | null
}
/** Lengths in `unit` with one text. */
export type Measure = { values: number[]; unit: Unit; start: number; end: number }

const marathon = 42.195
const isWord = (item: Item | undefined, words: ReadonlySet<string>) =>
  item?.type === 'word' && words.has(item.text)
const some = (list: Item[], words: ReadonlySet<string>) => list.some(item => isWord(item, words))
const onlyNeutral = (list: Item[]) => list.every(item => item.type !== 'word' || neutralWords.has(item.text))
const weekdays = new Set(
  'mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday'.split(' '),
)

/** Whether "backyard" or "last … standing" is among the words. */
export function isBackyard(list: Item[]): boolean {
  const words = list.filter(({ type }) => type === 'word').map(({ text }) => text)
  return words.some(
    (word, at) =>
      word.startsWith('backyard') ||
      (word === 'back' && words[at + 1] === 'yard') ||
      (word === 'last' && words.slice(at + 1, at + 4).includes('standing')),
  )
}

function activity(list: Item[]): Activity | null {
  const found = activityWords.find(([, words]) => some(list, words))?.[0] ?? null
  const mixed = (found === 'bike' || found === 'swim' || found === 'ski') && some(list, runWords)
  return mixed ? 'multi' : found
}

/** "Stage Race" and the like; after "Stage 2" stands one stage of a race. */
function isStage(list: Item[]): boolean {
  return list.some((item, at) => {
    const next = list[at + 1]
    return isWord(item, stageWords) && (!next || next.type === 'word' || next.text === ')')
  })
}

export function traits(list: Item[]): Traits {
  const size = (item: Item) =>
    item.type === 'people' ? (item.values[0] ?? null) : (teamWords.get(item.text) ?? null)
  const sizes = list.map(size).filter(value => value !== null && value % 1 === 0 && value > 1 && value <= 30)
  const people = list.some(({ type, values }) => type === 'people' && values.length === 0)
  const named = some(list, relayWords) && !some(list, new Set(['military']))
  const stages = list.find(({ type }) => type === 'stages')?.values[0] ?? 0
  return {
    activity: activity(list),
    virtual: some(list, virtualWords),
    relay: named || people || sizes.length > 0,
    teamSize: new Set(sizes).size === 1 && !people ? (sizes[0] ?? null) : null,
    stage: isStage(list) || stages > 1,
    stages: stages > 1 && stages % 1 === 0 ? stages : null,
  }
}

/** Whether days are a race's and not a pass's or a festival's. */
function isRaceInDays(days: number, list: Item[]): boolean {
  if (days > 60 || some(list, dayGoodsWords)) return false
  return days >= 6 || (onlyNeutral(list) && !some(list, weekdays))
}

/** What holds for all measures of a part. */
type About = {
  list: Item[]
  several: boolean
  neutral: boolean
  climbs: boolean
  moves: boolean
  firstLength: number
}

function about(list: Item[]): About {
  const firstLength = list.findIndex(({ unit }) => unit && unit !== 'm')
  return {
    list,
    several: list.filter(({ type }) => type === 'measure').length > 1 || isBackyard(list),
    neutral: onlyNeutral(list),
    climbs: some(list, climbWords),
    moves: activity(list) !== null,
    firstLength: firstLength < 0 ? list.length : firstLength,
  }
}

/** Whether the measure at `at` is what a race goes by: no time limit, loop, climb or place's name. */
function counts({ list, several, neutral, climbs, moves, firstLength }: About, at: number): boolean {
  const item = list[at] as Item
  const words = list.slice(at + 1, at + 5).filter(({ text }) => text !== '-' && text !== ')')
  const [before, next] = [list[at - 1], words[0]]
  if (item.unit === 'hour' && (isWord(before, limitWords) || isWord(list[at - 2], limitWords))) return false
  if (item.unit === 'hour' && words.slice(0, 2).some(word => isWord(word, limitWords))) return false
  if (several && isWord(next, loopWords)) return false
  if (item.text === 'mile' && isWord(next, placeWords) && !moves) return false
  if (item.spelled && !neutral) return false
  if (item.unit === 'day' && item.text.length > 1) return item.values.every(days => isRaceInDays(days, list))
  if (item.unit !== 'm') return !(climbs && item.unit === 'km' && item.values.every(km => km <= 2))
  return before?.text !== '+' && next?.text !== '+' && next?.text !== 'd' && !climbs && firstLength > at
}

/** The measures of a part by number, with their places in it. */
export function numbered(list: Item[]): { measure: Item; at: number }[] {
  const known = about(list)
  return list.flatMap((measure, at) =>
    measure.type === 'measure' && counts(known, at) ? [{ measure, at }] : [],
  )
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

/** "Trail Half": nothing but neutral words may follow. */
function lonelyHalf(list: Item[]): boolean {
  const at = list.findLastIndex(({ text, type }) => text === 'half' && type === 'word')
  const tail = list.slice(at + 1)
  if (at < 0 || isWord(list[at - 1], otherHalfWords) || tail[0]?.text === 'day') return false
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
