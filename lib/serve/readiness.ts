/** Whether this process can serve: a database that answers, and whose schema is that of this code. */
import type pg from 'pg'
import { readMigrationState } from '../migrations.ts'

/** Null, or why not, in words that anybody may read. */
export async function whyNotReady(pool: pg.Pool): Promise<string | null> {
  try {
    const { pending, edited, unknown } = await readMigrationState(pool as never)
    if (pending.length > 0)
      return `The database is ${pending.length} files of sql/ behind: run \`ultrasearch migrate\`.`
    if (edited.length > 0) return `${edited[0]} was edited after it ran in the database.`
    if (unknown.length > 0) return `The database is newer than this code: it has ${unknown.at(-1)}.`
    return null
  } catch (error) {
    const { code } = error as { code?: string }
    return code === '42P01' || code === '3F000'
      ? 'The database was never migrated: run `ultrasearch migrate`.'
      : "The database can't be reached."
  }
}
