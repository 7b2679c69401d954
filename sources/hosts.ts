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
