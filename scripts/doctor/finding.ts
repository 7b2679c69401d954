import type pg from 'pg'

/** What a check found; a warning or an error says what to do. */
export type Verdict =
  | { state: 'ok' | 'unchecked'; found: string }
  | { state: 'warning' | 'error'; found: string; advice: string }

/** In the order in which they are done; each rests on those before. */
export const checkNames = [
  ...(['settings', 'connection', 'session', 'version', 'connections', 'clock'] as const),
  ...(['extensions', 'migrations', 'owner', 'grants', 'queue revision', 'queue tables', 'canary'] as const),
  ...(['sources', 'crontab', 'gazetteer', 'workers'] as const),
] as const
export type CheckName = (typeof checkNames)[number]

export type Finding = { check: CheckName } & Verdict

/** Two connections of the same role to the same place, open at the same time, with nothing set on them. */
export type Place = { first: pg.Client; second: pg.Client; databaseUrl: string }

export const ok = (found: string): Verdict => ({ state: 'ok', found })
export const unchecked = (why: string): Verdict => ({ state: 'unchecked', found: why })
export const warning = (found: string, advice: string): Verdict => ({ state: 'warning', found, advice })
export const error = (found: string, advice: string): Verdict => ({ state: 'error', found, advice })

const missing = ['42P01', '3F000', '42883', '42703']

/** Run a check; what it throws is a finding too. */
export async function finding(check: CheckName, body: () => Promise<Verdict>): Promise<Finding> {
  return { check, ...(await body().catch(explain)) }
}

function explain(thrown: Error & { code?: string }): Verdict {
  const { message, code = '' } = thrown
  if (code === '42501') return error(message, 'Connect as the role that owns ingest and graphile_worker.')
  if (missing.includes(code)) return error(message, 'Run `ultrasearch migrate`.')
  return error(message, 'This check itself failed: what it says is what the server said.')
}

/** "3 tasks", "1 task" */
export function several(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}
