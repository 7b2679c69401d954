import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import t from 'tap'
import { makeApp } from '../../lib/serve/app.ts'
import { basic } from '../fixtures/status-server.ts'

t.test('the pages in web/ are served, and nothing beside them, to whoever may look', async t => {
  const folder = t.testdir({
    'secret.txt': 'secret',
    web: { 'index.html': '<h1>Status</h1>', 'page.js': 'let page' },
  })
  const app = makeApp({
    credentials: { passwords: [{ role: 'viewer', user: 'guest', password: 'x' }] },
    api: async () => 'No database here.',
    whyNotReady: async () => null,
    metrics: async () => '',
    feeds: new Hono(),
    web: path.join(folder, 'web'),
    explorer: { supabase: null, tiles: null },
  })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const get = async (name: string, headers = basic('guest', 'x')) => {
    const answer = await fetch(base + name, { headers })
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }
  t.match(await get('/'), { status: 200, type: /^text\/html/, text: '<h1>Status</h1>' })
  t.match(await get('/page.js'), { status: 200, type: /^text\/javascript/ })
  t.match(await get('/page.js', { authorization: '' }), { status: 401 })
  for (const name of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/nothing'])
    t.match(await get(name), { status: 404, text: /^((?!secret).)*$/ }, name)
  t.match(await get('/graphql'), { status: 503, text: /No database here/ })
})
