import t from 'tap'
import { startLocalSupabase } from '../../lib/local-supabase.ts'
import { freshDatabase, until } from '../fixtures/database.ts'

t.test('it closes although somebody asks for what is locked', async t => {
  // The server prints what it could not answer.
  t.intercept(console, 'error', { value: () => {} })
  const { pool, url } = await freshDatabase(t)
  const supabase = await startLocalSupabase({ databaseUrl: url, dir: t.testdir() })
  const owner = await pool.connect()
  await owner.query('begin; lock table public.events')
  const headers = { apikey: supabase.anonKey }
  const question = t.rejects(fetch(`${supabase.url}/rest/v1/events?select=id`, { headers }))
  await until('the question waits', async () => {
    const { rows } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows.length > 0
  })
  await supabase.close()
  await question
  await owner.query('rollback')
  owner.release()
})
