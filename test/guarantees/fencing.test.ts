import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import { freshDatabase, until } from '../fixtures/database.ts'
import { serve } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

const races = readFileSync(
  path.join(import.meta.dirname, '../../samples/runraceusa/upcoming.json'),
  'utf8',
).replaceAll('"202', '"209')

/** A database with questions, and RunRaceUSA on loopback, whose first answer may be held back. */
async function scene(t: Test, hold: boolean) {
  const { pool, url } = await freshDatabase(t)
  const held: ServerResponse[] = []
  const runraceusa = await serve(t, (_request, response) => {
    if (hold && held.length === 0) held.push(response)
    else response.end(races)
  })
  const rows = async (text: string): Promise<Record<string, unknown>[]> => (await pool.query(text)).rows
  return {
    url,
    urls: { runraceusa },
    held,
    rows,
    when: (what: string, text: string) => until(what, async () => (await rows(text)).length > 0),
  }
}

const published = `select from ingest.runs where status = 'published'`
const outcomes = (task: string) => `select outcome from ingest.attempts where task = '${task}' order by id`
const effects = `
  select (select count(*)::int from public.events) as events, (select count(*)::int from ingest.record_versions) as versions,
    (select count(*)::int from ingest.downloads) as downloads, (select count(*)::int from ingest.parses) as parses`
const once = { events: 7, versions: 7, downloads: 1, parses: 1 }

t.test('a worker that freezes in the middle of a download comes too late', async t => {
  const { url, urls, held, rows, when } = await scene(t, true)
  const frozen = await startWorkerProcess(t, url, urls)
  await rows(`select status.fetch_source('runraceusa')`)
  await until('the request is out', async () => held.length > 0)
  frozen.child.kill('SIGSTOP')

  const other = await startWorkerProcess(t, url, urls)
  await when('another worker has taken over', published)
  held[0]?.end(races)
  frozen.child.kill('SIGCONT')
  await when('the late one was told', `select from ingest.attempts where outcome = 'superseded'`)
  t.same(await rows(outcomes('download')), [{ outcome: 'superseded' }, { outcome: 'done' }])
  t.same(await rows(effects), [once], 'nothing is doubled')

  other.child.kill('SIGTERM')
  t.match(await other.ended, { code: 0 })
  await rows(`select status.fetch_source('runraceusa')`)
  await when(
    'the one that woke up works on',
    `select from ingest.runs where number = 2 and status = 'published'`,
  )
  await when('nothing is left', 'select from graphile_worker.jobs having count(*) = 0')
})

t.test('a worker that freezes in the middle of an upload publishes nothing twice', async t => {
  const { url, urls, rows, when } = await scene(t, false)
  const publisher = new pg.Client({ connectionString: url })
  await publisher.connect()
  t.teardown(() => publisher.end())
  await publisher.query(`select pg_advisory_lock(hashtextextended('ultrasearch publish', 0))`)

  const frozen = await startWorkerProcess(t, url, urls)
  await rows(`select status.fetch_source('runraceusa')`)
  await when(
    'an upload waits for its turn',
    `select from pg_stat_activity where wait_event = 'advisory' and query ~ 'upload_run'`,
  )
  frozen.child.kill('SIGSTOP')
  await startWorkerProcess(t, url, urls)
  await when(
    'another worker has begun it too',
    `select from ingest.attempts where task = 'upload' having count(*) = 2`,
  )
  await publisher.query(`select pg_advisory_unlock(hashtextextended('ultrasearch publish', 0))`)
  await when('the run is published', published)
  frozen.child.kill('SIGCONT')
  await when('nothing is left', 'select from graphile_worker.jobs having count(*) = 0')
  t.same(await rows(outcomes('upload')), [{ outcome: 'superseded' }, { outcome: 'done' }])
  t.same(await rows(effects), [once])
  t.same(await rows('select inserted, updated from ingest.runs'), [{ inserted: 7, updated: 0 }])
})
