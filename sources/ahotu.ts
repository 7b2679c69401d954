/**
 * Ahotu's advanced search: https://www.ahotu.com. Its maker wants to be asked before, so it is disabled: enable it when
 * you have leave.
 */
import { z } from 'zod'
import { isoDay } from '../parsing/dates.ts'
import { parseDistances } from '../parsing/distances.ts'
import { cleanName, nameAndEdition } from '../parsing/names.ts'
import { coordinates, country } from '../parsing/places.ts'
import { httpUrl } from '../parsing/urls.ts'
import { jsonAs, queryOf } from './page.ts'
import { onlyUltras, readRows } from './rows.ts'
import type { Page, RaceInput, Reading, Request, Source } from './source.ts'

const withId = z.object({ id: z.number() })
const rowSchema = z.object({
  id: z.number().int(),
  event_name_en: z.string(),
  registration_url: z.string().nullish(),
  start_date: z.string(),
  country: z.string().nullish(),
  city: z.string().nullish(),
  lonlat: z.object({ coordinates: z.tuple([z.number(), z.number()]) }).nullish(),
  tags: z.array(z.string()).default([]),
  activities: z
    .array(z.object({ distance: z.number().nullish(), distance_unit_id: z.number().nullish() }))
    .default([]),
})
const pageSchema = z.object({ total_pages: z.number().int(), races: z.array(z.unknown()) })

/** What the ids of units mean; others are unknown, and so is the distance. */
const units: Record<number, string> = { 1: 'km', 2: 'meters', 3: 'miles', 5: 'hours' }

/** `zoom` is a box: north, east, south, west. */
function search(page: number): Request {
  const world = [90, 180, -90, -180].map(degrees => `zoom[]=${degrees}`).join('&')
  return { url: `advanced-search.json?language=en&${world}&activity[]=run&page=${page}` }
}

function race(row: z.infer<typeof rowSchema>): RaceInput {
  const startDate = isoDay(row.start_date)
  const city = cleanName(row.city ?? '') || null
  const [longitude, latitude] = row.lonlat?.coordinates ?? []
  const texts = row.activities.map(
    ({ distance, distance_unit_id: unit }) => `${distance ?? ''} ${units[unit ?? 0] ?? `(unit ${unit})`}`,
  )
  return {
    id: String(row.id),
    ...nameAndEdition(row.event_name_en, startDate.slice(0, 4)),
    url: httpUrl(row.registration_url),
    startDate,
    place: [city, row.country].filter(Boolean).join(', '),
    city,
    country: country(row.country ?? ''),
    ...coordinates(latitude, longitude),
    virtual: row.tags.includes('virtual'),
    distanceText: texts.join(', '),
    distances: texts.filter(text => !text.includes('unit')).flatMap(text => parseDistances(text)),
  }
}

function read({ text, request }: Page): Reading {
  const page = jsonAs(text, pageSchema, "page of Ahotu's search")
  const number = Number(queryOf(request).get('page'))
  const pages = number === 1 ? page.total_pages : 0
  return {
    ...onlyUltras(
      readRows(
        page.races,
        row => String(withId.safeParse(row).data?.id ?? '') || null,
        row => race(rowSchema.parse(row)),
      ),
    ),
    full: false,
    requests: Array.from({ length: Math.max(0, pages - 1) }, (_, i) => search(i + 2)),
  }
}

export default {
  name: 'ahotu',
  title: 'Ahotu',
  homePage: 'https://www.ahotu.com',
  licence: 'commercial; not without permission',
  mayExport: false,
  attribution: 'Races listed by Ahotu',
  termsUrl: null,
  enabled: false,
  baseUrl: 'https://www.ahotu.com/',
  interval: 10_000,
  format: 'json',
  horizon: 365,
  requests: () => [search(1)],
  read,
} satisfies Source
