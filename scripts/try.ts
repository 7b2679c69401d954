/** Fetch and read one request of a source, and show what it says. Needs no database and writes nothing. */
import { settings, UsageError } from '../lib/settings.ts'
import { type SampleServer, startSampleServer } from '../samples/server.ts'
import type { Reading, Source } from '../sources/source.ts'
import { ask, firstRequests, knownSource } from './ask.ts'
import { printable } from './printable.ts'
import { table } from './table.ts'

export type TryOptions = { live: boolean; json: boolean; request?: string; site?: string }

/** `request` picks the first request whose URL contains it; without it the first whose page has a race on it. */
export async function tryOne(name: string, options: TryOptions): Promise<number> {
  const source = knownSource(name)
  await using started = new AsyncDisposableStack()
  const given = settings().sourceUrls[name]
  const samples = given || options.live ? null : await serveSamples(started)
  const base = given ?? samples?.base(name) ?? source.baseUrl
  const sites = options.site ? [options.site] : (samples?.sites(name) ?? [])

  const planned = firstRequests(source, sites).filter(({ url }) => url.includes(options.request ?? ''))
  if (planned.length === 0) throw new UsageError(`No request of ${name} contains "${options.request}".`)
  // Samples are few: look for a page that has some. A public API is asked once.
  const tries = options.request || options.live || given ? planned.slice(0, 1) : planned
  for (const request of tries) {
    const { url, reading } = await ask(source, base, request)
    const next = reading.requests[0]
    // robots.txt and the like: a page that only says where to look.
    const led = reading.races.length === 0 && samples && next ? await ask(source, base, next) : null
    if (
      (led?.reading ?? reading).races.length === 0 &&
      reading.rejects.length === 0 &&
      request !== tries.at(-1)
    )
      continue
    show(led?.url ?? url, source, led?.reading ?? reading, options.json)
    break
  }
  return 0
}

async function serveSamples(started: AsyncDisposableStack): Promise<SampleServer> {
  const server = await startSampleServer()
  started.defer(() => server.close())
  return server
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
    console.log(
      `\n${printable(`rejected ${id ?? '(no id)'}: ${reason}`)}\n  ${printable(JSON.stringify(raw).slice(0, 500))}`,
    )
  console.log(
    `\n${races.length} races, ${rejects.length} rejects, ${requests.length} further requests${full ? ', page at the cap' : ''}.`,
  )
}
