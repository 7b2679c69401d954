/** Save what a source answers as its samples: what its `keep` leaves of it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { settings, UsageError } from '../lib/settings.ts'
import type { Request, Source } from '../sources/source.ts'
import { ask, firstRequests, knownSource } from './ask.ts'

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

  mkdirSync(folder, { recursive: true })
  const pages: Record<string, string> = {}
  for (const request of queue) {
    const number = Object.keys(pages).length + 1
    if (number > requests) break
    if (number > 1) await sleep(isOurs(source) ? 0 : source.interval)
    const { file, text, further } = await recordOne(source, request, number)
    writeFileSync(path.join(folder, file), text)
    pages[request.url] = file
    queue.push(...further.filter(({ url }) => !queue.some(asked => asked.url === url)))
    console.log(`${file}  ${text.length} characters  ${request.url}`)
  }
  const recorded = new Date().toISOString().slice(0, 10)
  const before = site ? recordedBefore(folder) : {}
  const sites = site && { sites: [...new Set([...(before.sites ?? []), site])] }
  const index = { recorded, ...sites, pages: { ...(before.sites && before.pages), ...pages } }
  writeFileSync(path.join(folder, 'pages.json'), `${JSON.stringify(index, null, 2)}\n`)
  const left = queue.length - Object.keys(pages).length
  console.log(
    `${Object.keys(pages).length} pages in ${folder}.${left > 0 ? ` ${left} more were asked for (--requests).` : ''}`,
  )
  if (!source.keep)
    console.log(
      `All was kept: ${name} has no \`keep\`. Look whether it sends people, before samples go anywhere.`,
    )
  return 0
}

async function recordOne(
  source: Source,
  request: Request,
  number: number,
): Promise<{ file: string; text: string; further: Request[] }> {
  const base = settings().sourceUrls[source.name] ?? source.baseUrl
  const { url, text, reading } = await ask(source, base, request)
  const type = source.format === 'json' ? 'json' : /\.txt$/.test(url) ? 'txt' : 'html'
  const host = source.baseUrl === '' ? `${new URL(request.url).host}-` : ''
  return { file: `${host}${number}.${type}`, text, further: reading.requests }
}

/** Somebody's own server stands in for the API: nobody to be polite to. */
const isOurs = (source: Source): boolean =>
  /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(settings().sourceUrls[source.name] ?? '')

/** A source that many sites speak is recorded site by site, into one folder. */
function recordedBefore(folder: string): { sites?: string[]; pages?: Record<string, string> } {
  const file = path.join(folder, 'pages.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
