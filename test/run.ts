/**
 * `npm test`: one embedded Postgres for the whole run, then tap over all test files (or the ones named), then one
 * line with the counts. Every file that wants a database gets its own, cloned from a migrated template.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { connect } from '../lib/database.ts'
import { ensureDatabase, fastSettings, startPostgres } from '../lib/embedded-postgres.ts'
import { prepareLocalSupabase } from '../lib/local-supabase.ts'
import { migrate } from '../lib/migrations.ts'

const template = 'template_ultrasearch'

async function makeTemplate(url: (database?: string) => string): Promise<void> {
  await ensureDatabase(url(), template)
  await prepareLocalSupabase(url(template))
  const pool = connect(url(template), 2, () => {})
  await migrate(pool)
  await pool.end()
}

/** Runs tap; answers its exit code and the last summary line it printed. */
function runTap(files: string[], environment: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const tap = spawn(
      'tap',
      ['run', '--disable-coverage', '--jobs=2', '--timeout=300', '--reporter=terse', ...files],
      {
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let output = ''
    tap.stdout.on('data', chunk => {
      output += chunk
      process.stdout.write(chunk)
    })
    tap.once('error', reject)
    tap.once('close', code => resolve({ code: code ?? 1, output }))
  })
}

/** tap's own last line is `# { total: 23, pass: 22, fail: 1 }`; ours says it in words, whatever the reporter. */
function summary(output: string): string {
  const said = output.match(/# \{ total: .*\}/g)?.at(-1) ?? ''
  const of = (what: string): number => Number(new RegExp(`${what}: (\\d+)`).exec(said)?.[1] ?? 0)
  return `${of('pass')} passed, ${of('fail')} failed, ${of('skip')} skipped`
}

const dir = mkdtempSync(path.join(os.tmpdir(), 'ultrasearch-test-'))
const postgres = await startPostgres({ dir: path.join(dir, 'postgres'), settings: fastSettings })
try {
  await makeTemplate(postgres.url)
  const { code, output } = await runTap(process.argv.slice(2), {
    TEST_POSTGRES_URL: postgres.url(),
    TEST_TEMPLATE: template,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  })
  console.log(summary(output))
  process.exitCode = code
} finally {
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}
