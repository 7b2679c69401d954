import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createClient } from '@supabase/supabase-js'
import t from 'tap'
import { printDatabaseTypes } from '../../scripts/database-types.ts'
import type { SearchAnswer } from '../../types/answers.ts'
import type { Database, Tables } from '../../types/database.ts'
import { freshDatabase } from '../fixtures/database.ts'

const file = path.join(import.meta.dirname, '../../types/database.ts')
const renew = 'RENEW_TYPES=1 npm test -- test/search/types.test.ts'

function formatted(text: string): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'ultrasearch-types-'))
  const copy = path.join(dir, 'database.ts')
  writeFileSync(copy, text)
  const config = path.join(import.meta.dirname, '../..')
  execFileSync('biome', ['format', '--write', `--config-path=${config}`, '--vcs-enabled=false', copy], {
    stdio: 'ignore',
  })
  const result = readFileSync(copy, 'utf8')
  rmSync(dir, { recursive: true })
  return result
}

t.test('the types that are checked in are those of the schema', async t => {
  const { pool } = await freshDatabase(t)
  const printed = formatted(`// Printed, not written: ${renew}\n${await printDatabaseTypes(pool)}`)
  if (process.env.RENEW_TYPES) writeFileSync(file, printed)
  t.equal(printed, readFileSync(file, 'utf8'), `If this is meant: ${renew}`)

  await pool.query(`alter table public.events add column leak text`)
  t.not(formatted(`// Printed, not written: ${renew}\n${await printDatabaseTypes(pool)}`), printed)
})

/** Not run: `npm run check` compiles it, with supabase-js as front ends use it. */
export async function compiles(): Promise<void> {
  const supabase = createClient<Database>('http://127.0.0.1', 'key')

  const events = await supabase.from('event_full').select('*').eq('country', 'USA').limit(50)
  const rows: Tables<'event_full'>[] | null = events.data
  rows?.[0]?.start_date satisfies string | null | undefined

  const old = await supabase.rpc('distance_filtered_event_full', { km_lower: 80, km_upper: 110 })
  old.data?.[0]?.event_km_json satisfies number[] | null | undefined

  const { data } = await supabase.rpc('search_events', {
    query: 'chamonix',
    from: '2027-01-01',
    countries: ['FRA'],
    facets: true,
    limit: 20,
  })
  const found = data as SearchAnswer | null
  found?.events[0]?.distances[0]?.km satisfies number | undefined
  found?.facets?.country[0]?.count satisfies number | undefined

  const joined = await supabase.from('events').select('name, event_distances(km)').limit(1)
  joined.data?.[0]?.event_distances[0]?.km satisfies number | null | undefined

  // @ts-expect-error There is no such parameter.
  await supabase.rpc('search_events', { quary: 'x' })
  // @ts-expect-error There is no such column.
  await supabase.from('event_full').select('*').eq('nowhere', 1)
}
