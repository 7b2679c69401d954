/** Is the database as the code expects it? */
import { queueRevision, readMigrationState } from '../../lib/migrations.ts'
import { error, ok, type Place, several, type Verdict, warning } from './finding.ts'

/** Is anything of ours here at all? */
export async function isMigrated({ first }: Place): Promise<boolean> {
  const { rows } = await first.query(`
    select count(*) = 3 as yes from pg_namespace where nspname in ('ingest', 'status', 'graphile_worker')`)
  return rows[0].yes
}

export async function checkMigrations(place: Place): Promise<Verdict> {
  if (!(await isMigrated(place))) return error('nothing is migrated here', 'Run `ultrasearch migrate`.')
  const { pending, missing, edited, unknown } = await readMigrationState(place.first)
  if (edited.length > 0) {
    return error(
      `${edited.join(', ')}: edited after it ran here`,
      'Restore the file and write a new migration instead.',
    )
  }
  if (unknown.length > 0) {
    return warning(
      `this code is older than the database: it lacks ${unknown.join(', ')}`,
      'Update this code.',
    )
  }
  if (pending.length > 0) {
    return error(
      `${several(pending.length, 'file')} to run, first ${pending[0]}`,
      missing.length > 0
        ? 'Run `ultrasearch migrate`.'
        : 'Run `ultrasearch migrate`, or update this code if it is the older.',
    )
  }
  return ok('up to date, no file was edited')
}

export async function checkQueueRevision({ first }: Place): Promise<Verdict> {
  const { rows } = await first.query(
    'select max(id) as here, max(id) filter (where breaking) as breaking from graphile_worker.migrations',
  )
  const { here, breaking } = rows[0]
  const library = queueRevision()
  const found = `revision ${here} here, ${library} in the library`
  if (here === library) return ok(found)
  if (here < library) return error(found, 'Run `ultrasearch migrate`.')
  return breaking > library
    ? error(`${found}, with a breaking change between`, 'Update this code: no worker starts with it.')
    : warning(found, 'Update this code.')
}
