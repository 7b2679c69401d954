import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Task } from 'graphile-worker'
import { z } from 'zod'
import { get } from '../lib/http.ts'
import { runStage, type Statement } from '../lib/stage.ts'
import { sourceNamed } from '../sources/index.ts'
import { take } from '../sources/page.ts'

const payload = z.object({ request: z.number().int().positive() })

type Begun = {
  attempt: number
  source: string
  url: string
  etag?: string
  last_modified?: string
  read_by_another?: boolean
}

/** One polite conditional request. */
const download: Task = (given, helpers) => runStage({ name: 'download', payload, work }, given, helpers)

async function work(begun: Begun, _payload: unknown, stop: AbortSignal): Promise<Statement> {
  const { attempt, url, etag, last_modified } = begun
  const source = sourceNamed(begun.source)
  // What is kept may have changed with the parser: then the page is needed whole.
  const condition = source.keep && begun.read_by_another ? {} : { etag, lastModified: last_modified }
  const answer = await get(url, condition, stop)
  if (answer.kind === 'not-modified')
    return finish(attempt, { not_modified: true, http_status: answer.status })
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
  const facts = { http_status: answer.status, bytes: taken.kept.length, encoding: 'gzip' }
  // Of what came and of what is kept: when either changes there is something to read.
  const hashes = { body_sha256: sha256(taken.received, taken.kept), snapshot_sha256: sha256(taken.kept) }
  const said = answer.kind === 'body' ? answer : { contentType: null, etag: null, lastModified: null }
  const next = { content_type: said.contentType, etag: said.etag, last_modified: said.lastModified }
  return finish(attempt, { ...facts, ...hashes, ...next }, await promisify(gzip)(taken.kept))
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
