/** What a row of UltraSignup offers: its list of distances, as the organiser typed it and the service cut it. */
import { type Distance, isUltra, parseDistances } from '../../parsing/distances.ts'
import { cleanName } from '../../parsing/names.ts'
import { takingPlace } from '../rows.ts'
import type { Race } from '../source.ts'

/** The service cuts the list of distances at about 98 characters, mid-word. */
const cutAt = 96

type Row = { EventName: string; Distances?: string | null; DistanceCategories?: string | null }
type Offer = Pick<Race, 'status' | 'distanceText' | 'distances'> & {
  /** A length that could not be read may be an ultra's. */
  mayBeUltra: boolean
}

const read = (text: string, truncated = false) => parseDistances(text, { m: 'mile', truncated })
const isLength = ({ kind, km, hours }: Distance) => kind === 'backyard' || km !== null || hours !== null
/** Its categories say " non ultra", too. */
const saysUltra = (text: string) => /(?<!non[ -]?)\bultra/i.test(text)

/** 'Frenzy Hills Rides' offers a '100 Miler'. A lone ride may be anything: midnight's, or one and tie. */
const cycled =
  /\b(?:rides|mtb|mountain bik(?:e|ing)|bike (?:race|ride)|gravel grinder|gran ?fondo|cycling)\b/i
const run = /\b(?:run(?:s|ners?|ning)?|trail|ultra|marathon|tie|foot|walk|hik(?:e|ing)|ruck)/i
const isCycled = ({ EventName, Distances }: Row) =>
  cycled.test(EventName) && !run.test(`${EventName} ${Distances}`)

export function offerOf(row: Row, year: string): Offer {
  const list = row.Distances ?? ''
  const truncated = list.length >= cutAt
  const pieces = cleanName(list)
    .split(',')
    .map(name => ({ name }))
  const joined = (parts: typeof pieces) => parts.map(({ name }) => name).join()
  const onBikes = isCycled(row)
  const { parts, distances, status } = takingPlace(pieces, year, parts =>
    read(joined(parts), truncated && parts.at(-1) === pieces.at(-1)).map(fact =>
      onBikes && fact.activity === 'run' ? { ...fact, activity: 'bike' } : fact,
    ),
  )
  const offer = { status, distanceText: joined(parts), distances, mayBeUltra: false }
  const unread = parts.filter(({ name }) => !read(name).some(isLength))
  if (onBikes || isUltra(distances) || (unread.length === 0 && !truncated)) return offer
  // 'Mad Trapper Backyard Ultra' offers 'there can be only one'.
  const name = cleanName(row.EventName)
  const named = read(name)
  const words = `${name}, ${joined(unread)}`
  return {
    ...offer,
    distances: distances.length === 0 || isUltra(named) ? [...distances, ...named] : distances,
    mayBeUltra:
      saysUltra(row.DistanceCategories ?? '') ||
      (saysUltra(words) && !/series\b.*\bpass\b|\bcoaching\b/i.test(words)),
  }
}
