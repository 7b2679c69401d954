/**
 * `npm test`: one embedded Postgres for the whole run, then tap over all test files (or the ones named), then one
 * line with the counts. Every file that wants a database gets its own, cloned from a migrated template.
 */
import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { connect } from '../lib/database.ts'
import { ensureDatabase, fastSettings, startPostgres } from '../lib/embedded-postgres.ts'
import { loadGazetteer } from '../lib/gazetteer.ts'
import { prepareLocalSupabase } from '../lib/local-supabase.ts'
import { migrate } from '../lib/migrations.ts'
import { allTowns, attribution, readPlace } from '../sources/platforms/geonames.ts'
import { report } from './report.ts'

const template = 'template_ultrasearch'

async function makeTemplate(url: (database?: string) => string): Promise<void> {
  await ensureDatabase(url(), template)
  await prepareLocalSupabase(url(template))
  const pool = connect(url(template), 2, () => {})
  await migrate(pool)
  const client = await pool.connect()
  await loadGazetteer({ withPgClient: body => body(client) }, gazetteer, readPlace, attribution)
  client.release()
  await pool.query('analyze')
  await pool.end()
}

/** Whatever may be the name of a town in our samples, and in the pairs that linking is measured with. */
function namesInSamples(): Set<string> {
  const root = path.join(import.meta.dirname, '..')
  const files = globSync(['samples/**/*.{json,html}', 'test/fixtures/*.tsv'], { cwd: root })
  const texts = files.map(file => readFileSync(path.join(root, file), 'utf8'))
  return new Set(texts.flatMap(text => text.split(/["\n,()/;:|]+/).map(part => part.trim())))
}

/** The towns of 100,000 and more, those of the samples, and all that share a name with one that the tests name. */
function writeExtract(): void {
  const named =
    /\t(Chamonix|Leadville|Silverton|Springfield|Portland|Neustadt|Verbier|Wanaka|Squamish|Grainau)/
  const sampled = namesInSamples()
  const lines = readFileSync(allTowns, 'utf8').split('\n')
  const isNeeded = (line: string): boolean => {
    const [, name = '', ascii = ''] = line.split('\t', 3)
    return (
      sampled.has(name) || sampled.has(ascii) || named.test(line) || Number(line.split('\t')[14]) >= 100_000
    )
  }
  writeFileSync(gazetteer, lines.filter(isNeeded).join('\n'))
}

/** Run the tests and say shortly what they find. Answers the exit code. */
function runTap(files: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const tap = spawn(process.execPath, [path.join(import.meta.dirname, 'all.ts'), ...files], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const { write, end } = report(console.log)
    tap.stdout.setEncoding('utf8').on('data', write)
    tap.once('error', reject)
    tap.once('close', code => {
      console.log(end())
      resolve(code ?? 1)
    })
  })
}

/** Where the cluster lives: in memory on a machine that is thrown away afterwards and has plenty, which saves a tenth of the CPU. */
function whereToWork(): string {
  const memory = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(memory)
    if (process.env.CI && Math.min(bavail * bsize, os.freemem()) > 16e9) return memory
  } catch {
    // Not every system has it.
  }
  return os.tmpdir()
}

const dir = mkdtempSync(path.join(whereToWork(), 'ultrasearch-test-'))
const gazetteer = path.join(dir, 'gazetteer.txt')
const postgres = await startPostgres({ dir: path.join(dir, 'postgres'), settings: fastSettings })
try {
  writeExtract()
  await makeTemplate(postgres.url)
  process.exitCode = await runTap(process.argv.slice(2), {
    TEST_POSTGRES_URL: postgres.url(),
    TEST_TEMPLATE: template,
    GAZETTEER_FILE: gazetteer,
    // Hundreds of processes read the same code: a sixth of all their time.
    NODE_COMPILE_CACHE: path.join(dir, 'compiled'),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  })
} finally {
  await postgres.stop()
  // Hundreds of databases are a hundred thousand files: nobody need wait until the last is gone.
  spawn('rm', ['-rf', dir], { detached: true, stdio: 'ignore' }).unref()
}
