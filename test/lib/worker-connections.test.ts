import t from 'tap'
import { connect } from '../../lib/database.ts'
import { makeRoom } from '../../lib/worker.ts'
import { freshDatabase } from '../fixtures/database.ts'

t.test('every connection of a worker has its schema of temporary tables before it works', async t => {
  const { url } = await freshDatabase(t)
  const pool = connect(url, 3, () => {})
  t.teardown(() => pool.end())
  await pool.query('select 1')
  await makeRoom(pool)
  const clients = await Promise.all([pool.connect(), pool.connect(), pool.connect()])
  for (const client of clients)
    t.match((await client.query('select pg_my_temp_schema() <> 0 as has, count(*) from pg_class')).rows, [
      { has: true },
    ])
  for (const client of clients) client.release()
})
