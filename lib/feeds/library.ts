/** What feeds ask of the database, as anybody may: in the role of `anon`. */
import type pg from 'pg'
import { connect } from '../database.ts'
import { log } from '../log.ts'
import type { PublicEvent } from './event.ts'
import { callOf, type Question } from './question.ts'

/** A source, as `public.sources` says it. */
export type SourceTerms = {
  name: string
  title: string
  home_page: string
  attribution: string
  licence: string
  terms_url: string | null
  may_export: boolean
}

type Answer = { events: PublicEvent[]; next: string | null }

export type Library = {
  /** Of what readers find and of the terms on which they do: the same version, the same answers. */
  version(): Promise<string>
  /** Throws an error of Postgres, 22023 with a hint where the question makes no sense. */
  ask(question: Question): Promise<Answer>
  /** An event by an id that it has or had; null when no source lists it any more, or never did. */
  find(id: number): Promise<PublicEvent | null>
  /** Whom to name, and on which terms. */
  sources(): Promise<SourceTerms[]>
  pool: pg.Pool
}

// A page of a feed is milliseconds of Postgres; many may be asked for at once.
const connections = 4
// A question ends after 5 s: what has no answer by then never gets one.
const answerMs = 10_000

// The number counts the transactions that changed events. Terms are no part of it, and may forbid what they allowed.
const versionSql = `
  select public.search_version() || '-'
    || to_hex(hashtextextended(coalesce(string_agg(to_json(s)::text, ',' order by s.name), ''), 0)) as version
  from public.sources s`

export function openLibrary(databaseUrl: string): Library {
  const settings = { role: 'anon', statement_timeout: '5s', default_transaction_read_only: 'on' }
  const lost = (err: Error): void => log.warn({ err }, 'Lost a connection')
  const pool = connect(databaseUrl, connections, lost, settings, answerMs)
  const one = async <T>(text: string, values: unknown[] = []): Promise<T> =>
    (await pool.query(text, values)).rows[0] as T
  return {
    pool,
    version: async () => (await one<{ version: string }>(versionSql)).version,
    async ask(question) {
      const { text, values } = callOf(question)
      return (await one<{ answer: Answer }>(text, values)).answer
    },
    find: async id =>
      (await one<{ event: PublicEvent | null }>('select public.find_event($1) as event', [id])).event,
    sources: async () => (await pool.query<SourceTerms>('select * from public.sources order by name')).rows,
  }
}
