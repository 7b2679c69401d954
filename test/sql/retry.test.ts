import t from 'tap'
import { act, partialRun, refuses, seenRun, takeOutDone } from '../fixtures/acting.ts'
import { byHand, race } from '../fixtures/hands.ts'

t.test(
  'a retry is a new run that asks again for what failed and rests on the old one for the rest',
  async t => {
    const hands = await byHand(t)
    const old = await partialRun(hands)
    const before = await hands.rows('select * from ingest.requests where run_id = $1', [old])
    await takeOutDone(hands)
    const retry = await act(hands, `retry_run(${old})`)
    t.match(await seenRun(hands, retry), { status: 'running', trigger: 'retry', parent: old, open: 1 })
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
      await seenRun(hands, old),
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
  await takeOutDone(hands)
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
    t.same((await seenRun(hands, retry)).observed_at, old.observed_at)
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
    // What an erased source did to another's events is a run of that one since, and observed nothing.
    const down = await hands.run({
      a: { races: [race('1', { name: 'News' })] },
      b: { error: 'It said 500.' },
    })
    await hands.rows(
      `insert into ingest.runs (source, number, trigger, parser_version, status, complete, finished_at, observed_at, published_at)
       values ('toy', ingest.next_number('toy'), 'erase', 'v1', 'published', false, now(), now(), ingest.next_publication())`,
    )
    await act(hands, `retry_run(${down.id})`)
  },
)

t.test('news that is approved while a retry runs stays: the retry is older', async t => {
  const hands = await byHand(t)
  const old = await partialRun(hands)
  await hands.limit('max_rejected', 0)
  const news = { races: [race('1', { name: 'News' })], rejects: [{ id: 'x', reason: 'x', raw: 1 }] }
  const { id: held } = await hands.run({ a: news })
  await hands.limit('max_rejected', 1)
  const retry = await act(hands, `retry_run(${old})`)
  await act(hands, `approve_run(${held})`)
  t.match(await hands.upload(held as number), { status: 'published' })
  await hands.download(retry, 'c', 'c')
  await hands.parse(retry, 'c', { races: [race('3')] })
  t.match(await hands.upload(retry), { status: 'discarded', reason: /A later run of this source/ })
  t.match(await hands.events(), [{ name: 'News' }, { name: 'Race 2' }])
})

t.test('no retry of a source that is being fetched, paused or erased', async t => {
  const hands = await byHand(t)
  const old = await partialRun(hands)
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
  const old = await partialRun(hands)
  const both = await Promise.allSettled([act(hands, `retry_run(${old})`), act(hands, `retry_run(${old})`)])
  t.same(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  t.match(
    both.find(({ status }) => status === 'rejected'),
    { reason: { code: '22023', message: /is running/ } },
  )
})

t.test('a fetch joins a running retry, but a tick of the crontab waits for it', async t => {
  const hands = await byHand(t)
  const old = await partialRun(hands)
  const retry = await act(hands, `retry_run(${old})`)
  t.match(await hands.begin('fetch', { source: 'toy' }), { skip: `run ${retry} is on its way already` })
  const tick = { source: 'toy', _cron: { ts: new Date().toISOString(), backfilled: false } }
  t.match(await hands.begin('fetch', tick), { skip: /waits for run \d+, which retries an older one/ })
  t.ok((await hands.jobs()).includes('fetch:toy'))
  await act(hands, `cancel_run(${retry})`)
  t.ok((await hands.begin('fetch', tick)).attempt)
})
