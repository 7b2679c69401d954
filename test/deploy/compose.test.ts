/** The parts of docker-compose.yml, against the code and the image; and the environment that is drawn for them. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { verify } from 'hono/jwt'
import t from 'tap'
import { parse } from 'yaml'
import { leastVersion } from '../../lib/database.ts'
import { readSettings, settingNames } from '../../lib/settings.ts'
import { composeEnvironment } from '../../scripts/compose-env.ts'
import { cli, command } from '../fixtures/cli.ts'
import type { Value } from '../fixtures/manifests.ts'

const root = path.join(import.meta.dirname, '../..')
const text = readFileSync(path.join(root, 'docker-compose.yml'), 'utf8')
const makefile = readFileSync(path.join(root, 'Makefile'), 'utf8')
const { services, configs, volumes }: Value = parse(text, { merge: true })
const all = Object.entries(services) as [string, Value][]
const parts = all.filter(([, { command }]) => command)

const drawn = Object.fromEntries(
  (await composeEnvironment())
    .split('\n')
    .filter(Boolean)
    .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
)
/** A value as Compose sees it with the environment that is drawn: `${NAME}`, `${NAME:-default}`, `${NAME:?reason}`, the innermost first. */
function resolve(value: unknown, environment = drawn): string {
  const resolved = String(value).replace(/(?<!\$)\$\{(\w+)(?::([-?])([^{}]*))?\}/g, (_, name, kind, rest) => {
    if (environment[name]) return environment[name]
    if (kind !== '-') throw new Error(`${name} is not drawn.`)
    return rest
  })
  return resolved === value ? resolved : resolve(resolved, environment)
}

t.test('what it needs to know is drawn, other each time', async t => {
  for (const [, name = '', kind] of text.matchAll(/\$\{(\w+)(?::([-?]))?/g))
    t.ok(kind === '-' || drawn[name], name)
  t.not(drawn.POSTGRES_PASSWORD, /^POSTGRES_PASSWORD=(.*)$/m.exec(await composeEnvironment())?.[1])
  for (const [name, role] of Object.entries({
    SUPABASE_ANON_KEY: 'anon',
    SUPABASE_SERVICE_ROLE_KEY: 'service_role',
  }))
    t.match(await verify(drawn[name] ?? '', drawn.JWT_SECRET ?? '', 'HS256'), { role })
  t.equal(new URL(drawn.DATABASE_URL ?? '').password, drawn.POSTGRES_PASSWORD)
})

t.test('each part is a verb with settings that there are', async t => {
  t.same(parts.map(([name]) => name).sort(), [
    'fetch-worker',
    'migrate',
    'parse-worker',
    'serve',
    'upload-worker',
  ])
  for (const [name, { command, environment }] of parts) {
    const values = Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, resolve(value)]),
    )
    t.same(
      Object.keys(values).filter(key => !settingNames.includes(key)),
      [],
      name,
    )
    t.ok(readSettings(values), name)
    const { code, stdout } = await cli([command[0], '--help'])
    t.equal(code, 0, name)
    for (const flag of command.filter((word: string) => word.startsWith('-')))
      t.match(stdout, ` ${flag} `, name)
  }
})

t.test('what an operator is told to set reaches a part', async t => {
  const guides = ['README', 'docs/deploying', 'docs/operating', 'docs/security', 'docs/sizing']
  const told = guides.map(name => readFileSync(path.join(root, `${name}.md`), 'utf8')).join()
  // What goes by where the image's ports and files are is the image's.
  const named = settingNames.filter(
    name => new RegExp(`\\b${name}\\b`).test(told) && !name.startsWith('HEALTH_') && name !== 'DATA_DIR',
  )
  const passed = parts.flatMap(([, { environment }]) =>
    Object.entries(environment).filter(
      ([name, value]) => /^(CONCURRENCY|SHUTDOWN_MS)$/.test(name) || String(value).startsWith(`\${${name}:`),
    ),
  )
  t.ok(named.length > 15)
  t.same(
    named.filter(name => !passed.some(([one]) => one === name)),
    [],
  )
})

t.test('the workers share out all tasks, and stop in time', async t => {
  const tasks = readdirSync(path.join(root, 'tasks')).map(file => path.basename(file, '.ts'))
  const workers = parts.filter(([, { command }]) => command[0] === 'worker')
  const given = (flag: string): string[] =>
    workers.flatMap(([, { command }]) => (command[1] === flag ? command[2].split(',') : []))
  t.same(given('--tasks').sort(), given('--except').sort())
  t.same(
    given('--tasks').filter(name => !tasks.includes(name)),
    [],
  )
  for (const [name, { environment, stop_grace_period: grace }] of workers) {
    const { SHUTDOWN_MS, DEAD_AFTER_MS } = readSettings({
      SHUTDOWN_MS: environment.SHUTDOWN_MS && String(environment.SHUTDOWN_MS),
    })
    t.ok(Number.parseInt(grace, 10) * 1_000 >= SHUTDOWN_MS + DEAD_AFTER_MS + 2_000, name)
  }
})

t.test('everything says whether it is well, and waits for what it needs', async t => {
  for (const [name, { healthcheck }] of all) t.ok(healthcheck?.test || healthcheck?.disable, name)
  for (const [name, { depends_on: needed = {} }] of all)
    for (const [other, { condition, required }] of Object.entries(needed) as [string, Value][]) {
      t.ok(services[other], `${name} needs ${other}`)
      t.equal(condition, other === 'migrate' ? 'service_completed_successfully' : 'service_healthy', name)
      // The small Supabase may be left out.
      t.equal(
        required === false,
        !services[name].profiles && Boolean(services[other].profiles),
        `${name} ${other}`,
      )
    }
  const named = all.flatMap(([, one]) => [
    ...(one.configs ?? []).map(({ source }: Value) => source),
    ...(one.volumes ?? []).map((volume: string) => volume.split(':')[0]),
  ])
  t.same(named.sort(), [...Object.keys(configs), ...Object.keys(volumes)].sort())
})

t.test('only loopback is open, and our parts may nothing', async t => {
  for (const [name, { ports = [] }] of all) for (const port of ports) t.match(port, /^127\.0\.0\.1:/, name)
  for (const [name, one] of parts)
    t.match(one, { read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] }, name)
  for (const [name, { image }] of all) t.match(image, /:(v?\d|\$\{TAG)/, `${name} has a version`)
})

t.test('make does what it says', async t => {
  const targets = [...makefile.matchAll(/^([\w.-]+):/gm)].map(([, name]) => name)
  for (const name of ['down', 'build', 'tag', 'up', 'compose-run', 'test', 'purge', 'psql'])
    t.ok(targets.includes(name), name)
  const phony = /^\.PHONY: (.*)$/m.exec(makefile)?.[1]?.split(' ') ?? []
  t.same(
    phony.filter(name => !targets.includes(name)),
    [],
  )
  for (const [, name = ''] of makefile.matchAll(/\bexec (\S+)/g))
    if (!name.startsWith('-')) t.ok(services[name], name)
  for (const [, verb = ''] of makefile.matchAll(/\bultrasearch ([a-z]+)/g))
    t.equal((await command([verb, '--help'])).code, 0, verb)
})

t.test('the whole local Supabase listens where the small one does, and is of our Postgres', async t => {
  const config = readFileSync(path.join(root, 'supabase/config.toml'), 'utf8')
  const [api = '', db = ''] = [...config.matchAll(/^port = (\d+)$/gm)].map(([, port]) => port)
  t.equal(config.match(/^major_version = (\d+)$/m)?.[1], String(leastVersion))
  t.match(services.gateway.ports, [`127.0.0.1:\${GATEWAY_PORT:-${api}}:8000`])
  const address = services.serve.environment.SUPABASE_URL
  t.equal(resolve(address), `http://127.0.0.1:${api}`)
  t.equal(resolve(address, { GATEWAY_PORT: '54331' }), 'http://127.0.0.1:54331')
  t.equal(resolve(address, { SUPABASE_PUBLIC_URL: 'https://x', GATEWAY_PORT: '1' }), 'https://x')
  t.match(services.db.ports, [`127.0.0.1:\${DB_PORT:-${db}}:5432`])
  t.same([...new Set(makefile.match(/(?<=:)54\d{3}\b/g))].sort(), [api, db])
})
