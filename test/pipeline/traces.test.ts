import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { freshDatabase, until } from '../fixtures/database.ts'
import { Hands, race } from '../fixtures/hands.ts'
import { serve } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

// biome-ignore lint/suspicious/noExplicitAny: OTLP's JSON
type Value = any

/** A collector on loopback: what it was sent as OTLP over HTTP. */
async function collector(t: Parameters<typeof serve>[0]) {
  const state = { status: 200, unreadable: 'no run' }
  const bodies: Value[] = []
  const url = await serve(t, async (request, response) => {
    const raw = Buffer.concat(await request.toArray())
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw
    const status = text.includes(state.unreadable) ? 400 : state.status
    if (status === 200 && request.url === '/v1/traces') bodies.push(JSON.parse(text.toString()))
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
  })
  const spans = (): Value[] =>
    bodies.flatMap(({ resourceSpans }) => resourceSpans.flatMap((one: Value) => one.scopeSpans[0].spans))
  return { url, state, bodies, spans }
}

const attributes = (span: Value): Record<string, unknown> =>
  Object.fromEntries(span.attributes.map(({ key, value }: Value) => [key, Object.values(value)[0]]))

t.test(
  'one trace from the tick of the crontab to the upload, each attempt under the one that caused it',
  async t => {
    const { url, state, bodies, spans } = await collector(t)
    const hands = new Hands(await freshDatabase(t))
    const { pool, url: databaseUrl } = hands.database
    await hands.register('toy')
    const tick = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 2_000)
    const cron = { ts: tick.toISOString(), backfilled: false }
    const { attempt } = await hands.begin('fetch', { source: 'toy', _cron: cron })
    await hands.startRun(attempt, ['a'])
    const { id: run } = await hands.row<{ id: number }>('select max(id) as id from ingest.runs')
    await hands.download(run, 'a', { error: 'HTTP 503' })
    await hands.download(run, 'a', 'page')
    await hands.parse(run, 'a', { races: [race('1')], requests: [{ url: 'b' }] })
    await hands.download(run, 'b', 'other page')
    await hands.parse(run, 'b', { races: [race('2')] })
    t.match(await hands.upload(run), { status: 'published' })
    // A run that comes to nothing is a trace too.
    await hands.run({ a: { error: 'HTTP 503' } })

    state.status = 401
    const timings = {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    }
    await startWorkerProcess(
      t,
      databaseUrl,
      {},
      { timings: { ...timings, BEAT_MS: '100', DEAD_AFTER_MS: '1000' }, tasks: ['trace', 'sweep'] },
    )
    const sweep = () => pool.query(`select graphile_worker.add_job('sweep', job_key => 'sweep')`)
    await sweep()
    await until(
      'nobody took it',
      async () =>
        (await hands.rows(`select from ingest.attempts where task = 'trace' and outcome = 'failed'`)).length,
    )
    state.status = 200
    await hands.rows(
      `select graphile_worker.reschedule_jobs(array_agg(id), now()) from graphile_worker.jobs where key = 'trace'`,
    )
    const untraced = () => hands.rows('select from ingest.runs where traced_at is distinct from finished_at')
    await until('both are sent', async () => (await untraced()).length === 0)

    t.match(
      Object.fromEntries(
        bodies[0].resourceSpans[0].resource.attributes.map(({ key, value }: Value) => [
          key,
          value.stringValue,
        ]),
      ),
      { 'service.name': 'ultrasearch', 'deployment.environment.name': 'test' },
    )
    const { trace_id } = await hands.row<{ trace_id: string }>(
      'select trace_id from ingest.runs where id = $1',
      [run],
    )
    const its = spans().filter(span => span.traceId === trace_id.replaceAll('-', ''))
    const named = (name: string): Value[] => its.filter(span => span.name === name)
    const [root] = named('run toy')
    t.equal(root.parentSpanId, undefined)
    t.equal(root.startTimeUnixNano, `${tick.getTime()}000000`, 'it begins with the tick')
    t.match(attributes(root), {
      'ultrasearch.source': 'toy',
      'ultrasearch.status': 'published',
      'ultrasearch.tick': tick.toISOString(),
    })
    const [fetch] = named('fetch')
    const [failed, first, second] = named('download')
    const [parse, last] = named('parse')
    const [upload] = named('upload')
    t.equal(its.length, 8)
    const parents = [fetch, failed, first, parse, second, last, upload].map(span => span.parentSpanId)
    t.same(
      parents,
      [root, fetch, fetch, first, parse, second, fetch].map(span => span.spanId),
    )
    t.match(failed, { kind: 3, status: { code: 2, message: 'HTTP 503' } })
    t.match(attributes(second), { 'ultrasearch.page': 'b', 'ultrasearch.outcome': 'done' })
    for (const span of its) {
      t.ok(BigInt(span.startTimeUnixNano) <= BigInt(span.endTimeUnixNano), span.name)
      t.ok(
        BigInt(span.endTimeUnixNano) <= BigInt(root.endTimeUnixNano) + 50_000_000n,
        `${span.name} within its run`,
      )
    }
    t.match(
      spans().find(span => span.name === 'run toy' && span.traceId !== root.traceId),
      { status: { code: 2, message: /^failed: .*HTTP 503/ } },
    )

    const sent = bodies.length
    await sweep()
    await until(
      'the sweep has run',
      async () =>
        (await hands.rows('select from graphile_worker.jobs where key = $1', ['sweep'])).length === 0,
    )
    t.same(
      await hands.rows('select from graphile_worker.jobs where key = $1', ['trace']),
      [],
      'what was sent is not sent again',
    )
    t.equal(bodies.length, sent)

    // One that the collector can't read holds up nothing.
    await hands.register('odd')
    await hands.run({ a: { races: [race('1')] } }, 'odd')
    await hands.run({ a: { races: [race('3')] } })
    state.unreadable = 'run odd'
    await sweep()
    await until('they are dealt with', async () => (await untraced()).length === 0)
    t.equal(bodies.length, sent + 1)
    t.equal(
      (await hands.rows(`select from ingest.attempts where task = 'trace' and outcome = 'failed'`)).length,
      1,
    )
  },
)
