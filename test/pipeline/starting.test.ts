import t from 'tap'
import { startSampleServer } from '../../samples/server.ts'
import { command } from '../fixtures/cli.ts'
import { startPipeline } from '../fixtures/pipeline.ts'

t.test('three ways to start a fetch', async t => {
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  // A line for a moment that was missed: a crontab is read by the minute, a test should not wait for one.
  const crontab = '* * * * * fetch ?id=f&jobKey=fetch:duv&jobKeyMode=preserve_run_at&fill=2m {"source":"duv"}'
  const urls = { duv: samples.base('duv') }
  const pipeline = await startPipeline(t, urls)
  const ended = (n: number) =>
    pipeline.until(
      `run ${n} has ended`,
      `select from ingest.runs where number = ${n} and finished_at is not null`,
    )

  await pipeline.rows(`select graphile_worker.add_job('fetch', '{"source":"duv"}')`)
  await ended(1)
  t.match(await command(['fetch', 'duv', '--wait'], { DATABASE_URL: pipeline.url }), { code: 0 })
  await ended(2)
  // What was fetched since a missed tick makes up for it.
  await pipeline.rows(`update ingest.runs set started_at = started_at - interval '1 hour'`)
  await pipeline.rows(`
    insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
    values ('f', now() - interval '1 day', now() - interval '90 s')`)
  await startPipeline(t, urls, { crontab, database: pipeline })
  await ended(3)

  const runs = await pipeline.rows<Record<string, unknown>>('select * from status.runs order by run limit 3')
  t.same(
    runs.map(({ trigger }) => trigger),
    ['sql', 'cli', 'cron'],
  )
  const [first, ...later] = runs
  t.match(first, { status: 'published', failed: 0 })
  for (const run of later) {
    t.match(run, {
      status: 'published',
      requests: first?.requests,
      records: first?.records,
      downloaded: 0,
      inserted: 0,
    })
    t.match(run, { kept: first?.inserted })
  }

  t.test('an unknown source is refused or recorded by each', async t => {
    const unknown = /Unknown source "atlantis"\. Known sources: ahotu, duv, .*ultrasignup, utmb\.$/m
    t.match(await command(['fetch', 'atlantis'], { DATABASE_URL: pipeline.url }), {
      code: 2,
      stderr: unknown,
    })
    await t.rejects(pipeline.rows(`select status.fetch_source('atlantis')`), { message: unknown })

    const before = await pipeline.rows('select count(*) as n from ingest.runs')
    await pipeline.rows(`select graphile_worker.add_job('fetch', '{"source":"atlantis"}')`)
    await pipeline.rows(`select graphile_worker.add_job('fetch', '{"sauce":"duv"}')`)
    await pipeline.until(
      'both are recorded',
      `select from ingest.attempts where outcome = 'failed' having count(*) = 2`,
    )
    t.match(
      await pipeline.rows(
        `select error, payload from status.attempts where outcome = 'failed' order by job_id`,
      ),
      [
        { error: unknown, payload: { source: 'atlantis' } },
        { error: /The payload makes no sense: .*source/s },
      ],
    )
    await pipeline.until('they are not tried again', 'select from graphile_worker.jobs having count(*) = 0')
    t.same(await pipeline.rows('select count(*) as n from ingest.runs'), before)
  })
})

t.test('while downloads pause a fetch is put off, and whoever waits for it is told why', async t => {
  const pipeline = await startPipeline(t, {})
  await pipeline.rows('update ingest.storage set bytes = 96, max_bytes = 100, is_full = true')
  t.match(await pipeline.fetch('runraceusa'), {
    status: 'postponed',
    run: null,
    reason: /^Downloads pause: the database holds 96 bytes of the 100 bytes/,
  })
  t.match(
    await pipeline.rows(
      `select run_at > now() as later from graphile_worker.jobs where key = 'fetch:runraceusa'`,
    ),
    [{ later: true }],
    'it comes of itself when there is room',
  )
  t.match(await command(['fetch', 'runraceusa', '--wait'], { DATABASE_URL: pipeline.url }), {
    code: 1,
    stdout: /^runraceusa postponed: Downloads pause/m,
  })
  t.match(await command(['status'], { DATABASE_URL: pipeline.url }), {
    code: 1,
    stdout: /^Downloads pause: /m,
  })
})
