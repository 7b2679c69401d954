import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Task } from 'graphile-worker'
import { z } from 'zod'
import { contentHash, parserVersion } from '../lib/fingerprint.ts'
import { jsonForPostgres } from '../lib/json.ts'
import { runStage, type Statement } from '../lib/stage.ts'
import { sourceNamed } from '../sources/index.ts'
import { decode, plan, readPage } from '../sources/page.ts'

const payload = z.object({ request: z.number().int().positive() })

type Begun = {
  attempt: number
  source: string
  url: string
  context?: unknown
  body: Buffer
}

/** The source's pure parser over the stored bytes. */
const parse: Task = (given, helpers) =>
  runStage({ name: 'parse', payload, columns: 'begun, body', work }, given, helpers)

async function work({ attempt, source: name, url, context, body }: Begun): Promise<Statement> {
  const source = sourceNamed(name)
  const text = decode(await promisify(gunzip)(body))
  const { races, rejects, requests, full } = readPage(source, { text, request: { url, context } })
  const reading = {
    races: races.map(race => ({ ...race, hash: contentHash(race) })),
    rejects,
    requests: plan(requests),
    full,
  }
  return {
    text: 'select ingest.finish_parse($1, $2, $3) as verdict',
    values: [attempt, jsonForPostgres(reading), parserVersion(name)],
  }
}

export default parse
