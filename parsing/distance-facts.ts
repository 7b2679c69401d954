import {
  atWords,
  climbWords,
  dayGoodsWords,
  limitFillers,
  limitless,
  limitWords,
  loopWords,
  ofWords,
  placeWords,
  startWords,
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
  loops: boolean
  backyard: boolean
  neutral: boolean
  climbs: boolean
  moves: boolean
  firstLength: number
}

function about(list: Item[]): About {
  const firstLength = list.findIndex(({ unit }) => unit && unit !== 'm')
  return {
    list,
    loops: some(list, loopWords),
    backyard: isBackyard(list),
    neutral: onlyNeutral(list),
    climbs: some(list, climbWords),
    moves: activity(list) !== null,
    firstLength: firstLength < 0 ? list.length : firstLength,
  }
}

/** 'Sub Zero', 'Massimo Rossi'. */
const isName = ([word, next]: Item[]): boolean =>
  /^(sub|massimo|m[aá]ximo)$/.test(word?.text ?? '') && next?.type === 'word' && !limitFillers.has(next.text)

/** Whether the word at `at` sets a limit; not in 'Sin Límite' and 'Push Your Limits'. */
const limits = (list: Item[], at: number): boolean =>
  isWord(list[at], limitWords) && !isWord(list[at - 1], limitless) && !isName(list.slice(at, at + 2))

/** Whether the words around hours make them a limit: 'cut-off: 10 h', '28 h max'. */
function isLimit(list: Item[], at: number, words: Item[]): boolean {
  const behind = words.findIndex((_, i) => i < 2 && limits(words, i))
  // 24h max. 100 runners.
  if (behind >= 0) return !(words[behind]?.text.startsWith('max') && words[behind + 1]?.type === 'bare')
  // 100 mi - 24 hr buckle.
  if (words[0]?.text === 'buckle' && words.length === 1) return true
  if (limits(list, at - 2)) return true
  for (let i = at - 1; i >= Math.max(at - 6, 0); i--) {
    if (limits(list, i)) return true
    if (!limitFillers.has(list[i]?.text ?? '')) return false
  }
  return false
}

const isHourOfDay = ({ unit, values }: Item): boolean =>
  unit === 'hour' && values.every(hour => hour < 24 && hour % 1 === 0)

/** 'Start om 8 uur', 'départ à 6 heures', 'a las 8 h'; not 'Las 12 Horas' nor 'Course à 6 heures'. */
function isOfDay(list: Item[], at: number): boolean {
  const item = list[at] as Item
  if (!/^(h|uur|heures|horas)$/.test(item.text) || !isHourOfDay(item)) return false
  const place = list[at - 1]?.text === '.' ? at - 2 : at - 1
  const [word, before] = [list[place], list[place - 1]]
  if (!isWord(word, atWords)) return false
  if (/^[ou]m$/.test(word?.text ?? '')) return true
  return isWord(before, startWords) || (word?.text === 'las' && before?.text === 'a')
}

/** 'Départ : 6 h', 'Start 8h': an hour of the day beside a length, or else the race itself. */
export function mayBeOfDay(list: Item[], at: number): boolean {
  const item = list[at] as Item
  if (item.text !== 'h' || item.values.length > 1 || !isHourOfDay(item)) return false
  const place = list[at - 1]?.text === ':' ? at - 2 : at - 1
  const [word, before] = [list[place], list[place - 1]]
  // The Fresh Start 12h is a race.
  if (word?.text === 'start' && before?.type === 'word') return false
  return isWord(word, startWords) || /^(à|às|at)$/.test(word?.text ?? '')
}

/** '1 mile loop', 'Runde 1,1 km'. */
export const isBesideLoop = (list: Item[], at: number): boolean =>
  isWord(list[at + 1], loopWords) ||
  isWord(list[at - (ofWords.has(list[at - 1]?.text ?? '') ? 2 : 1)], loopWords)

/** '5 km loop' among others, 'a loop of 5 km', '3 loops of 10 km'; '3 loops: 30 km' and '1 boucle de 50 km' are the whole. */
function isLoop({ list, loops, backyard }: About, at: number): boolean {
  if (!loops) return false
  // Giro di 25 km - 50 km: what comes first is no part of the rest.
  const several = backyard || list.findIndex(({ type }) => type === 'measure') < at
  const next = list.slice(at + 1, at + 5).find(({ text }) => !/^[-).:]$/.test(text))
  if (several && isWord(next, loopWords)) return true
  const of = list[at - 1]?.text ?? ''
  if (!ofWords.has(of) || !isWord(list[at - 2], loopWords)) return false
  if (/^[:=]$/.test(of)) return backyard
  const count = list[at - 3]
  return count?.type === 'bare' ? (count.values[0] ?? 0) > 1 : several
}

/** Whether the measure at `at` is what a race goes by: no time limit, climb or place's name. */
function counts({ list, neutral, climbs, moves, firstLength }: About, at: number): boolean {
  const item = list[at] as Item
  const words = list.slice(at + 1, at + 5).filter(({ text }) => !/^[-).:]$/.test(text))
  const [before, next] = [list[at - 1], words[0]]
  if (item.unit === 'hour' && (isLimit(list, at, words) || isOfDay(list, at))) return false
  if (item.text === 'mile' && isWord(next, placeWords) && !moves) return false
  if (item.spelled && !neutral) return false
  if (item.unit === 'day' && item.text.length > 1) return item.values.every(days => isRaceInDays(days, list))
  if (item.unit !== 'm') return !(climbs && item.unit === 'km' && item.values.every(km => km <= 2))
  return before?.text !== '+' && next?.text !== '+' && next?.text !== 'd' && !climbs && firstLength > at
}

/** A measure of a part, its place in it, and whether it is only a loop of the race. */
export type Numbered = { measure: Item; at: number; loop: boolean }

export function numbered(list: Item[]): Numbered[] {
  const known = about(list)
  return list.flatMap((measure, at) =>
    measure.type === 'measure' && counts(known, at) ? [{ measure, at, loop: isLoop(known, at) }] : [],
  )
}
