/** Whether this process can serve: a database that answers, and whose schema is that of this code. */
import type pg from 'pg'
import { readMigrationState } from '../migrations.ts'

/** Functions that are otherwise there may be the newer ones: whoever migrates with older code would put back the old. */
function behind(pending: string[], missing: string[]): string {
  const count = `${pending.length} ${pending.length === 1 ? 'file' : 'files'} of sql/`
  return missing.length > 0
    ? `The database is ${count} behind: run \`ultrasearch migrate\`.`
    : `${count} ${pending.length === 1 ? 'is' : 'are'} otherwise in the database: run \`ultrasearch migrate\`, or replace this code if it is the older.`
}

/** Null, or why not, in words that anybody may read. */
export async function whyNotReady(pool: pg.Pool): Promise<string | null> {
  try {
    const { pending, missing, edited, unknown } = await readMigrationState(pool as never)
    if (edited.length > 0) return `${edited[0]} was edited after it ran in the database.`
    if (unknown.length > 0) return `The database is newer than this code: it has ${unknown.at(-1)}.`
    return pending.length > 0 ? behind(pending, missing) : null
  } catch (error) {
    const { code } = error as { code?: string }
    return code === '42P01' || code === '3F000'
      ? 'The database was never migrated: run `ultrasearch migrate`.'
      : "The database can't be reached."
  }
}
