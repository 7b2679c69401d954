import { items } from './distance-items.ts'
import type { Hints } from './distance-numbers.ts'
import { relayWords, teamWords } from './distance-race-words.ts'
import { type Distance, ofSegment } from './distance-readings.ts'
import { segments } from './distance-segments.ts'
import { together } from './distance-together.ts'
import { plain, tokens } from './distance-tokens.ts'
import { traits } from './distance-traits.ts'

export { type Distance, distanceSchema } from './distance-readings.ts'

/** As much of a text as is looked at, in UTF-16 units. */
const mostText = 2000

/** Longer than a marathon, or six hours and more, or for as long as one can. Bicycles and virtual races don't count. */
export function isUltra(list: Distance[]): boolean {
  return list.some(
    ({ kind, km, hours, activity, virtual }) =>
      !virtual &&
      (activity === 'run' || activity === 'walk' || activity === 'ruck') &&
      (kind === 'backyard' || (km ?? 0) > 42.5 || (hours ?? 0) >= 6),
  )
}

/** What a name says of teams, whatever its length: 'Relay Team', '4 Person Relay'. Null where one may run alone. */
export function relayIn(name: string): Pick<Distance, 'kind' | 'teamSize'> | null {
  const list = items(tokens(plain(name.slice(0, mostText))), {})
  const { relay, teamSize } = traits(list)
  const said = list.some(({ text }) => relayWords.has(text) || teamWords.has(text))
  if (!relay || !said || list.some(({ text }) => /^(solo|individual)s?$/.test(text))) return null
  return { kind: 'relay', ...(teamSize ? { teamSize } : {}) }
}

/**
 * Reads the lengths and durations a source names, in their order, and nothing else.
 *
 * - A number with a unit after it (`50K`, `52,4mi`, `1/2 mile`, `km58`) is a `distance`, or a `duration` where the unit is
 *   one of time (`6h`, `15:37h`, `6 Tage`). A marathon is 42.195 km, a half of it half, in any usual language.
 * - Commas, semicolons, bars, slashes, plus signs, "and" and blanks part a list. Numbers listed before a unit share it
 *   (`50/100K`, `6-12-24h`); a hyphen between near numbers is a range (`50-55 km`), and says nothing.
 * - Words beside a number say what is done (`activity`), whether it is `virtual`, a `relay` and of how many (`teamSize`),
 *   a `stage` race and of how many (`stages`). "Backyard" and "last … standing" are a `backyard`, without km and hours.
 * - Times of day, dates, prices, ages, numbers of races, loops and stages, climbs and time limits are no lengths; a number
 *   without a unit is none either, unless the source says so (`hints.bare`), or it is 13.1 or 26.2 outside a list of km:
 *   those are miles.
 * - Numbers may be words (`vinte e quatro horas`), and words be written as one (`Sechsstundenlauf`) or without blanks at
 *   all (`100キロの部`). A length that is said to be cancelled goes where another is left.
 *
 * @param text one length or a list of them; past 2,000 characters it's not looked at
 * @param hints what the source is known to mean: a small `m` (without it `m` is miles where `country` is USA, and nothing
 *   elsewhere), numbers without a unit, and whether the text was cut off (then its last piece is left out)
 * @returns facts with `km` and `hours` to two decimals (a mile is 1.609344 km), and the `amount` and `unit` as written; at
 *   most 10,000 km and 100 days. Never throws, and takes time in proportion to the text.
 */
export function parseDistances(text: string, hints: Hints = {}): Distance[] {
  // Sources say the same few lengths again and again.
  const key = text.length > longestKnown ? null : `${Object.entries(hints).flat().join()} ${text}`
  const known = key === null ? undefined : read.get(key)
  const list = known ?? readDistances(text, hints)
  if (!known && key !== null) {
    if (read.size >= mostKnown) read.clear()
    read.set(key, list)
  }
  // Whoever gets it may change it.
  return list.map(distance => ({ ...distance }))
}

const read = new Map<string, Distance[]>()
const longestKnown = 100
const mostKnown = 5_000

function readDistances(text: string, hints: Hints): Distance[] {
  const cut = text.length > mostText
  const looked = plain(text.slice(0, mostText))
  const known = hints.m === undefined && hints.country === 'USA' ? { ...hints, m: 'mile' as const } : hints
  const { segments: list, open } = segments(tokens(looked))
  if ((cut || hints.truncated) && open) list.pop()
  return together(list.flatMap(segment => ofSegment(segment, text, known)))
}
