import t from 'tap'
import { isLoopbackName } from '../../lib/serve/people.ts'
import { cli } from '../fixtures/cli.ts'
import { startStatus } from '../fixtures/status-server.ts'

const look = '{ runs { totalCount } }'
const act = 'mutation { fetchSource(input: { source: "nobody" }) { result } }'
const watch = 'subscription { runProgress { run { id } } }'

t.test('on loopback, without credentials', async t => {
  const status = await startStatus(t)
  const { port, host } = new URL(status.base)

  t.test('the person at the machine is the operator', async t => {
    for (const name of [host, `localhost:${port}`, `127.0.0.2:${port}`, `[::1]:${port}`, 'localhost']) {
      t.match(await status.ask(look, { host: name }), { status: 200, data: { runs: {} } }, name)
      t.match((await status.ask(act, { host: name })).errors, [{ message: /^Unknown source/ }], name)
    }
    t.ok(isLoopbackName('::1'), 'as STATUS_HOST and HEALTH_HOST say it')
    t.notOk(isLoopbackName('::1:80'), 'an address of another machine')
    const { closed, close } = await status.subscribe(watch)
    close()
    t.type(await closed, 'number')
  })

  t.test('a name of somebody else that points here is not answered (DNS rebinding)', async t => {
    for (const name of [
      'evil.example',
      `evil.example:${port}`,
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      `127.evil.example:${port}`,
      '192.0.2.1',
      '0.0.0.0',
    ]) {
      const headers = { host: name, origin: `http://${name}` }
      t.match(await status.ask(look, headers), { status: 403, data: null }, name)
      t.match(await status.ask(act, { host: name }), { status: 403, data: null }, name)
      t.match(await status.send('/ruru', { headers: { host: name } }), { status: 403 }, name)
      await t.rejects(status.subscribe(watch, headers), name)
    }
  })

  t.test('a page of another site does not act through the browser (CSRF)', async t => {
    for (const origin of [
      'https://evil.example',
      'http://localhost:1',
      'http://127.0.0.1',
      'null',
      'file://',
    ]) {
      t.match(await status.ask(act, { origin }), { status: 403, data: null }, origin)
      await t.rejects(status.subscribe(watch, { origin }), origin)
    }
    t.match(await status.ask(look, { origin: status.base }), { status: 200 })
    // What a page shows or loads from here sends no Origin, but says where it is from; a link may lead here.
    for (const site of ['cross-site', 'same-site']) {
      const from = (mode: string) => ({ headers: { 'sec-fetch-site': site, 'sec-fetch-mode': mode } })
      for (const mode of ['no-cors', 'cors', 'websocket'])
        t.match(await status.send('/main.js', from(mode)), { status: 403 }, `${site} ${mode}`)
      t.match(await status.send('/', from('navigate')), { status: 200 })
      t.match(await status.ask(act, from('no-cors').headers), { status: 403, data: null })
    }
    // What a page may send without asking first, from a browser that sends no Origin.
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    ]) {
      const answer = await status.send('/graphql', {
        method: 'POST',
        headers: type ? { 'content-type': type } : {},
        body: JSON.stringify({ query: act }),
      })
      t.ok([400, 415].includes(answer.status), `${type}: ${answer.status}`)
      t.notMatch(answer.text, 'Unknown source')
    }
    const { headers } = await status.ask(look, { origin: status.base })
    t.notOk(Object.keys(headers).some(name => name.startsWith('access-control')))
  })

  t.test('whoever comes through a proxy is not at this machine', async t => {
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-forwarded-host', 'via'])
      t.match(await status.ask(look, { [header]: '192.0.2.1' }), { status: 403, data: null }, header)
  })

  t.test('a page may load from here only, and be framed nowhere', async t => {
    const policy = async (path: string) =>
      (await status.send(path)).headers['content-security-policy'] as string
    const page = await status.send('/')
    t.equal(page.status, 200)
    t.match(page.headers['content-type'], 'text/html')
    t.match(page.headers, {
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    })
    t.match(await policy('/'), /^default-src 'none'; script-src 'self'; style-src 'self'; /)
    t.match(await policy('/'), /frame-ancestors 'none'/)
    t.match(await policy('/'), /require-trusted-types-for 'script'/)
    t.match(await policy('/ruru'), /script-src 'self' 'unsafe-inline'/)
    t.notMatch(await policy('/ruru-static/ruru.js'), /unsafe/)
    t.notMatch(await policy('/graphql'), /unsafe/)
    for (const path of ['/', '/main.js', '/assets/graphql-ws/client.js'])
      t.equal((await status.send(path)).headers['cache-control'], 'no-store', path)
    t.equal((await status.ask(look)).headers['cache-control'], 'no-store')
  })

  t.test('Ruru comes from the installed package, with nothing from elsewhere', async t => {
    const { status: code, text } = await status.send('/ruru')
    t.equal(code, 200)
    const loaded = [...text.matchAll(/(?:src|href|from|import)[=\s(]+"([^"]+)"/g)].map(([, url]) => url ?? '')
    t.ok(loaded.length > 1)
    for (const url of loaded) t.match(await status.send(url), { status: 200 }, url)
  })

  t.test('of installed packages the pages get what they need, and nothing else', async t => {
    const module = await status.send('/assets/lit-html/lit-html.js')
    t.match(module, { status: 200, headers: { 'content-type': /^text\/javascript/ } })
    const client = await status.send('/assets/graphql-ws/client.js')
    for (const [, file] of client.text.matchAll(/from '\.\/([^']+)'/g))
      t.match(await status.send(`/assets/graphql-ws/${file}`), { status: 200 }, `${file}`)
    for (const path of [
      '/assets/',
      '/assets/lit-html/package.json',
      '/assets/lit-html/../pg/lib/index.js',
      '/assets/lit-html/..%2fpg%2flib%2findex.js',
      '/assets/graphql-ws/use/ws.js',
    ])
      t.match(await status.send(path), { status: 404 }, path)
  })

  t.test('answers are compressed where that is asked for', async t => {
    const { headers, text } = await status.send('/ruru-static/ruru.js', {
      headers: { 'accept-encoding': 'gzip' },
    })
    t.equal(headers['content-encoding'], 'gzip')
    t.ok(text.length < (await status.send('/ruru-static/ruru.js')).text.length / 2)
  })

  t.test('a port that is taken is a mistake, with advice', async t => {
    t.match(await cli(['serve', '--port', port], { DATABASE_URL: status.database.url }), {
      code: 2,
      stderr: `ultrasearch: Port ${port} of 127.0.0.1 is taken: choose another with --port or STATUS_PORT.\n`,
    })
  })
})
