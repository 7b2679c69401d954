import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import t, { type Test } from 'tap'
import { connect } from '../../lib/database.ts'
import { ensureDatabase, fastSettings, startPostgres } from '../../lib/embedded-postgres.ts'
import { prepareLocalSupabase } from '../../lib/local-supabase.ts'
import { migrate } from '../../lib/migrations.ts'
import { preferPort } from '../../lib/ports.ts'
import { startSampleServer } from '../../samples/server.ts'
import { sources } from '../../sources/index.ts'
import { content } from '../fixtures/content.ts'
import { until } from '../fixtures/database.ts'
import { day } from '../fixtures/hands.ts'
import { listen, passOn } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

const enabled = Object.keys(sources).filter(name => sources[name]?.enabled)

/** As in production, but what needn't wait for the disk waits as long as Postgres allows, to be forgotten in every crash. */
const durable = { ...fastSettings, fsync: 'on', synchronous_commit: 'on', wal_writer_delay: '10s' }

/** What one of many clubs answers: its list, and its one race. */
function pageOf(club: string, url: string): string {
  const venue = { city: 'Chamonix', country: 'France' }
  const race = { id: 1, title: `Club ${club} 50K`, start_date: `${day(90)} 08:00:00`, venue }
  return JSON.stringify(url.endsWith('/events/1') ? race : { events: [race], total_pages: 1 })
}

type Asked = { url: string; query(text: string): Promise<Record<string, unknown>[]> }

/** A migrated database on a server, and what asks it for as long as the server stands, crashes or not. */
async function prepare(t: Test, url: (database?: string) => string, name: string): Promise<Asked> {
  await ensureDatabase(url(), name)
  await prepareLocalSupabase(url(name))
  const pool = connect(url(name), 2, () => {})
  t.teardown(() => pool.end())
  await migrate(pool)
  return { url: url(name), query: async text => (await pool.query(text)).rows }
}

t.test('twenty workers killed and three crashes of Postgres change nothing of what is published', async t => {
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  // Slow enough that something is always under way.
  const slow = createServer((request, response) => {
    const { url = '' } = request
    const club = /^\/events_calendar\/club(\d+)\./.exec(url)?.[1]
    setTimeout(() => (club ? response.end(pageOf(club, url)) : passOn(samples.url, request, response)), 60)
  })
  const base = `http://127.0.0.1:${await listen(t, slow)}`
  const urls = Object.fromEntries(enabled.map(name => [name, `${base}/${name}/`]))
  // One run alone has 300 requests.
  const clubs = Array.from({ length: 150 }, (_, i): [string, string] => [
    'events_calendar',
    `https://club${i}.example.org`,
  ])
  const sites = enabled
    .flatMap(name => samples.sites(name).map((site): [string, string] => [name, site]))
    .concat(clubs)

  const dir = path.join(t.testdir(), 'postgres')
  const port = await preferPort(0)
  let postgres = await startPostgres({ dir, port, settings: durable })
  t.teardown(() => postgres.stop())

  const begin = async ({ query }: Asked): Promise<void> => {
    for (const [source, site] of sites) await query(`select status.add_site('${source}', '${site}')`)
    await query(`select status.fetch_source(name) from ingest.sources where enabled`)
  }
  const ended = ({ query }: Asked) =>
    until(
      'all runs are published',
      async () =>
        (await query(`select from ingest.runs where status = 'published'`)).length === enabled.length,
      90_000,
    )

  const calm = await prepare(t, postgres.url, 'calm')
  const steady = await startWorkerProcess(t, calm.url, urls, { concurrency: 10 })
  await begin(calm)
  await ended(calm)
  steady.child.kill('SIGTERM')
  await steady.ended
  const expected = await calm.query(content)
  t.ok(expected.length > 100)

  const stormy = await prepare(t, postgres.url, 'stormy')
  let worker = await startWorkerProcess(t, stormy.url, urls)
  await begin(stormy)
  let inTheMiddle = 0
  const moments: number[] = []
  for (let crash = 1; crash <= 23; crash++) {
    const settled = async (): Promise<number> =>
      Number((await stormy.query('select count(settled_at)::int as n from ingest.requests'))[0]?.n)
    const before = await settled()
    const more = Math.ceil(Math.random() * 12)
    moments.push(more)
    await until('something more is settled', async () => (await settled()) >= before + more, 60_000)
    const open = await stormy.query(`select from ingest.runs where status = 'running'`)
    if (open.length > 0) inTheMiddle++
    // Postgres first: what the worker has under way breaks with it.
    if (crash % 7 === 0) {
      const pid = Number(readFileSync(path.join(dir, 'data/postmaster.pid'), 'utf8').split('\n')[0])
      // pg_ctl stop -m immediate
      process.kill(pid, 'SIGQUIT')
      await until('Postgres is gone', async () => {
        try {
          process.kill(pid, 0)
          return false
        } catch {
          return true
        }
      })
    }
    worker.child.kill('SIGKILL')
    await worker.ended
    if (crash % 7 === 0) postgres = await startPostgres({ dir, port, settings: durable })
    worker = await startWorkerProcess(t, stormy.url, urls)
  }
  t.equal(inTheMiddle, 23, `none of them came after the runs; requests between them: ${moments.join(' ')}`)
  await ended(stormy)

  const requests = await stormy.query(`select state, count(*)::int as n from ingest.requests group by state`)
  const [{ most = 0 } = {}] = await stormy.query('select max(requests)::int as most from ingest.runs')
  t.ok(Number(most) >= 300, `${most} requests in one run`)
  t.same(
    requests.filter(({ state }) => !['parsed', 'unchanged', 'split'].includes(String(state))),
    [],
    'no request is lost',
  )
  await until(
    'the queue is empty',
    async () => (await stormy.query('select from graphile_worker.jobs')).length === 0,
  )
  t.same(
    await stormy.query('select * from ingest.attempts where outcome is null'),
    [],
    'no attempt is left open',
  )
  t.same(await stormy.query(content), expected)
  const [{ crashed = 0 } = {}] = await stormy.query(
    `select count(*)::int as crashed from ingest.attempts where outcome = 'crashed'`,
  )
  t.ok(Number(crashed) > 0, `${crashed} attempts crashed`)
  worker.child.kill('SIGTERM')
  t.match(await worker.ended, { code: 0 })
})
