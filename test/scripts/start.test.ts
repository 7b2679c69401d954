import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import t from 'tap'
import { sources } from '../../sources/index.ts'
import { type Ended, startCli } from '../fixtures/cli.ts'
import { until } from '../fixtures/database.ts'

const enabled = Object.keys(sources).filter(name => sources[name]?.enabled)
const environment = { DATA_DIR: path.join(t.testdir(), 'data') }

const once = (): Promise<Ended> => startCli(['start', '--once', '--json'], environment).ended

/** Processes whose command line names our folder. */
function left(): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      } catch {
        return ''
      }
    })
    .filter(command => command.includes(environment.DATA_DIR))
}

t.test('start --once --json, the first time', async t => {
  const { code, stdout, stderr } = await once()
  t.equal(code, 0, stderr)
  const said = JSON.parse(stdout)
  t.ok(said.events >= 80)
  const expected = { status: 'published', unchanged: 0, failed: 0, rejected: 0, withdrawn: 0 }
  t.match(
    said.runs,
    enabled.map(source => ({ source, ...expected })),
  )
  for (const run of said.runs) {
    const least = ['duv', 'ultrasignup'].includes(run.source) ? 40 : 1
    t.equal(run.downloaded, run.requests)
    // What another source told before is one event with it.
    t.ok(run.records >= least && run.inserted + run.updated >= least && run.seconds > 0, run.source)
  }
  t.ok(said.events < said.runs.reduce((sum: number, { records }: { records: number }) => sum + records, 0))
  t.match(stderr, /duv \d+\/\d+ .* {3}ultrasignup \d+\/144/, 'progress')
  t.notMatch(stderr, /"level":[4-6]0/, 'nothing to warn of')
  t.same(left(), [])
})

t.test('start again, until Ctrl-C', async t => {
  const { child, said, ended } = startCli(['start'], environment)
  t.teardown(() => child.kill('SIGKILL'))
  await until('it works by the crontab', async () => said.stdout.includes('Ctrl-C stops everything'))
  t.match(said.stdout, /^duv +2 +published/m)
  t.match(said.stdout, /source +run +status +requests +downloaded +unchanged .* new +changed +same/)

  const here = JSON.parse(readFileSync(path.join(environment.DATA_DIR, 'running.json'), 'utf8'))
  t.match(said.stdout, here.supabaseUrl)
  const [, page = ''] = /^Status {4}(http\S+)/m.exec(said.stdout) ?? []
  t.match(await (await fetch(page)).text(), '<title>Ultrasearch</title>')
  const answer = await fetch(`${page}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: '{ sources(filter: { lastStatus: { equalTo: "published" } }) { totalCount } }',
    }),
  })
  t.match(await answer.json(), { data: { sources: { totalCount: enabled.length } } })
  t.notMatch(said.stdout, decodeURIComponent(new URL(here.databaseUrl).password), 'no password is shown')
  const database = new pg.Client({ connectionString: here.databaseUrl })
  await database.connect()
  t.match(
    (await database.query('select * from status.runs where run = 2 order by source')).rows,
    enabled.map(source => ({ source, downloaded: 0, failed: 0, inserted: 0, updated: 0 })),
    'the sample server has another port by now: pages go by what they are, not by where they lie',
  )
  t.same(
    (
      await database.query(`
        select count(*) filter (where a.task = 'parse')::int as parses, sum(r.requests - r.unchanged) filter (
          where a.task = 'fetch')::int as changed
        from ingest.attempts a join ingest.runs r on r.id = a.run_id where r.number = 2`)
    ).rows,
    [{ parses: 0, changed: 0 }],
  )
  t.same(
    (
      await database.query(`
        select count(*)::int as n from public.events
        where updated_at >= (select min(started_at) from ingest.runs where number = 2)`)
    ).rows,
    [{ n: 0 }],
  )
  await database.end()

  t.not(left().length, 0)
  const before = performance.now()
  child.kill('SIGINT')
  const { code, stderr } = await ended
  t.equal(code, 0, stderr)
  t.notMatch(stderr, /"level":[4-6]0/, 'nothing to warn of')
  t.ok(performance.now() - before < 10_000)
  t.same(left(), [], 'no process stays behind')
})

t.test('interrupted in the middle it stops cleanly, and the next start finishes the run', async t => {
  // One request at a time: all at once are over soon after progress is first told, and the signal could come too late.
  const slowly = { ...environment, CONCURRENCY: '1' }
  const { child, said, ended } = startCli(['start', '--once', '--json'], slowly)
  t.teardown(() => child.kill('SIGKILL'))
  await until('it has begun to fetch', async () => /ultrasignup \d+\/144/.test(said.stderr))
  child.kill('SIGTERM')
  const interrupted = await ended
  t.match(interrupted, { code: 130, stdout: '' }, interrupted.stderr)
  t.same(left(), [])
  const { code, stdout, stderr } = await once()
  t.equal(code, 0, stderr)
  t.match(
    JSON.parse(stdout).runs,
    enabled.map(source => ({ source, status: 'published', downloaded: 0, failed: 0 })),
  )
})
