/** Processes that are measured: to start them, and what they have used. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')

export type Line = { text: string; child: ChildProcess }

/** A process of ours, when it has said that. */
export async function start(
  script: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
  said: RegExp,
): Promise<Line> {
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', chunk => {
        text = (text + chunk).slice(-20_000)
        if (said.test(text)) resolve({ text, child })
      })
    child.once('exit', code => reject(new Error(`${script} ended with ${code}: ${text}`)))
  })
}

/** User and system seconds that a process has used so far, with those of its children that ended. */
export function secondsOf(pid: number | string | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0) / 100
}

/** The most memory that a process had so far, in MB. */
export const peakOf = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

/** Seconds that all processes of a Postgres have used so far. */
export function cpuOfPostgres(dir: string): number {
  const postmaster = readFileSync(path.join(dir, 'data/postmaster.pid'), 'utf8').split('\n')[0]
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ')
  return [postmaster, ...children].reduce((sum, pid) => sum + secondsOf(pid), 0)
}
