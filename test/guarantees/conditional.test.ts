import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import t from 'tap'
import { day } from '../fixtures/hands.ts'
import { startPipeline } from '../fixtures/pipeline.ts'
import { serve } from '../fixtures/server.ts'

const page = (name: string): string =>
  JSON.stringify({ races: [{ s: 'lake', name, date: day(40), city: 'Leadville', state: 'CO', d: ['50K'] }] })

/** RunRaceUSA's one page as a server would give it, and what it was asked. */
async function scene(t: Parameters<typeof serve>[0]) {
  const asked: IncomingHttpHeaders[] = []
  let answer: (response: ServerResponse, headers: IncomingHttpHeaders) => void = () => {}
  const runraceusa = await serve(t, (request, response) => {
    asked.push(request.headers)
    answer(response, request.headers)
  })
  const pipeline = await startPipeline(t, { runraceusa })
  return {
    ...pipeline,
    asked,
    answer: (how: typeof answer) => {
      answer = how
    },
    parses: async () => (await pipeline.rows<{ n: number }>('select count(*) as n from ingest.parses'))[0]?.n,
    name: async () => (await pipeline.rows('select name from public.events'))[0]?.name,
  }
}

const downloaded = { status: 'published', downloaded: 1, unchanged: 0 }
const unchanged = { status: 'published', downloaded: 0, unchanged: 1, inserted: 0, updated: 0 }

t.test('a page goes by its ETag', async t => {
  const { asked, answer, fetch, parses } = await scene(t)
  answer((response, headers) => {
    if (headers['if-none-match'] === '"v1"') response.writeHead(304).end()
    else response.writeHead(200, { etag: '"v1"' }).end(page('Lake Run'))
  })
  t.match(await fetch('runraceusa'), downloaded)
  t.match(await fetch('runraceusa'), unchanged)
  t.match(await fetch('runraceusa'), unchanged)
  t.same(
    asked.map(headers => headers['if-none-match']),
    [undefined, '"v1"', '"v1"'],
  )
  t.equal(await parses(), 1)
})

t.test('a page goes by its Last-Modified', async t => {
  const { asked, answer, fetch, parses } = await scene(t)
  const then = 'Tue, 24 Nov 2026 10:00:00 GMT'
  answer((response, headers) => {
    if (headers['if-modified-since'] === then) response.writeHead(304).end()
    else response.writeHead(200, { 'last-modified': then }).end(page('Lake Run'))
  })
  t.match(await fetch('runraceusa'), downloaded)
  t.match(await fetch('runraceusa'), unchanged)
  t.same(
    asked.map(headers => headers['if-modified-since']),
    [undefined, then],
  )
  t.equal(await parses(), 1)
})

t.test('the latest ETag counts, also of bytes that were known', async t => {
  const { answer, fetch } = await scene(t)
  const asked: (string | undefined)[] = []
  answer((response, headers) => {
    asked.push(headers['if-none-match'])
    response.writeHead(200, { etag: `"${asked.length}"` }).end(page('Lake Run'))
  })
  for (let i = 0; i < 3; i++) await fetch('runraceusa')
  t.same(asked, [undefined, '"1"', '"2"'])
})

t.test('a server that knows no conditions is believed by its bytes', async t => {
  const { answer, fetch, parses } = await scene(t)
  answer(response => response.end(page('Lake Run')))
  t.match(await fetch('runraceusa'), downloaded)
  t.match(await fetch('runraceusa'), unchanged)
  t.equal(await parses(), 1)
})

t.test(
  'A, then B, then A again is read three times: what counts is the latest, not that it is known',
  async t => {
    const { answer, fetch, parses, name } = await scene(t)
    for (const [i, each] of ['Lake Run', 'Hill Run', 'Lake Run'].entries()) {
      answer((response, headers) => {
        if (headers['if-none-match'] === `"${each}"`) response.writeHead(304).end()
        else response.writeHead(200, { etag: `"${each}"` }).end(page(each))
      })
      t.match(await fetch('runraceusa'), downloaded)
      t.equal(await parses(), i + 1)
      t.equal(await name(), each)
    }
  },
)

t.test('a new parser version reads unchanged bytes anew, without downloading them', async t => {
  const { answer, fetch, parses, rows, name } = await scene(t)
  let sent = 0
  answer((response, headers) => {
    if (headers['if-none-match'] === '"v1"') return response.writeHead(304).end()
    sent++
    return response.writeHead(200, { etag: '"v1"' }).end(page('Lake Run'))
  })
  await fetch('runraceusa')
  // As if an older parser had read it, badly.
  await rows(`update ingest.parses set parser_version = 'old'`)
  await rows(`update ingest.parsed_records set name = 'Lak', hash = gen_random_uuid()`)
  await rows(
    `update ingest.records r set hash = p.hash from ingest.parsed_records p where p.parse_id = r.parse_id`,
  )
  await rows(`update public.events set name = 'Lak'`)
  t.match(await fetch('runraceusa'), { status: 'published', downloaded: 0, unchanged: 1, updated: 1 })
  t.equal(await parses(), 2)
  t.equal(await name(), 'Lake Run')
  t.match(await fetch('runraceusa'), unchanged)
  t.equal(await parses(), 2)
  t.equal(sent, 1, 'its ETag is still known')
})
