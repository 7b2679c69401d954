import t from 'tap'
import { cli, command } from '../fixtures/cli.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { Hands, race } from '../fixtures/hands.ts'
import { serve } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

type Post = { path: string; key: string; body: { text: string; attachments?: Record<string, string>[] } }

/** A channel on loopback; it takes what it is told, unless `status` says otherwise. */
async function channel(t: Parameters<typeof serve>[0]) {
  const posts: Post[] = []
  const state = { status: 200, tries: 0 }
  const url = await serve(t, async (request, response) => {
    state.tries++
    const chunks = await request.toArray()
    const body = JSON.parse(Buffer.concat(chunks).toString())
    if (state.status === 200)
      posts.push({ path: request.url ?? '', key: String(request.headers['idempotency-key']), body })
    response.writeHead(state.status, state.status === 302 ? { location: '/elsewhere' } : {})
    response.end(state.status === 200 ? 'ok' : `<b>no_service</b> POST ${request.url}`)
  })
  return { posts, state, url: `${url}services/T0/very-secret` }
}

t.test(
  'a channel is told once that a source fails, by a retry if need be, and once that it is well again',
  async t => {
    const { posts, state, url } = await channel(t)
    const hands = new Hands(await freshDatabase(t))
    const { url: databaseUrl, pool } = hands.database
    await hands.register('toy', { title: 'Toy <!channel> & sons' })
    await hands.run({ a: { races: [race('1')] } })
    const timings = {
      NOTIFY_WEBHOOK_URL: url,
      STATUS_URL: 'https://status.example.com/x/',
      BEAT_MS: '100',
      DEAD_AFTER_MS: '1000',
    }
    const worker = await startWorkerProcess(t, databaseUrl, {}, { timings, tasks: ['notify', 'sweep'] })
    const sweep = () => pool.query(`select graphile_worker.add_job('sweep', job_key => 'sweep')`)
    await sweep()
    await until(
      'it was looked at',
      async () => (await hands.rows('select from ingest.state_changes where state = $1', ['fresh'])).length,
    )

    state.status = 500
    await hands.run({ a: { error: 'HTTP 503 <https://evil.example|click> <!here>' } })
    await sweep()
    await until('the channel refused it', async () => state.tries > 0)
    await until(
      'the attempt failed',
      async () =>
        (await hands.rows(`select from ingest.attempts where task = 'notify' and outcome = 'failed'`)).length,
    )
    state.status = 302
    await hands.rows(
      `select graphile_worker.reschedule_jobs(array_agg(id), now()) from graphile_worker.jobs where key = 'notify'`,
    )
    await until('a redirect is not followed', async () => state.tries > 1)
    state.status = 200
    await until('it is told', async () => {
      await hands.rows(
        `select graphile_worker.reschedule_jobs(array_agg(id), now()) from graphile_worker.jobs where key = 'notify' and locked_at is null`,
      )
      return posts.length
    })
    const told = posts[0] as Post
    t.equal(told.path, '/services/T0/very-secret')
    t.match(told.key, /^ultrasearch-\d+$/)
    t.match(told.body, {
      text: /^toy is failing since 20\d\d-\d\d-\d\d \d\d:\d\d UTC\.$/,
      attachments: [
        {
          color: 'danger',
          title: 'Toy &lt;!channel&gt; &amp; sons: failing',
          title_link: 'https://status.example.com/x/#/source/toy',
          text: /HTTP 503 &lt;https:\/\/evil\.example\|click&gt; &lt;!here&gt;/,
        },
      ],
    })
    await sweep()
    await hands.run({ a: { races: [race('1')] } })
    await sweep()
    await until('it is told that it is over', async () => posts.length > 1)
    t.match(posts[1], {
      body: {
        text: /^toy is fresh again since .+; it was failing, after 1 min\.$/,
        attachments: [{ color: 'good' }],
      },
    })
    await sweep()
    await until(
      'nothing is left',
      async () =>
        (await hands.rows(`select from graphile_worker.jobs where key in ('notify', 'sweep')`)).length === 0,
    )
    t.equal(posts.length, 2)

    worker.child.kill('SIGTERM')
    const { stderr } = await worker.ended
    const errors = JSON.stringify(await hands.rows('select error, stack from ingest.attempts'))
    t.match(errors, /The webhook at 127\.0\.0\.1:\d+ answered 500: <b>no_service<\/b> POST \*\*\*\./)
    t.match(errors, /answered 302/)
    t.notMatch(stderr + errors, /very-secret/, 'the address is a secret')
  },
)

t.test('a worker without a webhook leaves the telling to others, and refuses to do only that', async t => {
  const { code, stderr } = await cli(['worker', '--tasks', 'notify'], {
    DATABASE_URL: (await freshDatabase(t)).url,
  })
  t.equal(code, 2)
  t.match(stderr, /Task notify needs NOTIFY_WEBHOOK_URL\./)
})

t.test('ultrasearch notify tests the webhook', async t => {
  const { posts, state, url } = await channel(t)
  t.match(await command(['notify'], { NOTIFY_WEBHOOK_URL: url }), {
    code: 0,
    stdout: /^127\.0\.0\.1:\d+ has taken a test message\.\n$/,
  })
  t.match(posts, [{ body: { text: /^A test of Ultrasearch/ } }])
  state.status = 404
  const quoted = await command(['notify'], { NOTIFY_WEBHOOK_URL: `${url}?key=${'k'.repeat(200)}` })
  t.match(quoted, { code: 1, stderr: /answered 404: <b>no_service<\/b> POST \*\*\*/ })
  t.notMatch(quoted.stderr, /very-secret|kkk/, 'the address is a secret to whoever quotes it, too')
  t.match(await command(['notify'], { NOTIFY_WEBHOOK_URL: 'http://127.0.0.1:1/x' }), {
    code: 1,
    stderr: /can't be reached \(ECONNREFUSED\)/,
  })
  t.match(await command(['notify']), { code: 2, stderr: /NOTIFY_WEBHOOK_URL is not set/ })
  const wrong = await command(['notify'], { NOTIFY_WEBHOOK_URL: 'very-secret' })
  t.match(wrong, { code: 2, stderr: /NOTIFY_WEBHOOK_URL is wrong: must be an http or https URL/ })
  t.notMatch(wrong.stderr, /very-secret/)
})
