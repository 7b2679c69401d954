/**
 * The Events Calendar, a plugin by which many WordPress sites publish events: https://theeventscalendar.com. Operators
 * list the sites (`status.add_site`). Their lists don't say whether an event is off (their `status` is that of a post), its own
 * answer does: so of all events that are listed, the ultras are asked for.
 */
import { decodeHTML } from 'entities'
import { z } from 'zod'
import { isoDay, lastDay, optional } from '../parsing/dates.ts'
import { isUltra, parseDistances } from '../parsing/distances.ts'
import { cleanName, nameAndEdition } from '../parsing/names.ts'
import { coordinates, country, countryOfSite, region } from '../parsing/places.ts'
import { Unreadable } from '../parsing/unreadable.ts'
import { httpUrl } from '../parsing/urls.ts'
import { json, jsonAs, keepWithout } from './page.ts'
import { statusOf, termsIn } from './platforms/jsonld.ts'
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
const postId = z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/)])
const withId = z.object({ id: postId, start_date: z.string() })
const rowSchema = z.object({
  id: postId,
  title: z.string(),
  url: z.string().nullish(),
  website: z.string().nullish(),
  start_date: z.string(),
  end_date: z.string().nullish(),
  // An empty list where there is none.
  venue: venueSchema.or(z.array(z.unknown()).transform(() => ({}) as z.infer<typeof venueSchema>)).nullish(),
  categories: z.array(labelSchema).default([]),
  tags: z.array(labelSchema).default([]),
  json_ld: z.record(z.string(), z.unknown()).nullish().catch(null),
})
const pageSchema = z.object({
  events: z.array(z.unknown()),
  total_pages: z.coerce.number().int().optional(),
})

const api = (site: string): string => `${site.replace(/\/+$/, '')}/wp-json/tribe/events/v1/events`

function events(site: string, page: number): Request {
  return {
    url: `${api(site)}?per_page=${perPage}&start_date={today}&page=${page}`,
    context: { site, page },
  }
}

const event = (site: string, id: string | number): Request => ({
  url: `${api(site)}/${id}`,
  context: { site },
})

/** In the title, or else in the categories and tags. */
function distanceText(row: z.infer<typeof rowSchema>): string {
  const title = cleanName(row.title)
  if (isUltra(parseDistances(title))) return title
  return [...row.categories, ...row.tags].map(({ name }) => cleanName(name)).join(', ') || title
}

/** The plugin writes them as HTML: ?race=1&amp;event=2. */
const link = (text: string | null | undefined): string | null => httpUrl(decodeHTML(text ?? ''))

/** Clubs give the post of last year's race the new day. */
const idOf = (key: string, row: z.infer<typeof withId>): string =>
  `${key}/${row.id}-${row.start_date.slice(0, 4)}`

/** The id of a row that may not be readable otherwise. */
function knownId(key: string, given: unknown): string | null {
  const row = withId.safeParse(given).data
  return row ? idOf(key, row) : null
}

/** Several sites may lie below one host, each with posts of its own. */
function siteKey(site: string): string {
  const { host, pathname } = new URL(site)
  return `${host}${pathname.replace(/\/+$/, '')}`
}

function race(row: z.infer<typeof rowSchema>, key: string): RaceInput {
  const startDate = isoDay(row.start_date)
  const endDate = optional(isoDay, row.end_date)
  const venue = row.venue ?? {}
  const city = cleanName(venue.city ?? '') || null
  const code = country(venue.country ?? '')
  const state = cleanName(venue.state || venue.province || '')
  const point = coordinates(venue.geo_lat, venue.geo_lng)
  const known = region(state, code ?? (point ? null : countryOfSite(key.split('/')[0] ?? '')), point)
  const text = distanceText(row)
  const title = nameAndEdition(row.title, startDate.slice(0, 4))
  return {
    id: idOf(key, row),
    ...title,
    url: link(row.website) ?? link(row.url),
    startDate,
    endDate: lastDay(startDate, endDate),
    place: [cleanName(venue.venue ?? ''), city, state, cleanName(venue.country ?? '')]
      .filter(Boolean)
      .join(', '),
    city,
    region: known?.region ?? (state || null),
    country: known?.country ?? code,
    ...point,
    status: statusOf(row.json_ld?.eventStatus),
    virtual: /Online/.test(termsIn(row.json_ld?.eventAttendanceMode)),
    distanceText: text,
    distances: parseDistances(text),
  }
}

/** All further pages when the first says how many there are; else one by one, until one isn't there or isn't full. */
function further(site: string, page: number, rows: number, pages?: number): Request[] {
  if (pages === undefined) return rows >= perPage ? [events(site, page + 1)] : []
  return page === 1 ? Array.from({ length: Math.max(0, pages - 1) }, (_, i) => events(site, i + 2)) : []
}

const nothing: Reading = { races: [], rejects: [], full: false, requests: [] }

function read({ text, request }: Page): Reading {
  const { site, page } = request.context as { site: string; page?: number }
  // A page after the last isn't there, nor an event that was deleted meanwhile.
  if (text === '' && page === 1) throw new Unreadable('There is no calendar of this plugin at this site.')
  if (text === '') return nothing
  const key = siteKey(site)
  const rows = (given: unknown[]) =>
    readRows(
      given,
      row => knownId(key, row),
      row => race(rowSchema.parse(row), key),
    )
  if (page === undefined) return { ...nothing, ...onlyUltras(rows([json(text)])) }
  const list = jsonAs(text, pageSchema, 'page of The Events Calendar')
  const posts = list.events.map(row => rowSchema.safeParse(row).data)
  const ultras = posts.flatMap(post => (post && isUltra(parseDistances(distanceText(post))) ? post.id : []))
  return {
    ...nothing,
    // What else is wrong with one its own answer tells.
    rejects: rows(list.events.filter((_, i) => posts[i] === undefined)).rejects,
    requests: [
      ...ultras.map(id => event(site, id)),
      ...further(site, page, list.events.length, list.total_pages),
    ],
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
    'performer',
    'telephone',
  ),
  requests: sites => sites.map(site => events(site, 1)),
  read,
} satisfies Source
