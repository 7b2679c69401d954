/** Wait for the runs of some fetch jobs. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { Client } from 'pg'

/** A fetch job and its source. */
export type Job = { job: number; source: string }

/** A run as `status.runs` shows it; `reason` alone when the fetch ended without one. */
export type Run = {
  job: number
  id: number | null
  source: string
  run: number | null
  status: string
  reason: string | null
  open: number
  requests: number
  downloaded: number
  unchanged: number
  failed: number
  records: number
  rejected: number
  inserted: number
  updated: number
  withdrawn: number
  kept: number
  seconds: number
}

// A job's last attempt, and its run where it came to one. A fetch whose job is gone without a run has failed, was
// skipped (its source is paused), was purged, or was put off: while downloads pause another job takes its place, later.
const runsOfJobs = `
  select distinct on (job.id) job.id as job, r.*,
    coalesce(r.source, job.source) as source,
    coalesce(r.status, case
      when exists (select from graphile_worker.jobs j where j.id = job.id) then 'waiting'
      when a.id is null then 'cancelled'
      when a.outcome in ('failed', 'crashed') then 'failed'
      when a.outcome = 'postponed' then 'postponed'
      when a.outcome = 'done' then 'skipped'
      else 'waiting'
    end) as status,
    coalesce(r.reason, a.error, a.payload ->> 'skipped') as reason,
    coalesce(q.planned, 0) as planned, coalesce(q.settled, 0) as settled
  from unnest($1::bigint[], $2::text[]) as job (id, source)
  left join ingest.attempts a on a.job_id = job.id and a.task = 'fetch'
  left join status.runs r on r.id = a.run_id
  left join lateral (
    select count(*) as planned, count(settled_at) as settled from ingest.requests where run_id = r.id
  ) q on true
  order by job.id, a.id desc`

export type Progress = Run & { planned: number; settled: number }

/**
 * Resolve when the run of every job has ended, with the runs in the order of the jobs. Runs tell when they end
 * (LISTEN ultrasearch_run); `onProgress` is called at once and then twice a second, for people to watch.
 */
export async function followRuns(
  pool: pg.Pool,
  databaseUrl: string,
  jobs: Job[],
  onProgress: (runs: Progress[]) => void,
): Promise<Run[]> {
  const listener = new Client({ connectionString: databaseUrl })
  // It may go at any moment, while the runs are looked at too, and say so twice.
  const lost = new Promise<never>((_, reject) => listener.on('error', reject))
  lost.catch(() => {})
  let wake = (): void => {}
  listener.on('notification', () => wake())
  await listener.connect()
  try {
    await listener.query('listen ultrasearch_run')
    for (;;) {
      const { promise: news, resolve } = Promise.withResolvers<void>()
      wake = resolve
      const { rows } = await pool.query<Progress>(runsOfJobs, [
        jobs.map(({ job }) => job),
        jobs.map(({ source }) => source),
      ])
      onProgress(rows)
      if (rows.every(({ status }) => status !== 'waiting' && status !== 'running')) {
        return jobs.map(({ job }) => rows.find(row => row.job === job) as Run)
      }
      await Promise.race([news, lost, sleep(500, undefined, { ref: false })])
    }
  } finally {
    await listener.end()
  }
}
