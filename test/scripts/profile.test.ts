import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { startCli } from '../fixtures/cli.ts'
import { freshDatabase, until } from '../fixtures/database.ts'

t.test('a worker writes where it spent its time', async t => {
  const { url, pool } = await freshDatabase(t)
  const file = path.join(t.testdir(), 'a.cpuprofile')
  const worker = startCli(['worker', '--profile', file], { DATABASE_URL: url, LOG_LEVEL: 'info' })
  t.teardown(() => worker.child.kill('SIGKILL'))
  await until('it works', async () => worker.said.stderr.includes('Working'))
  await pool.query(`select graphile_worker.add_job('sweep', job_key => 'sweep')`)
  await until(
    'it has swept',
    async () =>
      (await pool.query(`select from ingest.attempts where task = 'sweep' and outcome = 'done'`)).rowCount,
  )
  worker.child.kill('SIGTERM')
  t.match(await worker.ended, { code: 0, stderr: /"file":".+a\.cpuprofile".*Wrote a profile/ })
  // What Chrome's DevTools and speedscope read.
  const profile = JSON.parse(readFileSync(file, 'utf8'))
  t.match(profile, { startTime: Number, endTime: Number })
  t.ok(profile.samples.length > 100)
  t.equal(profile.samples.length, profile.timeDeltas.length)
  const files = new Set(profile.nodes.map(({ callFrame }: { callFrame: { url: string } }) => callFrame.url))
  t.ok(
    [...files].some(name => /\/(lib|scripts|tasks|sources)\/[^/]+\.ts$/.test(String(name))),
    'our own functions are in it',
  )
})
