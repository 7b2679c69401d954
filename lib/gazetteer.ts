import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type pg from 'pg'

/** Whoever lends a connection: a job, or a pool. */
type Lender = { withPgClient: <T>(body: (client: pg.PoolClient) => Promise<T>) => Promise<T> }

/** Places per statement: some 5 MB of JSON. */
const batchSize = 20_000

/**
 * Fill the gazetteer from the lines of a file, all of it or nothing, unless it is filled already. Answers how many places were loaded.
 * `read` turns a line into what `ingest.load_places` takes, or null.
 */
export function loadGazetteer(
  { withPgClient }: Lender,
  file: string | URL,
  read: (line: string) => object | null,
  attribution: string,
): Promise<number> {
  return withPgClient(client => loadWith(client, file, read, attribution))
}

async function loadWith(
  client: pg.ClientBase,
  file: string | URL,
  read: (line: string) => object | null,
  attribution: string,
): Promise<number> {
  await client.query('begin')
  try {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('ultrasearch gazetteer', 0))`)
    const { rowCount } = await client.query('select from ingest.gazetteer')
    const loaded = rowCount === 0 ? await load(client, file, read) : 0
    if (loaded > 0) await client.query('select ingest.finish_gazetteer($1)', [attribution])
    await client.query('commit')
    return loaded
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function load(
  client: pg.ClientBase,
  file: string | URL,
  read: (line: string) => object | null,
): Promise<number> {
  let batch: object[] = []
  let loaded = 0
  const send = async (): Promise<void> => {
    await client.query('select ingest.load_places($1)', [JSON.stringify(batch)])
    loaded += batch.length
    batch = []
  }
  // Opened only now: a reader that nobody listens to yet loses its lines.
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const place = read(line)
    if (place) batch.push(place)
    if (batch.length === batchSize) await send()
  }
  if (batch.length > 0) await send()
  return loaded
}
