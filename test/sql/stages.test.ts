import { createHash } from 'node:crypto'
import { runOnce } from 'graphile-worker'
import t from 'tap'
import { queueLogger } from '../../lib/queue-log.ts'
import upload from '../../tasks/upload.ts'
import { until } from '../fixtures/database.ts'
import { byHand, race } from '../fixtures/hands.ts'

t.test('each stage queues the next in the statement that finishes it', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a', 'b'])
  const [a, b] = [await hands.request(run, 'a'), await hands.request(run, 'b')]
  t.same(await hands.jobs(), [`download:${a.id}`, `download:${b.id}`])

  t.equal(await hands.download(run, 'a', 'body of a'), 'done')
  t.ok((await hands.jobs()).includes(`parse:${a.id}`))
  t.equal((await hands.request(run, 'a')).state, 'downloaded')

  t.equal(await hands.parse(run, 'a', { races: [race('1')] }), 'done')
  t.notOk((await hands.jobs()).includes(`upload:${run}`), 'b is still open')
  await hands.download(run, 'b', 'body of b')
  await hands.parse(run, 'b', { races: [race('2')] })
  t.ok((await hands.jobs()).includes(`upload:${run}`), 'the last one queues the upload')

  t.match(await hands.upload(run), {
    status: 'published',
    requests: 2,
    downloaded: 2,
    records: 2,
    inserted: 2,
  })
  t.same(
    (await hands.rows('select task, outcome from ingest.attempts order by id')).map(row =>
      Object.values(row).join(),
    ),
    ['fetch,done', 'download,done', 'parse,done', 'download,done', 'parse,done', 'upload,done'],
  )
})

t.test('pages found while parsing are part of the run, and the upload waits for them', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  await hands.download(run, 'a', 'page 1')
  await hands.parse(run, 'a', { races: [race('1')], requests: [{ url: 'a2' }, { url: 'a2' }, { url: 'a' }] })
  t.match(
    await hands.row('select open from ingest.runs'),
    { open: 1 },
    'what was asked already is not asked again',
  )
  await hands.download(run, 'a2', 'page 2')
  await hands.parse(run, 'a2', { races: [race('2')] })
  t.match(await hands.upload(run), { status: 'published', requests: 2, records: 2 })
})

t.test('a run without requests ends at once', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch([])
  t.same(await hands.jobs(), [`upload:${run}`])
  t.match(await hands.upload(run), { status: 'published', requests: 0, records: 0 })
})

t.test(
  'one upload is due at a time, so that those in line hold no hand; whoever ends one hands on',
  async t => {
    const hands = await byHand(t)
    for (const name of ['b', 'c']) await hands.register(name)
    const due = () =>
      hands.rows('select key from graphile_worker.jobs where key like $1 and run_at <= clock_timestamp()', [
        'upload:%',
      ])
    const first = await hands.fetch([])
    const second = await hands.fetch([], 'b')
    const third = await hands.fetch([], 'c')
    t.same(await due(), [{ key: `upload:${first}` }])
    await hands.rows('select ingest.line_up_upload($1)', [first])
    t.same(await due(), [{ key: `upload:${first}` }], 'it does not stand in line behind itself')
    await hands.rows('select ingest.next_upload()')
    t.same(await due(), [{ key: `upload:${first}` }], 'while one is due no other is')
    const take = (locked: string | null, by: string | null, attempts: number) =>
      hands.rows(
        'update graphile_worker._private_jobs set locked_at = $2, locked_by = $3, attempts = $4 where key = $1',
        [`upload:${first}`, locked, by, attempts],
      )
    await take('now', 'somebody', 1)
    await hands.rows('select ingest.next_upload()')
    t.same(await due(), [{ key: `upload:${first}` }], 'nor while somebody has taken it and not begun')
    await take(null, null, 0)

    const { attempt } = await hands.begin('upload', { run: first })
    t.match(
      await hands.begin('upload', { run: second }),
      { skip: 'another upload is under way' },
      'come due by itself it goes back into the line',
    )
    t.same(await due(), [{ key: `upload:${first}` }])
    await hands.rows('select ingest.postpone_attempt($1, $2)', [attempt, 'The worker stops.'])

    const pgPool = hands.database.pool
    await runOnce({ pgPool, taskList: { upload }, logger: queueLogger, noHandleSignals: true })
    t.same(
      await hands.rows('select id, status from ingest.runs order by published_at'),
      [first, second, third].map(id => ({ id, status: 'published' })),
    )
    // The queue says that it has ended before it has told the database of the last job.
    await until('the line is empty', async () => (await hands.jobs()).length === 0)
  },
)

t.test('doing any stage twice changes nothing', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  const fetchJob = (await hands.row<{ job: number }>('select job_id as job from ingest.runs')).job
  t.match(await hands.begin('fetch', { source: 'toy' }, fetchJob), { skip: /on its way/ })
  await hands.download(run, 'a', 'x')
  const { id } = await hands.request(run, 'a')
  t.match(await hands.begin('download', { request: id }), { skip: `request ${id} is downloaded` })
  await hands.parse(run, 'a', { races: [race('1')] })
  t.match(await hands.begin('parse', { request: id }), { skip: `request ${id} is parsed` })
  await hands.upload(run)
  t.match(await hands.begin('upload', { run }), { skip: /is published/ })
  t.match(await hands.begin('download', { request: id }), { skip: `request ${id} is parsed` })

  // A repeated fetch job finds its own run even after that has ended.
  t.match(await hands.begin('fetch', { source: 'toy' }, fetchJob), { skip: /on its way/ })
  t.match(await hands.row('select count(*) as n from ingest.runs'), { n: 1 })
})

t.test('a second fetch joins the run that is on its way, even when both began together', async t => {
  const hands = await byHand(t)
  const first = await hands.begin('fetch', { source: 'toy' })
  const second = await hands.begin('fetch', { source: 'toy' })
  t.equal(await hands.startRun(first.attempt, ['a']), 'done')
  t.equal(await hands.startRun(second.attempt, ['a']), 'done')
  t.match(await hands.begin('fetch', { source: 'toy' }), { skip: /on its way/ })
  t.match(await hands.row('select count(*) as runs, sum(open) as open from ingest.runs'), {
    runs: 1,
    open: 1,
  })
})

t.test('an unknown source, request or run ends as one failed attempt with the reason', async t => {
  const hands = await byHand(t)
  const reason = 'Unknown source "atlantis". Known sources: toy.'
  t.same(await hands.begin('fetch', { source: 'atlantis' }), { refused: reason })
  t.match(await hands.begin('download', { request: 77 }), { refused: 'There is no request 77.' })
  t.match(await hands.begin('parse', { request: 77 }), { refused: 'There is no request 77.' })
  t.match(await hands.begin('upload', { run: 77 }), { refused: 'There is no run 77.' })
  t.match(await hands.rows('select task, outcome, error from status.attempts order by id limit 1'), [
    { task: 'fetch', outcome: 'failed', error: reason },
  ])
  await t.rejects(hands.rows(`select status.fetch_source('atlantis')`), { message: reason })
  t.same(await hands.jobs(), [])
})

t.test('an attempt that was overtaken is refused, whoever finishes first', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  const { id } = await hands.request(run, 'a')
  const zombie = await hands.begin('download', { request: id }, 5, 'zombie')
  const other = await hands.begin('download', { request: id }, 5, 'other')
  t.equal(await hands.finishDownload(zombie.attempt, 'from the zombie'), 'superseded')
  t.equal((await hands.request(run, 'a')).state, 'queued', 'it has changed nothing')
  t.match(await hands.row('select count(*) as n from ingest.snapshots'), { n: 0 })
  t.equal(await hands.finishDownload(other.attempt, 'from the other'), 'done')
  t.equal(await hands.finishDownload(other.attempt, 'again'), 'superseded', 'an attempt finishes once')
  t.match(await hands.row('select count(*) as n from ingest.snapshots'), { n: 1 })
  t.same(
    (
      await hands.rows<{ outcome: string }>(
        `select outcome from ingest.attempts where task = 'download' order by id`,
      )
    ).map(row => row.outcome),
    ['superseded', 'done'],
  )
})

t.test(
  'a failure is tried again four times; the fifth settles the request and the run is partial',
  async t => {
    const hands = await byHand(t)
    const run = await hands.fetch(['a', 'b'])
    for (const expected of ['retry', 'retry', 'retry', 'retry', 'settled']) {
      t.equal(await hands.download(run, 'a', { error: 'The server answered 500.' }), expected)
    }
    t.match(await hands.request(run, 'a'), { state: 'failed', reason: 'The server answered 500.' })
    await hands.download(run, 'b', 'x')
    await hands.parse(run, 'b', { races: [race('1')] })
    t.match(await hands.upload(run), { status: 'partial', failed: 1, complete: false, inserted: 1 })
  },
)

t.test('attempts that crashed or were put off are no failures', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  const { id } = await hands.request(run, 'a')
  for (let i = 0; i < 9; i++) {
    const { attempt } = await hands.begin('download', { request: id })
    await hands.rows('select ingest.close_attempt($1, $2)', [attempt, i % 2 ? 'crashed' : 'postponed'])
  }
  t.equal(await hands.download(run, 'a', { error: 'The server answered 500.' }), 'retry')
})

t.test('a run of which every request failed publishes nothing and says why', async t => {
  const hands = await byHand(t)
  await hands.run({ a: { races: [race('1')] } })
  const run = await hands.run({ a: { error: 'The server answered 404.' } })
  t.match(run, { status: 'failed', reason: 'Every request failed, for example: The server answered 404.' })
  t.match(await hands.events(), [{ name: 'Race 1', withdrawn_at: null }])
})

t.test('a 304 to a request that set no condition is an error', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  t.equal(await hands.download(run, 'a', 304), 'retry')
})

t.test('a page at the cap that can be split counts as whole, one that cannot as failed', async t => {
  const hands = await byHand(t)
  const split = await hands.run({ a: { races: [race('1')], full: true, requests: [{ url: 'b' }] } })
  t.match(split, { status: 'running' }, 'its part is open')
  const run = split.id as number
  t.equal((await hands.request(run, 'a')).state, 'split')
  await hands.download(run, 'b', 'x')
  await hands.parse(run, 'b', { races: [race('2')] })
  t.match(await hands.upload(run), { status: 'published', complete: true, records: 2 })

  const stuck = await hands.run({ c: { races: [race('1'), race('2')], full: true } })
  t.match(stuck, { status: 'partial', complete: false, failed: 1, records: 2 }, 'what it did show is kept')
})

t.test('a job that is gone is queued again by the sweep, and only that', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a', 'b'])
  await hands.download(run, 'b', 'x')
  t.match(await hands.row('select * from ingest.sweep()'), { requeued: 0, overdue: 0 })
  await hands.rows('select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs')
  t.same(await hands.jobs(), [])
  t.match(await hands.row('select * from ingest.sweep()'), { requeued: 2, overdue: 0 })
  const [a, b] = [await hands.request(run, 'a'), await hands.request(run, 'b')]
  t.same(await hands.jobs(), [`download:${a.id}`, `parse:${b.id}`])
})

t.test('what is open past the deadline of its run is failed by the sweep', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a', 'b'])
  await hands.download(run, 'a', 'x')
  await hands.parse(run, 'a', { races: [race('1')] })
  await hands.rows('update ingest.runs set deadline = now() - interval $$1 s$$')
  t.match(await hands.row('select * from ingest.sweep()'), { overdue: 1 })
  t.match(await hands.upload(run), { status: 'partial', failed: 1, inserted: 1 })
})

t.test('only what a crash may forget with its job is committed without waiting for the disk', async t => {
  const hands = await byHand(t)
  await hands.register('metered', { base_url: 'https://metered.example/', interval_ms: 1_000 })
  const client = await hands.database.pool.connect()
  t.teardown(() => client.release(true))
  await client.query('set synchronous_commit = on')
  /** Whether the transaction of this statement waits. */
  const waits = async (call: string, values: unknown[]): Promise<string> => {
    await client.query('begin')
    await client.query(`select ingest.${call}`, values)
    const { rows } = await client.query('show synchronous_commit')
    await client.query('rollback')
    return rows[0].synchronous_commit
  }
  const begin = (stage: string, request: number) => waits(`begin_${stage}($1, 1, 1, 'w')`, [{ request }])

  const run = await hands.fetch(['a', 'b', 'c'])
  const metered = await hands.fetch(['a'], 'metered')
  const { id } = await hands.request(run, 'a')
  t.equal(await begin('download', (await hands.request(metered, 'a')).id), 'on', 'a turn at a host')
  t.equal(await begin('download', id), 'off')
  const { attempt } = await hands.begin('download', { request: id })
  t.equal(await waits('finish_download($1, $2)', [attempt, { error: 'x' }]), 'off')
  await hands.finishDownload(attempt, 'body')
  t.equal(await begin('parse', id), 'off')
  const parse = await hands.begin('parse', { request: id })
  const reading = { races: [], rejects: [], requests: [], full: false }
  t.equal(await waits(`finish_parse($1, $2, 'v')`, [parse.attempt, reading]), 'off')
  await hands.finishParse(parse.attempt, { races: [race('1')] })
  for (const key of ['b', 'c']) await hands.download(run, key, { error: 'gone', final: true })
  const upload = await hands.begin('upload', { run })
  t.equal(await waits('upload_run($1)', [upload.attempt]), 'on', 'what is published')
})

t.test(
  'bytes that are known come without a body; when they are not any more, the page is asked for again',
  async t => {
    const hands = await byHand(t)
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    const first = await hands.fetch(['a'])
    await hands.download(first, 'a', 'as it was')
    await hands.parse(first, 'a', { races: [race('1')] })
    await hands.upload(first)

    const run = await hands.fetch(['a'])
    const { id } = await hands.request(run, 'a')
    const begun = await hands.begin('download', { request: id })
    t.equal(begun.body_sha256, sha256('as it was'))
    // Whoever read the page meanwhile found something else.
    await hands.rows(`update ingest.pages set body_sha256 = sha256('something else')`)
    const known = [begun.attempt, { http_status: 200, bytes: 9, body_sha256: begun.body_sha256 }]
    t.equal(await hands.verdict('finish_download($1, $2)', known), 'retry')
    t.match(await hands.row('select error from ingest.attempts where id = $1', [begun.attempt]), {
      error: /were known/,
    })
    t.equal((await hands.request(run, 'a')).state, 'queued')

    await hands.rows('update ingest.pages set body_sha256 = $1', [Buffer.from(sha256('as it was'), 'hex')])
    const again = await hands.begin('download', { request: id })
    const facts = { http_status: 200, bytes: 9, body_sha256: again.body_sha256 }
    t.equal(await hands.verdict('finish_download($1, $2)', [again.attempt, facts]), 'done')
    t.equal((await hands.request(run, 'a')).state, 'unchanged')
    t.match(await hands.upload(run), { status: 'published', records: 1, kept: 1 })
  },
)
