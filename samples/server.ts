/**
 * The public APIs as they answer, on loopback: our samples in their exact formats. A folder with an `api.ts` behaves like
 * its API, with filters, caps and oddities; one with a `pages.json` answers what was recorded. Real races on made-up days,
 * moved forward by whole years so that all of them are always still to come.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { yearsUntil } from './days.ts'
import { recorded } from './recorded.ts'

export type Answer = { status: number; type: string; body: string }

/** What an `api.ts` exports. */
type Api = {
  sample: string
  move(row: object, years: (start: string) => number): object
  answer(url: URL, rows: object[]): Answer
}

export type SampleServer = {
  url: string
  /** The base URL of a source. */
  base(source: string): string
  /** The sites that stand in the samples of a source. */
  sites(source: string): string[]
  close(): Promise<void>
}

export type SampleOptions = {
  port?: number
  /** Rows to serve instead of the samples, by source. Served as they are. */
  rows?: Record<string, object[]>
  /** The day from which on races are still to come; this one (UTC) when left out. */
  today?: Date
}

type Served = { sites: string[]; answer(asked: string): Answer }

export async function startSampleServer({
  port = 0,
  rows = {},
  today = new Date(),
}: SampleOptions = {}): Promise<SampleServer> {
  const served = await serve(today.toISOString().slice(0, 10), rows)
  const server = createServer((request, response) => {
    const [, name = '', asked = ''] = /^\/([^/?]*)\/?(.*)$/s.exec(request.url ?? '/') ?? []
    const api = served.get(name)
    const none = { status: 404, type: 'text/plain', body: `There are no samples of ${name}.\n` }
    send(response, api ? api.answer(asked) : none, request.headers['if-none-match'])
  })
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(port, '127.0.0.1', resolve),
  )
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    base: source => `${url}/${source}/`,
    sites: source => served.get(source)?.sites ?? [],
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

async function serve(today: string, rows: Record<string, object[]>): Promise<Map<string, Served>> {
  const served = new Map<string, Served>()
  for (const { name } of readdirSync(import.meta.dirname, { withFileTypes: true }).filter(f =>
    f.isDirectory(),
  )) {
    const folder = path.join(import.meta.dirname, name)
    if (existsSync(path.join(folder, 'pages.json'))) served.set(name, recorded(folder, today))
    if (!existsSync(path.join(folder, 'api.ts'))) continue
    const api: Api = await import(`./${name}/api.ts`)
    const given = rows[name] ?? upcoming(folder, api, today)
    served.set(name, { sites: [], answer: asked => api.answer(new URL(asked, 'http://samples/'), given) })
  }
  return served
}

function upcoming(folder: string, api: Api, today: string): object[] {
  const rows: object[] = JSON.parse(readFileSync(path.join(folder, api.sample), 'utf8'))
  return rows.map(row => api.move(row, start => yearsUntil(start, today)))
}

function send(response: ServerResponse, { status, type, body }: Answer, known?: string): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  if (status === 200 && known === etag) response.writeHead(304, { etag }).end()
  else response.writeHead(status, { 'content-type': type, ...(status === 200 && { etag }) }).end(body)
}
