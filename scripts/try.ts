/** Fetch and read one request of a source, and show what it says. Needs no database and writes nothing. */
import { settings, UsageError } from '../lib/settings.ts'
import { type SampleServer, startSampleServer } from '../samples/server.ts'
import type { Reading, Request, Source } from '../sources/source.ts'
import { ask, firstRequests, knownSource, pause } from './ask.ts'
import { printable } from './printable.ts'
import { table } from './table.ts'

export type TryOptions = { live: boolean; json: boolean; request?: string; site?: string }

/**
 * `request` picks the first request whose URL contains it, of a format that many sites speak also one that a site's first page leads to;
 * without it the first whose page has a race on it.
 */
export async function tryOne(name: string, options: TryOptions): Promise<number> {
  const source = knownSource(name)
  await using started = new AsyncDisposableStack()
  const given = settings().sourceUrls[name]
  const samples = given || options.live ? null : await serveSamples(started)
  const base = given ?? samples?.base(name) ?? source.baseUrl
  const sites = options.site ? [options.site] : (samples?.sites(name) ?? [])

  const isWanted = ({ url }: Request): boolean => url.includes(options.request ?? '')
  const first = firstRequests(source, sites)
  const named = first.filter(isWanted)
  const leads = named.length === 0 && source.baseUrl === ''
  // Samples are few: look for a page that has some. A public API is asked once.
  const planned = leads ? first : named
  const tries = (options.request && !leads) || options.live || given ? planned.slice(0, 1) : planned
  for (const request of tries) {
    const { url, reading } = await ask(source, base, request)
    // robots.txt and the like: a page that only says where to look.
    const mayLead = reading.races.length === 0 && (samples || options.site)
    const next = mayLead ? reading.requests.find(isWanted) : undefined
    if (next && !samples) await pause(source)
    const led = next && (await ask(source, base, next))
    if (leads && !led) continue
    if (
      !leads &&
      (led?.reading ?? reading).races.length === 0 &&
      reading.rejects.length === 0 &&
      request !== tries.at(-1)
    )
      continue
    show(led?.url ?? url, source, led?.reading ?? reading, options.json)
    return 0
  }
  throw new UsageError(`No request of ${name} contains "${options.request}".`)
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
