/** The events of a race of RunSignup: what each is, and how long. */
import { type Distance, isUltra, parseDistances, relayIn } from '../../parsing/distances.ts'
import { cleanName } from '../../parsing/names.ts'

type Event = { name: string; distance?: string | null; event_type?: string | null }

/** What is done by the type of an event, the first that fits; else the words beside its length say it. */
const activities: [RegExp, Distance['activity']][] = [
  [/thlon|adventure|swim_?run|aqua/, 'multi'],
  [/bike|gravel|ride/, 'bike'],
  [/swim/, 'swim'],
  [/ski/, 'ski'],
  [/ruck/, 'ruck'],
  [/paddle|skat|wheelchair/, 'other'],
]

/** 'Virtual Foo 100' is run anywhere; '5K, 1 Mile and Virtual Run', or one with that option, is not only. */
export const isVirtual = (name: string): boolean =>
  /\bvirtual\b/i.test(name) &&
  !/[&+/,|:]|\b(?:and|or|plus|with|also|options?|hybrid|person|live|no|non|not|available|category|edition|too|version)\b/i.test(
    name,
  )

/** Whether anybody covers a length in it. */
export const isRace = ({ event_type }: Event): boolean => !/clinic|expo|disc_golf/.test(event_type ?? '')

/**
 * The distance is in its own field, what else there is to it (teams, bicycles, hours) in the name. `m` is metres here.
 * Of a race by hours, or for as long as one can, the field says a loop or what the best may run.
 */
function lengths(name: string, distance: string): Distance[] {
  const field = parseDistances(distance, { m: 'metre' })
  const named = parseDistances(name, { m: 'metre' })
  const told = named.find(({ km, hours }) => field[0] && km === field[0].km && hours === field[0].hours)
  // Hours in the name of a marathon are those of an early start, of a pace or its limit.
  const isPlain = /marathon|early start|\bpace|\blimit/i.test(name)
  const timed = named.filter(
    ({ kind, hours }) => kind === 'backyard' || (hours && kind !== 'stage' && !isPlain),
  )
  const outlasts = isUltra(timed) && !isUltra(field)
  if (told && !outlasts) return [told]
  if (field.length === 0) return named
  // An hour beside an ultra's length may be that of an early start, or its limit.
  const only = timed.length === named.length && isUltra(timed) === isUltra(field)
  if (timed.length > 0 && !field.some(({ hours }) => hours) && (outlasts || only)) return timed
  const relay = relayIn(name)
  return relay ? field.map(fact => ({ ...fact, ...relay })) : field
}

export function distancesOf({ name, distance, event_type }: Event): Distance[] {
  const type = event_type ?? ''
  const activity = activities.find(([said]) => said.test(type))?.[1]
  return lengths(cleanName(name), distance ?? '').map(fact => ({
    ...fact,
    virtual: fact.virtual || type.includes('virtual') || /\bvirtual\b/i.test(name),
    activity: activity ?? fact.activity,
  }))
}
