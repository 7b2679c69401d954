import { calledOffWords, neutralWords, notOffBefore, notOffWords } from './distance-noise-words.ts'
import type { Item } from './distance-numbers.ts'
import {
  activityWords,
  relayWords,
  runWords,
  stageRaceWords,
  stageWords,
  teamWords,
  virtualWords,
} from './distance-race-words.ts'

type Activity = (typeof activityWords)[number][0]
/** What the words around a length say of the race. */
export type Traits = {
  activity: Activity | null
  virtual: boolean
  relay: boolean
  teamSize: number | null
  stage: boolean
  stages: number | null
  off: boolean
}
export const isWord = (item: Item | undefined, words: ReadonlySet<string>) =>
  item?.type === 'word' && words.has(item.text)
export const some = (list: Item[], words: ReadonlySet<string>) => list.some(item => isWord(item, words))
export const onlyNeutral = (list: Item[]) =>
  list.every(item => item.type !== 'word' || neutralWords.has(item.text))
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

/** The place of each word's activity among all. */
const ranks = new Map(
  activityWords
    .flatMap(([, words], rank) => [...words].map((word): [string, number] => [word, rank]))
    .toReversed(),
)
export const isActivity = ({ text }: Item): boolean => ranks.has(text)

export function activity(list: Item[]): Activity | null {
  let first: number = activityWords.length
  for (const item of list) {
    if (item.type === 'word') first = Math.min(first, ranks.get(item.text) ?? first)
  }
  const found = activityWords.at(first)?.[0] ?? null
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

/** 'Stage race', 'gara a tappe', and not a word more. */
export const isStageRace = (list: Item[]): boolean =>
  isStage(list) &&
  list.every(item => item.type === 'sign' || isWord(item, stageRaceWords) || isWord(item, neutralWords))

/** 'Cancelled'; not 'no refunds if cancelled', nor 'cancelled in 2025', which is another year's. */
function isOff(list: Item[]): boolean {
  const at = list.findIndex(item => isWord(item, calledOffWords))
  if (at < 0) return false
  const [before, after] = [list.slice(Math.max(at - 3, 0), at), list.slice(at + 1)]
  if (some(before, notOffBefore) || some([...before, ...after.slice(0, 3)], notOffWords)) return false
  return !after.some(({ type, text, values }) => type !== 'word' && isThisAge(values[0] ?? Number(text)))
}

const isThisAge = (year: number) => year % 1 === 0 && year >= 2000 && year < 2100

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
    off: isOff(list),
    stages: stages > 1 && stages % 1 === 0 ? stages : null,
  }
}
