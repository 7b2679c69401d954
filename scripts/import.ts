/** Bring the races of the Celery system here, with their ids, through the pipeline's own publishing. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type pg from 'pg'
import { parserVersion } from '../lib/fingerprint.ts'
import { loadGazetteer } from '../lib/gazetteer.ts'
import { readingForPostgres } from '../lib/reading.ts'
import { settings } from '../lib/settings.ts'
import { sourceNamed } from '../sources/index.ts'
import { readPage } from '../sources/page.ts'
import { allTowns, attribution, readPlace } from '../sources/platforms/geonames.ts'
import { type OldDatabase, withOldDatabase } from './old-database.ts'
import { withDatabase } from './target.ts'
import { registerSources } from './work.ts'

const name = 'predecessor'

type Page = { key: string; parse: number }
type Run = {
  run: number
  status: string
  reason: string | null
  records: number
  rejected: number
  inserted: number
  updated: number
  kept: number
}
type Ids = { own: number; other: number; taken: number; unread: number; examples: string[] | null }

/**
 * `ultrasearch import`. What was read is kept page by page, and published in one transaction: broken off it is begun again, and goes on
 * where it was. Exits 1 when an id could not be kept, since links by it lead to another race.
 */
export function importOld({ json }: { json: boolean }): Promise<number> {
  return withOldDatabase(old =>
    withDatabase(async (pool, _url, urls) => {
      await registerSources(pool, urls)
      await loadPlaces(pool)
      const pages = await readAll(pool, old)
      const run = await publish(pool, pages, old.highest)
      const { rows } = await pool.query<Ids>('select * from ingest.imported($1)', [name])
      const ids = rows[0] as Ids
      console.log(json ? JSON.stringify({ rows: old.rows, ...run, ids }) : said(old.rows, run, ids))
      return run.status === 'published' && ids.taken === 0 ? 0 : 1
    }),
  )
}

/** An import is the first upload, often, and its towns are looked up once. */
async function loadPlaces(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    const file = settings().GAZETTEER_FILE ?? allTowns
    const loaded = await loadGazetteer({ withPgClient: body => body(client) }, file, readPlace, attribution)
    if (loaded > 0) process.stderr.write(`${loaded} places loaded. ${attribution}.\n`)
  } finally {
    client.release()
  }
}

async function readAll(pool: pg.Pool, old: OldDatabase): Promise<Page[]> {
  const pages: Page[] = []
  let rows = 0
  for (const month of old.pages) {
    const page = await old.page(month)
    rows += page.rows
    pages.push(await readOne(pool, `events/${month}`, page))
    process.stderr.write(`${month}: ${rows}/${old.rows} rows read\n`)
  }
  return pages
}

/** Keep a page and its reading, unless this parser has read these bytes before. */
async function readOne(
  pool: pg.Pool,
  key: string,
  { text, written_at }: { text: string; written_at: string },
): Promise<Page> {
  const version = parserVersion(name)
  const body = Buffer.from(text)
  const sha256 = createHash('sha256').update(body).digest()
  const { rows: known } = await pool.query<{ parse: number | null }>(
    'select (ingest.reading_of($1, $2, $3)).id as parse',
    [sha256, key, version],
  )
  if (known[0]?.parse) return { key, parse: known[0].parse }
  const reading = readPage(sourceNamed(name), { text, request: { url: key } })
  const { rows } = await pool.query<{ parse: number }>(
    'select ingest.keep_imported($1, $2, $3, $4, $5, $6, $7, $8) as parse',
    [
      name,
      key,
      sha256,
      await promisify(gzip)(body),
      body.length,
      version,
      readingForPostgres(reading),
      written_at,
    ],
  )
  return { key, parse: rows[0]?.parse as number }
}

async function publish(pool: pg.Pool, pages: Page[], highest: string): Promise<Run> {
  process.stderr.write('Publishing …\n')
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('set local statement_timeout = 0; set local lock_timeout = 0')
    const { rows: made } = await client.query<{ run: number }>(
      'select ingest.import_rows($1, $2, $3, $4) as run',
      [name, JSON.stringify(pages), parserVersion(name), highest],
    )
    const { rows } = await client.query<Run>(
      `select id as run, status, reason, records, rejected, inserted, updated, kept from ingest.runs where id = $1`,
      [made[0]?.run],
    )
    await client.query('commit')
    return rows[0] as Run
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

function said(rows: number, run: Run, ids: Ids): string {
  const lines = [
    `${rows} rows: ${ids.own} events under their old ids, ${ids.other} old ids that find events of another id, ${ids.unread} rows that can't be read.`,
    `Run ${run.run} is ${run.status}: ${run.inserted} events are new, ${run.updated} changed, ${run.kept} as they were.`,
  ]
  if (run.reason) lines.push(run.reason)
  if (run.rejected > 0)
    lines.push(
      `${run.rejected} rows have faults: \`ultrasearch rejects ${run.run}\` lists them with the reasons.`,
    )
  if (ids.taken > 0)
    lines.push(
      `${ids.taken} ids had been given to other races here before, and links by them lead to those: ${ids.examples?.join(', ')} …`,
    )
  return lines.join('\n')
}
