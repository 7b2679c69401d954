/**
 * The public APIs as they answer, on loopback: our samples in their exact formats, with their filters, caps and oddities.
 * Real races on made-up days, moved forward by whole years so that all of them are always still to come.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import * as duv from './duv/api.ts'
import * as ultrasignup from './ultrasignup/api.ts'

export type Answer = { status: number; type: string; body: string }

const apis = { duv, ultrasignup }
type ApiName = keyof typeof apis

export type SampleServer = {
  url: string
  /** The base URL of a source. */
  base(source: string): string
  close(): Promise<void>
}

export type SampleOptions = {
  port?: number
  /** Rows to serve instead of the samples, by source. Served as they are. */
  rows?: Record<string, object[]>
  /** The day from which on races are still to come; this one (UTC) when left out. */
  today?: Date
}

export async function startSampleServer({
  port = 0,
  rows = {},
  today = new Date(),
}: SampleOptions = {}): Promise<SampleServer> {
  const day = today.toISOString().slice(0, 10)
  const served = new Map(
    Object.entries(apis).map(([name, api]) => [
      name,
      rows[name] ?? upcoming(name as ApiName, api.sample, day),
    ]),
  )
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const [, name = '', ...rest] = url.pathname.split('/')
    const api = Object.hasOwn(apis, name) ? apis[name as ApiName] : undefined
    if (!api)
      return send(response, { status: 404, type: 'text/plain', body: `There are no samples of ${name}.\n` })
    url.pathname = `/${rest.join('/')}`
    return send(
      response,
      api.answer(url, (served.get(name) ?? []) as never),
      request.headers['if-none-match'],
    )
  })
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(port, '127.0.0.1', resolve),
  )
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    base: source => `${url}/${source}/`,
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

function send(response: ServerResponse, { status, type, body }: Answer, known?: string): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  if (status === 200 && known === etag) response.writeHead(304, { etag }).end()
  else response.writeHead(status, { 'content-type': type, ...(status === 200 && { etag }) }).end(body)
}

function upcoming(name: ApiName, sample: string, today: string): object[] {
  const rows = JSON.parse(readFileSync(path.join(import.meta.dirname, name, sample), 'utf8'))
  return rows.map((row: never) => apis[name].move(row, start => yearsUntil(start, today)))
}

/** How many whole years to move a day ('YYYY-MM-DD') by, so that it is `today` or later, within a year. */
function yearsUntil(start: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(start.slice(0, 4))
  return moveDay(start, years) < today ? years + 1 : years
}

/** The same day some years later; the 29th of February is the 28th where there is none. */
export function moveDay(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years
  const leap = new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29
  return `${year}${!leap && day.endsWith('-02-29') ? '-02-28' : day.slice(4)}`
}
