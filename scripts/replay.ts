/** Parse stored pages again with today's code, and publish what comes of it: no request to anybody. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type pg from 'pg'
import { readBack } from '../lib/archive.ts'
import { parserVersion } from '../lib/fingerprint.ts'
import { readingForPostgres } from '../lib/reading.ts'
import { UsageError } from '../lib/settings.ts'
import { decode, plan, readPage } from '../sources/page.ts'
import type { Source } from '../sources/source.ts'
import { knownSource } from './ask.ts'
import { type Change, report, type Told } from './replay-report.ts'
import { withDatabase } from './target.ts'

export type ReplayOptions = {
  since?: string
  dryRun: boolean
  approve: boolean
  examples: number
  json: boolean
}

type Page = { key: string; context: unknown; snapshot: string; url: string; fetched_at: string }
type Unreadable = { key: string; snapshot: string; reason: string }

/** Bodies per query: pages are at most a few MB, and some 20 kB as a rule. */
const atOnce = 20

/** `ultrasearch replay <source>`: exits 1 when a run is held or failed. */
export function replay(name: string, options: ReplayOptions): Promise<number> {
  const source = knownSource(name)
  const since = options.since === undefined ? null : time(options.since)
  return withDatabase(async pool => {
    const version = parserVersion(name)
    const unreadable = await readAgain(pool, source, since, version)
    const client = await pool.connect()
    try {
      await client.query('begin')
      // It may have to wait its turn to publish.
      await client.query('set local statement_timeout = 0; set local lock_timeout = 0')
      const told = await publish(client, [name, since, version, JSON.stringify(unreadable), options.approve])
      const changes = await compare(client, told)
      const isHeld = told.some(({ status }) => status === 'held')
      // Of several runs all or none: readers never see a state in between.
      const isRefused = isHeld && since !== null
      await client.query(options.dryRun || isRefused ? 'rollback' : 'commit')
      console.log(report({ source: name, told, changes, unreadable, isRefused, ...options }))
      return isHeld || told.some(({ status }) => status === 'failed') ? 1 : 0
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  })
}

function time(text: string): string {
  const at = new Date(text)
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(at.getTime()))
    throw new UsageError(`--since takes a day or a time, such as 2027-01-31; "${text}" is neither.`)
  return at.toISOString()
}

async function publish(client: pg.PoolClient, values: unknown[]): Promise<Told[]> {
  const { rows } = await client.query<Told>('select * from ingest.replay($1, $2, $3, $4, $5)', values)
  return rows
}

async function compare(client: pg.PoolClient, told: Told[]): Promise<Change[]> {
  const { rows } = await client.query<Change>(
    'select id as run, c.* from unnest($1::bigint[]) as run (id), ingest.reading_changes(id) c',
    [told.map(({ id }) => id)],
  )
  return rows
}

/**
 * Read what this parser has not read yet. Readings are immutable and change nothing that is published, so that they
 * are kept page by page, before the transaction that publishes. Answers what can't be read.
 */
async function readAgain(
  pool: pg.Pool,
  source: Source,
  since: string | null,
  version: string,
): Promise<Unreadable[]> {
  const { rows: pages } = await pool.query<Page>(
    `select key, context, encode(snapshot_sha256, 'hex') as snapshot, url, fetched_at::text
     from ingest.pages_to_read($1, $2, $3)`,
    [source.name, since, version],
  )
  const unreadable: Unreadable[] = []
  for (let done = 0; done < pages.length; done += atOnce) {
    const batch = pages.slice(done, done + atOnce)
    const { rows: bodies } = await pool.query<{ snapshot: string; body: Buffer | null }>(
      `select encode(sha256, 'hex') as snapshot, body from ingest.snapshots
       where sha256 in (select decode(hex, 'hex') from unnest($1::text[]) hex)`,
      [batch.map(({ snapshot }) => snapshot)],
    )
    const bodyOf = new Map(bodies.map(({ snapshot, body }) => [snapshot, body]))
    for (const page of batch) {
      const body = bodyOf.get(page.snapshot) ?? (await readBack(page.snapshot))
      const reason = await readOne(pool, source, version, page, body)
      if (reason) unreadable.push({ key: page.key, snapshot: page.snapshot, reason })
    }
    process.stderr.write(
      `${source.name}: ${Math.min(done + atOnce, pages.length)}/${pages.length} pages read\n`,
    )
  }
  return unreadable
}

/** Keep the reading of one page; answers why it can't be read, or null. */
async function readOne(
  pool: pg.Pool,
  source: Source,
  version: string,
  { key, context, snapshot, url, fetched_at }: Page,
  body: Buffer,
): Promise<string | null> {
  let reading: string
  try {
    const text = decode(await promisify(gunzip)(body))
    const read = readPage(source, { text, request: { url: key, context: context ?? undefined } })
    reading = readingForPostgres({ ...read, requests: plan(read.requests) })
  } catch (error) {
    return (error as Error).message
  }
  await pool.query(`select ingest.keep_reading($1, $2, decode($3, 'hex'), $4, $5, null, $6, $7)`, [
    source.name,
    key,
    snapshot,
    version,
    reading,
    url,
    fetched_at,
  ])
  return null
}
