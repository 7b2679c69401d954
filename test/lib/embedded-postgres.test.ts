import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import t, { type Test } from 'tap'
import { fastSettings, type Postgres, startPostgres } from '../../lib/embedded-postgres.ts'
import { query, until } from '../fixtures/database.ts'

const settings = { ...fastSettings, shared_buffers: '16MB', max_connections: '10' }

function folder(t: Test): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'ultrasearch-pg-'))
  t.teardown(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function start(t: Test, dir: string): Promise<Postgres> {
  const postgres = await startPostgres({ dir, settings })
  t.teardown(() => postgres.stop())
  return postgres
}

const postmaster = (dir: string): number =>
  Number(readFileSync(path.join(dir, 'data/postmaster.pid'), 'utf8').split('\n')[0])

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

// Each of these starts it anew; only the first makes the cluster.
const dir = folder(t)

t.test('it keeps what was written from start to start, and asks for its password', async t => {
  // What a start of this number left that was killed meanwhile.
  mkdirSync(path.join(dir, `data.${process.pid}`))
  writeFileSync(path.join(dir, `data.${process.pid}/PG_VERSION`), '')
  const first = await startPostgres({ dir, settings })
  await query(first.url(), 'create table kept as select 1 as n')
  await first.stop()
  await first.stop()
  const second = await start(t, dir)
  t.same(await query(second.url(), 'select n from kept'), [{ n: 1 }])
  t.match(
    await query(
      second.url(),
      `select current_setting('listen_addresses') as a, current_setting('server_version') as v`,
    ),
    [{ a: '127.0.0.1', v: /^1[78]\./ }],
  )
  const guess = Object.assign(new URL(second.url()), { password: 'guess' })
  await t.rejects(query(guess.href, 'select'), { code: '28P01' })
  t.equal(statSync(path.join(dir, 'password')).mode & 0o777, 0o600)
})

t.test('one folder has one Postgres: a second start says which process has it', async t => {
  await start(t, dir)
  const message = new RegExp(`running in this folder already \\(process ${postmaster(dir)}\\)`)
  await t.rejects(startPostgres({ dir, settings }), { name: 'UsageError', message })
})

t.test('a taken port and a folder of another version are refused with what to do', async t => {
  const first = await startPostgres({ dir, settings })
  const taken = startPostgres({ dir: folder(t), port: first.port, settings })
  await t.rejects(taken, { name: 'UsageError', message: /port is taken/ })
  await first.stop()
  const version = path.join(dir, 'data/PG_VERSION')
  const made = readFileSync(version)
  t.teardown(() => writeFileSync(version, made))
  writeFileSync(version, '16\n')
  await t.rejects(startPostgres({ dir, settings }), {
    name: 'UsageError',
    message: /is of Postgres 16, not 1[78]/,
  })
})

t.test('it recovers after a kill -9 of its own', async t => {
  const first = await start(t, dir)
  await query(first.url(), 'create table saved as select 1 as n')
  await query(first.url(), 'checkpoint')
  const pid = postmaster(dir)
  process.kill(pid, 'SIGKILL')
  await until('it is dead', async () => !isAlive(pid))
  const second = await start(t, dir)
  t.same(await query(second.url(), 'select n from saved'), [{ n: 1 }])
})

const notLinux = process.platform !== 'linux' && 'only Linux tells a process that its parent died'

t.test('it goes when the process that started it is killed', { skip: notLinux }, async t => {
  const parent = await parentOf(dir)
  const pid = postmaster(dir)
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  // At once again, as people do: it waits for the old server to stop.
  await start(t, dir)
  t.not(postmaster(dir), pid)
})

/** A process that starts a Postgres in `dir` and then waits. */
async function parentOf(dir: string): Promise<ChildProcess> {
  const module = path.join(import.meta.dirname, '../../lib/embedded-postgres.ts')
  const script = `
    const { startPostgres } = await import(${JSON.stringify(module)})
    await startPostgres(${JSON.stringify({ dir, settings })})
    console.log('started')
    setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}
