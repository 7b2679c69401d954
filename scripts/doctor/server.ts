/** The server: its version, limits, clock and extensions. */
import type pg from 'pg'
import { leastVersion } from '../../lib/database.ts'
import { settings } from '../../lib/settings.ts'
import { error, ok, type Place, type Verdict, warning } from './finding.ts'

export async function checkVersion({ first }: Place): Promise<Verdict> {
  const { rows } = await first.query(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  )
  const { version, number } = rows[0]
  if (number >= leastVersion * 10_000) return ok(`Postgres ${version}`)
  return error(
    `Postgres ${version} is too old`,
    `Upgrade the server to ${leastVersion} or later, or leave DATABASE_URL out to use the embedded one.`,
  )
}

/** What one worker takes at most: `worker` opens a pool of 4 more than its hands, its LISTEN included, and its heart has one. */
const perWorker = (): number => settings().CONCURRENCY + 5

export async function checkConnections({ first }: Place): Promise<Verdict> {
  const { rows } = await first.query(`
    select
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0) as server,
      nullif(r.rolconnlimit, -1) as role, nullif(d.datconnlimit, -1) as database,
      (select sum(numbackends)::int from pg_stat_database) as used,
      (select count(*)::int from pg_stat_activity where application_name in ('ultrasearch', 'ultrasearch heart')) as ours
    from pg_roles r, pg_database d
    where r.rolname = current_user and d.datname = current_database()`)
  const { server, role, database, used, ours } = rows[0]
  const allowed = Math.min(server, role ?? server, database ?? server)
  const found = `${used} of ${allowed} used, ${ours} of them by us; one more worker takes up to ${perWorker()}`
  if (used + perWorker() <= allowed) return ok(found)
  return warning(found, 'Lower CONCURRENCY, stop another client, or raise the limit (max_connections).')
}

/** Timestamps are the database's; the crontab is read by this machine's clock. */
export async function checkClock(
  { first }: { first: Pick<pg.Pool, 'query'> },
  clock: () => number = Date.now,
): Promise<Verdict> {
  let best = { trip: Number.POSITIVE_INFINITY, ahead: 0 }
  // The quickest of five tells most: its answer was stamped within half a round trip of the middle.
  for (let i = 0; i < 5; i++) {
    const asked = clock()
    const { rows } = await first.query('select extract(epoch from clock_timestamp()) * 1000 as ms')
    const trip = clock() - asked
    if (trip < best.trip) best = { trip, ahead: asked + trip / 2 - Number(rows[0].ms) }
  }
  const seconds = Math.abs(best.ahead) / 1000
  const found = `${seconds.toFixed(3)} s ${best.ahead < 0 ? 'behind' : 'ahead of'} the database (± ${(best.trip / 2000).toFixed(3)} s)`
  const advice = 'Set this machine’s clock (NTP): the crontab fires by it.'
  if (seconds > 30) return error(found, advice)
  return seconds > 1 ? warning(found, advice) : ok(found)
}

export async function checkExtensions({ first }: Place): Promise<Verdict> {
  const wanted = ['fuzzystrmatch', 'pg_trgm', 'unaccent']
  const { rows } = await first.query<{ name: string }>(
    'select name from pg_available_extensions where name = any($1) order by name',
    [wanted],
  )
  const lacking = wanted.filter(name => !rows.some(row => row.name === name))
  if (lacking.length === 0) return ok(`${wanted.join(', ')} can be had`)
  return error(
    `${lacking.join(', ')} can't be had`,
    "Install Postgres' contrib modules: `ultrasearch migrate` creates these extensions.",
  )
}
