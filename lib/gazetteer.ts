import { createReadStream } from 'node:fs'
import type pg from 'pg'

/** Whoever lends a connection: a job, or a pool. */
type Lender = { withPgClient: <T>(body: (client: pg.PoolClient) => Promise<T>) => Promise<T> }

/** Places per statement, or a few more: what Postgres makes of them stays within its work_mem. */
const batchSize = 4_000

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
    const { rows } = await client.query('select ingest.begin_gazetteer() as is_needed')
    const loaded = rows[0].is_needed ? await load(client, file, read) : 0
    if (loaded > 0) await client.query('select ingest.finish_gazetteer($1)', [attribution])
    await client.query(loaded > 0 ? 'commit' : 'rollback')
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
  let loaded = 0
  let sent = Promise.resolve()
  const send = async (places: object[]): Promise<void> => {
    await client.query('select ingest.load_places($1)', [JSON.stringify(places)])
  }
  for await (const places of batches(file, read)) {
    await sent
    // Postgres works on these while the next are read.
    sent = send(places)
    // Heard before the next are sent; meanwhile the file may fail.
    sent.catch(() => {})
    loaded += places.length
  }
  await sent
  return loaded
}

/** By chunks of the file: one line after the other from `readline` takes half as long again. */
async function* batches(file: string | URL, read: (line: string) => object | null): AsyncGenerator<object[]> {
  let rest = ''
  let batch: object[] = []
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    batch.push(...lines.map(read).filter(place => place !== null))
    if (batch.length >= batchSize) {
      yield batch
      batch = []
    }
  }
  const last = read(rest)
  if (last) batch.push(last)
  if (batch.length > 0) yield batch
}
