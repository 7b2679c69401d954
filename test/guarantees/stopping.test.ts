import pg from 'pg'
import t, { type Test } from 'tap'
import { startSampleServer } from '../../samples/server.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { gated } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

/** A database with questions, a source on loopback that answers nothing yet, and workers that go quickly. */
async function scene(t: Test, source: string) {
  const api = await startSampleServer()
  t.teardown(() => api.close())
  const gate = await gated(t, `${api.url}/${source}`)
  const { pool, url } = await freshDatabase(t)
  const rows = async (text: string): Promise<Record<string, unknown>[]> => (await pool.query(text)).rows
  return {
    url,
    gate,
    rows,
    when: (what: string, text: string) => until(what, async () => (await rows(text)).length > 0),
    work: (shutdown: string) =>
      startWorkerProcess(
        t,
        url,
        { [source]: gate.url },
        {
          concurrency: 2,
          timings: { BEAT_MS: '100', DEAD_AFTER_MS: '1000', SHUTDOWN_MS: shutdown },
        },
      ),
  }
}

const left = 'select from graphile_worker.jobs where locked_at is not null'
// The crontab may queue a sweep at any moment.
const jobs = `select * from graphile_worker.jobs where task_identifier <> 'sweep'`
const outcomes = (task: string) =>
  `select outcome, error from status.attempts where task = '${task}' order by id`
const published = `select from ingest.runs where status = 'published'`

t.test('a download that runs when the signal comes finishes; nothing new is begun', async t => {
  const { gate, rows, work } = await scene(t, 'runraceusa')
  const worker = await work('30000')
  await rows(`select status.fetch_source('runraceusa')`)
  await until('the request is out', async () => gate.waiting() === 1)
  worker.child.kill('SIGTERM')
  await until('it has heard', async () => worker.said.stderr.includes('Stopping'))
  gate.open()
  t.match(await worker.ended, { code: 0 })
  t.same(await rows(outcomes('download')), [{ outcome: 'done', error: null }])
  t.match(await rows(jobs), [{ task_identifier: 'parse', attempts: 0, locked_at: null }])
  t.same(await rows('select from ingest.workers'), [])
})

t.test(
  'a download that takes too long is broken off and given back, with what was only prefetched',
  async t => {
    const { gate, rows, when, work } = await scene(t, 'ultrasignup')
    const worker = await work('300')
    await rows(`select status.fetch_source('ultrasignup')`)
    const taken = () => rows('select from graphile_worker.jobs where locked_at is not null')
    await until('jobs wait in the worker', async () => gate.waiting() === 2 && (await taken()).length > 2)
    worker.child.kill('SIGINT')
    t.match(await worker.ended, { code: 0 })
    t.notMatch(worker.said.stderr, /"level":50/, 'nobody failed')
    const postponed = { outcome: 'postponed', error: 'The worker was stopped.' }
    t.same(await rows(outcomes('download')), [postponed, postponed])
    t.same(await rows(left), [])
    t.match(
      await rows(
        `select attempts, count(*)::int as n from (${jobs}) j where run_at <= now() group by 1 order by 1`,
      ),
      [
        { attempts: 0, n: 142 },
        { attempts: 1, n: 2 },
      ],
      'all are due at once, and what was not begun has lost no try',
    )

    gate.open()
    await work('300')
    await when('another goes on', published)
    t.match(
      await rows(`select failed, (select max(number)::int from ingest.attempts) as tries from ingest.runs`),
      [{ failed: 0, tries: 2 }],
    )
  },
)

t.test('work that ignores that it is broken off does not keep the worker', async t => {
  const { url, gate, rows, when, work } = await scene(t, 'runraceusa')
  gate.open()
  const publisher = new pg.Client({ connectionString: url })
  await publisher.connect()
  t.teardown(() => publisher.end())
  await publisher.query(`select pg_advisory_lock(hashtextextended('ultrasearch publish', 0))`)
  const worker = await work('300')
  await rows(`select status.fetch_source('runraceusa')`)
  await when(
    'an upload waits for its turn',
    `select from pg_stat_activity where wait_event = 'advisory' and query ~ 'upload_run' and datname = current_database()`,
  )
  const before = performance.now()
  worker.child.kill('SIGTERM')
  t.match(await worker.ended, { code: 0 })
  t.ok(performance.now() - before < 10_000, 'long before the lock is given up, after 30 s')
  t.match(await rows(outcomes('upload')), [{ outcome: 'postponed', error: /ignored/ }])
  t.same(await rows(left), [])
  t.same(await rows('select from ingest.workers'), [])

  await work('300')
  await when('another has begun it', `select from ingest.attempts where task = 'upload' having count(*) = 2`)
  await publisher.query(`select pg_advisory_unlock(hashtextextended('ultrasearch publish', 0))`)
  await when('the run is published', published)
  t.match(await rows(outcomes('upload')), [{ outcome: 'postponed' }, { outcome: 'done' }])
  t.match(await rows('select count(*)::int as n from ingest.record_versions'), [{ n: 7 }], 'once')
})

t.test('a second signal ends it at once', async t => {
  const { gate, rows, work } = await scene(t, 'runraceusa')
  const worker = await work('30000')
  await rows(`select status.fetch_source('runraceusa')`)
  await until('the request is out', async () => gate.waiting() === 1)
  worker.child.kill('SIGTERM')
  await until('it has heard', async () => worker.said.stderr.includes('Stopping'))
  const before = performance.now()
  worker.child.kill('SIGTERM')
  t.match(await worker.ended, { code: 130 })
  t.ok(performance.now() - before < 2_000)
})

t.test('a worker whose queue gives up ends with 1, gives back what it has, and another goes on', async t => {
  const { gate, rows, when, work } = await scene(t, 'ultrasignup')
  gate.open()
  // As when the connection is lost in the middle of it: the queue can't tell what became of its jobs.
  await rows(`
    create function public.lose() returns trigger language plpgsql as 'begin raise exception ''lost''; end';
    create trigger lose before delete on graphile_worker._private_jobs execute function public.lose();
    create function public.dawdle() returns trigger language plpgsql as 'begin perform pg_sleep(0.3); return new; end';
    create trigger dawdle before update on graphile_worker._private_jobs for each row
      when (new.locked_at is not null and old.locked_at is null and new.task_id <> 0) execute function public.dawdle()`)
  const worker = await work('30000')
  await rows(`select status.fetch_source('ultrasignup')`)
  const ended = await worker.ended
  t.match(ended, { code: 1, stderr: /The queue has ended: .*Could not completeJobs/ })
  t.same(await rows(left), [])
  t.same(await rows('select from ingest.workers'), [])

  await rows('drop function public.lose(), public.dawdle() cascade')
  await work('30000')
  await when('another goes on', published)
})
