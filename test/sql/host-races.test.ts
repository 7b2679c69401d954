import t from 'tap'
import { until } from '../fixtures/database.ts'
import { beside, halfDone } from '../fixtures/half-done.ts'
import { byHand, race } from '../fixtures/hands.ts'
import { host, metered } from '../fixtures/metered.ts'

t.test('of two that claim a host at the same moment one gets it', async t => {
  const hands = await metered(t)
  const run = await hands.fetch(['a', 'b'])
  const [a, b] = [await hands.request(run, 'a'), await hands.request(run, 'b')]
  const first = await halfDone(t, hands, `select ingest.begin_download($1, 1, 1, 'w') as begun`, [
    { request: a.id },
  ])
  t.match(first.rows, [{ begun: { leased: true } }])
  t.match(await beside(hands, first, hands.begin('download', { request: b.id })), { skip: /waits/ })
})

t.test('a request that comes while the last one ends finds its turn', async t => {
  const hands = await metered(t)
  await hands.register('other', { base_url: 'https://api.example.org/', interval_ms: 60_000 })
  const run = await hands.fetch(['a'])
  const { id } = await hands.request(run, 'a')
  const { attempt } = await hands.begin('download', { request: id })
  const ends = await halfDone(t, hands, 'select ingest.finish_download($1, $2)', [
    attempt,
    { error: 'It said 404.', http_status: 404, final: true },
  ])
  const other = await beside(hands, ends, hands.fetch(['x'], 'other'))
  const { id: next } = await hands.request(other, 'x')
  t.ok((await hands.jobs()).includes(`download:${next}`))
})

t.test('a turn is given past a request that somebody has locked, without waiting for them', async t => {
  const hands = await metered(t)
  const run = await hands.fetch(['a', 'b', 'c'])
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(key => hands.request(run, key)))
  const { attempt } = await hands.begin('download', { request: a?.id })
  const settling = await halfDone(t, hands, 'select from ingest.requests where id = $1 for update', [b?.id])
  t.equal(await hands.finishDownload(attempt, 'x'), 'done')
  t.ok((await hands.jobs()).includes(`download:${c?.id}`))
  await settling.end()
})

t.test('an operator changes a host whose request is being begun, without waiting for it', async t => {
  const hands = await metered(t)
  await hands.fetch(['a', 'b'])
  const ahead = `update ingest.requests set slot = now() + interval '1 hour' where slot is not null`
  await hands.rows(ahead)
  const beginning = await halfDone(
    t,
    hands,
    'select from ingest.requests where slot is not null for update',
    [],
  )
  await hands.rows('select status.set_host_interval($1, 90000)', [host])
  await beginning.end()
})

t.test(
  'downloads that end together, with pages on each other’s hosts, do not lock each other out',
  async t => {
    const hands = await byHand(t)
    await hands.register('toy', { base_url: '', interval_ms: 1 })
    const pages = ['https://a.example/1', 'https://b.example/1']
    const further = {
      'https://a.example/1': 'https://b.example/2',
      'https://b.example/1': 'https://a.example/2',
    }
    const whole = async (answer: (page: string) => 304 | string): Promise<number> => {
      const run = await hands.fetch(pages)
      const begun = await Promise.all(
        pages.map(async page => hands.begin('download', { request: (await hands.request(run, page)).id })),
      )
      await Promise.all(
        begun.map(({ attempt }, i) => hands.finishDownload(attempt, answer(pages[i] as string))),
      )
      return run
    }
    const free = (run: number, key: string) =>
      until('the host is free', async () => {
        const { attempt } = await hands.begin('download', { request: (await hands.request(run, key)).id })
        return attempt
      })
    const rest = async (run: number, answer: 304 | string): Promise<void> => {
      for (const key of Object.values(further)) {
        await hands.finishDownload(await free(run, key), answer === 304 ? 304 : `${key} ${answer}`)
        if (answer !== 304) await hands.parse(run, key, { races: [race(key)] })
      }
      await hands.upload(run)
    }
    const first = await whole(page => page)
    for (const page of pages)
      await hands.parse(first, page, {
        races: [race(page)],
        requests: [{ url: further[page as keyof typeof further] }],
      })
    await rest(first, 'x')
    for (let i = 0; i < 10; i++) await rest(await whole(() => 304), 304)
    t.match(
      await hands.rows(
        `select distinct outcome from ingest.attempts where task = 'download' and outcome = 'failed'`,
      ),
      [],
    )
  },
)
