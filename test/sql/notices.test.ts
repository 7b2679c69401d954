import t from 'tap'
import { byHand, type HandReading, type Hands, type Row, race } from '../fixtures/hands.ts'

const good: Record<string, HandReading> = { a: { races: [race('1'), race('2')] } }
const down = { a: { error: 'HTTP 503' } }

const notice = async (hands: Hands): Promise<number> =>
  (await hands.row<{ n: number }>('select ingest.notice_changes() as n')).n
const changes = (hands: Hands): Promise<Row[]> =>
  hands.rows('select source, state, why, is_news, told_at from status.state_changes order by id')
const telling = async (hands: Hands, job = 1): Promise<{ attempt: number; told: Row[] }> => {
  const { begun } = await hands.row<{ begun: { attempt: number } }>(
    `select ingest.begin_chore('notify', '{}', $1, 1, 'hand') as begun`,
    [job],
  )
  return { ...begun, told: await hands.rows('select * from ingest.begin_notice($1)', [begun.attempt]) }
}
const queued = async (hands: Hands): Promise<string[]> => (await hands.jobs()).filter(key => key === 'notify')
/** A worker that has a webhook is alive. */
const beat = (hands: Hands): Promise<Row[]> =>
  hands.rows(`select ingest.beat('teller', 'host', 1, '{notify,sweep}')`)
const age = (hands: Hands, by: string): Promise<Row[]> =>
  hands.rows(
    `update ingest.runs set observed_at = observed_at - $1::interval, started_at = started_at - $1::interval`,
    [by],
  )

t.test(
  'a change is noticed once, and told only when somebody must look or is to know that it is over',
  async t => {
    const hands = await byHand(t)
    await beat(hands)
    t.equal(await notice(hands), 1, 'never published: how it begins')
    t.equal(await notice(hands), 0)
    await hands.run(good)
    t.equal(await notice(hands), 1)
    t.same(await queued(hands), [], 'neither is news')

    await hands.run(down)
    await notice(hands)
    t.equal(await notice(hands), 0)
    t.same(await queued(hands), ['notify'])
    await hands.rows(`select status.pause_source('toy', 'Its makers asked.')`)
    await notice(hands)
    await hands.rows(`select status.resume_source('toy')`)
    await hands.run(good)
    await notice(hands)
    await age(hands, '40 hours')
    await notice(hands)
    await hands.limit('max_drop', 0.1)
    await hands.run({ a: { races: [] } })
    await notice(hands)
    const noticed = await changes(hands)
    t.match(noticed, [
      { state: 'never', is_news: false },
      { state: 'fresh', is_news: false },
      { state: 'failing', why: /HTTP 503/, is_news: true },
      { state: 'paused', is_news: false },
      { state: 'fresh', is_news: true },
      { state: 'stale', is_news: true },
      { state: 'held', is_news: true },
    ])
    t.equal(noticed.length, 7)
  },
)

t.test('a source of which most requests fail is failing, since the first run that was so', async t => {
  const hands = await byHand(t)
  const page = (id: string): HandReading => ({ races: [race(id)] })
  const state = (): Promise<Row> => hands.row('select state, since, why from status.sources')
  await hands.run({ a: page('1'), b: page('2'), c: page('3'), d: page('4') })
  await notice(hands)
  const error = { error: 'HTTP 503' }
  await hands.run({ a: 304, b: 304, c: error, d: error })
  t.match(await state(), { state: 'fresh' }, 'half is not most')

  const first = await hands.run({ a: 304, b: error, c: error, d: error })
  await hands.run({ a: 304, b: error, c: error, d: error })
  t.match(first, { status: 'partial' })
  await hands.rows('select status.keep_apart(min(id), max(id)) from public.events')
  t.same(await state(), { state: 'failing', since: first.finished_at, why: '3 of 4 requests failed.' })
  await notice(hands)
  t.match((await changes(hands)).at(-1), { state: 'failing', why: '3 of 4 requests failed.', is_news: true })
  await hands.run({ a: 304, b: 304, c: 304, d: error })
  t.match(await state(), { state: 'fresh' })
  await notice(hands)
  t.same(
    (await changes(hands)).map(({ is_news }) => is_news),
    [false, true, true],
  )
})

t.test('what is told is claimed by one attempt, told in order, and not again', async t => {
  const hands = await byHand(t)
  await beat(hands)
  await hands.run(good)
  await notice(hands)
  await hands.run(down)
  await notice(hands)
  const first = await telling(hands)
  t.match(first.told, [{ source: 'toy', title: 'toy', state: 'failing', why: /HTTP 503/, before: null }])
  await hands.run(good)
  await notice(hands)
  const second = await telling(hands, 2)
  t.match(second.told, [{ state: 'fresh', before: 'failing' }], 'not what the other is telling')
  t.equal(second.told.length, 1)
  t.equal(await hands.verdict('finish_notice($1)', [first.attempt]), 'done')
  t.match(await changes(hands), [{}, { told_at: Date }, { told_at: null }])

  // It died: another tells what it was to tell.
  await hands.rows(`select ingest.close_attempt($1, 'crashed')`, [second.attempt])
  const third = await telling(hands, 3)
  t.match(third.told, [{ state: 'fresh' }])
  t.equal(await hands.verdict('finish_notice($1)', [second.attempt]), 'superseded', 'it wakes up: too late')
  t.match(await changes(hands), [{}, {}, { told_at: null }])
  t.equal(await hands.verdict('finish_notice($1)', [third.attempt]), 'done')
  t.same((await telling(hands, 4)).told, [])
})

t.test(
  'without a webhook all is noticed and nothing queued; with one, what is no older than a day is told',
  async t => {
    const hands = await byHand(t)
    await hands.register('other')
    await hands.run(good)
    await notice(hands)
    await hands.run(down)
    await hands.run(down, 'other')
    await notice(hands)
    t.same(await queued(hands), [])
    await hands.rows(
      `update ingest.state_changes set noticed_at = now() - interval '25 hours' where source = 'other'`,
    )
    await beat(hands)
    t.equal(await notice(hands), 0)
    t.same(await queued(hands), ['notify'])
    t.match((await telling(hands)).told, [{ source: 'toy' }])

    // Its job got lost, as jobs do whose worker was declared dead by mistake.
    await hands.rows(`select graphile_worker.remove_job('notify')`)
    await notice(hands)
    t.same(await queued(hands), ['notify'])
  },
)

t.test('a webhook may be down for longer than a page', async t => {
  const hands = await byHand(t)
  const fail = async (job: number) => {
    const { attempt } = await telling(hands, job)
    return hands.verdict('fail_attempt($1, $2)', [attempt, 'The webhook answered 500.'])
  }
  const verdicts = []
  for (let n = 0; n < 20; n++) verdicts.push(await fail(1))
  t.same(verdicts, [...Array(19).fill('retry'), 'settled'])

  // So may a bucket, from which copies are to go: for longer than five tries, which are over in a minute and a half.
  await hands.rows(`select ingest.beat('keeper', 'host', 1, '{archive}')`)
  await hands.rows(`insert into ingest.archive_leavings (sha256) values ('x')`)
  const archives = async (): Promise<string[]> => {
    await notice(hands)
    return (await hands.jobs()).filter(key => key === 'archive')
  }
  t.same(await archives(), ['archive'])
  await hands.rows(`select graphile_worker.remove_job('archive')`)
  for (let n = 0; n < 5; n++) {
    const { begun } = await hands.row<{ begun: { attempt: number } }>(
      `select ingest.begin_chore('archive', '{}', 2, $1, 'hand') as begun`,
      [n + 1],
    )
    await hands.verdict('fail_attempt($1, $2)', [begun.attempt, 'There is no bucket.'])
  }
  t.same(await archives(), [], 'it rests')
  await hands.rows(
    `update ingest.attempts set finished_at = finished_at - interval '61 minutes' where task = 'archive'`,
  )
  t.same(await archives(), ['archive'])
})

t.test(
  'old changes are pruned but for the last, and the last told; an erased source leaves none',
  async t => {
    const hands = await byHand(t)
    await hands.run(good)
    await notice(hands)
    for (const reading of [down, good, down, good]) {
      await hands.run(reading)
      await notice(hands)
    }
    await hands.rows(`select status.pause_source('toy', 'x')`)
    await notice(hands)
    await hands.rows(`update ingest.state_changes set noticed_at = noticed_at - interval '91 days'`)
    await hands.rows(`select * from ingest.prune('90 days', '180 days', '30 days')`)
    t.match(await changes(hands), [{ state: 'fresh', is_news: true }, { state: 'paused' }])
    t.equal((await changes(hands)).length, 2)
    t.equal(await notice(hands), 0)

    await hands.rows(`select status.erase_source('toy', 'Its owner asked.')`)
    t.same(await changes(hands), [])
    await notice(hands)
    t.match(await changes(hands), [{ state: 'erased', is_news: false }])
  },
)
