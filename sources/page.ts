/** What is the same for every page of every source: where it lies, whether it came whole, and that its races are sound. */
import { z } from 'zod'
import { isUltra, parseDistances } from '../parsing/distances.ts'
import { placeKeys } from '../parsing/places.ts'
import { Unreadable } from '../parsing/unreadable.ts'
import {
  type Page,
  type Race,
  type RaceInput,
  type Reading,
  type Reject,
  type Request,
  raceSchema,
  type Source,
} from './source.ts'

/** A request as the database keeps it: where it goes is told when it is made, since a base URL may change. */
export type Planned = { key: string; context?: unknown }

/** Where a request goes. In the database it is `ingest.request_url` that says so. */
export function requestUrl(key: string, baseUrl: string, today = new Date()): string {
  const url = baseUrl + (baseUrl === '' ? key : key.replace(/^https?:\/\//, ''))
  return url.replaceAll('{today}', today.toISOString().slice(0, 10))
}

export function plan(requests: Request[]): Planned[] {
  return requests.map(({ url, context }) => ({ key: url, context }))
}

/** UTF-8, without a byte order mark; bytes that are no UTF-8 become �. */
export function decode(body: Uint8Array): string {
  return new TextDecoder().decode(body)
}

/** What a server said, as far as it matters here (`lib/http.ts` has it so). */
type Said =
  | { kind: 'body'; status: number; body: Uint8Array }
  | { kind: 'failure'; status: number | null; reason: string; final: boolean; retryAfter: number | null }

/** What of an answer is to be kept, beside what was received; or why it isn't the page that was asked for. */
export type Taken =
  | { received: Uint8Array; kept: Uint8Array }
  | { reason: string; status: number | null; final?: boolean; retryAfter?: number | null; bytes?: number }

/** Tell a page from what servers send instead, and leave out of it what we must not keep. */
export function take(source: Source, url: string, said: Said): Taken {
  if (said.kind === 'failure') {
    const isMissing = said.status === 404 || said.status === 410
    return source.missingIsEmpty && isMissing ? { received: new Uint8Array(), kept: new Uint8Array() } : said
  }
  const { body, status } = said
  const reason = whyBroken(decode(body).trim(), source.format)
  if (reason) return { reason, status, bytes: body.length }
  const kept = source.keep ? new TextEncoder().encode(source.keep(decode(body), url)) : body
  return { received: body, kept }
}

/**
 * Why a text can't be the answer that was asked for, or null. Cheap, so that it is done before the bytes are kept:
 * a server that is down for a minute sends error pages, empty bodies and halves of answers with status 200.
 */
function whyBroken(text: string, format: Source['format']): string | null {
  switch (format) {
    case 'html':
      return null
    case 'json':
      if (text === '') return 'The answer is empty.'
      if (/^<(!doctype|html|\?xml)/i.test(text)) return `HTML came where JSON was asked for: ${excerpt(text)}`
      if (!/^[[{]/.test(text)) return `The answer doesn't begin like JSON: ${excerpt(text)}`
      if (!/[\]}]$/.test(text))
        return `The answer is cut off: it ends with ${JSON.stringify(text.slice(-30))}.`
      return null
    default:
      throw new Error(`Bug! Unknown format ${format satisfies never}.`)
  }
}

function excerpt(text: string): string {
  return JSON.stringify(text.slice(0, 80))
}

/** The JSON of a page, or Unreadable: never the parser's stack, and never the whole page in the message. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unreadable(`This is no JSON: ${(error as Error).message.slice(0, 200)}`)
  }
}

/**
 * Read rows one by one: a row that `read` throws on becomes a reject with the reason, and the others get in.
 * `id` is asked first, so that even a reject counts as listed where its id can be told.
 */
export function readRows<Row>(
  rows: Row[],
  id: (row: Row) => string | null,
  read: (row: Row) => RaceInput,
): Pick<Reading, 'races' | 'rejects'> {
  const races: Race[] = []
  const rejects: Reject[] = []
  for (const row of rows) {
    let known: string | null = null
    try {
      known = id(row)
      races.push(whole(read(row)))
    } catch (error) {
      rejects.push({ id: known, reason: reasonOf(error), raw: row })
    }
  }
  return { races, rejects }
}

function whole(race: RaceInput): Race {
  const place = [race.city, race.region, race.country].filter(Boolean).join(', ')
  return raceSchema.parse({ place, distances: parseDistances(race.distanceText ?? ''), ...race })
}

/** The id of a row as most sources have it: its field `id`. */
function idField(row: unknown): string | null {
  const id = z.object({ id: z.union([z.string().min(1), z.number()]) }).safeParse(row).data?.id
  return id === undefined ? null : String(id)
}

/**
 * How to read a page that is one JSON list of rows and brings no further pages: a source's whole `read`. The list is the
 * page itself, or lies `under` a field. `id` tells a row's id even where the row is bad; without it the field `id` does.
 */
export function listOf<Row>(
  rowSchema: z.ZodType<Row>,
  race: (row: Row) => RaceInput,
  { under, id = idField }: { under?: string; id?: (row: unknown) => string | null } = {},
): Source['read'] {
  const list = z.array(z.unknown())
  return ({ text }) => {
    const page = json(text)
    const rows = (
      under ? z.object({ [under]: list }).transform(page => page[under] as unknown[]) : list
    ).safeParse(page)
    if (!rows.success) throw new Unreadable(`This is no list of races: ${z.prettifyError(rows.error)}`)
    const reading = readRows(rows.data, id, row => race(rowSchema.parse(row)))
    return { ...onlyUltras(reading), full: false, requests: [] }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const issues = (error as { issues?: { path: PropertyKey[]; message: string }[] }).issues
  if (issues) return issues.map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`).join('; ')
  return error.message
}

/** Only the races that are ultras, and those that share an event with one. */
export function onlyUltras<T extends Pick<Reading, 'races'>>(reading: T): T {
  const groups = new Set(reading.races.filter(({ distances }) => isUltra(distances)).map(eventOf))
  return { ...reading, races: reading.races.filter(race => groups.has(eventOf(race))) }
}

const eventOf = ({ id, group }: Race): string => (group === null ? `id ${id}` : `group ${group}`)

/** A copy of any JSON without the fields of these names, at any depth. */
export function without(fields: ReadonlySet<string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => without(fields, item))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([name]) => !fields.has(name))
  return Object.fromEntries(entries.map(([name, item]) => [name, without(fields, item)]))
}

/** The text of a JSON page without some fields: a source's `keep`. What is no JSON is left for the parser to refuse. */
export function keepWithout(...fields: string[]): (text: string) => string {
  const names = new Set(fields)
  return text => {
    try {
      return JSON.stringify(without(names, JSON.parse(text)))
    } catch {
      return text
    }
  }
}

/** Read a page with its source, and keep each race once: of two that share an id the later is kept. */
export function readPage(source: Source, page: Page): Reading & { races: { cityKeys: string[] }[] } {
  const reading = source.read(page)
  const byId = new Map<string, Race>()
  const rejects = [...reading.rejects]
  for (const race of reading.races) {
    const before = byId.get(race.id)
    if (before && JSON.stringify(before) !== JSON.stringify(race)) {
      rejects.push({
        id: race.id,
        reason: 'The page lists this id again with other facts; the later row is kept.',
        raw: before,
      })
    }
    byId.set(race.id, race)
  }
  const races = [...byId.values()].map(race => ({ ...race, cityKeys: placeKeys(race.city ?? '') }))
  return { ...reading, races, rejects }
}
