import { z } from 'zod'
import { type Context, contexts, joinStages } from './distance-contexts.ts'
import { isBesideLoop, mayBeOfDay, type Numbered, numbered } from './distance-facts.ts'
import { items } from './distance-items.ts'
import { climbing, inMiles, type Measure, worded } from './distance-marathons.ts'
import type { Hints, Item } from './distance-numbers.ts'
import { parts, share } from './distance-parts.ts'
import type { Token } from './distance-tokens.ts'
import { isBackyard, isStageRace, type Traits, traits } from './distance-traits.ts'
import type { Unit } from './distance-words.ts'

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

/** A fact, and whether its race is said to be off, and it to stand beside a loop, to be a loop, or maybe an hour of the day. */
export type Reading = Distance & { off?: true; doubt?: 'round' | 'loop' | 'clock' }

function described(
  raw: string,
  trait: Traits,
): Pick<Reading, 'raw' | 'stages' | 'teamSize' | 'virtual' | 'activity' | 'off'> {
  return {
    raw,
    ...(trait.stages ? { stages: trait.stages } : {}),
    ...(trait.teamSize ? { teamSize: trait.teamSize } : {}),
    ...(trait.off ? { off: true } : {}),
    virtual: trait.virtual,
    activity: trait.activity ?? 'run',
  }
}

/** One fact for every number of a measure that is a possible length. */
function facts({ values, unit }: Measure, trait: Traits, raw: string): Reading[] {
  return values.flatMap(value => {
    const amount = Math.round(value * 1e4) / 1e4
    const [km, hours] = [times(value, kmPerUnit[unit]), times(value, hoursPerUnit[unit])]
    const possible = km === null ? (hours ?? 0) > 0 && (hours ?? 0) <= most.hours : km > 0 && km <= most.km
    return possible ? [{ ...described(raw, trait), kind: kindOf(trait, unit), km, hours, unit, amount }] : []
  })
}

/** A race without a length: a backyard, or a relay of so many. */
function without(kind: 'backyard' | 'relay' | 'stage', raw: string, trait: Traits): Reading {
  return { ...described(raw, trait), kind, km: null, hours: null, unit: null, amount: null }
}

/** What is said of stages where no length is. */
export const isMark = ({ kind, km, hours }: Reading): boolean =>
  kind === 'stage' && km === null && hours === null

/** The facts of a part in which numbers with units stand, every one with the words after it. */
function ofNumbers(measures: Numbered[], { text, part, lead, shared }: Context): Reading[] {
  const list = part.items
  const start = measures.find(({ loop }) => !loop) ?? measures[0]
  const before = distinct([...lead, ...list.slice(0, start?.at)])
  return measures.flatMap(({ measure, at, loop }, i) => {
    // What is said after a loop is said of the race.
    let next = i + 1
    while (measures[next]?.loop) next++
    const tail = list.slice(at + 1, measures[next]?.at)
    const first = i === 0 ? (list[0] as Item) : measure
    const raw = text.slice(first.start, (tail.at(-1) ?? measure).end).replace(/[\s-]+$/, '')
    const found = facts(measure as Measure, traits([...before, ...tail, ...shared]), raw)
    const round = isBesideLoop(list, at) ? 'round' : null
    const doubt = loop ? 'loop' : mayBeOfDay(list, at) ? 'clock' : round
    return doubt ? found.map(fact => ({ ...fact, doubt })) : found
  })
}

/** Each word once, in its first place: they are looked at for every measure. */
const distinct = (list: Item[]): Item[] => [...new Map(list.map(item => [item.text, item])).values()]

function ofPart(context: Context): Reading[] {
  const { text, part } = context
  const list = part.items
  const raw = text.slice(list[0]?.start, list.at(-1)?.end)
  const backyard = isBackyard(list) ? [without('backyard', raw, traits(list))] : []
  const measures = numbered(list)
  if (measures.length > 0) {
    // Marathon, 4 loops of 10.5 km.
    const whole = backyard.length === 0 && measures.every(({ loop }) => loop) ? worded(list) : null
    const first = whole ? facts(whole, traits(list), raw) : []
    return [...backyard, ...first, ...ofNumbers(measures, context)]
  }
  const trait = traits(list)
  // A marathon may have a limit of hours, or climb.
  const measured = list.some(({ type, unit }) => type === 'measure' && unit !== 'hour' && unit !== 'm')
  const word = backyard.length > 0 || measured ? null : worded(list)
  if (word) return facts(word, trait, raw)
  // For the whole text's facts; none itself.
  const staged = !measured && (trait.stages || isStageRace(list)) ? [without('stage', raw, trait)] : []
  const team = trait.teamSize && list.some(({ type }) => type === 'people') && list.some(isRelayWord)
  return [...backyard, ...staged, ...(team && !measured ? [without('relay', raw, trait)] : [])]
}

const isRelayWord = ({ text }: Item) => /^(relay|team|staffel|relais)/.test(text)

/** 50K (31 miles), 100K / 62M: one length in two units, the second left out. */
function unrepeated(list: Reading[], text: string): Reading[] {
  return list.filter((fact, i) => {
    const last = list[i - 1]
    if (!last?.km || !fact.km || last.unit === fact.unit) return true
    // 100 km (+5000 m) climbs.
    if (fact.unit === 'm') return false
    const between = /[(/=]/.test(text)
    return !(between && Math.abs(last.km - fact.km) < last.km * 0.02)
  })
}

export function ofSegment(segment: Token[], text: string, hints: Hints): Reading[] {
  const list = share(climbing(items(segment, hints), text))
  const onlyNumbers = list.every(({ type, text }) => type === 'bare' || /^[-/_+&.]$|^and$/.test(text))
  const [first, last] = [list[0], list.at(-1)]
  if (hints.bare && onlyNumbers && first && last) {
    const values = list.flatMap(({ values }) => values)
    return facts({ ...first, values, unit: hints.bare }, traits([]), text.slice(first.start, last.end))
  }
  const raw = text.slice(first?.start, last?.end)
  const all = joinStages(parts(list))
  const known = hints.bare ? all : all.map(part => ({ ...part, items: inMiles(part.items) }))
  const found = unrepeated(contexts(text, known).flatMap(ofPart), raw)
  // '6 Stage Race and 50K' are two.
  const isOne = known.every(({ before }) => before === '' || before === '/')
  return isOne ? found : found.filter(fact => !isMark(fact))
}
