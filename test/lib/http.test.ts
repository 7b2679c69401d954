import '../fixtures/impatient.ts'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { get, secondsUntil } from '../../lib/http.ts'
import { serve } from '../fixtures/server.ts'

t.test('a body comes with what is needed to ask for it again', async t => {
  const url = await serve(t, (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') return response.writeHead(304).end()
    response.writeHead(200, {
      etag: '"v1"',
      'last-modified': 'yesterday',
      'content-type': 'application/json',
    })
    return response.end(JSON.stringify({ agent: request.headers['user-agent'] }))
  })
  const answer = await get(url)
  t.match(answer, {
    kind: 'body',
    status: 200,
    etag: '"v1"',
    lastModified: 'yesterday',
    contentType: 'application/json',
  })
  t.match(answer.kind === 'body' && String(answer.body), /ultrasearch \(\+https/, 'it says who asks')
  t.match(await get(url, { etag: '"v1"' }), { kind: 'not-modified' })
})

t.test('what helps when asked again is transient, what does not is final', async t => {
  const url = await serve(t, (request, response) => {
    const status = Number(request.url?.slice(1))
    response.writeHead(status, status === 429 ? { 'retry-after': '17' } : {}).end('…')
  })
  for (const status of [500, 502, 503, 408, 425]) {
    t.match(await get(`${url}${status}`), {
      kind: 'failure',
      status,
      final: false,
      reason: `The server answered ${status}.`,
    })
  }
  t.match(await get(`${url}429`), { final: false, retryAfter: 17 })
  for (const status of [400, 401, 403, 404, 410])
    t.match(await get(`${url}${status}`), { final: true, status })
})

t.test('silence ends at the limit of time, before the first byte and between two', async t => {
  const url = await serve(t, (request, response) => {
    if (request.url === '/half') response.writeHead(200).write('[')
  })
  for (const path of ['', 'half']) {
    const before = Date.now()
    t.match(await get(url + path), { kind: 'failure', final: false, reason: 'No full answer within 400 ms.' })
    t.ok(Date.now() - before < 2_000)
  }
})

t.test('a body over the limit is refused, counted after decompression', async t => {
  let sent = 0
  const url = await serve(t, (request, response) => {
    if (request.url === '/bomb') {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)))
      return
    }
    const chunk = Buffer.alloc(1_000_000, ' ')
    const more = (): void => {
      while (sent < 50_000_000) {
        sent += chunk.length
        if (!response.write(chunk)) return void response.once('drain', more)
      }
      response.end()
    }
    more()
  })
  const refused = {
    kind: 'failure',
    final: true,
    reason: /over the limit of 5000000 bytes \(MAX_BODY_BYTES\)/,
  }
  t.match(await get(`${url}bomb`), refused)
  t.match(await get(url), refused)
  t.ok(sent < 50_000_000, 'the rest is not taken off the wire')
})

t.test('a server that is not there or hangs up is a transient failure', async t => {
  const url = await serve(t, request => void request.socket.destroy())
  t.match(await get(url), { kind: 'failure', final: false, reason: /^The request failed: / })
  t.match(await get('http://127.0.0.1:2/'), { final: false, reason: 'The request failed: ECONNREFUSED.' })
})

t.test(
  'when this process goes down the request ends by an exception, not by a failure of the server',
  async t => {
    const url = await serve(t, () => {})
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 20)
    await t.rejects(get(url, {}, stop.signal), { name: 'AbortError' })
  },
)

t.test('Retry-After comes as seconds or as a date, and is believed for a day at most', async t => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  t.equal(secondsUntil('120', now), 120)
  t.equal(secondsUntil('Thu, 01 Jan 2026 00:02:00 GMT', now), 120)
  t.equal(secondsUntil('9999999', now), 86_400)
  for (const senseless of [null, '', '0', '-5', 'soon', 'Wed, 31 Dec 2025 00:00:00 GMT']) {
    t.equal(secondsUntil(senseless, now), null)
  }
})
