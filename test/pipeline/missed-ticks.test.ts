import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { work } from '../../scripts/work.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { byHand } from '../fixtures/hands.ts'
import { startPipeline } from '../fixtures/pipeline.ts'
import { serve } from '../fixtures/server.ts'

const races = readFileSync(
  path.join(import.meta.dirname, '../../samples/runraceusa/upcoming.json'),
  'utf8',
).replaceAll('"202', '"209')

t.test('an hourly line with several missed ticks gives exactly one run', async t => {
  const urls = { runraceusa: await serve(t, (_request, response) => response.end(races)) }
  const { pool, url } = await freshDatabase(t)
  const rows = async (text: string) => (await pool.query(text)).rows
  await rows(`
    insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
    values ('hourly', now() - interval '9 days', now() - interval '9 hours')`)

  // One that keeps the crontab and takes no fetch: the ticks it makes up for stand in the queue (no jobKey merges
  // them), and those after the first are begun when its run has ended.
  const halfAnHourAgo = new Date(Date.now() - 1_800_000).getUTCMinutes()
  const crontab = `${halfAnHourAgo} * * * * fetch ?id=hourly&fill=12h {"source":"runraceusa"}`
  const keeper = await work(pool, { tasks: ['sweep'], crontab, urls })
  await until(
    'the ticks are queued',
    async () => (await rows('select from graphile_worker.jobs')).length === 9,
  )
  await keeper.stop()
  const later = (when: string) =>
    rows(`
      select graphile_worker.reschedule_jobs(array_agg(id), run_at => ${when})
      from (select id from graphile_worker.jobs order by id offset 1) j`)
  await later(`now() + interval '1 hour'`)

  const pipeline = await startPipeline(t, urls, { database: { pool, url } })
  await pipeline.until(
    'the run of the first has ended',
    'select from ingest.runs where finished_at is not null',
  )
  await rows(
    `select graphile_worker.reschedule_jobs(array_agg(id), run_at => now()) from graphile_worker.jobs`,
  )
  await pipeline.until(
    'all ticks were begun and the queue is empty',
    `select from ingest.attempts
     where task = 'fetch' and outcome = 'done'
     having count(*) = 9 and not exists (select from graphile_worker.jobs)`,
  )
  t.match(
    await pipeline.rows(`
      select count(*) as ticks, count(distinct run_id) as runs, count(distinct payload #>> '{_cron,ts}') as times
      from ingest.attempts where task = 'fetch'`),
    [{ ticks: 9, runs: 1, times: 9 }],
  )
  t.match(await pipeline.rows('select trigger, status from ingest.runs'), [
    { trigger: 'cron', status: 'published' },
  ])
})

t.test('what makes up for a missed tick', async t => {
  const hands = await byHand(t)
  const tick = async (minutesAgo: number, backfilled = true) => {
    const { ts } = await hands.row<{ ts: string }>(
      `select to_json(now() - $1 * interval '1 minute') #>> '{}' as ts`,
      [minutesAgo],
    )
    const begun = await hands.begin('fetch', { source: 'toy', _cron: { ts, backfilled } })
    return (begun.skip as string | undefined) ?? 'begun'
  }
  let jobs = 1
  const ended = (status: string, trigger: string, minutesAgo: number, job: number | null = jobs++) =>
    hands.row<{ id: number }>(
      `insert into ingest.runs (source, number, trigger, job_id, parser_version, status, started_at, finished_at)
       select 'toy', count(*) + 1, $2, $4, 'v1', $1, now() - $3 * interval '1 minute', now() from ingest.runs
       returning id`,
      [status, trigger, minutesAgo, job],
    )

  t.equal(await tick(60), 'begun', 'nothing was fetched')
  const { id: failed } = await ended('failed', 'cli', 50)
  t.equal(await tick(60), 'begun', 'what failed where somebody asked makes up for nothing')
  await ended('published', 'sql', 45, null)
  t.equal(await tick(60), 'begun', 'a run without a fetch asked nobody')
  const { id: published } = await ended('published', 'sql', 40)
  t.equal(await tick(60), `made up for already by run ${published}`)
  t.equal(await tick(30), 'begun', 'the run was before the tick')
  t.equal(await tick(60, false), 'begun', 'a tick on time is never skipped')
  await ended('failed', 'cron', 20)
  t.equal(
    await tick(30),
    `made up for already by run ${failed + 3}`,
    'a tick is made up for once, even in vain',
  )
  t.match(await hands.rows(`select outcome, run_id from ingest.attempts where run_id is not null`), [
    { outcome: 'done', run_id: published },
    { outcome: 'done', run_id: failed + 3 },
  ])
})

t.test('a tick that makes no sense is refused once', async t => {
  const pipeline = await startPipeline(t, {})
  await pipeline.rows(`
    select graphile_worker.add_job('fetch', '{"source":"duv","_cron":{"ts":"yesterday","backfilled":true}}')`)
  await pipeline.until('it is gone', 'select from graphile_worker.jobs having count(*) = 0')
  t.match(await pipeline.rows('select outcome, error from ingest.attempts'), [
    { outcome: 'failed', error: /The payload makes no sense: .*_cron\.ts/s },
  ])
})
