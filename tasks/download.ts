import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Task } from 'graphile-worker'
import { z } from 'zod'
import { type Answer, get } from '../lib/http.ts'
import { downloadedBytes, downloads } from '../lib/metrics.ts'
import { settings } from '../lib/settings.ts'
import { runStage, type Statement } from '../lib/stage.ts'
import { whereTo } from '../sources/hosts.ts'
import { sourceNamed } from '../sources/index.ts'
import { take } from '../sources/page.ts'

const payload = z.object({ request: z.number().int().positive() })

type Begun = {
  attempt: number
  source: string
  url: string
  base_url: string
  /** What a list of sites' hosts is known by, and the list, unless it is one that was told before. */
  list?: string
  sites?: string[]
  leased?: boolean
  etag?: string
  /** Of the page as it was read last. */
  body_sha256?: string
  last_modified?: string
  read_by_another?: boolean
}

/** The hosts of each source's sites as they were told last: thousands would be told again for each page. */
type Lists = Map<string, { list: string; sites: string[] }>
const lists: Lists = new Map()

/** One polite conditional request. */
const download: Task = (given, helpers) => {
  // Before the host is claimed: its lease is over no earlier than this clock says.
  const since = performance.now()
  // As they are now: another job may be told another while this one begins.
  const known = new Map(lists)
  const marks = Object.fromEntries([...known].map(([name, { list }]) => [name, list]))
  const more = [settings().REQUEST_TIMEOUT_MS, marks]
  const work = (begun: Begun, _payload: unknown, stop: AbortSignal) =>
    ask(begun, sitesOf(begun, known), since, stop)
  return runStage({ name: 'download', payload, more, work }, given, helpers)
}

async function ask(begun: Begun, sites: string[], since: number, stop: AbortSignal): Promise<Statement> {
  const { attempt, url, base_url, leased, etag, last_modified, body_sha256 } = begun
  if (leased && isTooLate(since))
    return { text: 'select ingest.postpone_download($1) as verdict', values: [attempt] }
  const source = sourceNamed(begun.source)
  // What is kept may have changed with the parser: then the page is needed whole.
  const condition = source.keep && begun.read_by_another ? {} : { etag, lastModified: last_modified }
  const answer = await get(url, whereTo(source, base_url, sites), {
    condition,
    stop,
    ...(leased && { since, oneHop: true }),
  })
  const host = URL.parse(url)?.host ?? ''
  downloads.inc({ host, code: answer.status ?? 'none' })
  if (answer.kind === 'not-modified')
    return finish(attempt, { not_modified: true, http_status: answer.status })
  if (answer.kind === 'redirect') {
    const values = [attempt, answer.to, answer.status]
    return { text: 'select ingest.redirect_download($1, $2, $3) as verdict', values }
  }
  // Bytes that are known need no look, no compression and no way to the database.
  if (answer.kind === 'body' && !source.keep && body_sha256 && sha256(answer.body) === body_sha256) {
    downloadedBytes.inc({ host }, answer.body.length)
    return finish(attempt, { ...factsOf(answer), bytes: answer.body.length, body_sha256 })
  }
  const taken = take(source, url, answer)
  if ('reason' in taken) {
    const { reason, final, retryAfter, status, bytes } = taken
    return finish(attempt, {
      error: reason,
      http_status: status,
      ...(final && { final }),
      ...(bytes && { bytes }),
      ...(retryAfter && { retry_after_s: retryAfter }),
    })
  }
  downloadedBytes.inc({ host }, taken.kept.length)
  const facts = { ...factsOf(answer), bytes: taken.kept.length, encoding: 'gzip' }
  // Of what came and of what is kept: when either changes there is something to read.
  const hashes = { body_sha256: sha256(taken.received, taken.kept), snapshot_sha256: sha256(taken.kept) }
  return finish(attempt, { ...facts, ...hashes }, await promisify(gzip)(taken.kept))
}

/** The hosts of a source's sites: as they are told with the page, or were told when the list was the same. */
function sitesOf({ source, list, sites }: Begun, known: Lists): string[] {
  if (list === undefined) return []
  if (sites) lists.set(source, { list, sites })
  return sites ?? known.get(source)?.sites ?? []
}

/** What is written down of an answer, besides its bytes. */
function factsOf(answer: Answer): Record<string, unknown> {
  const said = answer.kind === 'body' ? answer : { contentType: null, etag: null, lastModified: null }
  return {
    http_status: answer.status,
    content_type: said.contentType,
    etag: said.etag,
    last_modified: said.lastModified,
  }
}

/**
 * A worker that stood still after its claim may have been declared dead, and its host given to another. Half the
 * silence that takes leaves the other half for the request to get out.
 */
function isTooLate(since: number): boolean {
  const { DEAD_AFTER_MS, REQUEST_TIMEOUT_MS } = settings()
  return performance.now() - since > Math.min(DEAD_AFTER_MS / 2, REQUEST_TIMEOUT_MS)
}

function sha256(...parts: Uint8Array[]): string {
  const digest = createHash('sha256')
  for (const part of new Set(parts)) digest.update(part)
  return digest.digest('hex')
}

function finish(attempt: number, answer: Record<string, unknown>, body?: Buffer): Statement {
  const text = 'select ingest.finish_download($1, $2, $3) as verdict'
  return { text, values: [attempt, answer, body], failure: answer.error as string }
}

export default download
