import { Client } from 'pg'
import t from 'tap'
import { until } from '../fixtures/database.ts'
import { byHand } from '../fixtures/hands.ts'

t.test(
  'whoever listens hears of a run at most twice a second, and always of its beginning and end',
  async t => {
    const hands = await byHand(t)
    const listener = new Client({ connectionString: hands.database.url })
    await listener.connect()
    t.teardown(() => listener.end())
    const heard: string[] = []
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''))
    await listener.query('listen ultrasearch_progress')

    const keys = Array.from({ length: 300 }, (_, n) => `page${n}`)
    const before = performance.now()
    const run = await hands.fetch(keys)
    await until('it has begun', async () => heard.length > 0)
    // As in real life each in a transaction of its own.
    for (const key of keys) await hands.download(run, key, { error: 'HTTP 500', final: true })
    t.match(await hands.row('select open, status from ingest.runs where id = $1', [run]), {
      open: 0,
      status: 'running',
    })
    await hands.upload(run)
    const seconds = (performance.now() - before) / 1000
    // The connection is asked once more, so that all that was told has come.
    await listener.query('select 1')
    t.ok(heard.length >= 3, `${heard.length} told`)
    t.ok(heard.length <= 4 + 2 * seconds, `${heard.length} told in ${seconds} s`)
    t.ok(heard.every(id => id === String(run)))
  },
)

t.test('a run goes on: told again when half a second went by', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a', 'b', 'c'])
  const told = async () =>
    (await hands.row<{ told_at: Date }>('select told_at from ingest.runs where id = $1', [run])).told_at
  const first = await told()
  await hands.download(run, 'a', { error: 'HTTP 500', final: true })
  t.same(await told(), first, 'at once: not told')
  await hands.rows(
    `set session_replication_role = replica; update ingest.runs set told_at = now() - interval '501 ms'; set session_replication_role = origin`,
  )
  await hands.download(run, 'b', { error: 'HTTP 500', final: true })
  t.ok((await told()) > first, 'later: told')
  const second = await told()
  await hands.download(run, 'c', { error: 'HTTP 500', final: true })
  t.ok((await told()) > second, 'the last one: told')
})
