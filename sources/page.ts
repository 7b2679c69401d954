/** What is the same for every page of every source: where it lies, whether it came whole, and that its races are sound. */
import { Unreadable } from '../parsing/unreadable.ts'
import {
  type Page,
  type Race,
  type Reading,
  type Reject,
  type Request,
  raceSchema,
  type Source,
} from './source.ts'

/** A request as the database keeps it: where it goes is told when it is made, since a base URL may change. */
export type Planned = { key: string; context?: unknown }

export function plan(requests: Request[]): Planned[] {
  return requests.map(({ url, context }) => ({ key: url, context }))
}

/** UTF-8, without a byte order mark; bytes that are no UTF-8 become �. */
export function decode(body: Uint8Array): string {
  return new TextDecoder().decode(body)
}

/**
 * Why a body can't be the answer that was asked for, or null. Cheap, so that it is done before the bytes are kept:
 * a server that is down for a minute sends error pages, empty bodies and halves of answers with status 200.
 */
export function whyBroken(body: Uint8Array, format: Source['format']): string | null {
  const text = decode(body).trim()
  if (text === '') return 'The answer is empty.'
  switch (format) {
    case 'json':
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
  read: (row: Row) => Race,
): Pick<Reading, 'races' | 'rejects'> {
  const races: Race[] = []
  const rejects: Reject[] = []
  for (const row of rows) {
    let known: string | null = null
    try {
      known = id(row)
      races.push(raceSchema.parse(read(row)))
    } catch (error) {
      rejects.push({ id: known, reason: reasonOf(error), raw: row })
    }
  }
  return { races, rejects }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const issues = (error as { issues?: { path: PropertyKey[]; message: string }[] }).issues
  if (issues) return issues.map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`).join('; ')
  return error.message
}

/** Read a page with its source, and keep each race once: of two that share an id the later is kept. */
export function readPage(source: Source, page: Page): Reading {
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
  return { ...reading, races: [...byId.values()], rejects }
}
