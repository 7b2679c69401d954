/** What is the same for every page of every source: where it lies, whether it came whole, and what of it is kept. */
import { z } from 'zod'
import { placeKeys } from '../parsing/places.ts'
import { Unreadable } from '../parsing/unreadable.ts'
import type { Page, Race, Reading, Request, Source } from './source.ts'

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

/**
 * A web page as text. What begins with a byte order mark, or is UTF-8 but for a bad byte here and there, is that, whatever it says;
 * else it is in what its server or itself says, or in what browsers then take it for.
 */
function decodeHtml(body: Uint8Array, contentType: string | null): string {
  const text = decode(body)
  const isUtf8 = !text.includes('\ufffd') || /[^\0-\x7f\ufffd]/.test(text)
  if (isUtf8) return text
  const head = new TextDecoder('latin1').decode(body.subarray(0, 1024))
  const [, label = ''] =
    /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '') ??
    /<meta[^>]+charset\s*=\s*["']?([\w:.-]+)/i.exec(head) ??
    []
  try {
    return new TextDecoder(label, { fatal: true }).decode(body)
  } catch {
    return new TextDecoder('windows-1252').decode(body)
  }
}

/** What a server said, as far as it matters here (`lib/http.ts` has it so). */
type Said =
  | { kind: 'body'; status: number; contentType: string | null; body: Uint8Array }
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
  const { body, status, contentType } = said
  const text = source.format === 'html' ? decodeHtml(body, contentType) : decode(body)
  const reason = whyBroken(text.trim(), source.format)
  if (reason) return { reason, status, bytes: body.length }
  if (!source.keep && source.format === 'json') return { received: body, kept: body }
  try {
    return { received: body, kept: new TextEncoder().encode(source.keep ? source.keep(text, url) : text) }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { reason: `The answer is not kept: ${error.message}`, status, bytes: body.length }
  }
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

/** The JSON of a page, or Unreadable: never the parser's stack, and of the page a few letters, none that a terminal takes for a command. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unreadable(
      `This is no JSON: ${(error as Error).message.slice(0, 200).replace(/[\p{Cc}\p{Cf}]+/gu, ' ')}`,
    )
  }
}

/** The JSON of a page as its schema has it, or Unreadable: 'This is no …'. */
export function jsonAs<T>(text: string, schema: z.ZodType<T>, what: string): T {
  const page = schema.safeParse(json(text))
  if (!page.success) throw new Unreadable(`This is no ${what}: ${z.prettifyError(page.error)}`)
  return page.data
}

/** The query of a request, whose URL may be relative. */
export function queryOf({ url }: Request): URLSearchParams {
  return new URL(url, 'http://source').searchParams
}

/** A copy of any JSON without the fields of these names, at any depth. */
export function without(fields: ReadonlySet<string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => without(fields, item))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([name]) => !fields.has(name))
  return Object.fromEntries(entries.map(([name, item]) => [name, without(fields, item)]))
}

/** The text of a JSON page without some fields: a source's `keep`. Throws `Unreadable`: what is no JSON can't be rid of them. */
export function keepWithout(...fields: string[]): (text: string) => string {
  const names = new Set(fields)
  return text => JSON.stringify(without(names, json(text)))
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
