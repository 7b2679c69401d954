/** Where downloads of a source may go. */
import type { Source } from './source.ts'

/**
 * The hosts of a source whose base URL is `base`: its own and those it names, or those of its `sites`. A base URL that
 * the operator put in its place is the only host then, and trusted to be where it is: on this machine, say.
 */
export function whereTo(
  source: Source,
  base: string,
  sites: string[],
): { hosts: string[]; trusted?: string } {
  if (base !== source.baseUrl) {
    const { host } = new URL(base)
    return { hosts: [host], trusted: host }
  }
  return { hosts: [...(base === '' ? sites : [new URL(base).host]), ...(source.hosts ?? [])] }
}

/**
 * The sites that operators listed, each host as a request has it (punycode, small letters, no default port), so that one host has
 * one budget however it was written. What is no URL stays as it is, and fails by that name.
 */
export function knownSites(sites: string[]): string[] {
  return [
    ...new Set(
      sites.map(site => site.replace(/^https?:\/\/[^/?#@]+/, origin => URL.parse(origin)?.origin ?? origin)),
    ),
  ]
}
