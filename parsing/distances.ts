import { z } from 'zod'
import { isBackyard, type Measure, numbered, type Traits, traits, worded } from './distance-facts.ts'
import { items } from './distance-items.ts'
import type { Hints, Item } from './distance-numbers.ts'
import { areAlike, isBare, isMeasure, type Part, parts, segments, share, unsold } from './distance-parts.ts'
import { plain, type Token, tokens } from './distance-tokens.ts'
import { activityWords, relayWords, teamWords, type Unit } from './distance-words.ts'

export const distanceSchema = z.strictObject({
  raw: z.string(),
  kind: z.enum(['distance', 'duration', 'backyard', 'stage', 'relay', 'other']),
  km: z.number().positive().nullable(),
  hours: z.number().positive().nullable(),
  unit: z.enum(['mile', 'km', 'hour', 'day', 'm']).nullable(),
  amount: z.number().positive().nullable(),
  stages: z.number().int().positive().optional(),
  teamSize: z.number().int().positive().optional(),
  virtual: z.boolean(),
  activity: z.enum(['run', 'walk', 'ruck', 'bike', 'swim', 'ski', 'multi', 'other']),
})
export type Distance = z.infer<typeof distanceSchema>

/** As much of a text as is looked at, in UTF-16 units. */
const mostText = 2000
const kmPerUnit: Record<Unit, number | null> = { mile: 1.609344, km: 1, m: 0.001, hour: null, day: null }
const hoursPerUnit: Record<Unit, number | null> = { mile: null, km: null, m: null, hour: 1, day: 24 }
/** Longer than any race: 10,000 km and 100 days. */
const most = { km: 10_000, hours: 2400 }

const round = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100)
const times = (amount: number, factor: number | null) => round(factor === null ? null : amount * factor)

function kindOf(trait: Traits, unit: Unit): Distance['kind'] {
  if (trait.stage) return 'stage'
  if (trait.relay) return 'relay'
  return hoursPerUnit[unit] ? 'duration' : 'distance'
}

function described(
  raw: string,
  trait: Traits,
): Pick<Distance, 'raw' | 'stages' | 'teamSize' | 'virtual' | 'activity'> {
  return {
    raw,
    ...(trait.stages ? { stages: trait.stages } : {}),
    ...(trait.teamSize ? { teamSize: trait.teamSize } : {}),
    virtual: trait.virtual,
    activity: trait.activity ?? 'run',
  }
}

/** One fact for every number of a measure that is a possible length. */
function facts({ values, unit }: Measure, trait: Traits, raw: string): Distance[] {
  return values.flatMap(value => {
    const amount = Math.round(value * 1e4) / 1e4
    const [km, hours] = [times(value, kmPerUnit[unit]), times(value, hoursPerUnit[unit])]
    const possible = km === null ? (hours ?? 0) > 0 && (hours ?? 0) <= most.hours : km > 0 && km <= most.km
    return possible ? [{ ...described(raw, trait), kind: kindOf(trait, unit), km, hours, unit, amount }] : []
  })
}

/** A race without a length: a backyard, or a relay of so many. */
function without(kind: 'backyard' | 'relay', raw: string, trait: Traits): Distance {
  return { ...described(raw, trait), kind, km: null, hours: null, unit: null, amount: null }
}

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

type Context = { text: string; part: Part; lead: Item[]; shared: Item[] }

/** The facts of a part in which numbers with units stand, every one with the words after it. */
function ofNumbers(
  measures: { measure: Item; at: number }[],
  { text, part, lead, shared }: Context,
): Distance[] {
  const list = part.items
  const before = distinct([...lead, ...list.slice(0, measures[0]?.at)])
  return measures.flatMap(({ measure, at }, i) => {
    const tail = list.slice(at + 1, measures[i + 1]?.at)
    const first = i === 0 ? (list[0] as Item) : measure
    const raw = text.slice(first.start, (tail.at(-1) ?? measure).end).replace(/[\s-]+$/, '')
    return facts(measure as Measure, traits([...before, ...tail, ...shared]), raw)
  })
}

/** Each word once, in its first place: they are looked at for every measure. */
const distinct = (list: Item[]): Item[] => [...new Map(list.map(item => [item.text, item])).values()]

function ofPart(context: Context): Distance[] {
  const { text, part } = context
  const list = part.items
  const raw = text.slice(list[0]?.start, list.at(-1)?.end)
  const trait = traits(list)
  const backyard = isBackyard(list) ? [without('backyard', raw, trait)] : []
  const measures = numbered(list)
  if (measures.length > 0) return [...backyard, ...ofNumbers(measures, context)]
  const measured = list.some(({ type }) => type === 'measure')
  const word = backyard.length > 0 || measured ? null : worded(list)
  if (word) return facts(word, trait, raw)
  const team = trait.teamSize && list.some(({ type }) => type === 'people') && list.some(isRelayWord)
  return [...backyard, ...(team && !measured ? [without('relay', raw, trait)] : [])]
}

const isRelayWord = ({ text }: Item) => /^(relay|team|staffel|relais)/.test(text)

const isActivity = ({ text }: Item) => activityWords.some(([, words]) => words.has(text))

/**
 * The words before the first number hold for bare numbers after slashes too, those after the last for bare ones before;
 * before "or" only those of what is done, and of lengths alike: '50K or 5K virtual' has one that isn't, '50 Mile or 10 Mile Bike' a run.
 */
function contexts(text: string, list: Part[]): Context[] {
  const first = list[0]?.items ?? []
  const lead = first.slice(0, Math.max(first.findIndex(isMeasure), 0))
  const races = unsold(list)
  return list.flatMap((part, i) => {
    if (!races.has(part)) return []
    const next = list[i + 1]
    const after = next && isBare(part) ? next.items.slice(next.items.findIndex(isMeasure) + 1) : []
    const isEither = next && /^(or|oder|ou)$/.test(next.before) && areAlike(part, next)
    const shared = next?.before === '/' ? after : isEither ? after.filter(isActivity) : []
    return [{ text, part, lead: i > 0 && isBare(part) ? lead : [], shared }]
  })
}

/** 250km/6stages: a part that is only a count of stages belongs to the one before. */
function joinStages(list: Part[]): Part[] {
  const found: Part[] = []
  for (const part of list) {
    const last = found.at(-1)
    if (last && part.items[0]?.type === 'stages') last.items.push(...part.items)
    else found.push(part)
  }
  return found
}

/** 50K (31 miles), 100K / 62M: one length in two units, the second left out. */
function unrepeated(list: Distance[], text: string): Distance[] {
  return list.filter((fact, i) => {
    const last = list[i - 1]
    if (!last?.km || !fact.km || last.unit === fact.unit) return true
    // 100 km (+5000 m) climbs.
    if (fact.unit === 'm') return false
    const between = /[(/=]/.test(text)
    return !(between && Math.abs(last.km - fact.km) < last.km * 0.02)
  })
}

function ofSegment(segment: Token[], text: string, hints: Hints): Distance[] {
  const list = share(items(segment, hints))
  const onlyNumbers = list.every(({ type, text }) => type === 'bare' || /^[-/_+&.]$|^and$/.test(text))
  const [first, last] = [list[0], list.at(-1)]
  if (hints.bare && onlyNumbers && first && last) {
    const values = list.flatMap(({ values }) => values)
    return facts({ ...first, values, unit: hints.bare }, traits([]), text.slice(first.start, last.end))
  }
  const raw = text.slice(first?.start, last?.end)
  return unrepeated(contexts(text, joinStages(parts(list))).flatMap(ofPart), raw)
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
 *   without a unit is none either, unless the source says so (`hints.bare`).
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
  return list.flatMap(segment => ofSegment(segment, text, known))
}
