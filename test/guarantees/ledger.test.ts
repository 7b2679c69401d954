import { request as ask } from 'node:http'
import t from 'tap'
import { startSampleServer } from '../../samples/server.ts'
import { day } from '../fixtures/hands.ts'
import { startPipeline } from '../fixtures/pipeline.ts'
import { serve } from '../fixtures/server.ts'

/** A row of UltraSignup in June, in the cell of one distance code. */
const row = (id: number, latitude: number, longitude: number) => ({
  EventDateId: id,
  EventName: `Race ${id}`,
  EventDate: `6/10/${Number(day(0).slice(0, 4)) + 1}`,
  Distances: '50 Miler',
  City: 'Leadville',
  State: 'CO',
  Latitude: String(latitude),
  Longitude: String(longitude),
  VirtualEvent: false,
})

t.test('a cell with more rows than an answer may hold is cut until every row was seen', async t => {
  const rows = Array.from({ length: 450 }, (_, i) => row(i + 1, 30 + (i % 21) * 0.8, -120 + (i % 43) * 1.1))
  const samples = await startSampleServer({ rows: { ultrasignup: rows } })
  t.teardown(() => samples.close())
  const pipeline = await startPipeline(t, { ultrasignup: samples.base('ultrasignup') }, { limits: false })
  const run = await pipeline.fetch('ultrasignup')
  t.match(run, { status: 'published', complete: true, records: 450, inserted: 450, failed: 0 })
  const [split] = await pipeline.rows(`select count(*) as n from ingest.requests where state = 'split'`)
  t.ok(Number(split?.n) >= 4, `${split?.n} pages were at the cap`)

  const again = await pipeline.fetch('ultrasignup')
  t.match(again, {
    status: 'published',
    complete: true,
    records: 450,
    unchanged: again.requests,
    withdrawn: 0,
  })
})

t.test('what can’t be cut any further makes the run partial, never silently short', async t => {
  const spot = Array.from({ length: 150 }, (_, i) => row(i + 1, 39.25, -106.29))
  const samples = await startSampleServer({ rows: { ultrasignup: spot } })
  t.teardown(() => samples.close())
  const pipeline = await startPipeline(t, { ultrasignup: samples.base('ultrasignup') }, { limits: false })
  t.match(await pipeline.fetch('ultrasignup'), {
    status: 'partial',
    complete: false,
    records: 100,
    withdrawn: 0,
  })
  t.match(await pipeline.rows(`select distinct reason from status.requests where state = 'failed'`), [
    { reason: /at the provider's cap and its cell can't be split further/ },
  ])
})

t.test(
  'an outage in the middle of a run withdraws nothing; a race that is gone goes, and comes back under its id',
  async t => {
    const samples = await startSampleServer()
    t.teardown(() => samples.close())
    let without = ''
    /** Requests that are still answered. */
    let left = Number.POSITIVE_INFINITY
    const duv = await serve(t, (request, response) => {
      if (left-- <= 0) return response.writeHead(503).end()
      return ask(`${samples.base('duv').slice(0, -1)}${request.url}`, answer => {
        const chunks: Buffer[] = []
        answer.on('data', chunk => chunks.push(chunk))
        answer.on('end', () => {
          const page = JSON.parse(
            Buffer.concat(chunks)
              .toString()
              .replace(/^\ufeff/, ''),
          )
          page.Races = page.Races.filter((r: { EventID: string }) => r.EventID !== without)
          response.end(JSON.stringify(page))
        })
      }).end()
    })
    const pipeline = await startPipeline(t, { duv })
    const first = await pipeline.fetch('duv')
    t.match(first, { status: 'published', complete: true })
    const live = async () => (await pipeline.rows('select id from public.event_full')).length
    const before = await live()

    // The race of one event alone, so that the event goes with it.
    const [race] = await pipeline.rows<{ id: string; event: number }>(`
    select min(r.source_event_id) as id, l.event_id as event
    from ingest.event_links l
    join ingest.records r on r.id = l.record_id
    join public.event_full e on e.id = l.event_id
    group by l.event_id having count(*) = 1 order by 2 limit 1`)
    without = race?.id ?? ''
    for (let i = 0; i < 3; i++) {
      left = 120
      t.match(await pipeline.fetch('duv'), { status: 'partial', complete: false, withdrawn: 0 })
    }
    t.equal(await live(), before, 'three outages later all is there')

    left = Number.POSITIVE_INFINITY
    t.match(await pipeline.fetch('duv'), { status: 'published', complete: true, withdrawn: 0 })
    t.match(await pipeline.fetch('duv'), { status: 'published', complete: true, withdrawn: 1 })
    t.equal(await live(), before - 1)
    t.match(
      await pipeline.rows('select withdrawn_at, name from public.events where id = $1', [race?.event]),
      [{ withdrawn_at: Date, name: String }],
    )
    without = ''
    t.match(await pipeline.fetch('duv'), { status: 'published', updated: 1, inserted: 0 })
    t.match(await pipeline.rows('select id from public.event_full where id = $1', [race?.event]), [
      { id: race?.event },
    ])
  },
)
