import t from 'tap'
import { until } from '../fixtures/database.ts'
import { beside, halfDone } from '../fixtures/half-done.ts'
import { byHand, race } from '../fixtures/hands.ts'

const source = {
  ...{ name: 'new', title: 'New', home_page: 'x', licence: 'x', attribution: 'x', enabled: true },
  ...{ base_url: 'http://127.0.0.1/', interval_ms: 0, horizon_days: 365 },
}

t.test(
  'of two workers that bring a new source at the same moment each registers it, the later one last',
  async t => {
    const hands = await byHand(t)
    const register = 'select ingest.register_sources($1)'
    const first = await halfDone(t, hands, register, [JSON.stringify([source])])
    await beside(hands, first, hands.rows(register, [JSON.stringify([{ ...source, title: 'Newer' }])]))
    t.match(await hands.rows(`select title from ingest.sources where name = 'new'`), [{ title: 'Newer' }])
  },
)

t.test(
  'of two workers with different crontabs that start at the same moment the later one has its own',
  async t => {
    const hands = await byHand(t)
    const register = 'select ingest.register_crontab($1)'
    const lines = (...names: string[]) =>
      JSON.stringify(names.map(line => ({ line, schedule: '* * * * *', task: 'sweep', period_s: 60 })))
    const first = await halfDone(t, hands, register, [lines('a', 'b')])
    await beside(hands, first, hands.rows(register, [lines('b', 'c')]))
    t.match(await hands.rows('select line from ingest.crontab order by line'), [{ line: 'b' }, { line: 'c' }])
  },
)

t.test(
  'a fetch that begins while its source publishes new races waits for nothing that waits for it',
  async t => {
    const hands = await byHand(t)
    await hands.run({ a: { races: [race('1')] } })
    const run = await hands.fetch(['a'])
    await hands.download(run, 'a', 'x')
    await hands.parse(run, 'a', { races: [race('1'), race('2')] })
    const { attempt } = await hands.begin('upload', { run })
    const uploading = await halfDone(t, hands, 'select ingest.lock_attempt($1)', [attempt])
    let hasBegun = false
    const beginning = hands.begin('fetch', { source: 'toy' }).finally(() => {
      hasBegun = true
    })
    const begun = await Promise.race([
      beginning,
      until('it waits', async () => {
        const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        return hasBegun || ((await hands.rows(waits)).length > 0 && 'waits')
      }),
    ])
    t.match(begun, { skip: /is on its way already/ }, 'it needn’t wait for a publication')
    await uploading.query('select ingest.publish_run($1)', [run])
    await uploading.end()
    await beginning
    t.match(await hands.rows('select count(*)::integer as n from ingest.records'), [{ n: 2 }])
  },
)

t.test(
  'of a job whose worker vanished the start of the run and a new try wait one for the other, not both',
  async t => {
    const hands = await byHand(t)
    const job = 77_000
    const { attempt } = await hands.begin('fetch', { source: 'toy' }, job)
    const client = await hands.database.pool.connect()
    await client.query('begin')
    await client.query(`select from ingest.sources where name = 'toy' for no key update`)
    const starting = hands.startRun(attempt, ['a'])
    await until('it waits', async () => {
      const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return (await hands.rows(waits)).length > 0
    })
    // As begin_fetch does, which has the source.
    await client.query('select from ingest.attempts where id = $1 for update', [attempt])
    await client.query('commit')
    client.release()
    t.equal(await starting, 'done')
  },
)
