/** The checks that want a connection, in their order. */
import { checkCanary } from './canary.ts'
import { checkCrontab, checkGazetteer, checkSources, checkWorkers } from './contents.ts'
import {
  type CheckName,
  checkNames,
  type Finding,
  finding,
  type Place,
  unchecked,
  type Verdict,
} from './finding.ts'
import { checkGrants, checkOwner, checkQueueTables } from './rights.ts'
import { checkMigrations, checkQueueRevision, isMigrated } from './schema.ts'
import { checkClock, checkConnections, checkExtensions, checkVersion } from './server.ts'
import { checkSession } from './session.ts'

type Check = (place: Place) => Promise<Verdict>

/** These say something of any Postgres; the others only of one that was migrated. */
const anywhere: Partial<Record<CheckName, Check>> = {
  session: checkSession,
  version: checkVersion,
  connections: checkConnections,
  clock: checkClock,
  extensions: checkExtensions,
  migrations: checkMigrations,
}
const onceMigrated: Partial<Record<CheckName, Check>> = {
  owner: checkOwner,
  grants: checkGrants,
  'queue revision': checkQueueRevision,
  'queue tables': checkQueueTables,
  canary: checkCanary,
  sources: checkSources,
  crontab: checkCrontab,
  gazetteer: checkGazetteer,
  workers: checkWorkers,
}

export async function examineDatabase(place: Place): Promise<Finding[]> {
  const findings: Finding[] = []
  const isReady = await isMigrated(place)
  for (const check of checkNames) {
    const body = anywhere[check] ?? onceMigrated[check]
    if (!body) continue
    const why = isReady || anywhere[check] ? hindrance(check, findings) : 'nothing is migrated here'
    if (check === 'crontab' && !isReady) findings.push(await examineCrontab())
    else findings.push(await finding(check, async () => (why ? unchecked(why) : body(place))))
  }
  return findings
}

/** The lines of the crontab can be checked without a database. */
export function examineCrontab(): Promise<Finding> {
  return finding('crontab', () => checkCrontab(null))
}

/** The canary waits for its other connection, for ever where both are one. */
function hindrance(check: CheckName, before: Finding[]): string | null {
  const session = before.find(found => found.check === 'session')
  return check === 'canary' && session?.state === 'error' ? 'it needs a session of its own' : null
}
