/** The database of the Celery system, which is only read: its tables, a page for each month of races. */
import pg from 'pg'
import { explainConnection, noUrl } from '../lib/connection-errors.ts'
import { hidePasswordOf } from '../lib/secrets.ts'
import { settings, UsageError } from '../lib/settings.ts'

/** Rows of one month as the parser takes them, and when the last of them was written. */
type OldPage = { text: string; rows: number; written_at: string }

export type OldDatabase = {
  /** The names of its pages, in order. */
  pages: string[]
  rows: number
  /** The highest id it has given. */
  highest: string
  page(name: string): Promise<OldPage>
}

/** What must be there; all else may be missing. */
const needed = {
  events: ['id', 'name', 'start_date'],
  distances: ['id', 'distance', 'unit'],
  event_distances: ['event_id', 'distance_id'],
}

const missing = `
  select t.name || '.' || c.name as what
  from jsonb_each($1) as t (name, columns)
  cross join lateral jsonb_array_elements_text(t.columns) as c (name)
  where not exists (
    select from pg_attribute a
    where a.attrelid = to_regclass(t.name) and a.attname = c.name and a.attnum > 0 and not a.attisdropped)`

// A day may be a date or a text; what is written otherwise is on a page of its own. Rows as JSON, so that a column more or less is no matter.
const pageOf = `coalesce(substring(e.start_date::text from '^\\d{4}-\\d\\d'), 'other')`
const contents = `
  select ${pageOf} as page, count(*)::int as rows, max(e.id)::text as highest from events e group by 1 order by 1`
const onePage = `
  select
    coalesce(json_agg(json_build_object(
      'id', r ->> 'id', 'name', r ->> 'name', 'url', r ->> 'url', 'start_date', r ->> 'start_date', 'city', r ->> 'city',
      'state', r ->> 'state', 'country', r ->> 'country', 'latitude', r ->> 'latitude', 'longitude', r ->> 'longitude',
      'distances', d.list) order by e.id), '[]')::text as text,
    count(*)::int as rows,
    coalesce(max((r ->> 'created_at')::timestamptz), to_timestamp(0))::text as written_at
  from events e
  cross join lateral to_jsonb(e) as r
  cross join lateral (
    select coalesce(json_agg(json_build_object('distance', d.distance::text, 'unit', d.unit::text) order by d.id), '[]') as list
    from event_distances l
    join distances d on d.id = l.distance_id
    where l.event_id = e.id
  ) d
  where ${pageOf} = $1`

/** Open it, all of it as it is at one moment; `body` may ask as long as it likes. Throws a UsageError that says what is wrong. */
export async function withOldDatabase<T>(body: (old: OldDatabase) => Promise<T>): Promise<T> {
  const { OLD_DATABASE_URL: url } = settings()
  if (!url)
    throw new UsageError('Say where the Celery system keeps its tables: OLD_DATABASE_URL=postgres://…')
  if (!URL.canParse(url)) throw new UsageError(`OLD_${noUrl}.`)
  hidePasswordOf(url)
  const client = new pg.Client({
    connectionString: url,
    application_name: 'ultrasearch import',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => {})
  try {
    await client.connect().catch(error => {
      throw explainConnection(error, url, 'OLD_DATABASE_URL')
    })
    await client.query('begin transaction isolation level repeatable read read only')
    // Times and days are the same text whatever the server is used to.
    await client.query(
      `set local timezone = 'UTC'; set local datestyle = 'ISO'; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`,
    )
    const { rows: absent } = await client.query<{ what: string }>(missing, [JSON.stringify(needed)])
    if (absent.length > 0)
      throw new UsageError(
        `OLD_DATABASE_URL leads to no tables of the Celery system: ${absent.map(({ what }) => what).join(', ')} not found. ` +
          'If they are in another schema than public, add ?options=-c%20search_path%3D<schema> to it.',
      )
    const { rows } = await client.query<{ page: string; rows: number; highest: string }>(contents)
    return await body({
      pages: rows.map(({ page }) => page),
      rows: rows.reduce((sum, one) => sum + one.rows, 0),
      highest: String(
        rows.reduce((most, { highest }) => (BigInt(highest) > most ? BigInt(highest) : most), 0n),
      ),
      page: async name => (await client.query<OldPage>(onePage, [name])).rows[0] as OldPage,
    })
  } finally {
    await client.end()
  }
}
