/**
 * Postgres refuses to run as root. Where we are root (containers, CI) it runs as an account that every system has;
 * elsewhere as ourselves.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from './settings.ts'

export type Account = { uid: number; gid: number }

/** The account to drop to, or null when we aren't root. It needs an entry in /etc/passwd: initdb looks it up. */
export function unprivilegedAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find(line => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new UsageError(
    'Postgres must not run as root, and there is no user postgres or nobody. Run as another user.',
  )
}

/** May everybody walk down to `file`? /root, for one, is closed. */
function isReachable(file: string): boolean {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === path.dirname(folder)) return true
  }
}

const hasSetpriv =
  process.platform === 'linux' &&
  (process.env.PATH ?? '').split(':').some(folder => {
    try {
      accessSync(path.join(folder, 'setpriv'), constants.X_OK)
      // Busybox has one that knows nothing of this.
      return execFileSync('setpriv', ['--help'], { stdio: 'pipe' }).includes('--pdeathsig')
    } catch {
      return false
    }
  })

const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }

/**
 * Run a program as `account`. With util-linux' setpriv (any usual Linux) the kernel interrupts it when we die, by
 * kill -9 too, and it may pass through folders that are closed to `account`, such as /root. In a session of its own:
 * Ctrl-C in a terminal is for us, and we stop it when our turn comes.
 */
export function spawnAs(
  account: Account | null,
  program: string,
  args: string[],
  folder: string,
): ChildProcess {
  const options = { env: environment, cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'pipe'] as const }
  if (!hasSetpriv) {
    return spawn(program, args, { ...options, stdio: [...options.stdio], ...account })
  }
  const drop = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : []
  const closed = account !== null && ![program, folder].every(isReachable)
  const pass = closed ? ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'] : []
  return spawn('setpriv', ['--pdeathsig=INT', ...drop, ...pass, '--', program, ...args], {
    ...options,
    stdio: [...options.stdio],
  })
}
