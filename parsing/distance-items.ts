import type { Token } from './distance-tokens.ts'
import {
  boundWords,
  indexWords,
  neutralWords,
  numberWords,
  people,
  stageWords,
  trackMetres,
  type Unit,
  unitWords,
  type WrittenUnit,
} from './distance-words.ts'

export type Hints = { m?: 'mile' | 'metre'; truncated?: boolean; country?: string; bare?: 'km' }
/**
 * One thing of a token's text: a number with a unit (several where they share it), a number without, a count of people
 * or stages, a number that is neither ("junk": a time of day, a price, an index), a word, or a sign.
 */
export type Item = {
  type: 'measure' | 'bare' | 'people' | 'stages' | 'junk' | 'word' | 'sign'
  text: string
  values: number[]
  unit: Unit | null
  /** The number was in words. */
  spelled?: boolean
  start: number
  end: number
  tight: boolean
}

const signsOfMoney = new Set(['$', '€', '£', '#', '@'])

function item(
  type: Item['type'],
  from: Token,
  to: Token,
  values: number[] = [],
  unit: Unit | null = null,
): Item {
  const { start, tight } = from
  return { type, text: to.word, values, unit, start, end: to.end, tight }
}

/** What a lone m means: capitals are miles, small letters what the source says; lengths on a track are metres. */
function loneM(letter: string, value: number, tight: boolean, hints: Hints): WrittenUnit | null {
  const metre: WrittenUnit = { unit: 'm', factor: 1 }
  if (letter === 'm' && hints.m === 'metre') return metre
  if (trackMetres.has(value)) return letter === 'm' && value > 400 ? metre : null
  if (value >= 400) return null
  const known = hints.m !== undefined || (tight && letter === 'M') || (value % 1 !== 0 && value > 5)
  return known ? { unit: 'mile', factor: 1 } : null
}

/** The unit a number has by the word at `at`, and how far it reaches. Null where there is none. */
function unitAfter(
  list: Token[],
  at: number,
  value: number,
  hints: Hints,
): { unit: WrittenUnit; to: number } | null {
  let to = at
  if (list[to]?.word === '+' && list[to]?.tight) to++
  if (list[to]?.word === '-' && list[to]?.tight && list[to + 1]?.tight) to++
  const token = list[to]
  if (token?.type !== 'word') return null
  const next = list[to + 1]
  const ish = token.word.startsWith('ish') && token.tight && next?.type === 'word'
  const word = ish ? next : token
  if (word.text.length === 1 && next?.tight && (next.word === "'" || next.type === 'number')) return null
  if (next?.tight && next.type === 'number') return null
  const lone = word.word === 'm' ? loneM(word.text, value, word.tight, hints) : unitWords.get(word.word)
  if (!lone || (word.text === 'D' && value < 5)) return null
  return { unit: lone, to: ish ? to + 1 : to }
}

/** A clock, 15:37h: hours where a unit says so, or else a time of day. */
function clock(list: Token[], at: number): { item: Item; next: number } | null {
  const [first, colon, second, after] = list.slice(at, at + 4) as [Token, Token?, Token?, Token?]
  if (colon?.word !== ':' || !colon.tight || second?.type !== 'number' || !second.tight) return null
  const hours = first.value + second.value / 60
  if (unitWords.get(after?.word ?? '')?.factor === 1 && unitWords.get(after?.word ?? '')?.unit === 'hour')
    if (after && second.text.length === 2 && second.value < 60)
      return { item: item('measure', first, after, [Math.round(hours * 100) / 100], 'hour'), next: at + 4 }
  let next = at + 3
  while (list[next]?.word === ':' || (list[next]?.type === 'number' && list[next]?.tight)) next++
  return { item: item('junk', first, list[next - 1] as Token), next }
}

/** 1/2, 13 1/2 and the like before a word: the value and the place of its last token. */
function fraction(list: Token[], at: number): { value: number; to: number } {
  const [first, second, third, fourth] = list.slice(at, at + 4) as [Token, Token?, Token?, Token?]
  const whole = { value: first.value, to: at }
  if (second?.type === 'number' && second.value < 1 && /[½¼¾]/.test(second.text))
    return { value: first.value + second.value, to: at + 1 }
  if (second?.type === 'number' && !second.tight && list[at + 2]?.word === '/' && first.value % 1 === 0) {
    const part = fraction(list, at + 1)
    return part.to > at + 1 ? { value: first.value + part.value, to: part.to } : whole
  }
  if (second?.word !== '/' || third?.type !== 'number' || !third.tight || !second.tight) return whole
  if (!['1/2', '1/4', '3/4', '1/3'].includes(`${first.text}/${third.text}`)) return whole
  const before = list[at - 1]
  if (fourth?.word === '/' || before?.word === '/' || (before?.word === '-' && before.tight)) return whole
  return { value: first.value / third.value, to: at + 2 }
}

/** Whether what stands before makes a number an index, a price, a product or the tail of a name. */
function spoilt(list: Token[], at: number): boolean {
  const before = list[at - 1]
  if (!before) return false
  const number = list[at] as Token
  if (signsOfMoney.has(before.text) || before.word === '<' || before.word === '>') return true
  if ((before.word === 'x' || before.word === '*') && list[at - 2]?.type === 'number') return true
  if (before.type === 'word' && number.tight && !/^kms?$/.test(before.word))
    return before.word.length < 3 || !neutralWords.has(before.word)
  return boundWords.has(before.word)
}

function number(list: Token[], at: number, hints: Hints): { item: Item; next: number } {
  const timed = clock(list, at)
  if (timed) return timed
  const first = list[at] as Token
  const { value, to } = fraction(list, at)
  const found = unitAfter(list, to + 1, value, hints)
  const last = list[found?.to ?? to] as Token
  const after = list[(found?.to ?? to) + 1]
  const times = after?.word === 'x' && list[(found?.to ?? to) + 2]?.type === 'number'
  if (spoilt(list, at) || times || Number.isNaN(value) || after?.word === '%')
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
  if (prefix && /^kms?$/.test(prefix.word) && !glued)
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

/** "Six Hour", "half mile": a number in words before a unit. */
function spelledNumber(list: Token[], at: number): { item: Item; next: number } | null {
  const first = list[at] as Token
  const value = numberWords.get(first.word)
  const hyphen = list[at + 1]?.word === '-' ? 1 : 0
  const word = list[at + 1 + hyphen]
  const unit = unitWords.get(word?.word ?? '')
  if (value === undefined || !word || !unit || word.word.length < 4 || list[at - 1]?.type === 'number')
    return null
  if (numberWords.has(list[at - 1]?.word ?? '') || list[at - 1]?.word === '-') return null
  if (value < 1 && unit.unit === 'day') return null
  const amount = unit.factor === 1 ? value : Math.round(value * unit.factor * 100) / 100
  return {
    item: { ...item('measure', first, word, [amount], unit.unit), spelled: true },
    next: at + 2 + hyphen,
  }
}
