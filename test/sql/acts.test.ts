import t, { type Test } from 'tap'
import { byHand, type Hands, race } from '../fixtures/hands.ts'
import { host, metered, seen } from '../fixtures/metered.ts'

const refused = (hands: Hands, call: string, message: RegExp) => ({
  call,
  asked: hands.rows(`select status.${call}`),
  expected: { code: '22023', message },
})

/** Each call is refused, with what to do, and leaves nothing in the audit. */
async function refuses(t: Test, hands: Hands, calls: [call: string, message: RegExp][]): Promise<void> {
  const before = await hands.rows('select id from status.audit')
  for (const [call, message] of calls) {
    const { asked, expected } = refused(hands, call, message)
    await t.rejects(asked, expected, call)
  }
  t.same(await hands.rows('select id from status.audit'), before)
}

const act = async (hands: Hands, call: string): Promise<number> =>
  (await hands.row<{ answer: number }>(`select status.${call} as answer`)).answer

/** Take those jobs out of the queue whose work was done by hand, as a worker would have. */
const done = (hands: Hands) =>
  hands.rows(`
    select graphile_worker.complete_jobs(array_agg(j.id))
    from graphile_worker.jobs j
    left join ingest.requests q on j.key in ('download:' || q.id, 'parse:' || q.id)
    left join ingest.runs r on j.key = 'upload:' || r.id
    where q.state <> case j.task_identifier when 'download' then 'queued' else 'downloaded' end
      or r.status not in ('running', 'held')`)

const run = (hands: Hands, id: number) => hands.row('select * from status.runs where id = $1', [id])

const open = `
  select q.id
  from ingest.requests q
  join ingest.runs r on r.id = q.run_id
  where q.state in ('queued', 'downloaded') and (r.status <> 'running' or q.slot is not null and not exists (
    select from graphile_worker.jobs j where j.key in ('download:' || q.id, 'parse:' || q.id)))`

/** A run in which a and b were read, c failed. */
async function partial(hands: Hands): Promise<number> {
  const { id } = await hands.run({
    a: { races: [race('1')] },
    b: { races: [race('2')] },
    c: { error: 'It said 500.' },
  })
  return id as number
}

t.test('a cancelled run ends with its requests, its jobs go, and nothing is published', async t => {
  const hands = await byHand(t)
  const id = await hands.fetch(['a', 'b', 'c'])
  await hands.download(id, 'a', 'a')
  await hands.parse(id, 'a', { races: [race('1')] })
  await hands.download(id, 'b', 'b')
  await done(hands)
  await act(hands, `cancel_run(${id})`)
  t.match(await run(hands, id), {
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
    await done(hands)
    await done(hands)
    t.equal(await act(hands, `purge_queue('upload')`), 1)
    t.equal(await hands.verdict('upload_run($1)', [purged.attempt]), 'superseded')
    t.match(await run(hands, purged.id), { status: 'held' })
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

t.test(
  'a retry is a new run that asks again for what failed and rests on the old one for the rest',
  async t => {
    const hands = await byHand(t)
    const old = await partial(hands)
    const before = await hands.rows('select * from ingest.requests where run_id = $1', [old])
    await done(hands)
    const retry = await act(hands, `retry_run(${old})`)
    t.match(await run(hands, retry), { status: 'running', trigger: 'retry', parent: old, open: 1 })
    t.same(await hands.jobs(), [`download:${(await hands.request(retry, 'c')).id}`])
    await hands.download(retry, 'c', 'c')
    await hands.parse(retry, 'c', { races: [race('3')] })
    t.match(await hands.upload(retry), {
      status: 'published',
      complete: true,
      downloaded: 1,
      records: 3,
      inserted: 1,
    })
    t.equal((await hands.events()).length, 3)
    t.match(
      await run(hands, old),
      { status: 'partial', requests: 3, failed: 1 },
      'the old run stays as it is',
    )
    t.same(await hands.rows('select * from ingest.requests where run_id = $1', [old]), before)
    await refuses(t, hands, [
      [`retry_run(${old})`, /^Run \d+ was retried already, by run \d+, which is published\.$/],
      [`retry_run(${retry})`, /^No request of run \d+ failed: .*status\.fetch_source\('toy'\)/],
      ['retry_run(99)', /^There is no run 99/],
      ['retry_request(99)', /^There is no request 99/],
      ['retry_request(null)', /^There is no request null/],
    ])
  },
)

t.test('a retry of a retry goes on from there, and a split page keeps its parts', async t => {
  const hands = await byHand(t)
  const old = await hands.fetch(['whole'])
  await hands.download(old, 'whole', 'whole')
  await hands.parse(old, 'whole', {
    races: [race('1')],
    requests: [{ url: 'left' }, { url: 'right' }],
    full: true,
  })
  for (const key of ['left', 'right']) await hands.download(old, key, { error: 'It said 500.', final: true })
  t.match(await hands.upload(old), { status: 'partial', failed: 2 })

  const first = await act(hands, `retry_run(${old})`)
  await hands.download(first, 'left', 'left')
  await hands.parse(first, 'left', { races: [race('2')] })
  await hands.download(first, 'right', { error: 'It said 500.', final: true })
  t.match(await hands.upload(first), { status: 'partial', failed: 1, downloaded: 1, records: 2 })

  const second = await act(hands, `retry_run(${first})`)
  await hands.download(second, 'right', 'right')
  await hands.parse(second, 'right', { races: [race('3')] })
  t.match(await hands.upload(second), { status: 'published', complete: true, records: 3, parent_run: first })
  const parents =
    'select page, state, parent is not null as is_part from status.requests where run = $1 order by page'
  t.match(await hands.rows(parents, [second]), [
    { page: 'left', state: 'parsed', is_part: true },
    { page: 'right', state: 'parsed', is_part: true },
    { page: 'whole', state: 'split', is_part: false },
  ])
})

t.test('one request is retried alone; the others stay failed', async t => {
  const hands = await byHand(t)
  const { id } = await hands.run({
    a: { races: [race('1')] },
    b: { error: 'It said 500.' },
    c: { error: 'No.' },
  })
  const { id: b } = await hands.request(id as number, 'b')
  const retry = await act(hands, `retry_request(${b})`)
  await hands.download(retry, 'b', 'b')
  await hands.parse(retry, 'b', { races: [race('2')] })
  t.match(await hands.upload(retry), { status: 'partial', failed: 1, records: 2, inserted: 1 })
  await refuses(t, hands, [
    [`retry_request(${(await hands.request(retry, 'a')).id})`, /^Request \d+ is parsed: only what failed/],
  ])
  t.match(await hands.rows(`select act, detail from status.audit where act = 'retry_request'`), [
    { detail: { request: b, run: id, retry } },
  ])
})

t.test('a cancelled run is taken up again by a retry', async t => {
  const hands = await byHand(t)
  const id = await hands.fetch(['a', 'b'])
  await hands.download(id, 'a', 'a')
  await hands.parse(id, 'a', { races: [race('1')] })
  await done(hands)
  await act(hands, `cancel_run(${id})`)
  const retry = await act(hands, `retry_run(${id})`)
  t.same(await hands.jobs(), [`download:${(await hands.request(retry, 'b')).id}`])
  await hands.download(retry, 'b', 'b')
  await hands.parse(retry, 'b', { races: [race('2')] })
  t.match(await hands.upload(retry), { status: 'published', complete: true, records: 2 })
})

t.test(
  'a retry says what was told then: later news is not overwritten, and a race missing twice was looked for twice',
  async t => {
    const hands = await byHand(t)
    await hands.run({ a: { races: [race('1'), race('2')] } })
    const old = await hands.run({ a: { races: [race('1')] }, b: { error: 'It said 500.' } })
    const retry = await act(hands, `retry_run(${old.id})`)
    t.match(await run(hands, retry), { observed_at: old.observed_at })
    await hands.download(retry, 'b', 'b')
    await hands.parse(retry, 'b', { races: [] })
    t.match(await hands.upload(retry), { complete: true, withdrawn: 0 }, 'missing once')

    await hands.limit('max_drop', 1)
    const late = await hands.run({ a: { races: [race('1')] }, b: { error: 'It said 500.' } })
    await hands.run({ a: { races: [race('1', { name: 'News' })] } })
    await refuses(t, hands, [
      [
        `retry_run(${late.id})`,
        /^Run \d+, observed later, is published.*status\.fetch_source\('toy'\) asks anew/,
      ],
    ])
  },
)

t.test('no retry of a source that is being fetched, paused or erased', async t => {
  const hands = await byHand(t)
  const old = await partial(hands)
  const running = await hands.fetch(['a'])
  await refuses(t, hands, [
    [`retry_run(${old})`, new RegExp(`^Run ${running} of toy is running: .*cancel_run\\(${running}\\)`)],
  ])
  await act(hands, `cancel_run(${running})`)
  await act(hands, `pause_source('toy', 'They moved.')`)
  await refuses(t, hands, [
    [`retry_run(${old})`, /^Source toy is paused since .*: They moved\. status\.resume_source\('toy'\)/],
  ])
  await act(hands, `resume_source('toy')`)
  t.ok(await act(hands, `retry_run(${old})`))
})

t.test('of two who retry a run at once one is refused', async t => {
  const hands = await byHand(t)
  const old = await partial(hands)
  const both = await Promise.allSettled([act(hands, `retry_run(${old})`), act(hands, `retry_run(${old})`)])
  t.same(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  t.match(
    both.find(({ status }) => status === 'rejected'),
    { reason: { code: '22023', message: /is running/ } },
  )
})

t.test('a fetch joins a running retry, but a tick of the crontab waits for it', async t => {
  const hands = await byHand(t)
  const old = await partial(hands)
  const retry = await act(hands, `retry_run(${old})`)
  t.match(await hands.begin('fetch', { source: 'toy' }), { skip: `run ${retry} is on its way already` })
  const tick = { source: 'toy', _cron: { ts: new Date().toISOString(), backfilled: false } }
  t.match(await hands.begin('fetch', tick), { skip: /waits for run \d+, which retries an older one/ })
  t.ok((await hands.jobs()).includes('fetch:toy'))
  await act(hands, `cancel_run(${retry})`)
  t.ok((await hands.begin('fetch', tick)).attempt)
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
  await done(hands)

  t.equal(await act(hands, `purge_queue('download')`), 1)
  t.match(await run(hands, waiting), {
    status: 'cancelled',
    reason: 'Its download jobs were purged by an operator.',
  })
  t.same(await hands.rows(open), [])
  t.match(await run(hands, reading), { status: 'running' })
  t.equal(await act(hands, `purge_queue('parse')`), 1)
  t.match(await run(hands, reading), { status: 'cancelled' })
  t.equal(await act(hands, `purge_queue('upload')`), 1)
  t.match(await run(hands, uploading), { status: 'cancelled' })
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
    t.match(await run(hands, id), { status: 'cancelled' }, 'b had none, and would have got one')
    const other = await hands.fetch(['c'])
    await hands.rows(`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'w'`)
    t.equal(await act(hands, `purge_queue('download')`), 0)
    t.match(await run(hands, other), { status: 'running' })
  },
)

t.test('an act on many requests is set-based: 2,000 in well under a second', async t => {
  const hands = await byHand(t)
  const id = await hands.fetch(Array.from({ length: 2_000 }, (_, i) => `p${i}`))
  const since = performance.now()
  await act(hands, `cancel_run(${id})`)
  t.ok(performance.now() - since < 1_000, `${Math.round(performance.now() - since)} ms`)
})
