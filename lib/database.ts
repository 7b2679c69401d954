import pg from 'pg'
import { explainConnection, noUrl } from './connection-errors.ts'
import { hidePasswordOf } from './secrets.ts'
import { UsageError } from './settings.ts'

// A race day is a day, not a moment: text from end to end.
pg.types.setTypeParser(pg.types.builtins.DATE, day => day)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/** 17: `merge … returning`, and the default of Supabase. */
export const leastVersion = 17

/** Hosted Supabase would cut a statement at about 2 minutes, and would never cut a transaction that was forgotten. */
const settingsPerConnection: Record<string, string> = {
  statement_timeout: '2min',
  lock_timeout: '30s',
  idle_in_transaction_session_timeout: '1min',
  jit: 'off',
}

/**
 * Connections for one process. Errors of idle ones are the pool's to mend: the next query gets a fresh one. An answer that takes
 * longer than `answerMs`, which is more than the server may take, comes no more: its connection is lost without a word.
 */
export function connect(
  databaseUrl: string,
  max: number,
  onError: (error: Error) => void,
  settings: Record<string, string> = {},
  answerMs?: number,
): pg.Pool {
  hidePasswordOf(databaseUrl)
  const { application_name = 'ultrasearch', ...given } = settings
  const all = { ...settingsPerConnection, ...given }
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max,
    connectionTimeoutMillis: 10_000,
    // A host that is gone says no goodbye: only who asks whether it is there finds out.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(answerMs !== undefined && { query_timeout: answerMs }),
    application_name,
    // By a statement, since a pooler refuses, or drops without a word, what a connection asks for as it opens.
    onConnect: client => set(client, all),
  })
  // `end` doesn't wait for its clients' goodbye: a server that stops right after may be heard first.
  const report = (error: Error): unknown => pool.ending || onError(error)
  pool.on('error', report)
  pool.on('connect', client => {
    client.on('error', report)
  })
  // Whoever gave up waiting gives a connection back on which the next would wait behind the same question.
  pool.on('release', (_error, client) => {
    if (isBeingAsked(client)) client.end().catch(() => {})
  })
  return pool
}

/** Whether an answer is still to come. Private to the library, which tells nobody else. */
function isBeingAsked(client: pg.PoolClient): boolean {
  return Boolean((client as unknown as { _getActiveQuery(): unknown })._getActiveQuery())
}

/** Set these for the rest of a session. */
export function set(client: pg.ClientBase, settings: Record<string, string>): Promise<unknown> {
  const text = 'select set_config(name, value, false) from unnest($1::text[], $2::text[]) as s (name, value)'
  return client.query(within(30_000, text, [Object.keys(settings), Object.values(settings)]))
}

/** A question whose answer is no longer waited for after so many milliseconds. */
export function within(milliseconds: number, text: string, values: unknown[] = []): pg.QueryConfig {
  // The library's types don't know that it takes it here, too.
  return { text, values, query_timeout: milliseconds } as pg.QueryConfig
}

/**
 * Prove that the database of a pool is one we can work in: reachable, Postgres 17 or later, and a session of our own (LISTEN,
 * advisory locks and temporary tables need one). Throws a UsageError that says what to do. It takes two connections, which stay in the pool.
 */
export async function checkDatabase(pool: pg.Pool): Promise<void> {
  const { connectionString = '' } = pool.options
  if (!URL.canParse(connectionString)) throw new UsageError(`${noUrl}.`)
  const open = async (): Promise<pg.PoolClient> => {
    try {
      // Throws at once for a file of a CA that isn't there.
      return await pool.connect()
    } catch (error) {
      throw explainConnection(error, connectionString)
    }
  }
  const first = await open()
  try {
    const { rows } = await first.query(`select current_setting('server_version_num')::int as version`)
    if (rows[0].version < leastVersion * 10_000) {
      throw new UsageError(
        `Postgres ${Math.floor(rows[0].version / 10_000)} is too old: ${leastVersion} or later is needed. ` +
          'Upgrade the server, or leave DATABASE_URL out to use the embedded one.',
      )
    }
    const second = await open()
    await refusePooler(first, second).finally(() => second.release())
  } finally {
    first.release()
  }
}

/**
 * Two clients that are connected at the same time have two server processes, unless a transaction-mode pooler lends
 * the same one to both in turn; or it has several, and moves the first to another while the second holds a transaction.
 */
async function refusePooler(first: pg.ClientBase, second: pg.ClientBase): Promise<void> {
  const pid = async (client: pg.ClientBase): Promise<number> =>
    (await client.query('select pg_backend_pid() as pid')).rows[0].pid
  const before = await pid(first)
  await second.query('begin')
  const shared = (await pid(second)) === before || (await pid(first)) !== before
  await second.query('rollback')
  if (shared) {
    throw new UsageError(
      'DATABASE_URL goes through a transaction-mode pooler, where LISTEN and advisory locks are lost. ' +
        'Use the direct connection or the session-mode pooler (on Supabase port 5432, not 6543).',
    )
  }
}
