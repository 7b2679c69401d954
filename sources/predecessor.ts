/**
 * The tables of the Celery system that this one replaces. Nobody fetches them: `ultrasearch import` reads them, a month a page, and
 * its ids stay. Known faults: races that were inserted twice, "USA" for whatever its first source listed, coordinates folded
 * back onto the globe (`% 90`), distances that are missing.
 */
import { z } from 'zod'
import { isoDay, usDay } from '../parsing/dates.ts'
import { type Distance, parseDistances } from '../parsing/distances.ts'
import { cleanName, nameAndEdition } from '../parsing/names.ts'
import { coordinates, country, placeKey, region } from '../parsing/places.ts'
import { Unreadable } from '../parsing/unreadable.ts'
import { httpUrl } from '../parsing/urls.ts'
import { jsonAs } from './page.ts'
import { readRows } from './rows.ts'
import type { Race, RaceInput, Reading, Reject, Source } from './source.ts'

const maybe = z.string().nullish()
const withId = z.object({ id: z.string() })
const rowSchema = z.object({
  id: z.string().regex(/^[1-9]\d{0,17}$/),
  name: maybe,
  url: maybe,
  start_date: maybe,
  city: maybe,
  state: maybe,
  country: maybe,
  latitude: maybe,
  longitude: maybe,
  distances: z.array(z.object({ distance: maybe, unit: maybe })),
})
type Row = z.infer<typeof rowSchema>

const units = new Map(
  Object.entries({ mile: 'mi', miles: 'mi', mi: 'mi', km: 'km', hour: 'h', hours: 'h', h: 'h' }),
)

/** A distance as `parsing/` reads it; nothing where the unit is unknown or the number none. */
function lengths({ distance, unit }: Row['distances'][number]): Distance[] {
  const known = units.get(unit?.trim().toLowerCase() ?? '')
  return known && Number(distance) > 0 ? parseDistances(`${Number(distance)} ${known}`) : []
}

/** "USA" is believed where the state is one, or none is said: Canada's races have it too. */
function area(row: Row): { region: string | null; country: string | null } {
  const code = country(row.country ?? '')
  const state = cleanName(row.state ?? '')
  const known = region(state, code) ?? (code === 'USA' ? region(state) : null)
  return known ?? { region: state || null, country: code === 'USA' && state ? null : code }
}

function race(row: Row): RaceInput {
  if (!cleanName(row.name ?? '')) throw new Unreadable('It has no name.')
  const day = row.start_date ?? ''
  const startDate = day.includes('/') ? usDay(day) : isoDay(day)
  const city = cleanName(row.city ?? '') || null
  const where = area(row)
  const told = row.distances.flatMap(lengths)
  const fromName = told.length > 0 ? [] : parseDistances(cleanName(row.name ?? ''))
  return {
    id: row.id,
    ...nameAndEdition(row.name ?? '', startDate.slice(0, 4)),
    url: httpUrl(row.url),
    startDate,
    city,
    ...where,
    // A town we find ourselves. Else its coordinates are taken where the country says whether they can be true.
    ...(city === null && where.country !== null ? coordinates(row.latitude, row.longitude) : null),
    distanceText: [...told, ...fromName].map(({ raw }) => raw).join(', '),
    distances: told.length > 0 ? told : fromName,
  }
}

/** What of a row is left out of its race. */
function faults(row: Row): string[] {
  const { latitude, longitude } = row
  const isNowhere = coordinates(latitude, longitude) === null && (Number(latitude) || Number(longitude))
  const unread = row.distances.filter(one => lengths(one).length === 0)
  return [
    ...(isNowhere ? [`Its coordinates, ${latitude} and ${longitude}, are not on earth.`] : []),
    ...unread.map(({ distance, unit }) => `"${distance} ${unit}" is no distance in miles, km or hours.`),
  ]
}

/** Rows of one name and day are one race, unless they are of several towns. */
function joined(races: Race[]): Race[] {
  const nameOf = ({ name, startDate }: Race): string => `${startDate} ${placeKey(name) || name}`
  const townOf = ({ city }: Race): string => placeKey(city ?? '')
  const towns = new Map<string, Set<string>>()
  for (const race of races) {
    const known = towns.get(nameOf(race)) ?? new Set()
    towns.set(nameOf(race), townOf(race) ? known.add(townOf(race)) : known)
  }
  return races.map(race => ({
    ...race,
    group: (towns.get(nameOf(race))?.size ?? 0) > 1 ? `${nameOf(race)} ${townOf(race)}` : nameOf(race),
  }))
}

function read({ text }: { text: string }): Reading {
  const rows = jsonAs(text, z.array(z.unknown()), 'list of rows')
  const { races, rejects } = readRows(
    rows,
    row => withId.safeParse(row).data?.id ?? null,
    row => race(rowSchema.parse(row)),
  )
  const known = new Set(races.map(({ id }) => id))
  const incomplete = rows.flatMap((raw): Reject[] => {
    const row = rowSchema.safeParse(raw).data
    const reasons = row && known.has(row.id) ? faults(row) : []
    return row && reasons.length > 0
      ? [{ id: row.id, reason: `${reasons.join(' ')} The race is published without.`, raw }]
      : []
  })
  return { races: joined(races), rejects: [...rejects, ...incomplete], requests: [], full: false }
}

export default {
  name: 'predecessor',
  title: 'Ultrasearch on Celery',
  homePage: 'https://github.com/ultrasearch',
  licence: 'not stated',
  // Its rows don't say whose they are, and Ahotu's may not be passed on.
  mayExport: false,
  attribution: 'Races listed by Ultrasearch before it moved',
  termsUrl: null,
  rank: 99,
  givesIds: true,
  enabled: false,
  baseUrl: 'postgres://predecessor/',
  interval: 0,
  format: 'json',
  // What it says is as old as its rows: no import confirms a race of another day.
  horizon: 1,
  requests: () => {
    throw new Error('These races are not fetched: `ultrasearch import` brings them.')
  },
  read,
} satisfies Source
