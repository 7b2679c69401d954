import { spawnSync } from 'node:child_process'
import path from 'node:path'
import t from 'tap'
import { withoutPassword } from '../../lib/secrets.ts'
import { freshDatabase, until } from '../fixtures/database.ts'
import { Hands } from '../fixtures/hands.ts'
import { serve } from '../fixtures/server.ts'
import { startWorkerProcess } from '../fixtures/workers.ts'

const lib = path.join(import.meta.dirname, '../../lib')

/** What a process with this environment logs that runs this code, with `log`, `connect` and `hide` at hand. */
function logged(code: string, environment: Record<string, string>): string {
  const script = `
    import { log } from '${lib}/log.ts'
    import { connect } from '${lib}/database.ts'
    ${code}`
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env.PATH, ...environment },
    encoding: 'utf8',
  })
  return stderr
}

t.test('no secret gets into the log, wherever it stands and however it is written', async t => {
  const password = 'pa"ss w/ord-1'
  const encoded = encodeURIComponent(password)
  const environment = {
    DATABASE_URL: `postgres://owner:${encoded}@127.0.0.1:1/db`,
    STATUS_AUTH: 'operator:ops:ops-secret,viewer:guest:guest-secret',
    SUPABASE_JWT_SECRET: 'jwt-secret-of-more-than-32-characters',
    SUPABASE_SERVICE_ROLE_KEY: 'service-role-key',
    NOTIFY_WEBHOOK_URL: 'https://hooks.example.com/services/T0/hook-secret',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=otel-secret,x=other-secret',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'authorization=Basic dHJhY2Vz==',
  }
  const said = logged(
    `
    const { DATABASE_URL, STATUS_AUTH, ...more } = process.env
    log.info({ DATABASE_URL, deep: { er: [STATUS_AUTH, more] } }, 'Connecting to ' + DATABASE_URL)
    log.error({ err: new Error('password ${password.replaceAll('"', '\\"')} is wrong at ' + DATABASE_URL) }, 'x')
    log.warn('No webhook services/T0/hook-secret, nor T0/hook-secret')
    connect('postgres://owner:embedded-secret@127.0.0.1:1/db', 1, () => {})
    log.info('postgres://owner:embedded-secret@127.0.0.1:1/db')
    connect('postgres:///db?host=/run&password=in%2fquery+secret&user=u', 1, () => {})
    log.info('postgres:///db?host=/run&password=in%2fquery+secret&user=u is in/query secret')`,
    environment,
  )
  const lines = said
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  t.equal(lines.length, 5, said)
  t.match(said, /owner:\*\*\*@127/)
  const secrets = [
    password,
    encoded,
    'pa\\"ss',
    'ops-secret',
    'guest-secret',
    'jwt-secret',
    'service-role',
    'hook-secret',
    'otel-secret',
    'other-secret',
    'dHJhY2Vz',
    'embedded-secret',
    'in%2fquery',
    'in/query',
  ]
  for (const secret of secrets) t.notOk(said.includes(secret), secret)
  t.match(said, /viewer:guest:\*\*\*/, 'what is no secret is there')
})

t.test('a connection string is shown without its password, wherever that stands', async t => {
  for (const [url, shown] of [
    ['postgres://me:secret@db:5432/x?sslmode=require', 'postgres://me@db:5432/x?sslmode=require'],
    ['postgres:///x?host=/var/run&user=u', 'postgres:///x?host=/var/run&user=u'],
    ['postgres:///x?user=u&password=s%2fcret', 'postgres:///x?user=u'],
  ] as const)
    t.equal(withoutPassword(url), shown)
})

t.test('JSON where nobody looks on', async t => {
  const [line] = logged(`log.warn({ source: 'duv' }, 'Hm')`, {}).split('\n')
  t.match(JSON.parse(line as string), { level: 40, time: Number, source: 'duv', msg: 'Hm' })
})

t.test(
  'each line of a job says its job, run, request and source, also when the queue tells of it',
  async t => {
    const duv = await serve(t, (_, response) => void response.writeHead(503).end())
    const hands = new Hands(await freshDatabase(t))
    const { url, pool } = hands.database
    const worker = await startWorkerProcess(t, url, { duv })
    await pool.query(`select status.fetch_source('duv')`)
    const lines = () =>
      worker.said.stderr.split('\n').flatMap(line => (line.startsWith('{') ? [JSON.parse(line)] : []))
    const failed = await until('a download has failed', async () =>
      lines().find(({ msg }) => /^Failed task/.test(msg)),
    )
    const { id: run } = await hands.row<{ id: number }>('select max(id) as id from ingest.runs')
    t.match(failed, {
      level: 40,
      task: 'download',
      source: 'duv',
      run,
      msg: /answered 503/,
      worker: /^worker-/,
    })
    const { job, request, attempt } = failed
    t.match(
      await hands.row('select job_id, run_id from ingest.attempts where id = $1 and request_id = $2', [
        attempt,
        request,
      ]),
      {
        job_id: job,
        run_id: run,
      },
    )
  },
)
