import t from 'tap'
import { settings } from '../../lib/settings.ts'
import { startPipeline } from '../fixtures/pipeline.ts'
import { serve } from '../fixtures/server.ts'

const empty = '{"events": [], "total_pages": 1}'

t.test('a page that redirects away from its source fails at once, with the reason', async t => {
  let asked = 0
  const inner = await serve(t, (_, response) => {
    asked++
    response.end(empty)
  })
  const runraceusa = await serve(t, (_, response) => response.writeHead(302, { location: inner }).end())
  const pipeline = await startPipeline(t, { runraceusa })
  const { host } = new URL(inner)
  t.match(await pipeline.fetch('runraceusa'), {
    status: 'failed',
    reason: `Every request failed, for example: ${host} is none of the hosts of this source (${new URL(runraceusa).host}).`,
  })
  t.equal(asked, 0)
  t.match(await pipeline.rows('select outcome from ingest.downloads'), [{ outcome: 'failed' }], 'tried once')
})

t.test('a site at an inner address is asked only where the operator allows the address', async t => {
  let asked = 0
  const site = await serve(t, (_, response) => {
    asked++
    response.end(empty)
  })
  const pipeline = await startPipeline(t, {})
  await pipeline.rows(`select status.add_site('events_calendar', $1)`, [site])
  t.match(await pipeline.fetch('events_calendar'), {
    status: 'failed',
    reason: /127\.0\.0\.1 is a private address: PRIVATE_ADDRESSES must list it to allow it/,
  })
  t.equal(asked, 0)

  settings().PRIVATE_ADDRESSES = ['127.0.0.0/8']
  t.match(await pipeline.fetch('events_calendar'), { status: 'published', failed: 0 })
  t.equal(asked, 1)

  // What the door lets through: it fails once by its name, and the others are asked.
  await pipeline.rows(`select status.add_site('events_calendar', 'https://club.example.org:99999')`)
  t.match(await pipeline.fetch('events_calendar'), { status: 'partial', requests: 2, failed: 1 })
  t.match(
    await pipeline.rows(`select error from ingest.downloads where outcome = 'failed' order by id desc`),
    [{ error: /^https:\/\/club\.example\.org:99999\/.* is no URL\.$/ }, { error: /private/ }],
  )
})

t.test('a site that is taken off the list during a run is asked no more', async t => {
  settings().PRIVATE_ADDRESSES = ['127.0.0.0/8']
  const other = await serve(t, (_, response) => response.end(empty))
  const asked: string[] = []
  const site = await serve(t, async (request, response) => {
    asked.push(request.url ?? '')
    await pipeline.rows(`select status.remove_site('events_calendar', $1)`, [site])
    response.end('{"events": [], "total_pages": 3}')
  })
  const pipeline = await startPipeline(t, {})
  for (const url of [site, other]) await pipeline.rows(`select status.add_site('events_calendar', $1)`, [url])
  t.match(await pipeline.fetch('events_calendar'), { status: 'partial', requests: 4, failed: 2 })
  t.equal(asked.length, 1)
})
