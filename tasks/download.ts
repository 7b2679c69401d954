import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Task } from 'graphile-worker'
import { z } from 'zod'
import { get } from '../lib/http.ts'
import { runStage, type Statement } from '../lib/stage.ts'
import { sourceNamed } from '../sources/index.ts'
import { whyBroken } from '../sources/page.ts'

const payload = z.object({ request: z.number().int().positive() })

type Begun = { attempt: number; source: string; url: string; etag?: string; last_modified?: string }

/** One polite conditional request. */
const download: Task = (given, helpers) => runStage({ name: 'download', payload, work }, given, helpers)

async function work(begun: Begun, _payload: unknown, stop: AbortSignal): Promise<Statement> {
  const { attempt, source, url, etag, last_modified } = begun
  const answer = await get(url, { etag, lastModified: last_modified }, stop)
  switch (answer.kind) {
    case 'not-modified':
      return finish(attempt, { not_modified: true, http_status: answer.status })
    case 'failure': {
      const { status, reason, final, retryAfter } = answer
      return finish(attempt, {
        error: reason,
        http_status: status,
        final,
        ...(retryAfter && { retry_after_s: retryAfter }),
      })
    }
    case 'body': {
      const { body, status, ...said } = answer
      const facts = { http_status: status, content_type: said.contentType, bytes: body.length }
      const broken = whyBroken(body, sourceNamed(source).format)
      if (broken) return finish(attempt, { ...facts, error: broken })
      const sha256 = createHash('sha256').update(body).digest('hex')
      const hashes = { body_sha256: sha256, snapshot_sha256: sha256, encoding: 'gzip' }
      const condition = { etag: said.etag, last_modified: said.lastModified }
      return finish(attempt, { ...facts, ...hashes, ...condition }, await promisify(gzip)(body))
    }
    default:
      throw new Error(`Bug! Unknown answer ${answer satisfies never}.`)
  }
}

function finish(attempt: number, answer: Record<string, unknown>, body?: Buffer): Statement {
  const text = 'select ingest.finish_download($1, $2, $3) as verdict'
  return { text, values: [attempt, answer, body], failure: answer.error as string }
}

export default download
