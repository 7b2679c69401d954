/** What GitHub runs, held against GitHub's own reading of it; and what it runs of ours, against what there is. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import t from 'tap'
import { parse, parseAllDocuments } from 'yaml'
import type { Value } from '../fixtures/manifests.ts'

// The package is made for bundlers, which need not be told that JSON is JSON.
registerHooks({
  load: (url, context, next) =>
    next(
      url,
      url.endsWith('.json') ? { ...context, format: 'json', importAttributes: { type: 'json' } } : context,
    ),
})
const { validate } = await import('@actions/languageservice')
const { TextDocument } = await import('vscode-languageserver-textdocument')

const root = path.join(import.meta.dirname, '../..')
const files = globSync('.github/workflows/*.yml', { cwd: root }).sort()
const texts = files.map(file => [file, readFileSync(path.join(root, file), 'utf8')] as const)
const workflows: [string, Value][] = texts.map(([file, text]) => [file, parse(text)])
const jobs: [string, Value][] = workflows.flatMap(([file, { jobs }]) =>
  Object.entries(jobs).map(([name, job]): [string, Value] => [`${file} ${name}`, job]),
)
const steps: [string, Value][] = jobs.flatMap(([name, { steps = [] }]) =>
  steps.map((step: Value) => [name, step]),
)

/** Our own workflows, for those that call them. */
const ours = {
  async getFileContent(reference: object) {
    const name = 'path' in reference ? String(reference.path) : ''
    return { name, content: readFileSync(path.join(root, name), 'utf8') }
  },
}

// What it has read under a name it remembers.
let asked = 0

async function mistakes(file: string, text: string): Promise<string[]> {
  const found = await validate(TextDocument.create(`file:///${asked++}/${file}`, 'yaml', 1, text), {
    fileProvider: ours,
  })
  return found.map(({ range, message }) => `${file}:${range.start.line + 1}: ${message}`)
}

t.test('GitHub understands them', async t => {
  t.ok(files.length >= 4)
  t.match(
    await mistakes('a.yml', 'on: push\njobs: { a: { runs-on: x, stepps: [] } }'),
    [/stepps/],
    'a mistake is found',
  )
  const [, ci = ''] = texts.find(([file]) => file.endsWith('/ci.yml')) ?? []
  for (const [right, wrong] of [
    ['outputs.image', 'outputs.imag'],
    ['overlay: staging', 'overly: staging'],
  ] as const)
    t.not(
      (await mistakes('.github/workflows/ci.yml', ci.replace(right, wrong))).length,
      0,
      `${wrong} is found`,
    )
  for (const [file, text] of texts) t.same(await mistakes(file, text), [])
})

t.test('actions are pinned to commits, with their version beside', async t => {
  for (const [file, text] of texts)
    for (const [line, what = ''] of text.matchAll(/uses: (.*)/g))
      t.match(
        what,
        /^(\.\/\.github\/workflows\/[\w-]+\.yml|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+(\.\d+\.\d+)?)$/,
        `${file}: ${line}`,
      )
})

t.test('each job may what it needs, for as long as it needs', async t => {
  for (const [file, { permissions }] of workflows) t.same(permissions, { contents: 'read' }, file)
  for (const [name, job] of jobs) if (!job.uses) t.ok(job['timeout-minutes'] > 0, name)
  for (const [name, { uses = '', with: options }] of steps)
    if (uses.startsWith('actions/checkout@')) t.equal(options?.['persist-credentials'], false, name)
})

t.test('what somebody else wrote is no part of a script', async t => {
  for (const [name, { run = '' }] of steps) t.notMatch(run, /\$\{\{/, name)
})

t.test('what they run of ours is there', async t => {
  const scripts = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).scripts
  const targets = [...readFileSync(path.join(root, 'Makefile'), 'utf8').matchAll(/^([\w-]+):/gm)].map(
    ([, name]) => name,
  )
  const runs = steps.map(([, { run = '' }]) => run).join('\n')
  for (const [, name = ''] of runs.matchAll(/npm run ([\w-]+)/g)) t.ok(scripts[name], `npm run ${name}`)
  for (const [, name = ''] of runs.matchAll(/^make ([\w-]+)/gm)) t.ok(targets.includes(name), `make ${name}`)
  for (const [, file = ''] of runs.matchAll(/(?:^|[\s'])(\.ci\/\w+|test\/[\w/.]+)/g))
    t.ok(existsSync(path.join(root, file)), file)
  for (const [name, { uses, with: options }] of jobs)
    if (uses?.endsWith('/deploy.yml'))
      t.ok(existsSync(path.join(root, '.gitops/overlays', options.overlay)), name)
})

t.test('a deployment waits for each part', async t => {
  const names = globSync('.gitops/base/*.yaml', { cwd: root })
    .flatMap(file => parseAllDocuments(readFileSync(path.join(root, file), 'utf8')).map(one => one.toJS()))
    .filter(({ kind, metadata }) => kind === 'Deployment' && metadata.name !== 'any')
    .map(({ metadata }) => metadata.name)
  const runs = steps.map(([, { run = '' }]) => run).join('\n')
  t.same(/for part in (.*); do/.exec(runs)?.[1]?.split(' ').sort(), names.sort())
})

t.test('both Postgres versions, and Node 24', async t => {
  const job = jobs.find(([name]) => name.endsWith('ci.yml test'))?.[1]
  t.same(
    job?.strategy.matrix.include.map(({ postgres }: Value) => postgres),
    [17, 18],
  )
  for (const [name, { uses = '', with: options }] of steps)
    if (uses.startsWith('actions/setup-node@')) t.equal(options?.['node-version'], 24, name)
})
