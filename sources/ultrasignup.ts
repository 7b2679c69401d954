/**
 * UltraSignup's closest-events service: https://ultrasignup.com. It answers at most 100 rows and has no pages, so the
 * calendar is asked for in 12 months by 12 distance codes, and a cell that comes back full is cut by area.
 */
import { z } from 'zod'
import { optional, usDay } from '../parsing/dates.ts'
import { isUltra } from '../parsing/distances.ts'
import { cleanName, nameAndEdition } from '../parsing/names.ts'
import { coordinates, region, town } from '../parsing/places.ts'
import { Unreadable } from '../parsing/unreadable.ts'
import { httpUrl } from '../parsing/urls.ts'
import { json, queryOf } from './page.ts'
import { type Area, circleAround, cut, type Point, world } from './platforms/area.ts'
import { offerOf } from './platforms/ultrasignup-offers.ts'
import { readRows } from './rows.ts'
import type { Page, Race, RaceInput, Reading, Request, Source } from './source.ts'

const cap = 100
/** About the middle of North America, where nearly all of its races are. */
const centre: Point = { latitude: 39, longitude: -98 }

const id = z.coerce.number().int().positive()
const withId = z.object({ EventDateId: id })
const rowSchema = z.object({
  EventDateId: id,
  EventName: z.string(),
  EventDate: z.string(),
  EventDateEnd: z.string().nullish(),
  Distances: z.string().nullish(),
  DistanceCategories: z.string().nullish(),
  City: z.string().nullish(),
  State: z.string().nullish(),
  Latitude: z.coerce.string().nullish(),
  Longitude: z.coerce.string().nullish(),
  EventWebsite: z.string().nullish(),
  Cancelled: z.boolean().nullish(),
  Postponed: z.boolean().nullish(),
  VirtualEvent: z.boolean().nullish(),
})

/** What the distance codes mean is written nowhere: they are only a way to cut the calendar. */
function cell(month: string | number, dist: string | number, area: Area): Request {
  const { latitude, longitude, miles } = circleAround(area, centre)
  const query = `virtual=0&open=0&past=0&lat=${latitude}&lng=${longitude}&mi=${miles}&mo=12&m=${month}&dist=${dist}`
  return { url: `service/events.svc/closestevents?${query}`, context: area }
}

function requests(): Request[] {
  const twelve = Array.from({ length: 12 }, (_, i) => i + 1)
  return twelve.flatMap(month => twelve.map(dist => cell(month, dist, world)))
}

type Row = z.infer<typeof rowSchema>

function race(row: Row, offer: Pick<Race, 'status' | 'distanceText' | 'distances'>): RaceInput {
  const state = cleanName(row.State ?? '') || null
  const point = coordinates(row.Latitude, row.Longitude)
  // There is no country: only a state or province we know tells it, if the race lies there. Abroad stays unknown, never "USA".
  const known = region(state ?? '', null, point)
  const { city } = town(cleanName(row.City ?? ''), known?.country)
  const startDate = usDay(row.EventDate)
  const endDate = optional(usDay, row.EventDateEnd)
  return {
    id: String(row.EventDateId),
    ...nameAndEdition(row.EventName, startDate.slice(0, 4)),
    url: httpUrl(row.EventWebsite) ?? `https://ultrasignup.com/register.aspx?dtid=${row.EventDateId}`,
    startDate,
    endDate: endDate && endDate >= startDate ? endDate : null,
    place: [city, state].filter(Boolean).join(', '),
    city,
    region: known ? known.region : state,
    country: known?.country ?? null,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
    virtual: row.VirtualEvent ?? false,
    ...offer,
    status: row.Cancelled ? 'cancelled' : row.Postponed ? 'postponed' : offer.status,
  }
}

/** The service lists hayrides, memberships and short races too: only ultras are kept, and what calls itself one. */
function ultras(rows: unknown[]): Pick<Reading, 'races' | 'rejects'> {
  const unclear = new Set<string>()
  const { races, rejects } = readRows(
    rows,
    row => String(withId.safeParse(row).data?.EventDateId ?? '') || null,
    given => {
      const row = rowSchema.parse(given)
      const { mayBeUltra, ...offer } = offerOf(row, usDay(row.EventDate).slice(0, 4))
      if (mayBeUltra) unclear.add(String(row.EventDateId))
      return race(row, offer)
    },
  )
  return { races: races.filter(({ id, distances }) => isUltra(distances) || unclear.has(id)), rejects }
}

function read({ text, request }: Page): Reading {
  const rows = json(text)
  if (!Array.isArray(rows)) throw new Unreadable('This is no list of UltraSignup events.')
  const full = rows.length >= cap
  const query = queryOf(request)
  const parts = full
    ? cut(
        request.context as Area,
        rows.map(row => coordinates(row?.Latitude, row?.Longitude)),
      )
    : []
  return {
    ...ultras(rows),
    full,
    requests: parts.map(area => cell(query.get('m') ?? '', query.get('dist') ?? '', area)),
  }
}

export default {
  name: 'ultrasignup',
  title: 'UltraSignup',
  homePage: 'https://ultrasignup.com',
  licence: 'not stated',
  attribution: 'Races listed by UltraSignup',
  termsUrl: null,
  rank: 20,
  enabled: true,
  baseUrl: 'https://ultrasignup.com/',
  interval: 5_000,
  format: 'json',
  horizon: 365,
  requests,
  read,
} satisfies Source
