import '../fixtures/impatient.ts'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { get as ask, type Manner, secondsUntil } from '../../lib/http.ts'
import { settings } from '../../lib/settings.ts'
import { serve } from '../fixtures/server.ts'

/** Ask a server of this test, as one that the operator named. */
function get(url: string, manner: Manner = {}) {
  const { host } = new URL(url)
  return ask(url, { hosts: [host], trusted: host }, manner)
}

/** As PRIVATE_ADDRESSES=127.0.0.1/32 does, until the test ends. */
function allowLoopback(t: Test): void {
  const before = settings().PRIVATE_ADDRESSES
  settings().PRIVATE_ADDRESSES = ['127.0.0.1/32']
  t.teardown(() => {
    settings().PRIVATE_ADDRESSES = before
  })
}

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
  t.match(await get(url, { condition: { etag: '"v1"' } }), { kind: 'not-modified' })
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
    t.match(await get(url + path), { kind: 'failure', final: false, reason: 'No full answer within 800 ms.' })
    t.ok(Date.now() - before < 2_000)
  }
})

t.test('a request whose time began to run earlier ends earlier', async t => {
  const url = await serve(t, () => {})
  const before = performance.now()
  t.match(await get(url, { since: before - 750 }), {
    kind: 'failure',
    reason: 'No full answer within 800 ms.',
  })
  t.ok(performance.now() - before < 300)
  t.match(await get(url, { since: before - 5_000 }), { kind: 'failure' }, 'or at once')
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
  // Decoding takes what it takes on a busy machine: this is not about time.
  const patient = (): Manner => ({ since: performance.now() + 20_000 })
  t.match(await get(`${url}bomb`, patient()), refused)
  t.match(await get(url, patient()), refused)
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
    await t.rejects(get(url, { stop: stop.signal }), { name: 'AbortError' })
  },
)

t.test(
  'redirects are followed among the hosts of the source, a condition not to another of them',
  async t => {
    const asked: string[] = []
    const other = await serve(t, (request, response) => {
      asked.push(`other ${request.headers['if-none-match']}`)
      response.end('{}')
    })
    const url = await serve(t, (request, response) => {
      asked.push(`${request.url} ${request.headers['if-none-match']}`)
      if (request.url === '/end') return response.end('[]')
      const to = { '/': '/end', '/away': other, '/nowhere': 'http://', '/round': '/round' }
      return response.writeHead(302, { location: to[request.url as '/'] ?? '/' }).end('moved')
    })
    const [host, elsewhere] = [new URL(url).host, new URL(other).host]
    const to = (path: string, hosts: string[], trusted = host) =>
      ask(url + path, { hosts, trusted }, { condition: { etag: 'v1' } })

    t.match(await to('', [host]), { kind: 'body', status: 200, body: /^\[]$/ })
    t.same(asked.splice(0), ['/ v1', '/end v1'])
    t.match(await to('away', [host]), {
      kind: 'failure',
      final: true,
      reason: `${elsewhere} is none of the hosts of this source (${host}).`,
    })
    t.same(asked.splice(0), ['/away v1'], 'the other host is not asked')
    t.match(await to('away', [host, elsewhere]), { final: true, reason: /private address/ }, 'nor trusted')
    t.match(await to('nowhere', [host]), { final: true, reason: `${host} redirects to what is no URL.` })
    asked.splice(0)
    t.match(await to('round', [host]), { final: true, reason: 'It redirects more than 5 times.' })
    t.equal(asked.length, 6)
  },
)

t.test('a redirect to another host of the source carries no condition', async t => {
  allowLoopback(t)
  const asked: unknown[] = []
  const other = await serve(t, (request, response) => {
    asked.push(request.headers['if-none-match'])
    response.writeHead(304).end()
  })
  const url = await serve(t, (_, response) => response.writeHead(301, { location: other }).end())
  const hosts = [new URL(url).host, new URL(other).host]
  t.match(
    await ask(url, { hosts }, { condition: { etag: 'v1' } }),
    { kind: 'failure', final: false, reason: 'The server answered 304.' },
    'so that its 304 says nothing',
  )
  t.same(asked, [undefined])
})

t.test('only http and https, without a password, with or without www, and only listed hosts', async t => {
  const refused: Record<string, RegExp> = {
    'ftp://example.org/x': /^ftp: is neither http nor https/,
    'file:///etc/passwd': /neither http nor https/,
    'https://me:word@example.org/': /^A URL of example.org holds a password/,
    'https://example.org.evil.net/': /is none of the hosts/,
    'https://api.example.org/': /is none of the hosts/,
    'https://example.org:8443/': /is none of the hosts/,
  }
  for (const [url, reason] of Object.entries(refused))
    t.match(await ask(url, { hosts: ['example.org'] }), {
      kind: 'failure',
      status: null,
      final: true,
      reason,
    })

  // .invalid is never resolved: what gets as far as that was allowed.
  for (const host of ['calendar.invalid', 'www.calendar.invalid'])
    for (const hosts of [['calendar.invalid'], ['www.calendar.invalid']])
      t.match(await ask(`https://${host}/`, { hosts }), { final: false, reason: /^The request failed: E/ })
})

t.test('inner addresses are refused, however they are written, named or redirected to', async t => {
  const url = await serve(t, (_, response) => response.end('{}'))
  const { port } = new URL(url)
  const inner = ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '[64:ff9b::7f00:1]']
  const more = ['10.1.2.3', '169.254.169.254', '100.64.0.1', '0.0.0.0', '[fe80::1]', '[fd00::1]', '[::]']
  for (const name of [...inner, ...more, 'localhost']) {
    const { href, host } = new URL(`http://${name}:${port}/`)
    const answer = await ask(href, { hosts: [host] })
    t.match(
      answer,
      { kind: 'failure', status: null, final: true, reason: /private address.*PRIVATE_ADDRESSES/ },
      name,
    )
  }
})

t.test('an inner address goes where the operator allows it', async t => {
  const url = await serve(t, (_, response) => response.end('{}'))
  const named = url.replace('127.0.0.1', 'localhost')
  t.match(await ask(url, { hosts: [new URL(url).host] }), { kind: 'failure' })
  allowLoopback(t)
  t.match(await ask(url, { hosts: [new URL(url).host] }), { kind: 'body' })
  t.match(await ask(named, { hosts: [new URL(named).host] }), { kind: 'body' }, 'by name too')
  t.match(
    await ask('http://127.0.1.0/', { hosts: ['127.0.1.0'] }),
    { reason: /private address/ },
    'and no other',
  )
})

t.test('Retry-After comes as seconds or as a date, and is believed for a day at most', async t => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  t.equal(secondsUntil('120', now), 120)
  t.equal(secondsUntil('Thu, 01 Jan 2026 00:02:00 GMT', now), 120)
  t.equal(secondsUntil('9999999', now), 86_400)
  for (const senseless of [null, '', '0', '-5', 'soon', 'Wed, 31 Dec 2025 00:00:00 GMT']) {
    t.equal(secondsUntil(senseless, now), null)
  }
})
