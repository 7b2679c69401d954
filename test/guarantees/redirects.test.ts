import t from 'tap'
import { freshDatabase, until } from '../fixtures/database.ts'
import { serve } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

t.test('a redirect is a second request: it waits for its turn, and keeps the interval', async t => {
  const intervalMs = 400
  const arrivals: { at: number; path: string; etag: string | undefined }[] = []
  const runraceusa = await serve(t, (request, response) => {
    const path = request.url ?? ''
    arrivals.push({ at: performance.now(), path, etag: request.headers['if-none-match'] })
    if (path === '/data/upcoming.json') response.writeHead(302, { location: '/moved/here.json' }).end()
    else if (path === '/moved/here.json') response.writeHead(301, { location: 'there.json' }).end()
    else response.writeHead(200, { etag: '"v1"' }).end('{"races": []}')
  })
  const { pool, url } = await freshDatabase(t)
  const rows = async (text: string) => (await pool.query(text)).rows
  await pool.query('insert into ingest.hosts (name, interval_ms, own_interval_ms) values ($1, 0, $2)', [
    new URL(runraceusa).host,
    intervalMs,
  ])
  await startWorkerProcess(t, url, { runraceusa })
  for (const number of [1, 2]) {
    await rows(`select status.fetch_source('runraceusa')`)
    await until(
      `run ${number} is published`,
      async () =>
        (await rows(`select from ingest.runs where number = ${number} and status = 'published'`)).length,
    )
  }
  const once = ['/data/upcoming.json', '/moved/here.json', '/moved/there.json']
  t.same(
    arrivals.map(({ path }) => path),
    [...once, ...once],
  )
  const gaps = arrivals.slice(1).map(({ at }, i) => at - (arrivals[i]?.at ?? 0))
  t.ok(Math.min(...gaps) >= intervalMs, `${Math.floor(Math.min(...gaps))} ms at the least`)
  t.equal(arrivals.at(-1)?.etag, '"v1"', 'the condition is set where the page lies')
  t.match(
    await rows(`select outcome, error from ingest.attempts where task = 'download' order by id limit 3`),
    [
      { outcome: 'postponed', error: `Redirected to ${runraceusa}moved/here.json` },
      { outcome: 'postponed' },
      { outcome: 'done' },
    ],
  )
  t.match(await rows('select hops, moved_to, state from ingest.requests order by id limit 1'), [
    { hops: 2, moved_to: `${runraceusa}moved/there.json`, state: 'parsed' },
  ])
})

t.test('a circle of redirects ends after five, as a failure that is not tried again', async t => {
  let asked = 0
  const runraceusa = await serve(t, (_request, response) => {
    asked++
    response.writeHead(302, { location: `/${asked}.json` }).end()
  })
  const { pool, url } = await freshDatabase(t)
  const rows = async (text: string) => (await pool.query(text)).rows
  await pool.query('insert into ingest.hosts (name, interval_ms, own_interval_ms) values ($1, 0, 1)', [
    new URL(runraceusa).host,
  ])
  await startWorkerProcess(t, url, { runraceusa })
  await rows(`select status.fetch_source('runraceusa')`)
  await until(
    'the run has failed',
    async () => (await rows(`select from ingest.runs where status = 'failed'`)).length,
  )
  t.match(await rows('select state, reason from ingest.requests'), [
    { state: 'failed', reason: 'It redirects more than 5 times.' },
  ])
  t.equal(asked, 6)
})
