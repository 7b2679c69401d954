import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Task } from 'graphile-worker'
import { z } from 'zod'
import { readBack } from '../lib/archive.ts'
import { parserVersion } from '../lib/fingerprint.ts'
import { rowsRead } from '../lib/metrics.ts'
import { readingForPostgres } from '../lib/reading.ts'
import { runStage, type Statement } from '../lib/stage.ts'
import { sourceNamed } from '../sources/index.ts'
import { decode, plan, readPage } from '../sources/page.ts'

const payload = z.object({ request: z.number().int().positive() })

type Begun = {
  attempt: number
  source: string
  url: string
  context?: unknown
  sha256: string
  /** Null: it was archived in the moment after it came. */
  body: Buffer | null
}

/** The source's pure parser over the stored bytes. */
const parse: Task = (given, helpers) =>
  runStage({ name: 'parse', payload, columns: 'begun, body', work }, given, helpers)

async function work({ attempt, source: name, url, context, sha256, body }: Begun): Promise<Statement> {
  const text = decode(await promisify(gunzip)(body ?? (await readBack(sha256))))
  const reading = readPage(sourceNamed(name), { text, request: { url, context } })
  rowsRead.inc({ source: name, kind: 'record' }, reading.races.length)
  rowsRead.inc({ source: name, kind: 'reject' }, reading.rejects.length)
  return {
    text: 'select ingest.finish_parse($1, $2, $3) as verdict',
    values: [
      attempt,
      readingForPostgres({ ...reading, requests: plan(reading.requests) }),
      parserVersion(name),
    ],
  }
}

export default parse
