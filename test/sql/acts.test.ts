import t from 'tap'
import { act, refuses, seenRun, takeOutDone } from '../fixtures/acting.ts'
import { byHand, race } from '../fixtures/hands.ts'
import { host, metered, seen } from '../fixtures/metered.ts'

/** Open requests that nobody would ever work on. */
const open = `
  select q.id
  from ingest.requests q
  join ingest.runs r on r.id = q.run_id
  where q.state in ('queued', 'downloaded') and (r.status <> 'running' or q.slot is not null and not exists (
    select from graphile_worker.jobs j where j.key in ('download:' || q.id, 'parse:' || q.id)))`

t.test('a cancelled run ends with its requests, its jobs go, and nothing is published', async t => {
  const hands = await byHand(t)
  const id = await hands.fetch(['a', 'b', 'c'])
  await hands.download(id, 'a', 'a')
  await hands.parse(id, 'a', { races: [race('1')] })
  await hands.download(id, 'b', 'b')
  await takeOutDone(hands)
  await act(hands, `cancel_run(${id})`)
  t.match(await seenRun(hands, id), {
    status: 'cancelled',
    reason: 'Cancelled by an operator.',
    open: 0,
    requests: 3,
    failed: 2,
  })
  t.same(await hands.jobs(), [])
  t.same(await hands.rows(open), [])
  t.same(await hands.events(), [])
  t.match(await hands.rows('select act, detail from status.audit where act = $1', ['cancel_run']), [
    { detail: { run: id } },
  ])
  await refuses(t, hands, [
    [`cancel_run(${id})`, /^Run \d+ is cancelled: there is nothing to cancel\.$/],
    ['cancel_run(99)', /^There is no run 99/],
    ['cancel_run(null)', /^There is no run null/],
  ])
  t.match(
    await hands.run({ a: { races: [race('1')] } }),
    { status: 'published' },
    'the next run is none the worse',
  )
})

t.test('a worker in the middle of a stage is refused when its run was cancelled', async t => {
  const hands = await byHand(t)
  const id = await hands.fetch(['a', 'b', 'c'])
  await hands.download(id, 'b', 'b')
  const download = await hands.begin('download', { request: (await hands.request(id, 'a')).id })
  const parse = await hands.begin('parse', { request: (await hands.request(id, 'b')).id })
  const failing = await hands.begin('download', { request: (await hands.request(id, 'c')).id })
  await act(hands, `cancel_run(${id})`)
  const before = await hands.rows('select * from ingest.requests order by id')

  t.equal(await hands.finishDownload(download.attempt, 'a'), 'superseded')
  t.equal(
    await hands.finishParse(parse.attempt, { races: [race('1')], requests: [{ url: 'd' }] }),
    'superseded',
  )
  t.equal(await hands.finishDownload(failing.attempt, { error: 'It said 500.' }), 'superseded')
  t.same(await hands.rows('select * from ingest.requests order by id'), before)
  t.same(await hands.jobs(), [])
  t.match(
    await hands.rows(`select outcome, error from status.attempts where run = $1 and error is not null`, [id]),
    [1, 2, 3].map(() => ({ outcome: 'superseded', error: /settled meanwhile: Cancelled by an operator/ })),
  )
  for (const key of ['a', 'b'])
    t.match(
      await hands.begin(key === 'a' ? 'download' : 'parse', { request: (await hands.request(id, key)).id }),
      {
        skip: /is failed/,
      },
    )
})

t.test('a stage that is under way at its run’s deadline is refused too', async t => {
  const hands = await byHand(t)
  const id = await hands.fetch(['a'])
  const { attempt } = await hands.begin('download', { request: (await hands.request(id, 'a')).id })
  await hands.rows(`update ingest.runs set deadline = now() - interval '1 s'`)
  t.match(await hands.row('select * from ingest.sweep()'), { overdue: 1 })
  t.equal(await hands.finishDownload(attempt, 'a'), 'superseded')
  t.match(await hands.request(id, 'a'), { state: 'failed' })
})

t.test(
  'an upload that waits for its turn publishes nothing of a run cancelled, discarded or unapproved meanwhile',
  async t => {
    const hands = await byHand(t)
    const ready = async (name: string): Promise<number> => {
      const id = await hands.fetch(['a'])
      await hands.download(id, 'a', name)
      await hands.parse(id, 'a', { races: [race('1', { name })] })
      return id
    }
    const begun = async (id: number): Promise<number> => (await hands.begin('upload', { run: id })).attempt
    const cancelled = await ready('cancelled')
    const first = await begun(cancelled)
    await act(hands, `cancel_run(${cancelled})`)
    t.equal(await hands.verdict('upload_run($1)', [first]), 'superseded')

    await hands.limit('max_rejected', 0)
    const held = async () => {
      const { id } = await hands.run({
        a: { races: [race('1')], rejects: [{ id: 'x', reason: 'x', raw: 1 }] },
      })
      await act(hands, `approve_run(${id})`)
      return { id: id as number, attempt: await begun(id as number) }
    }
    const discarded = await held()
    await act(hands, `discard_run(${discarded.id})`)
    t.equal(await hands.verdict('upload_run($1)', [discarded.attempt]), 'superseded')
    const purged = await held()
    await takeOutDone(hands)
    await takeOutDone(hands)
    t.equal(await act(hands, `purge_queue('upload')`), 1)
    t.equal(await hands.verdict('upload_run($1)', [purged.attempt]), 'superseded')
    t.match(await seenRun(hands, purged.id), { status: 'held' })
    t.same(await hands.events(), [])
  },
)

t.test('the host of a cancelled download is asked by the next in line when that request is over', async t => {
  const hands = await metered(t)
  await hands.register('other', { base_url: `https://${host}/`, interval_ms: 60_000 })
  const id = await hands.fetch(['a', 'b'])
  const other = await hands.fetch(['z'], 'other')
  const { id: next } = await hands.request(other, 'z')
  const { attempt } = await hands.begin('download', { request: (await hands.request(id, 'a')).id })
  await act(hands, `cancel_run(${id})`)
  t.same(await hands.jobs(), [`download:${next}`], 'the turn is given on')
  t.match(await seen(hands), { state: 'busy' }, 'its request is still under way')
  t.equal(await hands.finishDownload(attempt, 'a'), 'superseded')
  t.match(await seen(hands), { state: 'waiting', failures: 0 })
})

t.test('a fetch that is asked for is one that a worker takes', async t => {
  const hands = await byHand(t)
  const tick = { source: 'toy', _cron: { ts: '2027-01-01T00:00:00Z', backfilled: false } }
  await hands.rows(`select graphile_worker.add_job('fetch', $1, job_key => 'fetch:toy')`, [tick])
  const waiting = async () =>
    (await hands.row<{ payload: object }>('select payload from graphile_worker._private_jobs')).payload
  await refuses(t, hands, [
    [`fetch_source('toy', 'cron')`, /^A fetch is asked for by sql, cli or start; 'cron' is none of them\.$/],
    [`fetch_source('toy', '')`, /'' is none of them/],
  ])
  t.same(await waiting(), tick, 'the tick of the crontab waits as it did')
  await act(hands, `fetch_source('toy', null)`)
  t.same(await waiting(), { source: 'toy', trigger: 'sql' })
  await act(hands, `fetch_source('toy', 'cli')`)
  t.same(await waiting(), { source: 'toy', trigger: 'cli' })
})

t.test('a paused source is skipped with the reason, whoever asks, until it is resumed', async t => {
  const hands = await byHand(t)
  await act(hands, `pause_source('toy', 'They moved.')`)
  t.match(await hands.begin('fetch', { source: 'toy' }), {
    skip: /^Source toy is paused since .*They moved\./,
  })
  await refuses(t, hands, [
    [`fetch_source('toy')`, /is paused/],
    [`pause_source('toy', ' ')`, /^Say why/],
    [`pause_source('atlantis', 'x')`, /^Unknown source "atlantis"/],
    [`resume_source('atlantis')`, /^Unknown source "atlantis"/],
    [`resume_source(null)`, /^Unknown source null/],
    [`set_stale_after('toy', '-1 hour')`, /^An age is longer than nothing/],
    [`set_stale_after('atlantis', '1 hour')`, /^Unknown source/],
  ])
  await act(hands, `resume_source('toy')`)
  await refuses(t, hands, [[`resume_source('toy')`, /^Source toy is not paused/]])
  t.ok((await hands.begin('fetch', { source: 'toy' })).attempt)
})

t.test('a purge takes what waits, cancels whose it is, and leaves nothing open without a job', async t => {
  const hands = await byHand(t)
  for (const name of ['b', 'c']) await hands.register(name)
  const waiting = await hands.fetch(['a', 'b'])
  await hands.download(waiting, 'a', 'a')
  const reading = await hands.fetch(['x'], 'b')
  await hands.download(reading, 'x', 'x')
  const uploading = await hands.fetch(['y'], 'c')
  await hands.download(uploading, 'y', 'y')
  await hands.parse(uploading, 'y', { races: [race('1')] })
  await hands.rows(`select graphile_worker.add_job('sweep', job_key => 'sweep')`)
  await takeOutDone(hands)

  t.equal(await act(hands, `purge_queue('download')`), 1)
  t.match(await seenRun(hands, waiting), {
    status: 'cancelled',
    reason: 'Its download jobs were purged by an operator.',
  })
  t.same(await hands.rows(open), [])
  t.match(await seenRun(hands, reading), { status: 'running' })
  t.equal(await act(hands, `purge_queue('parse')`), 1)
  t.match(await seenRun(hands, reading), { status: 'cancelled' })
  t.equal(await act(hands, `purge_queue('upload')`), 1)
  t.match(await seenRun(hands, uploading), { status: 'cancelled' })
  t.same(await hands.jobs(), ['sweep'])
  t.equal(await act(hands, `purge_queue('sweep')`), 1)
  t.equal(await act(hands, `purge_queue('fetch')`), 0)
  t.match(await hands.rows(`select detail from status.audit where act = 'purge_queue' order by id limit 1`), [
    { detail: { task: 'download', jobs: 1, runs: [waiting] } },
  ])
  await refuses(t, hands, [
    [`purge_queue('fly')`, /^There is no task "fly"\. Tasks: download, fetch, parse, upload\.$/],
    ['purge_queue(null)', /^There is no task null/],
  ])
})

t.test(
  'a purge of downloads reaches those that wait in their host’s line, and spares what is running',
  async t => {
    const hands = await metered(t)
    const id = await hands.fetch(['a', 'b'])
    await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
    t.equal(await act(hands, `purge_queue('download')`), 0, 'no job waits')
    t.match(await seenRun(hands, id), { status: 'cancelled' }, 'b had none, and would have got one')
    const other = await hands.fetch(['c'])
    await hands.rows(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'w'`)
    t.equal(await act(hands, `purge_queue('download')`), 0)
    t.match(await seenRun(hands, other), { status: 'running' })
  },
)

t.test('a line of the crontab is done now: a fetch, or housekeeping', async t => {
  const hands = await byHand(t)
  const lines = [
    { line: 'fetch-toy', schedule: '17 3 * * *', task: 'fetch', source: 'toy', period_s: 86_400 },
    { line: 'tidy', schedule: '* * * * *', task: 'sweep', source: null, period_s: 60 },
  ]
  await hands.rows('select ingest.register_crontab($1)', [JSON.stringify(lines)])
  await refuses(t, hands, [
    [`run_line('nothing')`, /^There is no line 'nothing' in the crontab/],
    ['run_line(null)', /^There is no line NULL/],
  ])
  await act(hands, `run_line('fetch-toy')`)
  await act(hands, `run_line('tidy')`)
  await act(hands, `run_line('tidy')`)
  t.same(await hands.jobs(), ['fetch:toy', 'sweep'], 'under the keys that the crontab uses')
  t.match(await hands.rows('select act, detail from status.audit order by id'), [
    {},
    { act: 'fetch_source', detail: { source: 'toy' } },
    { act: 'run_line', detail: { line: 'tidy' } },
    { act: 'run_line', detail: { line: 'tidy' } },
  ])
})
