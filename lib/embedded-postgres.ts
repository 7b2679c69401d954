/**
 * Postgres 17 from npm, for whoever has none: `npm start` and the tests. It listens on loopback only, asks for a
 * password, dies with this process (on Linux even by kill -9), and recovers from a death of its own.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { preferPort } from './ports.ts'
import { explain, findPrograms, initialise, readPassword } from './postgres-cluster.ts'
import { UsageError } from './settings.ts'
import { spawnAs, unprivilegedAccount } from './unprivileged.ts'

export type Postgres = {
  port: number
  /** URL of a database, password included; of `postgres` when left out. */
  url(database?: string): string
  /** Ends every session and stops; resolves when the process is gone. */
  stop(): Promise<void>
}

export type PostgresOptions = {
  /** Holds the cluster (`data`), its password and the log of its last start. Made if it isn't there. */
  dir: string
  /** Any free one when left out. */
  port?: number
  /** This port, or any other when it is taken. */
  prefer?: number
  /** Server settings, such as `{fsync: 'off'}`. */
  settings?: Record<string, string>
}

/** For data that may be lost with the machine: tests. */
export const fastSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '256MB',
  max_connections: '200',
  max_wal_size: '4GB',
  // Of hundreds of small databases that live for seconds it would visit each.
  autovacuum: 'off',
}

/** Start the cluster in `dir`, made first if there is none. Throws a UsageError that says what to do. */
export async function startPostgres({
  dir,
  port,
  prefer = 0,
  settings = {},
}: PostgresOptions): Promise<Postgres> {
  const programs = await findPrograms()
  const account = unprivilegedAccount()
  const data = path.join(dir, 'data')
  const password = readPassword(dir)
  if (!existsSync(data)) await initialise(programs.initdb, account, dir, password)
  const found = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim()
  if (found !== programs.version) {
    throw new UsageError(
      `${data} is of Postgres ${found}, not ${programs.version}. Move it away, or set DATA_DIR to another folder.`,
    )
  }
  const start = (port: number): ChildProcess =>
    spawnAs(
      account,
      programs.postgres,
      ['-D', data, ...serverSettings({ port: String(port), ...settings })],
      data,
    )
  const { server, listening } = await launch(start, { port, prefer }, path.join(dir, 'log'))
  return {
    port: listening,
    url: (database = 'postgres') => `postgres://postgres:${password}@127.0.0.1:${listening}/${database}`,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return
      // SIGINT is a fast shutdown: sessions are ended, everything committed is kept.
      server.kill('SIGINT')
      await once(server, 'exit')
    },
  }
}

/** Make a database if there is none of this name. `adminUrl` is any other database of the same server. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

function serverSettings(settings: Record<string, string>): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    lc_messages: 'C',
    jit: 'off',
    ...settings,
  }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Start the server and wait until it takes connections. */
async function launch(
  start: (port: number) => ChildProcess,
  { port, prefer }: { port: number | undefined; prefer: number },
  logFile: string,
): Promise<{ server: ChildProcess; listening: number }> {
  let listening = port ?? (await preferPort(prefer))
  for (let tries = 0; ; tries++) {
    const server = start(listening)
    const { ready, said } = await watch(server, logFile)
    if (ready) return { server, listening }
    // Somebody else may have taken the port since it was free; the server of a start that was just killed needs a
    // moment to notice and stop.
    const isPortTaken = port === undefined && said.includes('Address already in use')
    if (tries === 10 || !(isPortTaken || said.includes('postmaster.pid'))) throw explain(said)
    if (isPortTaken) listening = await preferPort(0)
    else await sleep(300)
  }
}

function watch(server: ChildProcess, logFile: string): Promise<{ ready: boolean; said: string }> {
  const log = createWriteStream(logFile)
  let said = ''
  return new Promise((resolve, reject) => {
    server.stderr?.pipe(log)
    const listen = (chunk: Buffer): void => {
      said += chunk
      if (!said.includes('ready to accept connections')) return
      server.stderr?.off('data', listen)
      resolve({ ready: true, said })
    }
    server.stderr?.on('data', listen)
    server.once('error', reject)
    server.once('close', () => resolve({ ready: false, said }))
  })
}
