/** Ask one page of a source, as its workers would, for commands that write no database. */
import { setTimeout as sleep } from 'node:timers/promises'
import { get } from '../lib/http.ts'
import { OutsideError, settings, UsageError } from '../lib/settings.ts'
import { knownSites, whereTo } from '../sources/hosts.ts'
import { sources } from '../sources/index.ts'
import { decode, readPage, requestUrl, take } from '../sources/page.ts'
import type { Reading, Request, Source } from '../sources/source.ts'

/** The source of this name; an unknown one is a mistake of whoever asks. */
export function knownSource(name: string): Source {
  const source = sources[name]
  if (!source)
    throw new UsageError(`Unknown source "${name}". Known sources: ${Object.keys(sources).join(', ')}.`)
  return source
}

/** The first requests of a source; one that many sites speak has none until a site is named. */
export function firstRequests(source: Source, sites: string[]): Request[] {
  const wrong = sites.find(site => !/^https?:/.test(site) || !URL.canParse(site))
  if (wrong !== undefined) throw new UsageError(`--site ${wrong} is no http or https URL.`)
  const requests = source.requests(knownSites(sites))
  if (requests.length === 0)
    throw new UsageError(`${source.name} reads the sites it is given: name one with --site.`)
  return requests
}

/** Wait as its workers would, before it is asked again. Where somebody's own server stands in for it there is nobody to be polite to. */
export async function pause(source: Source): Promise<void> {
  const base = settings().sourceUrls[source.name] ?? ''
  await sleep(/^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(base) ? 0 : source.interval)
}

/** One page: where it was, what is kept of it, and what it says. */
export async function ask(
  source: Source,
  base: string,
  request: Request,
): Promise<{ url: string; text: string; reading: Reading }> {
  const url = requestUrl(request.url, base)
  const answer = await get(url, whereTo(source, base, [new URL(url).host]))
  if (answer.kind === 'not-modified' || answer.kind === 'redirect')
    throw new OutsideError(`${url}: ${answer.status} to a request that set no condition`)
  const taken = take(source, url, answer)
  if ('reason' in taken) throw new OutsideError(`${url}: ${taken.reason}`)
  const text = decode(taken.kept)
  return { url, text, reading: readPage(source, { text, request }) }
}
