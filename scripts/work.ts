/** Everything a worker process needs: sources registered, tasks loaded, crontab checked. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { getTasks, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import { parserVersion } from '../lib/fingerprint.ts'
import { log } from '../lib/log.ts'
import { settings, UsageError } from '../lib/settings.ts'
import { startWorker, type Worker } from '../lib/worker.ts'
import { sources } from '../sources/index.ts'
import { crontabLines, crontabWarnings, type Line, period } from './crontab.ts'
import { checkClock } from './doctor/server.ts'

const root = path.join(import.meta.dirname, '..')

/** Tell the database what the code says of each source. `urls` override base URLs, by source. */
export async function registerSources(pool: pg.Pool, urls: Record<string, string>): Promise<void> {
  for (const name of Object.keys(urls)) {
    if (!sources[name]) {
      const known = Object.keys(sources).join(', ')
      throw new UsageError(`SOURCE_${name.toUpperCase()} names no source. Known sources: ${known}.`)
    }
  }
  const rows = Object.values(sources).map(source => ({
    name: source.name,
    title: source.title,
    home_page: source.homePage,
    licence: source.licence,
    attribution: source.attribution,
    terms_url: source.termsUrl,
    enabled: source.enabled,
    base_url: urls[source.name] ?? source.baseUrl,
    interval_ms: source.interval,
    horizon_days: source.horizon,
    may_export: source.mayExport ?? true,
    rank: source.rank,
    gives_ids: source.givesIds ?? false,
  }))
  await pool.query('select ingest.register_sources($1)', [JSON.stringify(rows)])
}

/** Our tasks, or the ones named, or all `except` some. An unknown name is a mistake, not an empty worker. */
export async function loadTasks(names?: string[], except: string[] = []): Promise<TaskList> {
  const { tasks } = await getTasks({}, path.join(root, 'tasks'))
  const unknown = [...(names ?? []), ...except].filter(name => !tasks[name])
  if (unknown.length > 0) {
    throw new UsageError(`There is no task ${unknown.join(', ')}. Tasks: ${Object.keys(tasks).join(', ')}.`)
  }
  const missing = needs()
  for (const name of names ?? [])
    if (missing[name]) throw new UsageError(`Task ${name} needs ${missing[name]}.`)
  const isWanted = (name: string): boolean =>
    names ? names.includes(name) : !missing[name] && !except.includes(name)
  const entries = Object.entries(tasks).filter(([name]) => isWanted(name))
  return Object.fromEntries(entries) as TaskList
}

/** Tasks that this worker can't do, and the setting that each lacks: their jobs are left to workers that have it. */
function needs(): Record<string, string> {
  const { NOTIFY_WEBHOOK_URL, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } = settings()
  return {
    ...(!NOTIFY_WEBHOOK_URL && { notify: 'NOTIFY_WEBHOOK_URL' }),
    ...(!(OTEL_EXPORTER_OTLP_ENDPOINT || OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) && {
      trace: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    }),
  }
}

/**
 * The crontab, checked: the queue would take a line for a task or a source that doesn't exist, and let its jobs rot.
 */
export async function readCrontab(text = readFileSync(path.join(root, 'crontab'), 'utf8')): Promise<string> {
  const { tasks } = await getTasks({}, path.join(root, 'tasks'))
  for (const { task, source, line } of crontabLines(text)) {
    if (!tasks[task]) throw new UsageError(`crontab line ${line}: there is no task ${task}.`)
    if (task === 'fetch' && !sources[source ?? '']) {
      throw new UsageError(`crontab line ${line}: there is no source ${source}.`)
    }
  }
  return text
}

/** Tell the database what the crontab says: when sources are asked next, and how old they may become, are its business too. */
export async function registerCrontab(pool: pg.Pool, lines: Line[]): Promise<void> {
  const now = Date.now()
  const rows = lines.map(line => {
    const longest = period(line, now)
    const { line: name, schedule, task, source } = line
    return { line: name, schedule, task, source, period_s: longest && longest / 1000 }
  })
  await pool.query('select ingest.register_crontab($1)', [JSON.stringify(rows)])
}

/** Not refused: when the database's clock jumps, that would stop all workers at once. */
export async function warnOfClock(pool: Pick<pg.Pool, 'query'>, clock?: () => number): Promise<void> {
  const verdict = await checkClock({ first: pool }, clock)
  if (verdict.state === 'error') log.error(`This clock is ${verdict.found}. ${verdict.advice}`)
}

/** A statement may take two minutes. Who waits longer for its answer would hold a hand, and its job, for ever. */
export const answerMs = 150_000

export type WorkOptions = {
  tasks?: string[]
  except?: string[]
  concurrency?: number
  crontab?: string
  urls?: Record<string, string>
  shutdownMs?: number
}

/** Register the sources and start working. */
export async function work(pool: pg.Pool, options: WorkOptions = {}): Promise<Worker> {
  const { tasks, except, concurrency = settings().CONCURRENCY, urls = settings().sourceUrls } = options
  const crontab = options.crontab ?? (await readCrontab())
  const lines = crontabLines(crontab)
  for (const warning of crontabWarnings(lines)) log.warn(`crontab: ${warning}`)
  if (lines.length > 0) await warnOfClock(pool)
  await registerSources(pool, urls)
  // One that was started without any leaves what others work by.
  if (crontab !== '') await registerCrontab(pool, lines)
  return startWorker({
    pool,
    taskList: await loadTasks(tasks, except),
    concurrency,
    crontab,
    parsers: Object.fromEntries(Object.keys(sources).map(name => [name, parserVersion(name)])),
    shutdownMs: options.shutdownMs ?? settings().SHUTDOWN_MS,
  })
}
