import '../fixtures/hasty.ts'
import type { ServerResponse } from 'node:http'
import pg from 'pg'
import t, { type Test } from 'tap'
import { work } from '../../scripts/work.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { serve } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

type Visit = { at: number; end: number }
type Answer = (response: ServerResponse, nth: number) => unknown

const calm: Answer = response => response.end('{"events": [], "total_pages": 1}')

/** A server that notes who came when; `answer` says what it does with the nth. */
async function watched(t: Test, answer: Answer): Promise<{ url: string; host: string; visits: Visit[] }> {
  const visits: Visit[] = []
  const url = await serve(t, (_request, response) => {
    const visit = { at: performance.now(), end: Number.POSITIVE_INFINITY }
    visits.push(visit)
    response.on('close', () => {
      visit.end = performance.now()
    })
    answer(response, visits.length)
  })
  return { url, host: new URL(url).host, visits }
}

/** Milliseconds from the end of each request to the next; below 0: they were there together. */
function gaps(visits: Visit[]): number[] {
  return visits.slice(1).map((visit, i) => Math.floor(visit.at - (visits[i] as Visit).end))
}

const least = (numbers: number[]): number => Math.min(...numbers)

/** A database where this host is asked with an interval, though it is on loopback, for so many sites. */
async function scene(t: Test, host: string, intervalMs: number, sites: number) {
  const { pool, url } = await freshDatabase(t)
  const rows = async <Row = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query(text, values)).rows
  await rows('insert into ingest.hosts (name, interval_ms, own_interval_ms) values ($1, 0, $2)', [
    host,
    intervalMs,
  ])
  const when = (what: string, text: string) => until(what, async () => (await rows(text)).length > 0)
  /** Fetch the source whose sites are all on that host; a worker must have registered it. */
  const fetch = async (): Promise<void> => {
    await rows(
      `select status.add_site('events_calendar', 'https://' || n || '.example.org') from generate_series(1, $1) n`,
      [sites],
    )
    await rows(`select status.fetch_source('events_calendar')`)
  }
  /** One more worker, in this process: nothing befalls it. */
  const another = async (urls: Record<string, string>, concurrency = 4): Promise<void> => {
    const worker = await work(pool, { urls, concurrency, crontab: '' })
    t.teardown(() => worker.stop())
  }
  return { url, rows, when, fetch, another }
}

const published = (source: string) =>
  `select from ingest.runs where source = '${source}' and status = 'published' and failed = 0`

t.test(
  'three workers, one host: never two at once or too near, none before Retry-After, and others are not held up',
  async t => {
    const interval = 700
    /** By how many came before: until when the host wants quiet. */
    const quiet: Record<number, number> = {}
    const refuse = (response: ServerResponse, nth: number, status: number, header: string, ms: number) => {
      quiet[nth] = performance.now() + ms
      response.writeHead(status, { 'retry-after': header }).end()
    }
    const { url, host, visits } = await watched(t, (response, nth) => {
      if (nth === 2) return refuse(response, nth, 429, '20', 20_000)
      if (nth !== 4) return calm(response, nth)
      const date = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 1_000)
      return refuse(response, nth, 503, date.toUTCString(), date.getTime() - Date.now())
    })
    const others = await watched(t, response => response.end('[]'))
    const { url: database, rows, when, fetch, another } = await scene(t, host, interval, 4)
    const urls = { events_calendar: url, ultrasignup: others.url }
    await Promise.all([
      another(urls, 1),
      ...[2, 3].map(() => startWorkerProcess(t, database, urls, { concurrency: 1 })),
    ])
    await fetch()
    await until('the host asked for quiet', async () => quiet[2])

    await rows(`select status.fetch_source('ultrasignup')`)
    await when('the other source is through', published('ultrasignup'))
    const left = Math.floor((quiet[2] ?? 0) - performance.now())
    t.ok(left > 0, `144 pages of another host within the 20 s of quiet, ${left} ms before its end`)
    t.equal(others.visits.length, 144)
    t.equal(visits.length, 2)

    await when('this one is through too', published('events_calendar'))
    t.equal(visits.length, 6, 'four pages, two of them twice')
    t.ok(least(gaps(visits)) >= interval, `ms between the end of a request and the next: ${gaps(visits)}`)
    for (const nth of [2, 4]) t.ok((visits[nth]?.at ?? 0) >= (quiet[nth] ?? 0), `the ${nth}th had its quiet`)
  },
)

t.test('a host whose worker was killed is asked again after its interval, by another', async t => {
  const interval = 500
  const { url, host, visits } = await watched(t, (response, nth) => nth > 1 && calm(response, nth))
  const { url: database, rows, when, fetch, another } = await scene(t, host, interval, 3)
  const first = await startWorkerProcess(t, database, { events_calendar: url })
  await fetch()
  await until('the request is out', async () => visits.length > 0)
  await another({ events_calendar: url })
  first.child.kill('SIGKILL')
  await when('another has taken over', published('events_calendar'))
  t.match(await rows(`select from ingest.attempts where outcome = 'crashed'`), [{}])
  t.equal(visits.length, 4)
  t.ok(least(gaps(visits)) >= interval, String(gaps(visits)))
})

t.test(
  'a worker that froze between its claim on a host and its request does not send it any more',
  async t => {
    const held: ServerResponse[] = []
    const { url, host, visits } = await watched(t, (response, nth) =>
      nth === 1 ? held.push(response) : calm(response, nth),
    )
    const { url: database, rows, when, fetch, another } = await scene(t, host, 100, 1)
    const frozen = await startWorkerProcess(t, database, { events_calendar: url })
    await rows(`select status.pause_host($1, 'until the test is ready')`, [host])
    await fetch()
    await when('the request is in line', 'select from ingest.requests where slot is null')

    // Attempts can't be written: its claim waits in Postgres, and is granted when the worker stands still.
    const blocker = new pg.Client({ connectionString: database })
    await blocker.connect()
    t.teardown(() => blocker.end())
    await blocker.query('begin; lock table ingest.attempts in share mode')
    await rows('select status.resume_host($1)', [host])
    await when(
      'the worker asks for the host',
      `select from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'begin_download'`,
    )
    frozen.child.kill('SIGSTOP')
    await blocker.query('commit')
    await when('the host is claimed', 'select from ingest.hosts where lease_attempt is not null')

    await another({ events_calendar: url })
    await until('another asks', async () => visits.length > 0)
    frozen.child.kill('SIGCONT')
    await when('the late one was told', `select from ingest.attempts where outcome = 'superseded'`)
    t.equal(visits.length, 1, 'nothing was sent')
    for (const response of held) calm(response, 1)
    await when('the page is in', published('events_calendar'))
    t.equal(visits.length, 1)
  },
)
