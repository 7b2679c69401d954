import { boundWords, indexWords, neutralWords } from './distance-noise-words.ts'
import {
  clock,
  fraction,
  type Hints,
  type Item,
  isClimb,
  isPace,
  item,
  thousands,
  unitAfter,
} from './distance-numbers.ts'
import { people, stageWords } from './distance-race-words.ts'
import { spelledNumber } from './distance-spelled.ts'
import type { Token } from './distance-tokens.ts'

const signsOfMoney = new Set(['$', '€', '£', '#', '@'])

/** Whether what stands before makes a number an index, a price, a product or the tail of a name. */
function spoilt(list: Token[], at: number): boolean {
  const before = list[at - 1]
  if (!before) return false
  const number = list[at] as Token
  if (signsOfMoney.has(before.text) || before.word === '<' || before.word === '>') return true
  if ((before.word === 'x' || before.word === '*') && list[at - 2]?.type === 'number') return true
  // 2 200 m: the tail of a number, for all we know.
  if (before.type === 'number' && !number.tight && before.value < 100 && /^\d{3}$/.test(number.text))
    return true
  if (before.type === 'word' && number.tight && !/^kms?$/.test(before.word))
    return before.word.length < 3 || !neutralWords.has(before.word)
  return boundWords.has(before.word) && !isSpan(list, at)
}

/** 'From 5K up to 50K' names two; from 50 to 55 km is one. */
function isSpan(list: Token[], at: number): boolean {
  const to = list[at - 2]?.word === 'up' ? at - 3 : at - 2
  if (!/^(to|bis)$/.test(list[at - 1]?.word ?? '') || list[to]?.type !== 'word') return false
  return list.slice(Math.max(to - 4, 0), to).some(({ word }) => /^(from|von|ab)$/.test(word))
}

function number(list: Token[], at: number, hints: Hints): { item: Item; next: number } {
  const timed = clock(list, at)
  if (timed) return timed
  const first = list[at] as Token
  const grouped = thousands(list, at, hints)
  const { value, to } = grouped ?? fraction(list, at)
  const found = unitAfter(list, to + 1, value, hints)
  const last = list[found?.to ?? to] as Token
  const after = list[(found?.to ?? to) + 1]
  const times = after?.word === 'x' && list[(found?.to ?? to) + 2]?.type === 'number'
  const other = found && (isClimb(list, at, found.unit) || isPace(list, found.to + 1, found.unit))
  if (spoilt(list, at) || times || other || Number.isNaN(value) || after?.word === '%')
    return { item: item('junk', first, last), next: (found?.to ?? to) + 1 }
  if (found) {
    const amount = found.unit.factor === 1 ? value : Math.round(value * found.unit.factor * 100) / 100
    return { item: item('measure', first, last, [amount], found.unit.unit), next: found.to + 1 }
  }
  const hyphen = after?.word === '-' && after.tight ? 1 : 0
  const word = list[to + 1 + hyphen]
  const count = { values: [value], to: to + 1 + hyphen }
  if (word && people.has(word.word))
    return { item: item('people', first, word, count.values), next: count.to + 1 }
  if (word && stageWords.has(word.word))
    return { item: item('stages', first, word, count.values), next: count.to + 1 }
  const glued = word?.type === 'word' && word.tight && !hyphen && word.word !== 'x'
  const prefix = list[at - 1]
  // Not 80 km 2300 D+, where the km has a number of its own.
  const free = prefix && /^kms?$/.test(prefix.word) && list[at - 2]?.type !== 'number'
  if (free && !glued)
    return { item: { ...item('measure', first, last, [value], 'km'), start: prefix.start }, next: to + 1 }
  const daytime = word && /^(am|pm|uhr|oclock|noon)$/.test(word.word)
  if (to > at || /[½¼¾]/.test(first.text))
    return { item: { ...item('bare', first, last, [value]), text: 'fraction' }, next: to + 1 }
  const index = prefix && indexWords.has(prefix.word)
  return { item: item(glued || daytime || index ? 'junk' : 'bare', first, first, [value]), next: to + 1 }
}

/** The items of one token of a list, in order. */
export function items(list: Token[], hints: Hints): Item[] {
  const found: Item[] = []
  for (let at = 0; at < list.length; ) {
    const token = list[at] as Token
    const spelled = spelledNumber(list, at)
    if (spelled) found.push(spelled.item)
    else if (token.type === 'number') {
      const read = number(list, at, hints)
      found.push(read.item)
      at = read.next
      continue
    } else found.push(item(token.type, token, token))
    at = spelled?.next ?? at + 1
  }
  return found
}
