/** All that is exported, read from one moment's view of the database. */
import type pg from 'pg'

/** A row of `ingest.exported_events`. Days are text; `distances` and `sources` lists. */
export type ExportedEvent = Record<(typeof columns)[number]['name'], unknown>

/** In this order in files that have one. */
export const columns = [
  { name: 'id', type: 'id' },
  { name: 'name', type: 'text' },
  { name: 'edition', type: 'int' },
  { name: 'url', type: 'text' },
  { name: 'start_date', type: 'text' },
  { name: 'end_date', type: 'text' },
  { name: 'city', type: 'text' },
  { name: 'county', type: 'text' },
  { name: 'state', type: 'text' },
  { name: 'country', type: 'text' },
  { name: 'latitude', type: 'number' },
  { name: 'longitude', type: 'number' },
  { name: 'precision', type: 'text' },
  { name: 'status', type: 'text' },
  { name: 'registration', type: 'text' },
  { name: 'virtual', type: 'boolean' },
  { name: 'elevation_gain', type: 'number' },
  { name: 'surface', type: 'text' },
  { name: 'event_type', type: 'text' },
  { name: 'sources', type: 'json' },
  { name: 'updated_at', type: 'text' },
  { name: 'distances', type: 'json' },
] as const

/** Enough to be quick, little enough for memory; a row group of the Parquet file. */
const rowsAtOnce = 5_000

/**
 * Every exported event, in the order of ids, in pieces. `client` is in a transaction that is repeatable read, so that the
 * files are of one moment, whatever is published meanwhile.
 */
export async function* exportedEvents(client: pg.ClientBase): AsyncGenerator<ExportedEvent[]> {
  await client.query('declare exported no scroll cursor for select * from ingest.exported_events order by id')
  for (;;) {
    const { rows } = await client.query<ExportedEvent>(`fetch ${rowsAtOnce} from exported`)
    if (rows.length > 0) yield rows
    if (rows.length < rowsAtOnce) break
  }
  await client.query('close exported')
}
