import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { freshDatabase } from '../fixtures/database.ts'
import { Hands } from '../fixtures/hands.ts'
import { basic, startStatus } from '../fixtures/status-server.ts'

t.test('the bytes of a page are shown, and never as a page', async t => {
  const hands = new Hands(await freshDatabase(t))
  await hands.register('toy')
  /** Bytes as if they had come with a Content-Type; where they are. */
  const keep = async (body: string | Buffer, type: string | null): Promise<string> => {
    const sha = createHash('sha256').update(body).digest()
    await hands.rows('insert into ingest.snapshots (sha256, body, encoding, bytes) values ($1, $2, $3, $4)', [
      sha,
      gzipSync(body),
      'gzip',
      body.length,
    ])
    const run = await hands.fetch([sha.toString('hex')])
    const { id } = await hands.request(run, sha.toString('hex'))
    const { attempt } = await hands.begin('download', { request: id })
    await hands.rows(
      `insert into ingest.downloads (request_id, attempt_id, outcome, http_status, content_type, snapshot_sha256)
       values ($1, $2, 'new', 200, $3, $4)`,
      [id, attempt, type, sha],
    )
    await hands.rows(`select status.cancel_run($1)`, [run])
    return `/snapshot/${sha.toString('hex')}`
  }
  const html = '<script>alert(1)</script>'
  const page = await keep(html, 'text/html; charset=UTF-7')
  const latin = await keep(Buffer.from('M\xfcnchen', 'latin1'), 'text/html; charset=ISO-8859-1')
  const data = await keep('{"a":1}', 'application/geo+json')
  const picture = await keep('<svg onload=alert(1)>', 'image/svg+xml')
  const binary = await keep('\x00\x01', null)
  const environment = { STATUS_AUTH: 'viewer:guest:secret' }
  const status = await startStatus(t, { database: hands.database, environment })
  const who = { headers: basic('guest', 'secret') }

  const answer = await status.send(page, who)
  t.match(answer, {
    status: 200,
    text: html,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': /^default-src 'none'; frame-ancestors 'none'; sandbox/,
      'cache-control': 'no-store',
    },
  })
  t.match(await status.send(latin, who), { headers: { 'content-type': 'text/plain; charset=iso-8859-1' } })
  t.match(await status.send(data, who), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  for (const url of [picture, binary])
    t.match(await status.send(url, who), {
      status: 200,
      headers: {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${url.slice(10)}"`,
      },
    })
  t.match(await status.send(page), { status: 401 })
  t.match(await status.send(`/snapshot/${'0'.repeat(64)}`, who), { status: 404, text: /not kept/ })
  for (const url of ['/snapshot/x', `${page}0`, '/snapshot/', `${page}%27`])
    t.match(await status.send(url, who), { status: 404 }, url)
})
