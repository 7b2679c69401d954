import '../fixtures/impatient.ts'
import type { ServerResponse } from 'node:http'
import t from 'tap'
import { startPipeline } from '../fixtures/pipeline.ts'
import { serve } from '../fixtures/server.ts'

const bom = '\ufeff'

/** One of UltraSignup's rows; `id` is its number on the page. */
const row = (id: number, facts = {}) => ({
  EventDateId: id,
  EventName: `Race ${id}`,
  EventDate: '6/10/2099',
  EventDateEnd: null,
  Distances: '50K, 100 Miles',
  City: 'Auburn',
  State: 'CA',
  Latitude: '38.9',
  Longitude: '-121.1',
  EventWebsite: '',
  Cancelled: false,
  Postponed: false,
  VirtualEvent: false,
  ...facts,
})
const good = JSON.stringify([row(1), row(2)])
const hundred = Array.from({ length: 99 }, (_, i) => row(100 + i))

/** What goes wrong, by month, in the cell of the first distance code; the reason that must come of it. */
const troubles: Record<string, { answer(response: ServerResponse): void; reason: RegExp; tries: number }> = {
  2: { answer: () => {}, reason: /^No full answer within 800 ms\.$/, tries: 5 },
  3: { answer: r => r.writeHead(500).end('oops'), reason: /^The server answered 500\.$/, tries: 5 },
  4: {
    answer: r => r.end('<!doctype html><html><body>Be right back</body></html>'),
    reason: /^HTML came where JSON was asked for: "<!doctype html>.*Be right back/,
    tries: 5,
  },
  5: { answer: r => r.end(), reason: /^The answer is empty\.$/, tries: 5 },
  6: {
    answer: r => r.end(good.slice(0, -20)),
    reason: /^The answer is cut off: it ends with ".*"\.$/,
    tries: 5,
  },
  7: {
    answer: r => r.end(Buffer.alloc(6_000_000, ' ')),
    reason: /over the limit of 5000000 bytes \(MAX_BODY_BYTES\)/,
    tries: 1,
  },
  8: {
    answer: r => r.end('Warning: mysql_connect() in /srv/x.php on line 3'),
    reason: /doesn't begin like JSON: "Warning/,
    tries: 5,
  },
  9: { answer: r => r.end('[1, 2, }]'), reason: /^This is no JSON: /, tries: 5 },
  10: {
    answer: r => r.end('{"error": "maintenance"}'),
    reason: /^This is no list of UltraSignup events\.$/,
    tries: 5,
  },
  11: { answer: r => r.writeHead(404).end('nothing here'), reason: /^The server answered 404\.$/, tries: 1 },
}

t.test('each way in which a page can be bad has its reason, and the good pages get in', async t => {
  const base = await serve(t, (request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams
    const month = query.get('m') ?? ''
    if (query.get('dist') !== '1') return response.end('[]')
    if (month === '1') return response.end(bom + good)
    return troubles[month] ? troubles[month].answer(response) : response.end('[]')
  })
  const pipeline = await startPipeline(t, { ultrasignup: base })
  const run = await pipeline.fetch('ultrasignup')
  t.match(run, { status: 'partial', requests: 144, failed: 10, records: 2, inserted: 2, rejected: 0 })

  const failed = await pipeline.rows<{ key: string; reason: string; tries: number }>(`
    select q.key, q.reason, count(*) as tries
    from ingest.requests q
    join ingest.attempts a on a.request_id = q.id and a.outcome = 'failed'
    where q.state = 'failed'
    group by q.id`)
  t.equal(failed.length, 10)
  for (const { key, reason, tries } of failed) {
    const month = new URLSearchParams(key).get('m') ?? ''
    t.match(reason, troubles[month]?.reason, `month ${month}`)
    t.equal(tries, troubles[month]?.tries, `month ${month}: ${tries} tries`)
    t.ok(reason.length < 300)
  }
  t.match(await pipeline.rows('select name, event_km_json from public.event_full order by name'), [
    { name: 'Race 1', event_km_json: [50, 160.93] },
    { name: 'Race 2' },
  ])
  // The upload's job goes a moment after the run is published.
  await pipeline.until('nothing is left in the queue', 'select from graphile_worker.jobs having count(*) = 0')
})

t.test(
  'one bad row among a hundred: 99 get in, and one reject says why, with the row as it came',
  async t => {
    const bad = row(7, { EventDate: '2/30/2099', EventName: 'The 30th of February\u0000\ud800' })
    let asked = 0
    const base = await serve(t, (request, response) => {
      // 100 rows are a full page, which is cut by area; its halves hold all of them again.
      const isCell = /&m=1&dist=1$/.test(request.url ?? '')
      response.end(isCell && asked++ < 3 ? JSON.stringify([...hundred, bad]) : '[]')
    })
    const pipeline = await startPipeline(t, { ultrasignup: base }, { limits: false })
    t.match(await pipeline.fetch('ultrasignup'), {
      status: 'published',
      records: 99,
      rejected: 1,
      inserted: 99,
    })
    t.match(await pipeline.rows('select source_event_id, reason, raw from status.rejects'), [
      {
        source_event_id: '7',
        reason: '"2/30/2099" is no day of the calendar.',
        raw: { EventDateId: 7, EventDate: '2/30/2099', EventName: 'The 30th of February\ufffd\ufffd' },
      },
    ])
  },
)

t.test('a server that asks for quiet is left alone by every request to it', async t => {
  let asked = 0
  const base = await serve(t, (_, response) => {
    asked++
    response.writeHead(429, { 'retry-after': '3600' }).end()
  })
  const pipeline = await startPipeline(t, { duv: base }, { hurry: false })
  await pipeline.rows(`select status.fetch_source('duv')`)
  await pipeline.until(
    'the host is put off',
    `select from ingest.hosts where not_before > now() + interval '50 min'`,
  )
  await pipeline.until(
    'the request has a later slot',
    `select from ingest.requests where slot > now() + interval '50 min'`,
  )
  t.equal(asked, 1)
})

t.test('a worker that goes down gives its request back, and nobody counts it as a failure', async t => {
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  const base = await serve(t, () => resolve())
  const pipeline = await startPipeline(t, { duv: base })
  await pipeline.rows(`select status.fetch_source('duv')`)
  await asked
  await pipeline.stop()
  t.match(await pipeline.rows(`select outcome from ingest.attempts where task = 'download'`), [
    { outcome: 'postponed' },
  ])
  t.match(await pipeline.rows('select state from ingest.requests'), [{ state: 'queued' }])
  t.match(await pipeline.rows('select locked_at from graphile_worker.jobs'), [{ locked_at: null }])
})
