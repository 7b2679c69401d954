import { existsSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { settings } from '../../lib/settings.ts'
import { startSampleServer } from '../../samples/server.ts'
import { program } from '../../scripts/program.ts'
import { announce } from '../../scripts/target.ts'
import { sources } from '../../sources/index.ts'
import { cli, command, startCli } from '../fixtures/cli.ts'
import { emptyDatabase, until } from '../fixtures/database.ts'

const enabled = Object.keys(sources).filter(name => sources[name]?.enabled)
const verbs = [
  ...['start', 'migrate', 'worker', 'health', 'fetch', 'status', 'replay', 'cron', 'doctor', 'try'],
  ...['runs', 'run', 'requests', 'rejects', 'attempts', 'queue', 'retry', 'cancel', 'approve', 'discard'],
  ...['undo', 'pause', 'resume', 'purge', 'distances', 'new-source', 'record'],
]

t.test('help, for the whole and for each verb', async t => {
  const { code, stdout } = await cli(['--help'])
  t.equal(code, 0)
  for (const verb of verbs) {
    t.match(stdout, new RegExp(`^  ${verb} `, 'm'))
    const command = program.commands.find(one => one.name() === verb)
    t.match(command?.helpInformation(), new RegExp(`^Usage: ultrasearch ${verb} `))
  }
  t.match(await command(['runs', '--help']), { code: 0, stdout: /^Usage: ultrasearch runs / })
  t.match(stdout, /Exit codes: 0 done, 1 something failed or was held, 2 a mistake/)
})

t.test('a mistake in how it is called exits with 2 and one line that says what to do', async t => {
  const mistakes: [string[], Record<string, string>, RegExp][] = [
    [[], {}, /Usage: ultrasearch/],
    [['fly'], {}, /unknown command 'fly'/],
    [['start', '--fly'], {}, /unknown option '--fly'/],
    [['worker', '--concurrency', '0'], {}, /A whole number from 1 to 100/],
    [['status'], { DATA_DIR: '/nowhere' }, /No database: set DATABASE_URL, or run `npm start`/],
    [['status'], { DATABASE_URL: 'postgres://127.0.0.1:2/x' }, /nothing listens at 127\.0\.0\.1:2/],
    [['status'], { DATABASE_URL: 'mysql://x' }, /DATABASE_URL is wrong: must start with postgres/],
    [
      ['status'],
      { DATABASE_URL: 'postgres://me:hu/sh@db/x' },
      /^ultrasearch: DATABASE_URL is no URL: special/,
    ],
    [['cron'], { DATABASE_URL: 'postgres://127.0.0.1:2/x' }, /nothing listens at 127\.0\.0\.1:2/],
    [['doctor', '--fly'], {}, /unknown option '--fly'/],
    [['try', 'atlantis'], {}, /Unknown source "atlantis"\. Known sources: ahotu, duv, /],
    [['try', 'duv', '--request', 'fly'], {}, /No request of duv contains "fly"/],
    [['try', 'json_ld', '--live'], {}, /json_ld reads the sites it is given: name one with --site/],
    [
      ['try', 'json_ld', '--live', '--site', 'example.org'],
      {},
      /--site example\.org is no http or https URL/,
    ],
    [['distances', '--coverage', 'nowhere'], {}, /There is no file nowhere that can be read/],
    [['distances'], {}, /required option '--coverage <file>'/],
    [['new-source', 'My-Club'], {}, /one word of small letters/],
    [['new-source', 'duv'], {}, /sources\/duv\.ts.* is there already\. Nothing was written/],
    [['record', 'duv'], {}, /would never be/],
    [['record', 'json_ld'], {}, /name one with --site/],
  ]
  for (const [args, environment, message] of mistakes) {
    const { code, stderr } = await command(args, environment)
    t.equal(code, 2, args.join(' '))
    t.match(stderr, message)
    t.notMatch(stderr, /\n {4}at /, 'no stack')
  }
})

t.test('a start that writes nothing else makes the folder in which it says where it works', async t => {
  const { DATA_DIR } = settings()
  t.teardown(() => {
    settings().DATA_DIR = DATA_DIR
  })
  settings().DATA_DIR = path.join(t.testdir(), 'not/yet')
  const forget = announce({
    pid: process.pid,
    databaseUrl: 'postgres://x/y',
    supabaseUrl: null,
    sourceUrls: {},
  })
  t.equal(existsSync(path.join(settings().DATA_DIR, 'running.json')), true)
  forget()
})

t.test('against a database', async t => {
  const DATABASE_URL = await emptyDatabase()
  const samples = await startSampleServer()
  t.teardown(() => samples.close())
  const overrides = Object.keys(sources).map(name => [`SOURCE_${name.toUpperCase()}`, samples.base(name)])
  const environment: Record<string, string> = { DATABASE_URL, ...Object.fromEntries(overrides) }
  const run = (...args: string[]) => command(args, environment)

  t.match(await run('status'), { code: 2, stderr: /not up to date: run `ultrasearch migrate` first/ })
  t.match(await run('cron'), { code: 2, stderr: /not up to date: run `ultrasearch migrate` first/ })
  t.match(await cli(['migrate'], environment), { code: 0, stdout: /0001_schemas\.sql/ })
  t.match(await run('migrate'), { code: 0, stdout: /Nothing to do/ })
  t.match(await run('migrate', '--json'), { code: 0, stdout: '{"ran":[]}\n' })
  for (const more of [[], ['--wait']])
    t.match(await run('fetch', '--all', ...more), {
      code: 2,
      stdout: '',
      stderr: /Nothing was queued: no source is/,
    })
  for (const option of ['--tasks', '--except'])
    t.match(await run('worker', option, 'fetch,fly'), { code: 2, stderr: /There is no task fly\. Tasks: / })
  t.match(await command(['worker'], { ...environment, SOURCE_ATLANTIS: 'http://x/' }), {
    code: 2,
    stderr: /SOURCE_ATLANTIS names no source/,
  })

  const worker = startCli(['worker', '--concurrency', '4'], { ...environment, LOG_LEVEL: 'info' })
  await until('the worker works', async () => worker.said.stderr.includes('Working'))

  t.match(await run('fetch'), { code: 2, stderr: /Name the sources to fetch, or say --all/ })
  t.match(await run('fetch', 'duv', '--all'), { code: 2 })
  t.match(await run('fetch', 'atlantis'), {
    code: 2,
    stderr: /Unknown source "atlantis"\. Known sources: ahotu, duv, .*utmb\./,
  })
  const waited = await cli(['fetch', '--all', '--wait', '--json'], environment)
  t.equal(waited.code, 0, waited.stderr)
  t.match(
    JSON.parse(waited.stdout).runs,
    enabled.map(source => ({ source, status: 'published', failed: 0 })),
  )
  t.match(await run('fetch', 'duv'), { code: 0, stdout: /^Queued a fetch of duv \(job \d+\)\.$/m })
  const table = await run('fetch', 'duv', '--wait')
  t.match(table, { code: 0, stdout: /source +run +status +requests/ })

  t.match(await run('status'), { code: 0, stdout: /duv +fresh .*\d\d:\d\d .* % +0\.\d{3} MB/ })
  t.match(JSON.parse((await run('status', '--json')).stdout), {
    sources: [
      { source: 'ahotu', enabled: false, state: 'disabled', last_status: null },
      { source: 'duv', state: 'fresh', last_status: 'published' },
    ],
    sizes: [{ source: 'ahotu', snapshots: 0 }, { source: 'duv' }],
    storage: { is_full: false, reason: null },
    workers: [{}],
  })

  t.match(await run('cron'), { code: 0, stdout: /fetch duv\n.*\n.*\n {2}last .*: run \d+ published \(cli\)/ })
  t.match(await run('doctor'), { code: 0, stdout: /^ok +workers +1 worker alive, all tasks taken$/m })

  worker.child.kill('SIGTERM')
  t.match(await worker.ended, { code: 0 })
  t.match(await run('fetch', 'duv', '--wait'), { code: 2, stderr: /no worker is alive/ })
})

t.test('try shows what one request says and needs no database', async t => {
  const { code, stdout } = await command(['try', 'duv'])
  t.equal(code, 0)
  t.match(stdout, /^GET http:\/\/127\.0\.0\.1:\d+\/duv\/json\/mcalendar\.php/)
  t.match(stdout, /id +day +name +place/)
  t.match(stdout, /\d+ races, 0 rejects, \d+ further requests/)
  const json = JSON.parse((await command(['try', 'ultrasignup', '--json'])).stdout)
  t.match(json, { source: 'ultrasignup', rejects: { length: 0 }, full: false })
  t.ok(json.races.length > 0)
})
