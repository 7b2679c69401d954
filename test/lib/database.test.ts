import { type ChildProcess, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import { explainConnection, isAway, isExposed } from '../../lib/connection-errors.ts'
import { checkDatabase, connect as openPool } from '../../lib/database.ts'
import { preferPort } from '../../lib/ports.ts'
import { spawnAs, unprivilegedAccount } from '../../lib/unprivileged.ts'
import { testPostgres, until } from '../fixtures/database.ts'
import { losingProxy, olderProxy, sharingProxy } from '../fixtures/pooler.ts'

const withUrl = (change: Partial<URL>): string => Object.assign(new URL(testPostgres()), change).href
const password = new URL(testPostgres()).password

/** Check it as a command does; answers what its sessions would wait for a lock. */
async function check(url: string): Promise<string> {
  const pool = openPool(url, 2, () => {})
  try {
    await checkDatabase(pool)
    return (await pool.query('show lock_timeout')).rows[0].lock_timeout
  } finally {
    await pool.end()
  }
}

t.test('a Postgres that can be worked in is taken', async t => {
  await t.resolves(check(testPostgres()))
})

t.test('a wrong DATABASE_URL is refused with what to do about it, and without its password', async t => {
  const wrong: [string, Partial<URL>, RegExp][] = [
    ['port', { port: '1' }, /nothing listens at 127\.0\.0\.1:1\. Is the server running/],
    ['host', { hostname: 'nowhere.invalid' }, /host nowhere\.invalid .*Check the host name/],
    ['password', { password: 'secret-typo' }, /the password for user postgres is wrong/],
    ['user', { username: 'nobody-here' }, /the password for user nobody-here is wrong/],
    ['database', { pathname: '/atlantis' }, /there is no database atlantis .*Create it, or correct/],
    ['CA', { search: '?sslmode=verify-full&sslrootcert=/nowhere.crt' }, /no such file .*nowhere\.crt/],
  ]
  for (const [what, change, message] of wrong) {
    const error = await check(withUrl(change)).then(
      () => t.fail(`a wrong ${what} was taken`),
      error => error as Error,
    )
    t.match(error, { name: 'UsageError', message }, what)
    t.notMatch(String(error), /secret-typo/)
    t.notOk(String(error).includes(password))
  }
})

t.test('what TLS is missing is told; a public network in clear text is known', async t => {
  const hosted = 'postgres://postgres.abc:secret@db.example.org/postgres'
  const wrong: [string, string, RegExp][] = [
    ['28000', 'no pg_hba.conf entry for host "192.0.2.1", no encryption', /wants an encrypted connection/],
    ['XX000', 'SSL connection is required', /wants an encrypted connection.*\?sslmode=verify-full/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', /CA .*&sslrootcert=/],
    ['28000', 'no pg_hba.conf entry for host "192.0.2.1", SSL encryption', /postgres\.abc may not log in/],
  ]
  for (const [code, text, message] of wrong)
    t.match(explainConnection(Object.assign(new Error(text), { code }), hosted), { message }, text)
  t.equal(isExposed({ remoteAddress: '93.184.216.34' }), true)
  t.equal(isExposed({ remoteAddress: '2606:4700::1111' }), true)
  t.equal(isExposed({ remoteAddress: '93.184.216.34', encrypted: true }), false)
  for (const remoteAddress of ['127.0.0.1', '::1', '10.1.2.3', '::ffff:192.168.1.1'])
    t.equal(isExposed({ remoteAddress }), false, remoteAddress)
  t.equal(isExposed({}), false, 'a socket')
})

const pooled = /transaction-mode pooler.*session-mode pooler \(on Supabase port 5432, not 6543\)/

t.test('a transaction-mode pooler is refused', async t => {
  await t.rejects(check(await sharingProxy(t, testPostgres())), {
    name: 'UsageError',
    message: pooled,
  })
})

const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(file => existsSync(file)) ?? ''
const noPgbouncer =
  !program && 'pgbouncer is not installed here; the proxy of the test above stands in for it'

t.test(
  'a transaction-mode pgbouncer is refused, a session-mode one taken',
  { skip: noPgbouncer },
  async t => {
    await t.rejects(check(await pgbouncer(t, program, 'transaction')), {
      name: 'UsageError',
      message: pooled,
    })
    t.equal(await check(await pgbouncer(t, program, 'session')), '30s', 'which knows nothing of options')
  },
)

const tooOld =
  /Postgres 1[0-6] is too old: 17 or later is needed\. Upgrade the server, or leave DATABASE_URL out/

t.test('a server that says it is Postgres 16 is refused', async t => {
  const older = await olderProxy(t, testPostgres())
  await t.rejects(check(older), { name: 'UsageError', message: tooOld })
})

const initdb = globSync('/usr/lib/postgresql/1[0-6]/bin/initdb')[0] ?? ''
const noPostgres =
  !initdb && 'no Postgres before 17 is installed here; the proxy of the test above stands in for it'

t.test('a real Postgres before 17 is refused', { skip: noPostgres }, async t => {
  await t.rejects(check(await olderPostgres(t, initdb)), { name: 'UsageError', message: tooOld })
})

/** A folder that the account which Postgres programs run as can use. */
function folderFor(t: Test): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ultrasearch-'))
  const account = unprivilegedAccount()
  if (account) chownSync(folder, account.uid, account.gid)
  chmodSync(folder, 0o700)
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function pgbouncer(t: Test, program: string, mode: string): Promise<string> {
  const { hostname, port, username, password } = new URL(testPostgres())
  const folder = folderFor(t)
  const listening = await preferPort(0)
  const file = path.join(folder, 'pgbouncer.ini')
  writeFileSync(
    file,
    `[databases]
postgres = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listening}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
`,
  )
  await untilListening(t, spawnAs(unprivilegedAccount(), program, [file], folder), listening)
  return `postgres://anyone@127.0.0.1:${listening}/postgres`
}

async function olderPostgres(t: Test, initdb: string): Promise<string> {
  const folder = folderFor(t)
  const data = path.join(folder, 'data')
  const account = unprivilegedAccount()
  const made = spawnSync(initdb, ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync'], {
    ...account,
    cwd: '/',
  })
  if (made.status !== 0) throw new Error(String(made.stderr))
  const port = await preferPort(0)
  const args = [
    '-D',
    data,
    '-p',
    `${port}`,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
  ]
  await untilListening(t, spawnAs(account, path.join(path.dirname(initdb), 'postgres'), args, data), port)
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  // It listens before it takes anybody.
  await until('it takes sessions', async () => {
    const client = new pg.Client({ connectionString: url })
    return client.connect().then(
      () => client.end().then(() => true),
      () => false,
    )
  })
  return url
}

async function untilListening(t: Test, child: ChildProcess, port: number): Promise<void> {
  t.teardown(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGINT')
    await once(child, 'exit')
  })
  await until(`something listens at ${port}`, () => canConnect(port))
}

function canConnect(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

t.test('a connection that is lost without a word is given up in time, and lent to nobody else', async t => {
  const network = await losingProxy(t, testPostgres())
  const pool = openPool(network.url, 1, () => {}, {}, 300)
  t.teardown(() => pool.end())
  t.match(pool.options, { keepAlive: true, keepAliveInitialDelayMillis: 10_000 })
  network.lose('told to nobody')
  const client = await pool.connect()
  const error = await client.query(`select 'told to nobody'`).catch(error => error)
  t.match(error, { message: 'Query read timeout' })
  t.ok(isAway(error))
  // As those do who don't know of its loss.
  client.release()
  t.match((await pool.query('select 1 as n')).rows, [{ n: 1 }])
})

t.test('a database that is away is told from a question that is wrong', async t => {
  const ask = (settings: pg.PoolConfig, text = 'select 1') => {
    const pool = new pg.Pool({ connectionString: testPostgres(), ...settings })
    t.teardown(() => pool.end())
    pool.on('error', () => {})
    pool.on('connect', client => void client.on('error', () => {}))
    return {
      pool,
      error: () =>
        pool.query(text).then(
          () => t.fail('no error'),
          error => error,
        ),
    }
  }
  const full = ask({ max: 1, connectionTimeoutMillis: 1_500 })
  const only = await full.pool.connect()
  const away: [string, Promise<Error>][] = [
    ['nothing listens', ask({ connectionString: withUrl({ port: '2' }) }).error()],
    ['no connection is free in time', full.error()],
    ['the session is ended', ask({}, 'select pg_terminate_backend(pg_backend_pid())').error()],
  ]
  for (const [what, error] of away) t.equal(isAway(await error), true, what)
  only.release()
  for (const text of ['select 1/0', 'select nothing', 'selec'])
    t.equal(isAway(await ask({}, text).error()), false, text)
  t.equal(isAway(new TypeError('x is not a function')), false)
})
