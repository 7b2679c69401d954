import { contentHash } from './fingerprint.ts'
import { jsonForPostgres } from './json.ts'

/** What a page said, with its requests as they are planned. */
type Reading = { races: object[]; rejects: unknown[]; requests: unknown[]; full: boolean }

/** A reading as `ingest.finish_parse` and `ingest.keep_reading` take it: each race with the hash of all it says. */
export function readingForPostgres({ races, ...rest }: Reading): string {
  return jsonForPostgres({ races: races.map(race => ({ ...race, hash: contentHash(race) })), ...rest })
}
