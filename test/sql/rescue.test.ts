import t from 'tap'
import { byHand, type Hands, race } from '../fixtures/hands.ts'

const window = `interval '10 s'`

const beat = async (hands: Hands, id: string): Promise<string[]> =>
  (
    await hands.row<{ dead: string[] }>(
      `select ingest.beat($1, 'host', 1, '{download,fetch,parse,upload,sweep}') as dead`,
      [id],
    )
  ).dead

/** Let a worker's clock have gone on since its first or last beat. */
const age = (hands: Hands, id: string, column: 'beat_at' | 'steady_since', seconds: number) =>
  hands.rows(`update ingest.workers set ${column} = now() - $2 * interval '1 s' where id = $1`, [id, seconds])

/** A pool takes a job, as the queue would hand it out; `tries` says which try of the queue's this is. */
async function take(hands: Hands, pool: string, key: string, tries = 1, heldFor = 0): Promise<number> {
  const { id } = await hands.row<{ id: number }>(
    `update graphile_worker._private_jobs
     set locked_by = $1, locked_at = now() - $4 * interval '1 s', attempts = $3
     where key = $2 returning id`,
    [pool, key, tries, heldFor],
  )
  return id
}

const begin = async (
  hands: Hands,
  stage: string,
  payload: object,
  job: number,
  tries: number,
  pool: string,
) =>
  (
    await hands.row<{ begun: { attempt: number } }>(
      `select ${stage === 'parse' ? 'begun, body' : 'begun'} from ingest.begin_${stage}($1, $2, $3, $4) as begun`,
      [payload, job, tries, pool],
    )
  ).begun.attempt

const queue = (hands: Hands) =>
  hands.rows('select key, attempts, locked_by from graphile_worker.jobs order by key')

t.test('only who has been beating for a whole window may declare another dead', async t => {
  const hands = await byHand(t)
  await beat(hands, 'silent')
  await beat(hands, 'observer')
  await age(hands, 'silent', 'beat_at', 60)
  t.same(await beat(hands, 'observer'), [], 'it has only just begun')

  await age(hands, 'observer', 'steady_since', 60)
  await age(hands, 'observer', 'beat_at', 8)
  t.same(await beat(hands, 'observer'), [], 'everybody may have been silent: the database was away')
  t.match(
    await hands.row(
      `select steady_since > now() - ${window} as anew from ingest.workers where id = 'observer'`,
    ),
    {
      anew: true,
    },
  )

  await age(hands, 'observer', 'steady_since', 11)
  t.same(await beat(hands, 'observer'), ['silent'])
  t.match(await hands.rows('select id from ingest.workers'), [{ id: 'observer' }])
})

t.test('a worker says which parsers it has, and an older one that says nothing has none', async t => {
  const hands = await byHand(t)
  await hands.rows(`select ingest.beat('new', 'host', 1, '{parse}', p_parsers => '{"toy": "v1"}')`)
  await beat(hands, 'new')
  await beat(hands, 'old')
  t.same(await hands.rows('select id, parsers from ingest.workers order by id'), [
    { id: 'new', parsers: { toy: 'v1' } },
    { id: 'old', parsers: {} },
  ])
})

t.test('a dead worker’s jobs, named queues and attempts are freed together', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a', 'b'])
  const [a, b] = [await hands.request(run, 'a'), await hands.request(run, 'b')]
  await hands.rows(`select graphile_worker.add_job('sweep', queue_name => 'one_by_one', job_key => 'named')`)
  await hands.rows(`update graphile_worker._private_job_queues set locked_by = 'dead', locked_at = now()`)
  await beat(hands, 'dead')
  await age(hands, 'dead', 'beat_at', 11)
  const job = await take(hands, 'dead', `download:${a.id}`)
  await take(hands, 'dead', `download:${b.id}`)
  await take(hands, 'dead', 'named')
  await begin(hands, 'download', { request: a.id }, job, 1, 'dead')
  await beat(hands, 'observer')
  await age(hands, 'observer', 'steady_since', 11)

  t.same(await beat(hands, 'observer'), ['dead'])
  t.match(await queue(hands), [{ locked_by: null }, { locked_by: null }, { locked_by: null }])
  t.match(await hands.rows('select locked_by from graphile_worker._private_job_queues'), [
    { locked_by: null },
  ])
  t.match(await hands.rows(`select outcome, error from ingest.attempts where task = 'download'`), [
    { outcome: 'crashed', error: 'The worker fell silent.' },
  ])
})

t.test('a beat does not wait for a statement that a dead worker left behind', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a'])
  const { id } = await hands.request(run, 'a')
  const attempt = await begin(
    hands,
    'download',
    { request: id },
    await take(hands, 'dead', `download:${id}`),
    1,
    'dead',
  )
  for (const [worker, column] of [
    ['dead', 'beat_at'],
    ['observer', 'steady_since'],
  ] as const) {
    await beat(hands, worker)
    await age(hands, worker, column, 11)
  }
  const client = await hands.database.pool.connect()
  await client.query('begin')
  await client.query('select ingest.lock_attempt($1)', [attempt])
  t.same(await beat(hands, 'observer'), ['dead'])
  t.match(await queue(hands), [{ locked_by: null }])
  await client.query('rollback')
  client.release()
  const next = await begin(hands, 'download', { request: id }, 1, 2, 'observer')
  t.match(await hands.rows('select outcome from ingest.attempts where request_id is not null order by id'), [
    { outcome: 'superseded' },
    { outcome: null },
  ])
  t.equal(await hands.finishDownload(next, 'body'), 'done')
})

t.test('the sweep frees what is held by a pool that nobody knows, but not at once', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a', 'b', 'c'])
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(key => hands.request(run, key)))
  await beat(hands, 'alive')
  await hands.rows(`select graphile_worker.add_job('sweep', queue_name => 'one_by_one', job_key => 'named')`)
  await hands.rows(
    `update graphile_worker._private_job_queues set locked_by = 'gone with a queue', locked_at = now() - interval '11 s'`,
  )
  const job = await take(hands, 'gone', `download:${a?.id}`, 1, 11)
  await begin(hands, 'download', { request: a?.id }, job, 1, 'gone')
  await hands.rows(`update ingest.attempts set started_at = now() - interval '11 s' where outcome is null`)
  await take(hands, 'just come', `download:${b?.id}`, 1, 2)
  await take(hands, 'alive', `download:${c?.id}`, 1, 600)

  t.match(await hands.row('select * from ingest.sweep()'), { freed: 2, requeued: 0, crashed: 0 })
  t.match(await queue(hands), [
    { key: `download:${a?.id}`, locked_by: null },
    { key: `download:${b?.id}`, locked_by: 'just come' },
    { key: `download:${c?.id}`, locked_by: 'alive' },
    { key: 'named', locked_by: null },
  ])
  t.match(await hands.rows('select locked_by from graphile_worker._private_job_queues'), [
    { locked_by: null },
  ])
  t.match(await hands.rows(`select outcome, error from ingest.attempts where task = 'download'`), [
    { outcome: 'crashed', error: 'The worker was gone without a trace.' },
  ])
})

/** A job's last try ends as `outcome`; with none it was only prefetched. */
async function lastTry(
  hands: Hands,
  stage: string,
  payload: Record<string, unknown>,
  key: string,
  outcome?: string,
): Promise<void> {
  const job = await take(hands, 'gone', key, 25)
  if (outcome) {
    const attempt = await begin(hands, stage, payload, job, 25, 'gone')
    await hands.rows('select ingest.close_attempt($1, $2)', [attempt, outcome])
  }
  await hands.rows(`select graphile_worker.force_unlock_workers('{gone}')`)
}

t.test(
  'a request whose last try crashed its worker has failed; one that was only prefetched is queued afresh',
  async t => {
    const hands = await byHand(t)
    await beat(hands, 'alive')
    const run = await hands.fetch(['a', 'b', 'c', 'd'])
    const [a, b, c, d] = await Promise.all(['a', 'b', 'c', 'd'].map(key => hands.request(run, key)))
    await hands.download(run, 'b', 'body')
    await hands.rows(`delete from graphile_worker._private_jobs where key = 'download:${b?.id}'`)
    await lastTry(hands, 'download', { request: a?.id }, `download:${a?.id}`, 'crashed')
    await lastTry(hands, 'parse', { request: b?.id }, `parse:${b?.id}`, 'crashed')
    await lastTry(hands, 'download', { request: c?.id }, `download:${c?.id}`)
    await lastTry(hands, 'download', { request: d?.id }, `download:${d?.id}`, 'postponed')

    t.match(await hands.row('select * from ingest.sweep()'), { crashed: 2, overdue: 0, requeued: 2 })
    t.match(await hands.request(run, 'a'), {
      state: 'failed',
      reason: 'The worker crashed during the download, in the last of 25 tries.',
    })
    t.match(await hands.request(run, 'b'), {
      state: 'failed',
      reason: /during the parse, in the last of 25 tries/,
    })
    t.match(await hands.row('select open from ingest.runs'), { open: 2 })
    t.same(
      await queue(hands),
      [c, d].map(request => ({ key: `download:${request?.id}`, attempts: 0, locked_by: null })),
      'and the dead have left the queue',
    )
    t.match(await hands.row('select * from ingest.sweep()'), { crashed: 0, overdue: 0, requeued: 0 })
  },
)

t.test('a run whose upload crashed its worker in the last try has failed', async t => {
  const hands = await byHand(t)
  await beat(hands, 'alive')
  const run = await hands.fetch(['a'])
  await hands.download(run, 'a', 'body')
  await hands.parse(run, 'a', { races: [race('1')] })
  await hands.rows(`delete from graphile_worker._private_jobs where key not like 'upload:%'`)
  await lastTry(hands, 'upload', { run }, `upload:${run}`, 'crashed')
  t.match(await hands.row('select * from ingest.sweep()'), { crashed: 1, requeued: 0 })
  t.match(await hands.row('select status, reason from ingest.runs'), {
    status: 'failed',
    reason: 'The worker crashed during the upload, in the last of 25 tries.',
  })
  t.same(await queue(hands), [])
})

t.test(
  'a fetch that was only prefetched in its last try is queued afresh, one that crashed is over',
  async t => {
    const hands = await byHand(t)
    await hands.register('other')
    await beat(hands, 'alive')
    for (const source of ['toy', 'other']) await hands.rows('select status.fetch_source($1)', [source])
    await lastTry(hands, 'fetch', { source: 'toy' }, 'fetch:toy')
    await lastTry(hands, 'fetch', { source: 'other' }, 'fetch:other', 'crashed')
    await hands.rows('select ingest.sweep()')
    t.same(await queue(hands), [{ key: 'fetch:toy', attempts: 0, locked_by: null }])
  },
)

t.test('a job that runs its last try is not lost, and not dead', async t => {
  const hands = await byHand(t)
  await beat(hands, 'alive')
  const run = await hands.fetch(['a'])
  const { id } = await hands.request(run, 'a')
  const attempt = await begin(
    hands,
    'download',
    { request: id },
    await take(hands, 'alive', `download:${id}`, 25),
    25,
    'alive',
  )
  t.match(await hands.row('select * from ingest.sweep()'), { crashed: 0, requeued: 0 })
  t.match(await queue(hands), [{ key: `download:${id}`, attempts: 25, locked_by: 'alive' }])
  t.equal(await hands.finishDownload(attempt, 'body'), 'done')
})

t.test('a worker that stops gives everything back, due at once', async t => {
  const hands = await byHand(t)
  const run = await hands.fetch(['a', 'b'])
  const [a, b] = [await hands.request(run, 'a'), await hands.request(run, 'b')]
  await beat(hands, 'stopping')
  const broken = await take(hands, 'stopping', `download:${a.id}`)
  await begin(hands, 'download', { request: a.id }, broken, 1, 'stopping')
  await take(hands, 'stopping', `download:${b.id}`)
  await hands.rows(`update graphile_worker._private_jobs set run_at = now() + interval '1 h' where id = $1`, [
    broken,
  ])
  t.match(await hands.row(`select ingest.give_back('{stopping}', 'Stopped.') as jobs`), { jobs: 1 })
  t.match(await hands.rows('select locked_by, run_at <= now() as due from graphile_worker.jobs'), [
    { locked_by: null, due: true },
    { locked_by: null, due: true },
  ])
  t.match(await hands.rows(`select outcome, error from ingest.attempts where task = 'download'`), [
    { outcome: 'postponed', error: 'Stopped.' },
  ])
  t.same(await hands.rows('select from ingest.workers'), [])
})

t.test('where loading the gazetteer crashes for good, uploads go without it', async t => {
  const hands = await byHand(t)
  await hands.rows(
    'truncate ingest.gazetteer, ingest.gazetteer_places, ingest.gazetteer_names, ingest.gazetteer_areas, ingest.gazetteer_cells',
  )
  const run = await hands.fetch([])
  t.same(await hands.jobs(), ['gazetteer'])
  await hands.rows(`select ingest.beat('pool', 'here', 1, '{gazetteer,upload,sweep}')`)
  const [{ id } = {}] = await hands.rows(
    `update graphile_worker._private_jobs set attempts = max_attempts returning id`,
  )
  await hands.rows(
    `insert into ingest.attempts (task, job_id, number, worker, outcome, finished_at) values ('gazetteer', $1, 25, 'x', 'crashed', now())`,
    [id],
  )
  await hands.rows('select ingest.sweep()')
  t.same(await hands.jobs(), [`upload:${run}`])
  t.match(await hands.upload(run), { status: 'published' })
})

t.test('an approved run waits for the gazetteer, or goes without it, like any other', async t => {
  const hands = await byHand(t)
  await hands.rows(
    'truncate ingest.gazetteer, ingest.gazetteer_places, ingest.gazetteer_names, ingest.gazetteer_areas, ingest.gazetteer_cells',
  )
  const run = await hands.fetch([])
  await hands.rows(`update ingest.runs set status = 'held', approved_at = now(), finished_at = now()`)
  await hands.rows('truncate graphile_worker._private_jobs')
  await hands.rows(`select ingest.beat('pool', 'here', 1, '{gazetteer,upload,sweep}')`)
  await hands.rows('select ingest.sweep()')
  t.same(await hands.jobs(), ['gazetteer'])
  await hands.rows('truncate graphile_worker._private_jobs')
  await hands.rows('select ingest.release_uploads()')
  t.same(await hands.jobs(), [`upload:${run}`])
})
