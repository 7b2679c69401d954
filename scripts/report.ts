import type { Progress, Run } from './follow.ts'
import { printable } from './printable.ts'
import { table } from './table.ts'

/** Runs as people read them. */
export function runTable(runs: Run[]): string {
  return table(
    [
      'source',
      'run',
      'status',
      'requests',
      'downloaded',
      'unchanged',
      'failed',
      'records',
      'rejected',
      'new',
      'changed',
      'same',
      'withdrawn',
      'seconds',
    ],
    runs.map(r => [
      r.source,
      r.run ?? '',
      r.status,
      r.requests,
      r.downloaded,
      r.unchanged,
      r.failed,
      r.records,
      r.rejected,
      r.inserted,
      r.updated,
      r.kept,
      r.withdrawn,
      r.seconds,
    ]),
  )
}

/** Runs as machines read them. */
export function runJson(runs: Run[]): object[] {
  return runs.map(
    ({
      source,
      status,
      requests,
      downloaded,
      unchanged,
      failed,
      records,
      rejected,
      inserted,
      updated,
      withdrawn,
      seconds,
      reason,
    }) => ({
      source,
      status,
      requests,
      downloaded,
      unchanged,
      failed,
      records,
      rejected,
      inserted,
      updated,
      withdrawn,
      seconds,
      ...(reason && { reason }),
    }),
  )
}

/** Why runs ended as they did, where there is something to say: a line each. */
export function reasons(runs: Run[]): string[] {
  return runs.flatMap(({ source, status, reason }) =>
    reason ? [printable(`${source} ${status}: ${reason}`)] : [],
  )
}

const undone = ['failed', 'held', 'cancelled', 'skipped', 'postponed']

/** 0, or 1 when what was asked for was not done: a run failed, was held, cancelled or put off, or there was none. */
export function exitCode(runs: Run[]): 0 | 1 {
  return runs.some(({ status }) => undone.includes(status)) ? 1 : 0
}

/** Says on stderr how far runs are: one line that is written over on a terminal, else a line when something moved. */
export function progressLine(): { show(runs: Progress[]): void; clear(): void } {
  let last = ''
  const overwrite = process.stderr.isTTY
  return {
    show(runs) {
      const line = runs
        .map(r =>
          r.status === 'running' ? `${r.source} ${r.settled}/${r.planned}` : `${r.source} ${r.status}`,
        )
        .join('   ')
      if (line === last) return
      last = line
      process.stderr.write(overwrite ? `\r\x1b[K${line}` : `${line}\n`)
    },
    clear() {
      if (overwrite) process.stderr.write('\r\x1b[K')
    },
  }
}
