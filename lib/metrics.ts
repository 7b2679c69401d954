/** What Prometheus may know of this process and of the database. Names and labels are a contract with dashboards. */
import type { WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const registry = new Registry()
const registers = [registry]

const jobs = new Counter({
  name: 'ultrasearch_jobs_total',
  help: 'Jobs that this worker ran, by task and how the queue sees them: success or error (tried again)',
  labelNames: ['task', 'outcome'],
  registers,
})
// From a 304 in milliseconds to the upload of a million events in minutes.
const jobSeconds = new Histogram({
  name: 'ultrasearch_job_seconds',
  help: 'How long jobs took, by task',
  labelNames: ['task'],
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
  registers,
})
export const downloads = new Counter({
  name: 'ultrasearch_downloads_total',
  help: 'Answers from outside, by host and HTTP status; none: no answer came',
  labelNames: ['host', 'code'],
  registers,
})
export const downloadedBytes = new Counter({
  name: 'ultrasearch_downloaded_bytes_total',
  help: 'Bytes of pages that were kept, before compression, by host',
  labelNames: ['host'],
  registers,
})
export const rowsRead = new Counter({
  name: 'ultrasearch_rows_total',
  help: 'Rows that parsers read (record) and could not read (reject), by source',
  labelNames: ['source', 'kind'],
  registers,
})

export const answers = new Counter({
  name: 'ultrasearch_http_requests_total',
  help: 'Requests that the status server answered, by path and HTTP status',
  labelNames: ['path', 'code'],
  registers,
})
export const answerSeconds = new Histogram({
  name: 'ultrasearch_http_request_seconds',
  help: 'How long the answers took, by path',
  labelNames: ['path'],
  buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
  registers,
})

/** Count what a worker's jobs come to. */
export function countJobs(events: WorkerEvents): void {
  const started = new WeakMap<object, number>()
  events.on('job:start', ({ job }) => started.set(job, performance.now()))
  events.on('job:complete', ({ job, error }) => {
    const task = job.task_identifier
    jobs.inc({ task, outcome: error ? 'error' : 'success' })
    jobSeconds.observe({ task }, (performance.now() - (started.get(job) ?? performance.now())) / 1_000)
  })
}

/** Gauges of what the database holds, from one query: each row of status.metrics is a sample. */
const fromDatabase = new Map<string, Gauge>()

async function askDatabase(pool: pg.Pool): Promise<void> {
  type Sample = { name: string; help: string; labels: Record<string, string>; value: number }
  const { rows } = await pool.query<Sample>('select * from status.metrics')
  for (const gauge of fromDatabase.values()) gauge.reset()
  for (const { name, help, labels, value } of rows) {
    let gauge = fromDatabase.get(name)
    if (!gauge) {
      gauge = new Gauge({ name, help, labelNames: Object.keys(labels), registers })
      fromDatabase.set(name, gauge)
    }
    gauge.set(labels, value)
  }
}

const connections = new Gauge({
  name: 'ultrasearch_pool_connections',
  help: "Connections of this process's pools by use; waiting: who waits for one",
  labelNames: ['use'],
  registers,
})

/** All there is to know now, as text for Prometheus: `pool` asks the database, `pools` are all that this process has. */
export function metricsOf(pool: pg.Pool, pools: () => pg.Pool[] = () => [pool]): () => Promise<string> {
  if (!registry.getSingleMetric('ultrasearch_process_cpu_seconds_total'))
    collectDefaultMetrics({ register: registry, prefix: 'ultrasearch_' })
  const sum = (count: (one: pg.Pool) => number): number => pools().reduce((n, one) => n + count(one), 0)
  return async () => {
    connections.set(
      { use: 'idle' },
      sum(one => one.idleCount),
    )
    connections.set(
      { use: 'busy' },
      sum(one => one.totalCount - one.idleCount),
    )
    connections.set(
      { use: 'waiting' },
      sum(one => one.waitingCount),
    )
    await askDatabase(pool)
    return registry.metrics()
  }
}
