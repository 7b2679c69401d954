import t, { type Test } from 'tap'
import { startSampleServer } from '../../samples/server.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { endless } from '../fixtures/endless.ts'
import { gated, serve } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

t.test('what a killed worker ran, and had only prefetched, runs again within 20 s', async t => {
  const api = await startSampleServer()
  t.teardown(() => api.close())
  const gate = await gated(t, `${api.url}/ultrasignup`)
  const { pool, url } = await freshDatabase(t)
  const rows = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows
  const options = { concurrency: 2, timings: {} }
  const worker = await startWorkerProcess(t, url, { ultrasignup: gate.url }, options)
  await rows(`select status.fetch_source('ultrasignup')`)
  // Of the crontab's jobs, which come at each full minute, a later one takes the place.
  const taken = () =>
    rows(
      `select id, locked_by from graphile_worker.jobs where locked_at is not null and task_identifier = 'download'`,
    )
  await until(
    'both hands are busy, and jobs wait in the worker',
    async () => gate.waiting() === 2 && (await taken()).length > 2,
  )
  const held = await taken()

  worker.child.kill('SIGKILL')
  const killedAt = performance.now()
  await worker.ended
  gate.open()
  await startWorkerProcess(t, url, { ultrasignup: gate.url }, options)
  const again = `
    select count(distinct job_id)::int as n from ingest.attempts
    where job_id = any($1) and worker <> $2 and outcome = 'done'`
  await until('all of them ran again', async () => {
    const [{ n }] = await rows(again, [held.map(({ id }) => id), held[0].locked_by])
    return n === held.length
  })
  const seconds = (performance.now() - killedAt) / 1_000
  t.ok(seconds < 20, `${seconds.toFixed(1)} s`)
  t.comment(`they ran again after ${seconds.toFixed(1)} s`)

  await until('the run is published', () =>
    rows(`select from ingest.runs where status = 'published'`).then(found => found.length > 0),
  )
  t.match(
    await rows(
      `select outcome, count(*)::int as n from ingest.attempts where outcome <> 'done' group by outcome`,
    ),
    [{ outcome: 'crashed', n: 2 }],
    'the prefetched ones never began',
  )
  t.match(await rows('select max(number)::int as tries from ingest.attempts'), [{ tries: 2 }])
})

/** A worker whose parse holds it up, and another that only looks on. Answers questions to their database. */
async function heldUp(t: Test, wedgedAfter: string) {
  const page = endless()
  const runraceusa = await serve(t, (_request, response) => response.end(page))
  const { pool, url } = await freshDatabase(t)
  const timings = { BEAT_MS: '100', DEAD_AFTER_MS: '1000' }
  await startWorkerProcess(t, url, {}, { tasks: ['sweep'], timings })
  await startWorkerProcess(t, url, { runraceusa }, { timings: { ...timings, WEDGED_AFTER_MS: wedgedAfter } })
  await pool.query(`select status.fetch_source('runraceusa')`)
  return {
    parses: async (where: string) =>
      (
        await pool.query(
          `select outcome, error, extract(epoch from duration) as seconds from status.attempts where task = 'parse' and ${where}`,
        )
      ).rows,
  }
}

t.test('a worker that a parse holds up for longer than the dead are silent is not declared dead', async t => {
  const { parses } = await heldUp(t, '60000')
  const [parse] = await until('the parse has ended', async () => {
    const ended = await parses('outcome is not null')
    return ended.length > 0 && ended
  })
  t.match(parse, { outcome: 'done', error: null })
  t.ok(parse.seconds > 2, `it took ${parse.seconds} s`)
})

t.test('one that is held up for too long is', async t => {
  const { parses } = await heldUp(t, '300')
  await until(
    'it is declared dead',
    async () => (await parses(`error = 'The worker fell silent.'`)).length > 0,
  )
  await until('it comes too late', async () => (await parses(`outcome = 'superseded'`)).length > 0)
})
