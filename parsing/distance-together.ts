import { type Distance, isMark, type Reading } from './distance-readings.ts'

/** A number and its unit, and no word more. */
const isBare = (raw: string): boolean => /^\d[\d.,\s-]*\p{L}+\.?$/u.test(raw)

/** 60 km, 5.000 m: what stands apart behind a length and is much less of it climbs. */
const climbs = ({ unit, km, raw }: Reading, last?: Reading): boolean =>
  unit === 'm' && km !== null && km >= 1 && (last?.km ?? 0) > km * 5 && last?.unit !== 'm' && isBare(raw)

/** The loop of a backyard, 4 1/6 miles; and as 6,706 km is read. */
const isYard = ({ kind, km }: Reading): boolean =>
  kind === 'distance' && km !== null && [km, km / 1000].some(loop => loop > 6.6 && loop < 6.8)

/** '24 hours, 1 mile loop'. */
const isLoop = ({ doubt, km }: Reading): boolean => doubt === 'round' && (km ?? 99) < 10

const isLength = ({ kind, km }: Reading): boolean => kind === 'distance' && km !== null
const isDays = ({ kind, unit, raw }: Reading): boolean => kind === 'duration' && unit === 'day' && isBare(raw)

/** '4 Etappen, 160 km': what is said of stages apart is said of the only length there is. The days of stages are no race. */
function staged(list: Reading[]): Reading[] {
  const marks = list.filter(isMark)
  const mark = marks.find(({ stages }) => stages) ?? marks[0]
  const facts = list.filter(fact => !isMark(fact))
  const only = facts.filter(isLength).length === 1
  const all = facts.map(fact =>
    mark && only && isLength(fact)
      ? { ...fact, kind: 'stage' as const, ...(mark.stages && { stages: mark.stages }) }
      : fact,
  )
  return all.some(({ kind }) => kind === 'stage') ? all.filter(fact => !isDays(fact)) : all
}

/** A loop beside what is longer, or timed, or a backyard; an hour of the day beside nothing but lengths. */
function isBeside(fact: Reading, list: Reading[]): boolean {
  if (fact.doubt === 'clock')
    return list.some(({ km }) => km !== null) && list.every(({ doubt, hours }) => doubt || hours === null)
  if (fact.doubt !== 'loop') return false
  // 50K Loop - 25K Loop are two races.
  const others = list.filter(({ doubt }) => !doubt)
  return others.some(
    ({ km, hours, kind }) => kind === 'backyard' || (hours ?? 0) >= 3 || (km ?? 0) > (fact.km ?? 0),
  )
}

const toldOf = ({ off, doubt, ...fact }: Reading): Distance => fact

/** The facts of a text's pieces as each reads beside the others. */
export function together(all: Reading[]): Distance[] {
  if (all.length < 2 && !all.some(fact => fact.off || fact.doubt || isMark(fact))) return all
  const list = all.filter((fact, i) => !climbs(fact, all[i - 1]) && !isBeside(fact, all))
  const on = list.filter(({ off }) => !off)
  // Those that are off go if any is left.
  const left = on.length > 0 ? on : list
  const isBackyard = left.some(({ kind }) => kind === 'backyard')
  const yards = isBackyard ? left.filter(fact => !isYard(fact)) : left
  const isTimed = yards.some(({ hours }) => (hours ?? 0) >= 3)
  const races = isTimed ? yards.filter(fact => !isLoop(fact)) : yards
  const facts = races.some(({ kind }) => kind === 'stage') ? staged(races) : races
  return facts.some(({ off, doubt }) => off || doubt) ? facts.map(toldOf) : facts
}
