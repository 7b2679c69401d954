/** Save what a source answers as its samples: what its `keep` leaves of it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { settings, UsageError } from '../lib/settings.ts'
import type { Request, Source } from '../sources/source.ts'
import { ask, firstRequests, knownSource, pause } from './ask.ts'

export type RecordOptions = { requests: number; site?: string; into?: string }

const samples = path.join(import.meta.dirname, '..', 'samples')

/** `ultrasearch record <source>` asks the live API, as slowly as its workers do. */
export async function record(name: string, { requests, site, into }: RecordOptions): Promise<number> {
  const source = knownSource(name)
  const folder = into ?? path.join(samples, name)
  if (existsSync(path.join(folder, 'api.ts')))
    throw new UsageError(
      `The samples of ${name} are served by ${folder}/api.ts: recorded pages would never be.`,
    )
  const queue = firstRequests(source, site ? [site] : [])

  const today = new Date().toISOString().slice(0, 10)
  const before = site ? recordedBefore(folder) : null
  const recorded = before?.recorded ?? today
  const pages: Record<string, Recorded> = { ...before?.pages }
  let number = 0
  for (const request of queue) {
    if (++number > requests) break
    if (number > 1) await pause(source)
    const { type, text, further } = await recordOne(source, request)
    const file = fileOf(pages[request.url]) ?? freeName(source, request, type, Object.values(pages))
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, file), text)
    pages[request.url] = recorded === today ? file : { file, recorded: today }
    queue.push(...further.filter(({ url }) => !queue.some(asked => asked.url === url)))
    console.log(`${file}  ${text.length} characters  ${request.url}`)
  }
  const sites = site && { sites: [...new Set([...(before?.sites ?? []), site])] }
  const index = { recorded, ...sites, pages }
  writeFileSync(path.join(folder, 'pages.json'), `${JSON.stringify(index, null, 2)}\n`)
  const saved = Math.min(requests, queue.length)
  const left = queue.length - saved
  console.log(`${saved} pages in ${folder}.${left > 0 ? ` ${left} more were asked for (--requests).` : ''}`)
  if (!source.keep)
    console.log(
      `All was kept: ${name} has no \`keep\`. Look whether it sends people, before samples go anywhere.`,
    )
  return 0
}

async function recordOne(
  source: Source,
  request: Request,
): Promise<{ type: string; text: string; further: Request[] }> {
  const base = settings().sourceUrls[source.name] ?? source.baseUrl
  const { url, text, reading } = await ask(source, base, request)
  const type = source.format === 'json' ? 'json' : /\.txt$/.test(url) ? 'txt' : 'html'
  return { type, text, further: reading.requests }
}

/** A page's file, with the day of its recording where that is not the folder's. */
type Recorded = string | { file: string; recorded: string }

const fileOf = (page: Recorded | undefined): string | undefined =>
  typeof page === 'object' ? page.file : page

/** The next number that no page of this host has. */
function freeName(source: Source, request: Request, type: string, pages: Recorded[]): string {
  const host = source.baseUrl === '' ? `${new URL(request.url).host}-` : ''
  const isTaken = (name: string): boolean => pages.some(page => fileOf(page)?.startsWith(`${name}.`))
  let number = 1
  while (isTaken(`${host}${number}`)) number++
  return `${host}${number}.${type}`
}

/** A source that many sites speak is recorded site by site, into one folder; null where this is the first. */
function recordedBefore(
  folder: string,
): { recorded: string; sites: string[]; pages: Record<string, Recorded> } | null {
  const file = path.join(folder, 'pages.json')
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  return before.sites ? before : null
}
