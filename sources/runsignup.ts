/**
 * RunSignup's public race calendar: https://runsignup.com/API/races. Asked without a key it answers all public races;
 * a page of 1,000 asks for the next. A race is a weekend with several events (distances), of which we keep the ultras'.
 * That a race is off is known from names only: the answer has no field for it, and what `include_extra_date_info` would
 * add to it is written nowhere.
 */
import { z } from 'zod'
import { lastDay, usDay } from '../parsing/dates.ts'
import { cleanName, nameAndEdition } from '../parsing/names.ts'
import { country, region } from '../parsing/places.ts'
import { Unreadable } from '../parsing/unreadable.ts'
import { httpUrl } from '../parsing/urls.ts'
import { jsonAs, keepWithout, queryOf } from './page.ts'
import { distancesOf, isRace, isVirtual } from './platforms/runsignup-events.ts'
import { onlyUltras, readRows, takingPlace } from './rows.ts'
import type { Page, RaceInput, Reading, Request, Source } from './source.ts'

const perPage = 1_000
const flag = z.enum(['T', 'F']).nullish()

const eventSchema = z.object({
  name: z.string(),
  start_time: z.string().nullish(),
  event_type: z.string().nullish(),
  distance: z.string().nullish(),
  volunteer: flag,
})
const wrapper = z.object({ race: z.unknown() })
const withId = z.object({ race_id: z.number().int(), next_date: z.string() })
const rowSchema = z.object({
  race_id: z.number().int(),
  name: z.string(),
  next_date: z.string().nullish(),
  next_end_date: z.string().nullish(),
  is_draft_race: flag,
  is_private_race: flag,
  is_registration_open: flag,
  url: z.string().nullish(),
  external_race_url: z.string().nullish(),
  address: z.object({
    city: z.string().nullish(),
    state: z.string().nullish(),
    country_code: z.string().nullish(),
  }),
  events: z.array(eventSchema).default([]),
})
const pageSchema = z.object({ races: z.array(z.unknown()) })

/** Longer than a marathon: what is shorter comes along as a sibling. */
function calendar(page: number): Request {
  const filter = 'events=T&min_distance=26.3&distance_units=M&start_date={today}'
  return { url: `rest/races?format=json&${filter}&results_per_page=${perPage}&page=${page}` }
}

function race(row: z.infer<typeof rowSchema>): RaceInput {
  const { address, next_date, next_end_date, events } = row
  if (!next_date) throw new Unreadable('It has no next date.')
  const startDate = usDay(next_date)
  const endDate = next_end_date ? usDay(next_end_date) : null
  const name = cleanName(row.name)
  // Years roll within one race: events of other years than the next are history.
  const next = events.filter(event => {
    const day = event.start_time ? usDay(event.start_time) : startDate
    return event.volunteer !== 'T' && isRace(event) && day >= startDate && day <= (endDate ?? startDate)
  })
  const { parts, distances, status } = takingPlace(next, startDate.slice(0, 4), parts =>
    isVirtual(name) ? [] : parts.flatMap(distancesOf).filter(({ virtual }) => !virtual),
  )
  const city = cleanName(address.city ?? '') || null
  const code = country(address.country_code ?? '')
  const state = cleanName(address.state ?? '')
  const known = region(state, code)
  return {
    id: idOf(row.race_id, startDate),
    ...nameAndEdition(row.name, startDate.slice(0, 4)),
    url: httpUrl(row.url) ?? httpUrl(row.external_race_url),
    startDate,
    endDate: lastDay(startDate, endDate),
    place: [city, state, address.country_code].filter(Boolean).join(', '),
    city,
    region: known?.region ?? (state || null),
    country: code && (known?.country ?? code),
    // F is said of what will open, too.
    registration: row.is_registration_open === 'T' ? 'open' : null,
    status,
    distanceText: parts.map(({ name, distance }) => distance ?? name).join(', '),
    distances,
  }
}

/** Drafts, private races and races that are over without a next date aren't to be shown; what can't be read is seen to later. */
function isListed(given: unknown): boolean {
  const row = rowSchema.safeParse(given).data
  return !row || (row.is_draft_race !== 'T' && row.is_private_race !== 'T' && Boolean(row.next_date))
}

const idOf = (id: number, startDate: string): string => `${id}-${startDate.slice(0, 4)}`

/** The id of a row that may not be readable otherwise. */
function knownId(given: unknown): string | null {
  const row = withId.safeParse(given).data
  return row ? idOf(row.race_id, usDay(row.next_date)) : null
}

function read({ text, request }: Page): Reading {
  const page = jsonAs(text, pageSchema, 'page of RunSignup races')
  const rows = page.races.map(wrapped => wrapper.safeParse(wrapped).data?.race ?? wrapped)
  const number = Number(queryOf(request).get('page'))
  return {
    ...onlyUltras(readRows(rows.filter(isListed), knownId, row => race(rowSchema.parse(row)))),
    full: false,
    requests: rows.length >= perPage ? [calendar(number + 1)] : [],
  }
}

export default {
  name: 'runsignup',
  title: 'RunSignup',
  homePage: 'https://runsignup.com',
  licence: 'not stated',
  attribution: 'Races listed by RunSignup',
  termsUrl: 'https://runsignup.com/terms',
  rank: 20,
  enabled: true,
  baseUrl: 'https://runsignup.com/',
  interval: 1_000,
  format: 'json',
  horizon: 730,
  // Organisers write phone numbers and addresses into their texts.
  keep: keepWithout(
    ...[
      'description',
      'details',
      'headings',
      'waiver',
      'fb_page_id',
      'fb_event_id',
      'street',
      'zipcode',
      'giveaway',
    ],
    ...['contact', 'contacts', 'race_contact', 'email', 'phone', 'owner', 'registration_periods', 'logo_url'],
  ),
  requests: () => [calendar(1)],
  read,
} satisfies Source
