/** Fetch and read one request of a source, and show what it says. Needs no database and writes nothing. */
import { get } from '../lib/http.ts'
import { settings, UsageError } from '../lib/settings.ts'
import { startSampleServer } from '../samples/server.ts'
import { sources } from '../sources/index.ts'
import { decode, readPage, whyBroken } from '../sources/page.ts'
import type { Reading, Source } from '../sources/source.ts'
import { table } from './table.ts'

export type TryOptions = { live: boolean; json: boolean; request?: string }

/** `request` picks the first request whose URL contains it; without it the first whose page has a race on it. */
export async function tryOne(name: string, options: TryOptions): Promise<number> {
  const source = sources[name]
  if (!source)
    throw new UsageError(`Unknown source "${name}". Known sources: ${Object.keys(sources).join(', ')}.`)
  await using started = new AsyncDisposableStack()
  const given = settings().sourceUrls[name]
  const base = given ?? (options.live ? source.baseUrl : await samples(name, started))

  const planned = source.requests().filter(({ url }) => url.includes(options.request ?? ''))
  if (planned.length === 0) throw new UsageError(`No request of ${name} contains "${options.request}".`)
  // Samples are few: look for a page that has some. A public API is asked once.
  const tries = options.request || options.live || given ? planned.slice(0, 1) : planned
  for (const request of tries) {
    const url = new URL(request.url, base).href
    const answer = await get(url)
    if (answer.kind !== 'body')
      throw new Error(answer.kind === 'failure' ? `${url}: ${answer.reason}` : `${url}: 304`)
    const broken = whyBroken(answer.body, source.format)
    if (broken) throw new Error(`${url}: ${broken}`)
    const reading = readPage(source, { text: decode(answer.body), request })
    if (reading.races.length === 0 && reading.rejects.length === 0 && request !== tries.at(-1)) continue
    show(url, source, reading, options.json)
    break
  }
  return 0
}

async function samples(name: string, started: AsyncDisposableStack): Promise<string> {
  const server = await startSampleServer()
  started.defer(() => server.close())
  return server.base(name)
}

function show(url: string, source: Source, reading: Reading, json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ source: source.name, url, ...reading }))
    return
  }
  const { races, rejects, requests, full } = reading
  console.log(`GET ${url}\n`)
  console.log(
    table(
      ['id', 'day', 'name', 'place', 'country', 'status', 'distances'],
      races.map(race => [
        race.id,
        race.startDate,
        race.name.slice(0, 50),
        race.place,
        race.country,
        race.status,
        race.distances.map(d => (d.amount ? `${d.amount} ${d.unit}` : d.kind)).join(', '),
      ]),
    ),
  )
  for (const { id, reason, raw } of rejects)
    console.log(`\nrejected ${id ?? '(no id)'}: ${reason}\n  ${JSON.stringify(raw).slice(0, 500)}`)
  console.log(
    `\n${races.length} races, ${rejects.length} rejects, ${requests.length} further requests${full ? ', page at the cap' : ''}.`,
  )
}
