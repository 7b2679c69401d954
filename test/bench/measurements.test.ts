import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'

const run = (args: string[], environment = {}) =>
  promisify(execFile)(process.execPath, [path.join(import.meta.dirname, '../../bench/run.ts'), ...args], {
    env: { ...process.env, ...environment },
  })

/** Each as small as it gets: that it runs to its end, and says numbers. Never how long it takes. */
const tiny = {
  parsing: '--rounds 1 --mb 1',
  upload: '--events 200 --rounds 1',
  pipeline: '--events 100 --rounds 1 --original 5',
  queue: '--events 100 --jobs 100 --rounds 1 --waits 3 --own',
  search: '--events 500 --rounds 1',
  'fan-out': '--sources 2 --pages 2 --ms 1 --rounds 1 --hands 2',
  growth: '--sizes 100,200 --rounds 1 --runs 1 --worn 100',
  idle: '--rounds 1 --seconds 1 --settle 0',
}
const compared = ['parsing', 'upload', 'pipeline', 'queue', 'search']

for (const [name, args] of Object.entries(tiny))
  t.test(`${name} runs to its end`, async t => {
    const dir = t.testdir()
    const [section, ratios] = [path.join(dir, 'results.md'), path.join(dir, 'ratios.json')]
    await run([name, ...args.split(' '), '--write', section], { BENCH_RATIOS: ratios })
    const said = readFileSync(section, 'utf8')
    t.match(said, /^# .+\n\nWritten by `npm run bench -- /)
    t.match(said, /^\| .*\d/m, 'a table with numbers')
    t.notMatch(said, /NaN|undefined|Infinity/)
    const all: Record<string, number> = JSON.parse(readFileSync(ratios, 'utf8'))
    t.equal(Object.keys(all).length > 0, compared.includes(name), 'ratios where they are compared')
    for (const [what, value] of Object.entries(all)) t.ok(value > 0 && value < 1e6, `${what}: ${value}`)
  })

t.test('what is only told on the screen runs to its end', async t => {
  t.match((await run(['match', '--events', '300', '--beside', '200'])).stdout, /\d/)
  t.match((await run(['points', '--events', '500', '--rounds', '1'])).stdout, /points: \d+ kB/)
})

t.test('what there is to be measured is told', async t => {
  const { stdout } = await run(['--help'])
  for (const name of [...Object.keys(tiny), 'check', 'match', 'points'])
    t.match(stdout, new RegExp(`^  ${name} +\\w`, 'm'))
  await t.rejects(run(['nonsense']), { code: 2, stderr: /MEASUREMENT/ })
  await t.rejects(run(['parsing', '--mb', '1', '--write']), { code: 2, stderr: /name of a file/ })
  await t.rejects(run(['parsing', '--write', '--mb', '1']), { code: 2, stderr: /name of a file/ })
  await t.rejects(run(['check', '--percent', '30%']), { code: 2, stderr: /30% is no number/ })
  await t.rejects(run(['check', 'nonsense']), { code: 2, stderr: /nonsense: there is parsing, upload/ })
})
