/** Made-up races in two sources' own formats: the same for the same number, whatever the day, but that all are to come. */
import { readFileSync } from 'node:fs'
import { allTowns } from '../sources/platforms/geonames.ts'

/** Numbers from 0 to 1, the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Town = { name: string; country: string; region: string; latitude: string; longitude: string }

let read: Town[] | undefined

/** Read once: each change of the races asks for them. */
function towns(): Town[] {
  read ??= readFileSync(allTowns, 'utf8')
    .split('\n')
    .map(line => line.split('\t'))
    .filter(fields => Number(fields[14]) > 3_000)
    .map(([, , name = '', , latitude = '', longitude = '', , , country = '', , region = '']) => ({
      name,
      country,
      region,
      latitude,
      longitude,
    }))
  return read
}

const firsts =
  'Bear Eagle Granite Hidden Iron Lost Misty Old Pine Red Rocky Silver Thunder Twin White Wild'.split(' ')
const seconds =
  'Canyon Creek Forest Gorge Hills Lake Mesa Mountain Pass Peak Ridge River Summit Valley'.split(' ')
const kinds = ['Ultra', 'Trail Run', '100', 'Endurance Run', 'Trail Races', 'Backyard Ultra']

const marathon = '26.2 Miler'
/** Lengths as UltraSignup and as Ahotu write them; together 2.4 a race. */
const lengths = [
  { text: '50K', distance: 50, unit: 1 },
  { text: '50 Miler', distance: 50, unit: 3 },
  { text: '100K', distance: 100, unit: 1 },
  { text: '100 Miler', distance: 100, unit: 3 },
  { text: '24hrs', distance: 24, unit: 5 },
  { text: marathon, distance: 42.195, unit: 1 },
]

export type UltraSignupRow = {
  EventDateId: number
  EventName: string
  EventDate: string
  EventDateEnd: null
  Distances: string
  City: string
  State: string
  Latitude: string
  Longitude: string
  EventWebsite: string
  Cancelled: boolean
  Postponed: boolean
  VirtualEvent: boolean
}
export type AhotuRow = {
  id: number
  event_name_en: string
  registration_url: string
  start_date: string
  country: string
  city: string
  lonlat: { coordinates: [number, number] }
  tags: string[]
  activities: { distance: number; distance_unit_id: number }[]
}

const english = new Intl.DisplayNames(['en'], { type: 'region' })

/** So many races, half of them of each source. With `version` one of fifty has another name. */
export function makeRaces(events: number, version = 0): { ultrasignup: UltraSignupRow[]; ahotu: AhotuRow[] } {
  const draw = random(events)
  const pick = <T>(list: T[]): T => list[Math.floor(draw() * list.length)] as T
  const all = towns()
  const american = all.filter(({ country }) => country === 'US')
  const foreign = all.filter(({ country }) => country !== 'US')
  const today = Math.floor(Date.now() / 86_400_000)
  const common = (id: number, of: Town[]) => {
    const name = `${pick(firsts)} ${pick(seconds)} ${pick(kinds)}${version > 0 && id % 50 === 0 ? ` by Night ${version}` : ''}`
    const chosen = lengths.filter(() => draw() < 0.4)
    // Most races are on Saturdays.
    const day = today + 7 + Math.floor(draw() * 350)
    const saturday = draw() < 0.7 ? day - ((day + 5) % 7) : day
    const date = new Date(saturday * 86_400_000).toISOString().slice(0, 10)
    // Sources publish no race without an ultra.
    const isUltra = chosen.some(({ text }) => text !== marathon)
    return {
      id,
      name,
      town: pick(of),
      date,
      offered: isUltra ? chosen : [pick(lengths.slice(0, -1)), ...chosen],
    }
  }
  const half = Math.ceil(events / 2)
  return {
    ultrasignup: Array.from({ length: half }, (_, i) => {
      const { id, name, town, date, offered } = common(i + 1, american)
      const [year, month, day] = date.split('-').map(Number)
      return {
        EventDateId: id,
        EventName: name,
        EventDate: `${month}/${day}/${year}`,
        EventDateEnd: null,
        Distances: offered.map(({ text }) => text).join(', '),
        City: town.name,
        State: town.region,
        Latitude: town.latitude,
        Longitude: town.longitude,
        EventWebsite: `https://race${id}.example.org/`,
        Cancelled: id % 97 === 0,
        Postponed: false,
        VirtualEvent: false,
      }
    }),
    ahotu: Array.from({ length: events - half }, (_, i) => {
      const { id, name, town, date, offered } = common(i + 1, foreign)
      return {
        id,
        event_name_en: name,
        registration_url: `https://foreign${id}.example.org/`,
        start_date: date,
        country: english.of(town.country) ?? '',
        city: town.name,
        lonlat: { coordinates: [Number(town.longitude), Number(town.latitude)] },
        tags: [],
        activities: offered.map(({ distance, unit }) => ({ distance, distance_unit_id: unit })),
      }
    }),
  }
}
