/** Functions, views and triggers are created over those that are there, which may be of another release: also of a newer one. */
import type pg from 'pg'

/**
 * What can't be created over what is there: a function with other arguments stands beside it (42725, since a name has one
 * function only), one that answers otherwise (42P13) or a view with more columns (42P16) refuses.
 */
const unlike = new Set(['42725', '42P13', '42P16'])

/** Create what a file of functions, views or triggers says. Whatever rests on it comes in a later file, or in the same one. */
export async function putBack(client: pg.PoolClient, file: { text: string }): Promise<void> {
  const text = await withoutKnownTriggers(client, file.text)
  await client.query('savepoint before_file')
  try {
    await client.query(text)
  } catch (error) {
    if (!unlike.has((error as { code?: string }).code ?? '')) throw error
    await client.query('rollback to savepoint before_file')
    await drop(client, text)
    await client.query(text)
  }
  await client.query('release savepoint before_file')
}

const creatingTrigger = /^create (?:or replace |constraint )?trigger [^;]+;/gm

/**
 * The text without the triggers that are there as it says: to create one again would lock its table. As it says is as Postgres tells of it,
 * but for case, blanks and brackets; a trigger that is written otherwise is created again each time.
 */
async function withoutKnownTriggers(client: pg.PoolClient, text: string): Promise<string> {
  if (text.search(creatingTrigger) < 0) return text
  const plain = (said: string): string =>
    said
      .toLowerCase()
      .replace('create or replace trigger', 'create trigger')
      .replace(/[\s();]/g, '')
  const { rows } = await client.query<{ said: string }>(
    'select pg_get_triggerdef(oid) as said from pg_trigger where not tgisinternal',
  )
  const known = new Set(rows.map(({ said }) => plain(said)))
  return text.replace(creatingTrigger, said => (known.has(plain(said)) ? '' : said))
}

/** Drop all that bears a name of those that this text creates, with what rests on it. */
async function drop(client: pg.PoolClient, text: string): Promise<void> {
  const names = [...text.matchAll(/^create or replace (?:function|aggregate|view) ([\w.]+)/gm)].map(
    ([, name]) => name,
  )
  const { rows } = await client.query<{ statement: string }>(
    `select format('drop routine if exists %s cascade', oid::regprocedure) as statement
       from pg_proc where format('%s.%s', pronamespace::regnamespace, proname) = any($1)
     union all
     select format('drop view if exists %s cascade', oid::regclass)
       from pg_class where relkind = 'v' and format('%s.%s', relnamespace::regnamespace, relname) = any($1)`,
    [names],
  )
  for (const { statement } of rows) await client.query(statement)
}
