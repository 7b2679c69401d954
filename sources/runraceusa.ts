/** RunRaceUSA's nightly file of races in the USA, from several platforms: https://runraceusa.com, CC BY 4.0. */
import { z } from 'zod'
import { isoDay } from '../parsing/dates.ts'
import { parseDistances } from '../parsing/distances.ts'
import { cleanName, nameAndEdition } from '../parsing/names.ts'
import { coordinates, region } from '../parsing/places.ts'
import { httpUrl } from '../parsing/urls.ts'
import { listOf } from './rows.ts'
import type { RaceInput, Source } from './source.ts'

const withId = z.object({ s: z.string(), date: z.string() })
const rowSchema = z.object({
  s: z.string().min(1),
  name: z.string(),
  date: z.string(),
  city: z.string().nullish(),
  state: z.string().nullish(),
  lat: z.number().nullish(),
  lng: z.number().nullish(),
  geo: z.string().nullish(),
  d: z.array(z.string()).default([]),
  url: z.string().nullish(),
})

/** The slug is the same every year. */
const idOf = ({ s, date }: { s: string; date: string }): string => `${s}-${date.slice(0, 4)}`

function race(row: z.infer<typeof rowSchema>): RaceInput {
  const startDate = isoDay(row.date)
  const city = cleanName(row.city ?? '') || null
  const state = cleanName(row.state ?? '') || null
  const known = region(state ?? '', 'USA')
  // Only a venue is more than the middle of a town, which we know ourselves.
  const point = row.geo === 'venue' ? coordinates(row.lat, row.lng) : null
  const distanceText = row.d.join(', ') || cleanName(row.name)
  return {
    id: idOf(row),
    ...nameAndEdition(row.name, startDate.slice(0, 4)),
    url: httpUrl(row.url),
    startDate,
    place: [city, state].filter(Boolean).join(', '),
    city,
    region: known?.region ?? state,
    country: known?.country ?? 'USA',
    ...point,
    distanceText,
    distances: parseDistances(distanceText, { m: 'mile' }),
  }
}

/** The id of a row that may not be readable otherwise. */
function knownId(row: unknown): string | null {
  const known = withId.safeParse(row).data
  return known ? idOf(known) : null
}

export default {
  name: 'runraceusa',
  title: 'RunRaceUSA',
  homePage: 'https://runraceusa.com',
  licence: 'CC BY 4.0',
  attribution: 'Race data: RunRaceUSA (runraceusa.com), CC BY 4.0',
  termsUrl: 'https://creativecommons.org/licenses/by/4.0/',
  enabled: true,
  baseUrl: 'https://runraceusa.com/',
  interval: 5_000,
  format: 'json',
  horizon: 365,
  requests: () => [{ url: 'data/upcoming.json' }],
  read: listOf(rowSchema, race, { under: 'races', id: knownId }),
} satisfies Source
