/**
 * DUV, the German ultramarathon association's worldwide calendar: https://statistik.d-u-v.org/calendar.php.
 * One row is one distance; rows of one race share day, town and the core of their name.
 */
import { z } from 'zod'
import { isoDay, lastDay, optional } from '../parsing/dates.ts'
import { parseDistances } from '../parsing/distances.ts'
import { cleanName, nameAndEdition, nameCore } from '../parsing/names.ts'
import { country as countryNamed, countryOfIoc, town } from '../parsing/places.ts'
import { jsonAs, queryOf } from './page.ts'
import { readRows } from './rows.ts'
import type { Page, Race, RaceInput, Reading, Request, Source } from './source.ts'

const perPage = 400
/** The server stops here: 10 pages of 400. */
const mostPages = 10
/** Asked for with the lists; the others follow from it. */
const firstCountry = 'GER'

const withId = z.object({ EventID: z.string() })
const rowSchema = z.object({
  EventID: z.string().regex(/^\d+$/),
  EventName: z.string(),
  City: z.string().nullish(),
  Country: z.string().nullish(),
  Edition: z.string().nullish(),
  EventType: z.string().nullish(),
  Results: z.string().nullish(),
  Length: z.string().nullish(),
  Duration: z.string().nullish(),
  Startdate: z.string(),
  Enddate: z.string().nullish(),
})
const pageSchema = z.object({
  Races: z.array(z.unknown()),
  Pagination: z.object({ MaxPage: z.coerce.number().int() }).optional(),
  FltCountryValues: z.array(z.string()).optional(),
})

/** O is postponed, R revoked; every other letter speaks of results. */
const statuses: Record<string, Race['status']> = { O: 'postponed', R: 'cancelled' }

const surfaces: Record<string, RaceInput['surface']> = {
  1: 'road',
  2: 'trail',
  3: 'road',
  5: 'track',
  6: 'indoor',
}

const backyard = '10'
/** Types 11 to 14 are walks. */
const types: Record<string, string> = {
  ...{ 4: 'stage race', 7: 'friendship run', 8: 'invitational', 9: 'elimination', [backyard]: 'backyard' },
  ...{ 11: 'walk', 12: 'walk', 13: 'walk', 14: 'walk' },
}

function calendar(query: Record<string, string | number>): Request {
  return { url: `json/mcalendar.php?${new URLSearchParams(query as Record<string, string>)}` }
}

/** One country of the calendar. `plain` leaves out the lists that the first answer brings. */
function inCountry(country: string): Request {
  return calendar({ year: 'futur', country, perpage: perPage, plain: 1 })
}

/** The first answer brings the list of countries: a worldwide answer would stop at 4,000 rows. */
function requests(): Request[] {
  return [calendar({ year: 'futur', country: firstCountry, perpage: perPage })]
}

/** A backyard's duration is its limit, and the length beside a duration that of a lap: 6h of '1,461km', a decimal comma. */
function distanceText({ EventType, Length, Duration }: z.infer<typeof rowSchema>): string {
  if (EventType === backyard) return 'Backyard'
  return Duration || (Length ?? '').replace(/(\d),(?=\d)/g, '$1.')
}

/** Overseas France has no codes here, and towns that France has, too: 'Saint-Pierre, La Réunion' comes as FRA. */
const overseas = new Set(['REU', 'GLP', 'MTQ', 'GUF', 'MYT'])

function countryOf(code: string, place: string): string | null {
  const country = countryOfIoc(code)
  if (country !== 'FRA') return country
  const named = place.split(/[/(),;]| [-–] /).map(part => countryNamed(part) ?? '')
  return named.find(one => overseas.has(one)) ?? country
}

function race(row: z.infer<typeof rowSchema>): RaceInput {
  const { name, edition } = nameAndEdition(row.EventName, row.Startdate.slice(0, 4))
  const place = cleanName(row.City ?? '')
  const country = countryOf(row.Country ?? '', place)
  const { city, region } = town(place, country)
  const startDate = isoDay(row.Startdate)
  const endDate = optional(isoDay, row.Enddate)
  return {
    id: row.EventID,
    group: [startDate, row.Country, nameCore(place), nameCore(name)].join('|'),
    name,
    edition: Number.parseInt(row.Edition ?? '', 10) || edition,
    url: `https://statistik.d-u-v.org/eventdetail.php?event=${row.EventID}`,
    startDate,
    endDate: lastDay(startDate, endDate),
    place: [place, row.Country].filter(Boolean).join(', '),
    city,
    region,
    country,
    status: statuses[row.Results ?? ''] ?? 'scheduled',
    surface: surfaces[row.EventType ?? ''] ?? null,
    eventType: types[row.EventType ?? ''] ?? null,
    distanceText: distanceText(row),
    distances: parseDistances(distanceText(row), { bare: 'km' }),
  }
}

/** The pages or the parts still to ask for. */
function further(query: URLSearchParams, pages: number, rows: unknown[]): Pick<Reading, 'full' | 'requests'> {
  if (query.has('page') || pages <= 1) return { full: false, requests: [] }
  if (pages < mostPages) {
    const next = Array.from({ length: pages - 1 }, (_, i) =>
      calendar({ ...Object.fromEntries(query), page: i + 2 }),
    )
    return { full: false, requests: next }
  }
  return { full: true, requests: parts(query, rows) }
}

/** At the cap: all days to come split into years, a year into months; a month can't be split. */
function parts(query: URLSearchParams, rows: unknown[]): Request[] {
  const { country = '', from, to } = Object.fromEntries(query)
  const part = (from: string, to: string) =>
    calendar({ from, to, order: 'asc', country, perpage: perPage, plain: 1 })
  const year = Number((from ?? isoDay(rowSchema.parse(rows[0]).Startdate)).slice(0, 4))
  if (!from) {
    const years = [0, 1, 2].map(n => part(`${year + n}-01-01`, `${year + n}-12-31`))
    return [...years, part(`${year + 3}-01-01`, '2199-12-31')]
  }
  if (to?.slice(0, 7) === from.slice(0, 7)) return []
  return Array.from({ length: 12 }, (_, month) => {
    const end = new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10)
    return part(`${end.slice(0, 8)}01`, end)
  })
}

function read({ text, request }: Page): Reading {
  const page = jsonAs(text, pageSchema, 'DUV calendar')
  const { Races: rows, Pagination, FltCountryValues: countries = [] } = page
  const query = queryOf(request)
  const others = countries.filter(code => /^[A-Z]{3}$/.test(code) && code !== firstCountry)
  const { full, requests } = further(query, Pagination?.MaxPage ?? 1, rows)
  return {
    ...readRows(
      rows,
      row => withId.safeParse(row).data?.EventID ?? null,
      row => race(rowSchema.parse(row)),
    ),
    full,
    requests: [...requests, ...others.map(inCountry)],
  }
}

export default {
  name: 'duv',
  title: 'DUV Ultramarathon Statistics',
  homePage: 'https://statistik.d-u-v.org/calendar.php',
  licence: 'not stated',
  attribution: 'Race calendar of the Deutsche Ultramarathon-Vereinigung (DUV)',
  termsUrl: null,
  rank: 40,
  enabled: true,
  baseUrl: 'https://statistik.d-u-v.org/',
  interval: 5_000,
  format: 'json',
  horizon: 3_650,
  requests,
  read,
} satisfies Source
