/** Numbers and what follows them at once: units, halves and quarters, clocks. */
import { perWords } from './distance-noise-words.ts'
import type { Token } from './distance-tokens.ts'
import { trackMetres, type Unit, unitWords, type WrittenUnit } from './distance-words.ts'

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

/** An item that reaches from one token to another. */
export function item(
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

/** 1 000 km, parted by a blank: 000 is no number of its own. And 10.000 m, which nobody measures to a millimetre. */
export function thousands(list: Token[], at: number, hints: Hints): { value: number; to: number } | null {
  const [first, second] = [list[at] as Token, list[at + 1]]
  if (/^[1-9]\d?\.000$/.test(first.text)) {
    const value = Number(first.text.replace('.', ''))
    return unitAfter(list, at + 1, value, hints)?.unit.unit === 'm' ? { value, to: at } : null
  }
  if (second?.type !== 'number' || second.tight || !/^0\d\d$/.test(second.text)) return null
  if (!/^[1-9]\d?$/.test(first.text)) return null
  const value = first.value * 1000 + second.value
  const unit = unitAfter(list, at + 2, value, hints)?.unit.unit
  return unit === 'km' || unit === 'mile' ? { value, to: at + 1 } : null
}

/** The unit a number has by the word at `at`, and how far it reaches. Null where there is none. */
export function unitAfter(
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
  // 2300 D+ climbs.
  if (token.word === 'd' && list[to + 1]?.word === '+') return null
  const next = list[to + 1]
  const ish = token.word.startsWith('ish') && token.tight && next?.type === 'word'
  const word = ish ? next : token
  if (word.text.length === 1 && next?.tight && (next.word === "'" || next.type === 'number')) return null
  if (next?.tight && next.type === 'number') return null
  // 2.500 m are a thousand times what the point says.
  const isGrouped = word.word === 'm' && value < 1000 && /^\d+\.\d{3}$/.test(list[at - 1]?.text ?? '')
  const metres = isGrouped ? value * 1000 : value
  const lone = word.word === 'm' ? loneM(word.text, metres, word.tight, hints) : unitWords.get(word.word)
  if (!lone || (word.text === 'D' && value < 5)) return null
  return { unit: lone, to: ish ? to + 1 : to }
}

/** +3200 m, but not 5000m+10000m. */
export function isClimb(list: Token[], at: number, { unit }: WrittenUnit): boolean {
  const sign = list[at - 1]
  if (unit !== 'm' || sign?.word !== '+' || !list[at]?.tight) return false
  return !sign.tight || list[at - 2]?.type === 'sign'
}

/** 6.7 km/h, 4 miles every hour: a pace, or the loop of a backyard. `at` is the place after the unit. */
export function isPace(list: Token[], at: number, written: WrittenUnit): boolean {
  if (written.unit === 'hour') return false
  const per = at + (list[at]?.word === '.' ? 1 : 0)
  if (!perWords.has(list[per]?.word ?? '')) return false
  const after = list[per + 1]?.word.length === 3 && list[per + 2]?.type === 'word' ? per + 2 : per + 1
  const unit = unitWords.get(list[after]?.word ?? '')
  return unit?.unit === 'hour' && unit.factor === 1
}

/** A clock, 15:37h: hours where a unit says so, or else a time of day. */
export function clock(list: Token[], at: number): { item: Item; next: number } | null {
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
export function fraction(list: Token[], at: number): { value: number; to: number } {
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
