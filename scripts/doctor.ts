/** Everything that a worker needs, checked. */
import type { TLSSocket } from 'node:tls'
import pg from 'pg'
import { explainConnection, isExposed, noUrl } from '../lib/connection-errors.ts'
import { defaultContact, settings, UsageError } from '../lib/settings.ts'
import {
  checkNames,
  error,
  type Finding,
  finding,
  ok,
  type Place,
  several,
  unchecked,
  type Verdict,
  warning,
} from './doctor/finding.ts'

/** `ultrasearch doctor`: exits 1 when there is an error; a warning alone is none. */
export async function examine({ json }: { json: boolean }): Promise<number> {
  const findings = inOrder(await findAll())
  const count = (state: string): number => findings.filter(found => found.state === state).length
  const counts = {
    errors: count('error'),
    warnings: count('warning'),
    ok: count('ok'),
    unchecked: count('unchecked'),
  }
  if (json) console.log(JSON.stringify({ ...counts, findings }))
  else console.log([...findings.map(said), '', summary(counts)].join('\n'))
  return counts.errors > 0 ? 1 : 0
}

async function findAll(): Promise<Finding[]> {
  const read = await finding('settings', async () => {
    try {
      const { DATABASE_URL, CONTACT } = settings()
      return DATABASE_URL && CONTACT === defaultContact
        ? warning(
            'CONTACT is not set: sources that want to reach you reach the project.',
            'Set it to a URL or an e-mail address of yours.',
          )
        : ok('read')
    } catch (thrown) {
      if (thrown instanceof UsageError)
        return error(thrown.message, 'lib/settings.ts describes each setting.')
      throw thrown
    }
  })
  if (read.state === 'error') return [read]
  // Loaded only now: what these load reads the settings at once.
  const { examineCrontab, examineDatabase } = await import('./doctor/examination.ts')
  const { findDatabase } = await import('./target.ts')
  const opened = await open(findDatabase)
  if ('state' in opened) return [read, opened, await examineCrontab()]
  try {
    return [read, opened.finding, ...(await examineDatabase(opened.place))]
  } finally {
    await Promise.allSettled([opened.place.first.end(), opened.place.second.end()])
  }
}

/** Plain connections: what is found there is the server's, not our pools'. */
async function open(
  findDatabase: () => { databaseUrl: string },
): Promise<Finding | { finding: Finding; place: Place }> {
  const refused = (message: string): Finding => ({
    check: 'connection',
    ...error(message, 'Correct DATABASE_URL, or start the server; nothing else can be checked before.'),
  })
  let databaseUrl: string
  try {
    databaseUrl = findDatabase().databaseUrl
  } catch (thrown) {
    return refused((thrown as Error).message)
  }
  if (!URL.canParse(databaseUrl)) return refused(noUrl)
  const client = () =>
    new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000, query_timeout: 15_000 })
  const clients: pg.Client[] = []
  const connected = async (): Promise<pg.Client> => {
    const one = client()
    clients.push(one.on('error', () => {}))
    await one.connect()
    return one
  }
  try {
    const place = { first: await connected(), second: await connected(), databaseUrl }
    return { place, finding: { check: 'connection', ...seen(place) } }
  } catch (thrown) {
    await Promise.allSettled(clients.map(one => one.end()))
    return refused(explainConnection(thrown, databaseUrl).message)
  }
}

function seen({ first, databaseUrl }: Place): Verdict {
  const { username, host, pathname } = new URL(databaseUrl)
  const where = `${username}@${host}${pathname}`
  // Of the connection's own end: what the server says of itself is a pooler's connection to it.
  return isExposed(first.connection.stream as Partial<TLSSocket>)
    ? warning(
        `${where}, in clear text over a public network`,
        'End DATABASE_URL in ?sslmode=verify-full, with &sslrootcert=<file> on Supabase: docs/deploying.md.',
      )
    : ok(where)
}

/** All checks in their order; those that did not come to it are said to be unchecked. */
function inOrder(findings: Finding[]): Finding[] {
  const because = findings.find(({ state }) => state === 'error')?.check ?? 'settings'
  return checkNames.map(
    check => findings.find(found => found.check === check) ?? { check, ...unchecked(`see ${because}`) },
  )
}

function said(found: Finding): string {
  const line = `${found.state.padEnd(10)} ${found.check.padEnd(15)} ${found.found}`
  return 'advice' in found ? `${line}\n${' '.repeat(26)} → ${found.advice}` : line
}

function summary({
  errors,
  warnings,
  ok,
  unchecked,
}: Record<'errors' | 'warnings' | 'ok' | 'unchecked', number>): string {
  return `${several(errors, 'error')}, ${several(warnings, 'warning')}, ${ok} ok, ${unchecked} unchecked.`
}
