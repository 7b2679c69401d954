/** What the commands do that work in a database which is there already. */
import type pg from 'pg'
import { log } from '../lib/log.ts'
import { migrate } from '../lib/migrations.ts'
import { startProfile } from '../lib/profile.ts'
import { settings, UsageError } from '../lib/settings.ts'
import { followRuns, type Job } from './follow.ts'
import { exitCode, progressLine, reasons, runJson, runTable } from './report.ts'
import { untilSignal } from './signals.ts'
import { withDatabase } from './target.ts'
import { answerMs, work } from './work.ts'

/** `ultrasearch migrate` */
export function migrateDatabase({ json }: { json: boolean }): Promise<number> {
  return withDatabase(async pool => {
    const ran = await migrate(pool)
    if (json) console.log(JSON.stringify({ ran }))
    else
      console.log(ran.length > 0 ? `Ran ${ran.join('\n    ')}` : 'Nothing to do: the database is up to date.')
    return 0
  })
}

type WorkerVerb = { tasks?: string[]; except?: string[]; concurrency?: number; profile?: string | true }

/** `ultrasearch worker` */
export async function runWorker({ profile, ...options }: WorkerVerb): Promise<number> {
  const concurrency = options.concurrency ?? settings().CONCURRENCY
  const signal = untilSignal()
  const file = profile === true ? `worker-${process.pid}.cpuprofile` : profile
  const writeProfile = file ? await startProfile(file) : null
  const body = async (pool: pg.Pool, _url: string, urls: Record<string, string>): Promise<number> => {
    const worker = await work(pool, { ...options, concurrency, urls })
    log.info({ tasks: options.tasks ?? 'all', except: options.except, concurrency }, 'Working')
    const failure = await Promise.race([signal.then(() => null), worker.ended.catch(error => error as Error)])
    if (failure) log.error(`${failure.message} Others take its jobs; start this worker again.`)
    const code = failure ? 1 : 0
    const isOver = await worker.stop()
    if (writeProfile) {
      await writeProfile()
      log.info({ file }, 'Wrote a profile')
    }
    // What ignores that it was broken off would keep this process, or its connection, for as long as it likes.
    if (!isOver) process.exit(code)
    return code
  }
  // Each job uses one for moments; with the queue's own (its listener, fetching ahead, outcomes of jobs) nobody waits for one.
  return withDatabase(body, concurrency + 4, {}, answerMs)
}

type FetchOptions = { all: boolean; wait: boolean; json: boolean }

/** `ultrasearch fetch` */
export function fetchSources(names: string[], { all, wait, json }: FetchOptions): Promise<number> {
  if (all === names.length > 0) throw new UsageError('Name the sources to fetch, or say --all.')
  return withDatabase(async (pool, databaseUrl) => {
    const { rows } = await pool.query<Job>(
      `select name as source, status.fetch_source(name, 'cli') as job
         from (
           select name from ingest.sources where $1 and enabled and paused_at is null and erased_at is null
           union
           select unnest($2::text[])
         ) as wanted (name)
         order by name`,
      [all, names],
    )
    if (rows.length === 0)
      throw new UsageError(
        'Nothing was queued: no source is registered yet (start a worker once), or none is enabled and not paused.',
      )
    if (!wait) {
      if (json) console.log(JSON.stringify({ jobs: rows }))
      else for (const { source, job } of rows) console.log(`Queued a fetch of ${source} (job ${job}).`)
      return 0
    }
    const alive = await pool.query('select from status.workers')
    if (alive.rowCount === 0)
      throw new UsageError('The fetch is queued, but no worker is alive: `ultrasearch worker`.')
    const progress = progressLine()
    const runs = await followRuns(pool, databaseUrl, rows, progress.show)
    progress.clear()
    console.log(
      json ? JSON.stringify({ runs: runJson(runs) }) : [runTable(runs), ...reasons(runs)].join('\n'),
    )
    return exitCode(runs)
  })
}
