/** Save what a source answers as its samples: what is kept of it, that is, without people. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { get } from '../lib/http.ts'
import { settings, UsageError } from '../lib/settings.ts'
import { sources } from '../sources/index.ts'
import { decode, readPage, requestUrl, take } from '../sources/page.ts'
import type { Request, Source } from '../sources/source.ts'

export type RecordOptions = { requests: number; site?: string; into?: string }

const samples = path.join(import.meta.dirname, '..', 'samples')

/** `ultrasearch record <source>` asks the live API, as slowly as its workers do. */
export async function record(name: string, { requests, site, into }: RecordOptions): Promise<number> {
  const source = sources[name]
  if (!source)
    throw new UsageError(`Unknown source "${name}". Known sources: ${Object.keys(sources).join(', ')}.`)
  const folder = into ?? path.join(samples, name)
  if (existsSync(path.join(folder, 'api.ts')))
    throw new UsageError(
      `The samples of ${name} are served by ${folder}/api.ts: recorded pages would never be.`,
    )
  const queue = source.requests(site ? [site] : [])
  if (queue.length === 0) throw new UsageError(`${name} reads the sites it is given: name one with --site.`)

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
  const index = {
    recorded,
    ...(site && { sites: sitesOf(folder, site) }),
    pages: { ...pagesOf(folder), ...pages },
  }
  writeFileSync(path.join(folder, 'pages.json'), `${JSON.stringify(index, null, 2)}\n`)
  const left = queue.length - Object.keys(pages).length
  console.log(
    `${Object.keys(pages).length} pages in ${folder}.${left > 0 ? ` ${left} more were asked for (--requests).` : ''}`,
  )
  return 0
}

async function recordOne(
  source: Source,
  request: Request,
  number: number,
): Promise<{ file: string; text: string; further: Request[] }> {
  const url = requestUrl(request.url, settings().sourceUrls[source.name] ?? source.baseUrl)
  const answer = await get(url)
  if (answer.kind === 'not-modified') throw new Error(`${url}: 304 to a request that set no condition`)
  const taken = take(source, url, answer)
  if ('reason' in taken) throw new Error(`${url}: ${taken.reason}`)
  const text = decode(taken.kept)
  const type = source.format === 'json' ? 'json' : /\.txt$/.test(url) ? 'txt' : 'html'
  const host = source.baseUrl === '' ? `${new URL(request.url).host}-` : ''
  return { file: `${host}${number}.${type}`, text, further: readPage(source, { text, request }).requests }
}

/** Somebody's own server stands in for the API: nobody to be polite to. */
const isOurs = (source: Source): boolean =>
  /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(settings().sourceUrls[source.name] ?? '')

function known(folder: string): { sites?: string[]; pages?: Record<string, string> } {
  const file = path.join(folder, 'pages.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** A multi-site source is recorded site by site, into one folder. */
const sitesOf = (folder: string, site: string): string[] => [
  ...new Set([...(known(folder).sites ?? []), site]),
]
const pagesOf = (folder: string): Record<string, string> =>
  known(folder).sites ? (known(folder).pages ?? {}) : {}
