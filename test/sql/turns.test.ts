import { runOnce } from 'graphile-worker'
import t from 'tap'
import { queueLogger } from '../../lib/queue-log.ts'
import { byHand, type Hands } from '../fixtures/hands.ts'

/** What the queue hands out, one after the other: pages by their keys, other jobs by theirs. */
async function handedOut(hands: Hands): Promise<string[]> {
  const all: string[] = []
  const note = (what: string) => async (payload: unknown) => {
    const { request } = payload as { request: number }
    const { key } = await hands.row<{ key: string }>('select key from ingest.requests where id = $1', [
      request,
    ])
    all.push(`${what} ${key}`)
  }
  const taskList = { download: note('download'), parse: note('parse') }
  await runOnce({
    pgPool: hands.database.pool,
    taskList,
    concurrency: 1,
    logger: queueLogger,
    noHandleSignals: true,
  })
  return all
}

t.test("a small source isn't queued behind all of a large one, and what came is read first", async t => {
  const hands = await byHand(t)
  await hands.register('large')
  const many = Array.from({ length: 40 }, (_, i) => `l${i}`)
  const large = await hands.fetch(many, 'large')
  await hands.fetch(['s0', 's1', 's2'])
  await hands.download(large, 'l7', 'a page')
  const order = await handedOut(hands)
  t.match(order, [
    'parse l7',
    'download l0',
    'download s0',
    'download l1',
    'download s1',
    'download l2',
    'download s2',
  ])
  t.same(
    order.slice(7),
    many.slice(3).map(key => `download ${key}`),
    'and then in the order in which it asked',
  )
})

/** The first three pages of either. */
const inTurn = (...sources: string[]) =>
  [0, 1, 2].flatMap(n => sources.map(source => `download ${source}${n}`))

t.test('nor is it behind pages that waited in a line or lost their jobs', async t => {
  const many = Array.from({ length: 40 }, (_, i) => `l${i}`)

  await t.test('a pause of their host', async t => {
    const hands = await byHand(t)
    await hands.register('large', { base_url: 'http://127.0.0.2/' })
    const large = await hands.fetch(many, 'large')
    await hands.rows(`select status.pause_host('127.0.0.2', 'They asked for it.')`)
    for (const key of many) {
      const { id } = await hands.request(large, key)
      t.match(await hands.begin('download', { request: id }), { skip: /./ })
    }
    await hands.fetch(['s0', 's1', 's2'])
    await hands.rows(`select status.resume_host('127.0.0.2')`)
    t.same((await handedOut(hands)).slice(0, 6), inTurn('s', 'l'), 'what waited until now is due later')
  })

  await t.test('a worker that took them with it', async t => {
    const hands = await byHand(t)
    await hands.register('large')
    await hands.fetch(many, 'large')
    await hands.fetch(['s0', 's1', 's2'])
    await hands.rows(`delete from graphile_worker._private_jobs where key like 'download:%'`)
    await hands.rows('select ingest.sweep()')
    t.same((await handedOut(hands)).slice(0, 6), inTurn('l', 's'))
  })
})

t.test('more pages than there are places in the line', async t => {
  const hands = await byHand(t)
  await hands.fetch(Array.from({ length: 33_000 }, (_, i) => `p${i}`))
  t.match(
    await hands.row(
      `select count(*)::integer as jobs, max(priority) as last from graphile_worker.jobs where key like 'download:%'`,
    ),
    { jobs: 33_000, last: 32_767 },
  )
})
