/**
 * UTMB's two calendars: https://utmb.world. The World Series' own races, in one answer, and the races that qualify for
 * them, in pages of 200.
 */
import { z } from 'zod'
import { englishDay, isoDay, yearMonthDay } from '../parsing/dates.ts'
import { type Distance, parseDistances } from '../parsing/distances.ts'
import { cleanName, nameAndEdition, nameCore } from '../parsing/names.ts'
import { country, lastPart } from '../parsing/places.ts'
import { httpUrl } from '../parsing/urls.ts'
import { jsonAs, queryOf } from './page.ts'
import { onlyUltras, readRows } from './rows.ts'
import type { Page, Race, RaceInput, Reading, Request, Source } from './source.ts'

const seriesLimit = 400
const perPage = 200

const withId = z.object({ id: z.union([z.number(), z.string()]) })
const seriesSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  startDate: z.string(),
  startLocation: z.string().nullish(),
  slug: z.string().nullish(),
  raceStatus: z.object({ open: z.boolean().nullish(), status: z.string().nullish() }).nullish(),
  details: z
    .object({
      statsUp: z
        .array(z.object({ name: z.string(), value: z.unknown(), postfix: z.string().nullish() }))
        .default([]),
    })
    .nullish(),
})
const qualifierSchema = z.object({
  id: z.union([z.number().int(), z.string().min(1)]),
  eventName: z.string().nullish(),
  name: z.string(),
  startDate: z.string(),
  startCountry: z.string().nullish(),
  startPlace: z.string().nullish(),
  distance: z.coerce.string().nullish(),
  elevationGain: z.coerce.number().nullish(),
  url: z.string().nullish(),
})
const withLevel = z.object({ level: z.literal('serie') })
const pageSchema = z.object({ races: z.array(z.unknown()), nbHits: z.number().int().optional() })

function qualifiers(offset: number): Request {
  return { url: `search/races-qualifiers?lang=en&dateMin={today}&limit=${perPage}&offset=${offset}` }
}

function kilometres(text: string): Distance[] {
  return parseDistances(/^\d+(\.\d+)?$/.test(text) ? `${text} km` : text)
}

const metres = (value: unknown): number | null => (Number(value) > 0 ? Number(value) : null)

function placeOf(text: string, code = ''): Pick<RaceInput, 'place' | 'city' | 'country'> {
  const place = cleanName(text)
  const { rest, last } = lastPart(place)
  const named = country(last)
  return { place, city: (named ? rest : place) || null, country: country(code) ?? named }
}

function registration(status: { open?: boolean | null; status?: string | null } | null | undefined) {
  if (status?.status?.includes('sold_out')) return 'sold-out' as const
  // What isn't open may be soon.
  return status?.open === true ? 'open' : status?.status?.includes('closed') ? 'closed' : null
}

function seriesRace(row: z.infer<typeof seriesSchema>): RaceInput {
  const startDate = englishDay(row.startDate)
  const stat = (name: string) => row.details?.statsUp.find(stat => stat.name === name)
  const { value = '', postfix } = stat('distance') ?? {}
  const distanceText = `${value}${postfix ?? ''}`
  const url = httpUrl(row.slug)
  return {
    id: `series-${row.id}-${startDate.slice(0, 4)}`,
    // The races of one weekend share their site.
    group: url ? `${new URL(url).host}|${startDate}` : null,
    ...nameAndEdition(row.name, startDate.slice(0, 4)),
    url,
    startDate,
    ...placeOf(row.startLocation ?? ''),
    status: row.raceStatus?.status?.includes('cancel') ? 'cancelled' : 'scheduled',
    registration: registration(row.raceStatus),
    elevationGain: metres(stat('elevationGain')?.value),
    surface: 'trail',
    distanceText,
    distances: kilometres(distanceText),
  }
}

function qualifier(row: z.infer<typeof qualifierSchema>): RaceInput {
  const startDate = /^\d{4}-\d\d-/.test(row.startDate) ? isoDay(row.startDate) : yearMonthDay(row.startDate)
  const event = cleanName(row.eventName ?? '')
  const distanceText = row.distance ?? ''
  return {
    id: `qualifier-${row.id}`,
    group: event ? `${startDate}|${row.startCountry}|${nameCore(event)}` : null,
    ...nameAndEdition(event || row.name, startDate.slice(0, 4)),
    url: httpUrl(row.url),
    startDate,
    ...placeOf(row.startPlace ?? '', row.startCountry ?? ''),
    elevationGain: metres(row.elevationGain),
    surface: 'trail',
    distanceText,
    distances: kilometres(distanceText),
  }
}

/** What the names of a weekend's races share: of 'Ventoux - Ultra Géant - UGP' and 'Ventoux - Trail - T46' it is 'Ventoux'. */
function sharedName(names: string[]): string {
  const [first = [], ...others] = names.map(name => name.split(/ [-–] /))
  const differs = first.findIndex((piece, i) => others.some(pieces => pieces[i] !== piece))
  return first.slice(0, differs < 0 ? first.length : differs).join(' - ')
}

/** What a row says of its own distance would be said of the whole weekend, whichever row comes first. */
function agreed(races: Race[], isSeries: boolean): Race[] {
  const weekends = Map.groupBy(races, ({ id, group }) => group ?? id)
  return races.map(race => {
    const rows = weekends.get(race.group ?? race.id) ?? []
    // What is off says nothing of what takes place.
    const peers = rows.filter(({ status }) => status === race.status)
    const longest = peers.reduce((a, b) => (kmOf(b) > kmOf(a) ? b : a), race)
    const shared = isSeries && rows.length > 1 ? sharedName(rows.map(({ name }) => name)) : race.name
    const told = peers.map(({ registration }) => registration)
    return {
      ...race,
      // Without a name in common, 'Eiger Ultra Trail - E16' is the Eiger Ultra Trail's.
      name: shared || race.name.replace(/(?<=\S) [-–] [^-–]+$/, ''),
      elevationGain: longest.elevationGain,
      // Sold out is what has no place left on any distance, nor may have one later.
      registration: (['open', null, 'closed', 'sold-out'] as const).find(one => told.includes(one)) ?? null,
    }
  })
}

const kmOf = ({ distances }: Race): number => Math.max(0, ...distances.map(({ km }) => km ?? 0))

/** The first page of qualifiers tells how many there are. */
function further(request: Request, hits: number): Request[] {
  const offset = Number(queryOf(request).get('offset'))
  const pages = offset === 0 ? Math.ceil(hits / perPage) - 1 : 0
  return Array.from({ length: Math.max(0, pages) }, (_, i) => qualifiers((i + 1) * perPage))
}

function read({ text, request }: Page): Reading {
  const page = jsonAs(text, pageSchema, "answer of UTMB's search")
  const { races: rows, nbHits } = page
  const isSeries = request.url.startsWith('search/races?')
  // Among the qualifiers are the series' own races again, without what the series says of them.
  const listed = isSeries ? rows : rows.filter(row => !withLevel.safeParse(row).success)
  const id = (row: unknown) => withId.safeParse(row).data?.id
  const { races, rejects } = onlyUltras(
    readRows(
      listed,
      row => (isSeries || id(row) === undefined ? null : `qualifier-${id(row)}`),
      row => (isSeries ? seriesRace(seriesSchema.parse(row)) : qualifier(qualifierSchema.parse(row))),
    ),
  )
  return {
    races: agreed(races, isSeries),
    rejects,
    full: isSeries && rows.length >= seriesLimit,
    requests: isSeries ? [] : further(request, nbHits ?? rows.length),
  }
}

export default {
  name: 'utmb',
  title: 'UTMB World Series and Index races',
  homePage: 'https://utmb.world',
  licence: 'not stated',
  attribution: 'Races listed by UTMB (utmb.world)',
  termsUrl: null,
  rank: 10,
  enabled: true,
  baseUrl: 'https://api.utmb.world/',
  interval: 5_000,
  format: 'json',
  horizon: 730,
  requests: () => [{ url: `search/races?lang=en&limit=${seriesLimit}` }, qualifiers(0)],
  read,
} satisfies Source
