import {
  climbWords,
  clockWords,
  dayGoodsWords,
  limitFillers,
  limitWords,
  loopWords,
  ofWords,
  placeWords,
} from './distance-noise-words.ts'
import type { Item } from './distance-numbers.ts'
import { activity, isBackyard, isWord, onlyNeutral, some } from './distance-traits.ts'

const weekdays = new Set(
  'mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday'.split(' '),
)

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

/** Whether the words around hours make them a limit: 'cut-off: 10 h', '28 h max'. */
function isLimit(list: Item[], at: number, words: Item[]): boolean {
  const behind = words.findIndex((word, i) => i < 2 && isWord(word, limitWords))
  // 24h max. 100 runners.
  if (behind >= 0) return !(words[behind]?.text.startsWith('max') && words[behind + 1]?.type === 'bare')
  // 100 mi - 24 hr buckle.
  if (words[0]?.text === 'buckle' && words.length === 1) return true
  if (isWord(list[at - 2], limitWords)) return true
  for (let i = at - 1; i >= Math.max(at - 6, 0); i--) {
    if (isWord(list[i], limitWords)) return true
    if (!limitFillers.has(list[i]?.text ?? '')) return false
  }
  return false
}

/** 'Start om 8 uur', 'départ : 6 h'. */
function isOfDay(list: Item[], at: number, hours: number[]): boolean {
  const before = list[at - 1]
  const said = before?.text === ':' ? list[at - 2] : before
  // The Fresh Start 12 Hour is a race.
  if (said?.text === 'start' && /^h(ou)?rs?$/.test(list[at]?.text ?? '')) return false
  return isWord(said, clockWords) && hours.every(hour => hour < 24 && hour % 1 === 0)
}

/** '1 mile loop', 'Runde 1,1 km'. */
export const isBesideLoop = (list: Item[], at: number): boolean =>
  isWord(list[at + 1], loopWords) ||
  isWord(list[at - (ofWords.has(list[at - 1]?.text ?? '') ? 2 : 1)], loopWords)

/** '5 km loop' among others, 'a loop of 5 km', '3 loops of 10 km'. */
function isLoop(list: Item[], at: number, next: Item | undefined, several: boolean): boolean {
  if (several && isWord(next, loopWords)) return true
  if (!ofWords.has(list[at - 1]?.text ?? '') || !isWord(list[at - 2], loopWords)) return false
  return several || list[at - 3]?.type === 'bare'
}

/** Whether the measure at `at` is what a race goes by: no time limit, loop, climb or place's name. */
function counts({ list, several, neutral, climbs, moves, firstLength }: About, at: number): boolean {
  const item = list[at] as Item
  const words = list.slice(at + 1, at + 5).filter(({ text }) => !/^[-).:]$/.test(text))
  const [before, next] = [list[at - 1], words[0]]
  if (item.unit === 'hour' && (isLimit(list, at, words) || isOfDay(list, at, item.values))) return false
  if (isLoop(list, at, next, several)) return false
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
