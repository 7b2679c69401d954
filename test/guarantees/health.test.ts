import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { preferPort } from '../../lib/ports.ts'
import { cli, command } from '../fixtures/cli.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { endless } from '../fixtures/endless.ts'
import { losingProxy } from '../fixtures/pooler.ts'
import { serve } from '../fixtures/server.ts'
import { basic } from '../fixtures/status-server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

/** A worker that says how it is, and is to be found ill after 1.5 s; `through` is how it reaches the database. */
async function patient(t: Test, urls: Record<string, string> = {}) {
  const { pool, url } = await freshDatabase(t)
  const port = await preferPort(0)
  const network = await losingProxy(t, url)
  const timings = {
    BEAT_MS: '100',
    DEAD_AFTER_MS: '60000',
    HEALTH_AFTER_MS: '1500',
    HEALTH_PORT: String(port),
  }
  const worker = await startWorkerProcess(t, network.url, urls, { timings })
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    return { status: response.status, text: await response.text() }
  }
  const when = (what: string, status: number, text: RegExp) =>
    until(what, async () => {
      const said = await ask('/healthz')
      return said.status === status && text.test(said.text)
    })
  return { pool, port, network, worker, ask, when, lose: network.lose }
}

t.test('a worker with nothing to do is well, and stays so', async t => {
  const { port, ask, when } = await patient(t)
  await when('it is well', 200, /^ok$/m)
  const end = Date.now() + 2_500
  const ill: string[] = []
  while (Date.now() < end) {
    const { status, text } = await ask('/healthz')
    if (status !== 200) ill.push(text)
    await sleep(20)
  }
  t.same(ill, [], 'for longer than the limit')
  t.match(await command(['health'], { HEALTH_PORT: String(port) }), { code: 0, stdout: 'ok\n' })
  t.match(await ask('/elsewhere'), { status: 404 })
  t.match(await command(['health'], { HEALTH_PORT: '1' }), {
    code: 1,
    stdout: /No worker answers at port 1: /,
  })
  t.match(await command(['health']), { code: 2, stderr: /Set HEALTH_PORT/ })
})

t.test('a blocked event loop is told, by another thread, and that it is over', async t => {
  const page = endless()
  const runraceusa = await serve(t, (_, response) => response.end(page))
  const { pool, when, ask } = await patient(t, { runraceusa })
  await pool.query(`select status.fetch_source('runraceusa')`)
  await when('it stands still', 503, /^The event loop has stood still for \d+ s\.$/m)
  // Between a download and its parse it may go on for a moment.
  await until('the metrics say so too', async () => {
    const said = await ask('/metrics')
    return said.status === 503 && /The main loop does not answer/.test(said.text)
  })
  await when('it goes on', 200, /ok/)
})

t.test('a dead connection that listens is told', async t => {
  const { lose, when } = await patient(t)
  await when('it is well', 200, /ok/)
  lose('LISTEN')
  await when(
    'it is deaf',
    503,
    /^No notification has come for \d+ s: the connection that listens is dead\.$/m,
  )
})

t.test('connections that are lost while jobs are asked for are told', async t => {
  const { lose, when } = await patient(t)
  await when('it is well', 200, /ok/)
  lose('_private_jobs')
  await when('it asks for nothing', 503, /^No job was asked for in \d+ s/m)
})

t.test('a database that is out of reach is told', async t => {
  const { lose, when } = await patient(t)
  await when('it is well', 200, /ok/)
  lose()
  await when('no beat gets there', 503, /^No (beat|job|notification)/m)
})

t.test('where other machines reach it metrics need a log-in, and health does not', async t => {
  const { url } = await freshDatabase(t)
  const HEALTH_PORT = String(await preferPort(0))
  const open = { HEALTH_HOST: '0.0.0.0', HEALTH_PORT }
  t.match(await cli(['worker'], { DATABASE_URL: url, ...open }), {
    code: 2,
    stderr: /HEALTH_HOST 0\.0\.0\.0 can be reached from other machines: that needs credentials/,
  })
  const timings = { ...open, STATUS_AUTH: 'viewer:guest:secret' }
  await startWorkerProcess(t, url, {}, { timings })
  const ask = async (path: string, headers = {}) =>
    (await fetch(`http://127.0.0.1:${HEALTH_PORT}${path}`, { headers })).status
  t.equal(await ask('/healthz'), 200)
  t.equal(await ask('/metrics'), 401)
  t.equal(await ask('/metrics', basic('guest', 'wrong')), 401)
  t.equal(await ask('/metrics', basic('guest', 'secret')), 200)
})

t.test('a port that is taken is refused with what to do', async t => {
  const { url } = await freshDatabase(t)
  const taken = new URL(await serve(t, (_, response) => response.end())).port
  t.match(await cli(['worker'], { DATABASE_URL: url, HEALTH_PORT: taken }), {
    code: 2,
    stderr: /HEALTH_PORT \d+ can't be used: .*EADDRINUSE.*Take another/,
  })
})

t.test('metrics tell what was done, and what the database holds', async t => {
  const runraceusa = await serve(t, (_, response) =>
    response.end(
      JSON.stringify({ races: [{ s: 'a', name: 'A 50K', date: '2099-01-01', state: 'CO', d: ['50K'] }, {}] }),
    ),
  )
  const { pool, ask } = await patient(t, { runraceusa })
  await pool.query(`select status.fetch_source('runraceusa')`)
  await until(
    'the run is held',
    async () => (await pool.query(`select from ingest.runs where status = 'held'`)).rowCount,
  )
  const { status, text } = await until('the upload is counted', async () => {
    const said = await ask('/metrics')
    return said.text.includes('ultrasearch_jobs_total{task="upload",outcome="success"} 1') && said
  })
  t.equal(status, 200)
  const { host } = new URL(runraceusa)
  for (const sample of [
    'ultrasearch_jobs_total{task="parse",outcome="success"} 1',
    'ultrasearch_job_seconds_count{task="upload"} 1',
    `ultrasearch_downloads_total{host="${host}",code="200"} 1`,
    'ultrasearch_rows_total{source="runraceusa",kind="record"} 1',
    'ultrasearch_rows_total{source="runraceusa",kind="reject"} 1',
    'ultrasearch_runs_held{source="runraceusa"} 1',
    'ultrasearch_workers 1',
    'ultrasearch_downloads_paused 0',
  ])
    t.ok(text.includes(`${sample}\n`), sample)
  for (const name of [
    'ultrasearch_pool_connections',
    'ultrasearch_nodejs_eventloop_lag_seconds',
    'ultrasearch_database_bytes',
  ])
    t.match(text, new RegExp(`^${name}`, 'm'))
  t.notMatch(text, /postgres:\/\//)
})
