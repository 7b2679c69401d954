import t from 'tap'
import { startSampleServer } from '../../samples/server.ts'
import { freshDatabase } from '../fixtures/database.ts'
import { startPipeline } from '../fixtures/pipeline.ts'

const columns = 'task, key, outcome, error, stack, payload, extract(epoch from duration) as seconds'
const gazetteerTables = ['', '_places', '_names', '_areas', '_cells'].map(name => `ingest.gazetteer${name}`)

t.test(
  'every attempt of every task has a row that says what it was at, how long it took and how it ended',
  async t => {
    const samples = await startSampleServer()
    t.teardown(() => samples.close())
    const database = await freshDatabase(t)
    await database.pool.query(`truncate ${gazetteerTables}`)
    await database.pool.query(`
    insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
    values ('s', now() - interval '1 day', now() - interval '90 s')`)
    const crontab = '* * * * * sweep ?id=s&jobKey=sweep&max=3&fill=2m'
    const pipeline = await startPipeline(t, { runraceusa: samples.base('runraceusa') }, { crontab, database })
    const run = await pipeline.fetch('runraceusa')
    t.match(run, { status: 'published' })
    await pipeline.until(
      'the sweep is done',
      `select from ingest.attempts where task = 'sweep' and outcome = 'done'`,
    )

    const attempts = await pipeline.rows(
      `select distinct on (task) ${columns} from status.attempts order by task, id`,
    )
    const [{ id: request } = { id: 0 }] = await pipeline.rows<{ id: number }>(
      'select id from ingest.requests',
    )
    t.match(attempts, [
      { key: `download:${request}`, payload: null },
      { key: 'fetch:runraceusa', payload: { source: 'runraceusa' } },
      { key: 'gazetteer', payload: {} },
      { key: `parse:${request}` },
      { key: 'sweep', payload: { _cron: { ts: /^20.*Z$/, backfilled: true } } },
      { key: `upload:${run.id}` },
    ])
    for (const attempt of attempts) {
      t.match(attempt, { outcome: 'done', error: null, stack: null }, `${attempt.task}`)
      t.ok((attempt.seconds as number) > 0, `${attempt.task} took ${attempt.seconds} s`)
    }

    t.test('also one that found nothing to do', async t => {
      await pipeline.rows(`select graphile_worker.add_job('parse', json_build_object('request', $1::int))`, [
        request,
      ])
      const skipped = `select ${columns} from status.attempts where payload ? 'skipped'`
      await pipeline.until('it is recorded', skipped)
      t.match(await pipeline.rows(skipped), [
        {
          task: 'parse',
          key: `parse:${request}`,
          outcome: 'done',
          payload: { request, skipped: `request ${request} is parsed` },
        },
      ])
    })
  },
)

t.test('a failed attempt keeps its error and stack, and housekeeping is tried again', async t => {
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  const pipeline = await startPipeline(t, { runraceusa: samples.base('runraceusa') })
  // Breaks every task but the fetch, each in its own way, until it is mended.
  await pipeline.rows(`truncate ${gazetteerTables}`)
  await pipeline.rows('alter table ingest.gazetteer_places add constraint nothing_fits check (false)')
  await pipeline.rows('alter table ingest.downloads add constraint nothing_fits check (false) not valid')
  await pipeline.rows('alter function ingest.dead_jobs rename to gone')
  await pipeline.rows(`select graphile_worker.add_job('sweep', max_attempts => 3)`)
  await pipeline.rows(`select status.fetch_source('runraceusa')`)
  await pipeline.until(
    'both have failed',
    `select from ingest.attempts where outcome = 'failed' having count(distinct task) = 2`,
  )
  await pipeline.rows('alter table ingest.downloads drop constraint nothing_fits')
  await pipeline.rows('alter function ingest.gone rename to dead_jobs')
  await pipeline.until(
    'the run is published all the same',
    `select from ingest.runs where status = 'published'`,
  )
  await pipeline.until(
    'the sweep too',
    `select from ingest.attempts where task = 'sweep' and outcome = 'done'`,
  )

  const failed = await pipeline.rows(
    `select distinct on (task) ${columns} from status.attempts where outcome = 'failed' order by task, id`,
  )
  t.match(failed, [
    { task: 'download', error: /nothing_fits/, stack: /error: .*nothing_fits.*\n +at /s },
    { task: 'gazetteer', error: /nothing_fits/, stack: /\n +at .*gazetteer/ },
    { task: 'sweep', error: /dead_jobs.* does not exist/, stack: /\n +at / },
  ])
  t.same(await pipeline.rows('select from ingest.attempts where outcome is null'), [])
  const tries = await pipeline.rows(
    `select number, outcome from ingest.attempts where task = 'sweep' order by id`,
  )
  t.match(tries[0], { number: 1, outcome: 'failed' })
  t.match(tries.at(-1), { number: tries.length, outcome: 'done' })
})
