/**
 * The Events Calendar, a plugin by which many WordPress sites publish events: https://theeventscalendar.com. Operators
 * list the sites (`status.add_site`); all events are read, the ultras are kept.
 */
import { z } from 'zod'
import { isoDay, lastDay, optional } from '../parsing/dates.ts'
import { isUltra, parseDistances } from '../parsing/distances.ts'
import { cleanName, nameAndEdition } from '../parsing/names.ts'
import { coordinates, country, region } from '../parsing/places.ts'
import { httpUrl } from '../parsing/urls.ts'
import { jsonAs, keepWithout } from './page.ts'
import { onlyUltras, readRows } from './rows.ts'
import type { Page, RaceInput, Reading, Request, Source } from './source.ts'

/** The plugin's own limit. */
const perPage = 50

const venueSchema = z.object({
  venue: z.string().nullish(),
  city: z.string().nullish(),
  country: z.string().nullish(),
  state: z.string().nullish(),
  province: z.string().nullish(),
  geo_lat: z.union([z.number(), z.string()]).nullish(),
  geo_lng: z.union([z.number(), z.string()]).nullish(),
})
const labelSchema = z.object({ name: z.string() })
const withId = z.object({ id: z.union([z.number(), z.string()]) })
const rowSchema = z.object({
  id: z.union([z.number().int(), z.string().min(1)]),
  title: z.string(),
  url: z.string().nullish(),
  website: z.string().nullish(),
  status: z.string().nullish(),
  start_date: z.string(),
  end_date: z.string().nullish(),
  // An empty list where there is none.
  venue: venueSchema.or(z.array(z.unknown()).transform(() => ({}) as z.infer<typeof venueSchema>)).nullish(),
  categories: z.array(labelSchema).default([]),
  tags: z.array(labelSchema).default([]),
})
const pageSchema = z.object({
  events: z.array(z.unknown()),
  total_pages: z.coerce.number().int().optional(),
})

function events(site: string, page: number): Request {
  const root = site.replace(/\/+$/, '')
  return {
    url: `${root}/wp-json/tribe/events/v1/events?per_page=${perPage}&start_date={today}&page=${page}`,
    context: { site, page },
  }
}

/** In the title, or else in the categories and tags. */
function distanceText(row: z.infer<typeof rowSchema>): string {
  const title = cleanName(row.title)
  if (isUltra(parseDistances(title))) return title
  return [...row.categories, ...row.tags].map(({ name }) => cleanName(name)).join(', ') || title
}

function race(row: z.infer<typeof rowSchema>, host: string): RaceInput {
  const startDate = isoDay(row.start_date)
  const endDate = optional(isoDay, row.end_date)
  const venue = row.venue ?? {}
  const city = cleanName(venue.city ?? '') || null
  const code = country(venue.country ?? '')
  const state = cleanName(venue.state || venue.province || '')
  const text = distanceText(row)
  const title = nameAndEdition(row.title, startDate.slice(0, 4))
  return {
    id: `${host}/${row.id}`,
    ...title,
    url: httpUrl(row.website) ?? httpUrl(row.url),
    startDate,
    endDate: lastDay(startDate, endDate),
    place: [cleanName(venue.venue ?? ''), city, state, cleanName(venue.country ?? '')]
      .filter(Boolean)
      .join(', '),
    city,
    region: region(state, code)?.region ?? (state || null),
    country: code ?? region(state)?.country ?? null,
    ...coordinates(venue.geo_lat, venue.geo_lng),
    status: row.status === 'canceled' ? 'cancelled' : row.status === 'postponed' ? 'postponed' : 'scheduled',
    distanceText: text,
    distances: parseDistances(text),
  }
}

/** All further pages when the first says how many there are; else one by one, until one isn't there or isn't full. */
function further({ site, page }: { site: string; page: number }, rows: number, pages?: number): Request[] {
  if (pages === undefined) return rows >= perPage ? [events(site, page + 1)] : []
  return page === 1 ? Array.from({ length: Math.max(0, pages - 1) }, (_, i) => events(site, i + 2)) : []
}

function read({ text, request }: Page): Reading {
  // A page after the last isn't there.
  if (text === '') return { races: [], rejects: [], full: false, requests: [] }
  const page = jsonAs(text, pageSchema, 'page of The Events Calendar')
  const { events: rows, total_pages } = page
  const { host } = new URL(request.url)
  const id = (row: unknown) => withId.safeParse(row).data?.id
  return {
    ...onlyUltras(
      readRows(
        rows,
        row => (id(row) === undefined ? null : `${host}/${id(row)}`),
        row => race(rowSchema.parse(row), host),
      ),
    ),
    full: false,
    requests: further(request.context as { site: string; page: number }, rows.length, total_pages),
  }
}

export default {
  name: 'events_calendar',
  title: 'The Events Calendar (WordPress)',
  homePage: 'https://theeventscalendar.com',
  licence: "each site's own",
  attribution: "Races listed by their organisers' own sites",
  termsUrl: null,
  rank: 10,
  enabled: true,
  baseUrl: '',
  interval: 5_000,
  format: 'json',
  horizon: 730,
  missingIsEmpty: true,
  keep: keepWithout(
    'organizer',
    'author',
    'description',
    'excerpt',
    'phone',
    'email',
    'address',
    'zip',
    'image',
    'attendance',
  ),
  requests: sites => sites.map(site => events(site, 1)),
  read,
} satisfies Source
