/** Everything on this machine: Postgres, the local Supabase, a worker with the crontab, and a first fetch. */
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { checkDatabase, connect } from '../lib/database.ts'
import { log } from '../lib/log.ts'
import { migrate } from '../lib/migrations.ts'
import { withoutPassword } from '../lib/secrets.ts'
import { settings } from '../lib/settings.ts'
import { startSampleServer } from '../samples/server.ts'
import { sources } from '../sources/index.ts'
import { followRuns, type Job, type Run } from './follow.ts'
import { openDatabase, openSupabase, type Supabase } from './place.ts'
import { exitCode, progressLine, reasons, runJson, runTable } from './report.ts'
import { serveBeside } from './serve.ts'
import { untilSignal } from './signals.ts'
import { announce } from './target.ts'
import { answerMs, work } from './work.ts'

export type StartOptions = { live: boolean; once: boolean; json: boolean }

// Whoever presses Ctrl-C waits: the next start goes on with what is broken off here.
const patienceMs = 3_000

const lost = (err: Error): void => log.warn({ err }, 'Lost a connection')

/** Migrate, on connections of its own: that takes as long as it takes. Answers which files ran. */
async function bringUpToDate(databaseUrl: string): Promise<string[]> {
  const pool = connect(databaseUrl, 2, lost)
  try {
    await checkDatabase(pool)
    return await migrate(pool)
  } finally {
    await pool.end()
  }
}

/** Fetch every enabled source once, then stay until Ctrl-C, or with `once` end when the runs have. Answers the exit code. */
export async function start(options: StartOptions): Promise<number> {
  const say = (line: string) => (options.json ? process.stderr : process.stdout).write(`${line}\n`)
  const live = options.live || Boolean(settings().DATABASE_URL)
  const shutdownMs = Math.min(patienceMs, settings().SHUTDOWN_MS)
  const stopped = untilSignal()
  // Stopped in the reverse order, whatever happens.
  await using started = new AsyncDisposableStack()

  const databaseUrl = await openDatabase(live, started)
  const ran = await bringUpToDate(databaseUrl)
  if (ran.length > 0) say(`Migrated: ${ran.length} files of sql/.`)
  const pool = connect(databaseUrl, settings().CONCURRENCY + 4, lost, {}, answerMs)
  // A job that ignores that it is broken off keeps its connection: Postgres, which stops next, ends that.
  started.defer(() => Promise.race([pool.end(), sleep(1_000, undefined, { ref: false })]))

  const supabase = await openSupabase(databaseUrl, started)
  const samples = live ? null : await serveSamples(started)
  const urls = { ...samples?.urls, ...settings().sourceUrls }
  const worker = await work(pool, { urls, shutdownMs, ...(options.once && { crontab: '' }) })
  started.defer(async () => void (await worker.stop()))
  const status = options.once ? null : await serveBeside(databaseUrl, supabase, started)
  if (status) say(`Status at ${status.url} while the sources are fetched.`)
  await pool.query(
    'select status.add_site(source, url) from jsonb_to_recordset($1) as s (source text, url text)',
    [JSON.stringify(samples?.sites.map(([source, url]) => ({ source, url })) ?? [])],
  )
  started.defer(
    announce({ pid: process.pid, databaseUrl, supabaseUrl: supabase?.url ?? null, sourceUrls: urls }),
  )

  const runs = await Promise.race([fetchAll(pool, databaseUrl), stopped.then(() => null), worker.ended])
  if (!runs) return 130
  const events = await countEvents(pool)
  if (options.json) process.stdout.write(`${JSON.stringify({ events, runs: runJson(runs) })}\n`)
  else say(summary(runs, events, live))
  if (options.once) return exitCode(runs)

  say(addresses(databaseUrl, supabase, status?.url))
  await Promise.race([stopped, worker.ended])
  say('\nStopping …')
  return 0
}

/** Our samples as the public APIs would serve them, on loopback. */
async function serveSamples(
  started: AsyncDisposableStack,
): Promise<{ urls: Record<string, string>; sites: [source: string, url: string][] }> {
  const server = await startSampleServer()
  started.defer(() => server.close())
  const names = Object.keys(sources)
  return {
    urls: Object.fromEntries(names.map(name => [name, server.base(name)])),
    sites: names.flatMap(name => server.sites(name).map((url): [string, string] => [name, url])),
  }
}

async function fetchAll(pool: pg.Pool, databaseUrl: string): Promise<Run[]> {
  const { rows } = await pool.query<Job>(
    `select name as source, status.fetch_source(name, 'start') as job
     from ingest.sources
     where enabled and paused_at is null and erased_at is null
     order by name`,
  )
  const progress = progressLine()
  const runs = await followRuns(pool, databaseUrl, rows, progress.show)
  progress.clear()
  return runs
}

async function countEvents(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*) as n from public.events where withdrawn_at is null and merged_into is null',
  )
  return rows[0]?.n ?? 0
}

function summary(runs: Run[], events: number, live: boolean): string {
  const from = live ? '' : ' from samples/: real races on made-up days (--live asks the public APIs)'
  return ['', runTable(runs), '', ...reasons(runs), `${events} events published${from}.`].join('\n')
}

function addresses(databaseUrl: string, supabase: Supabase | null, statusUrl: string | undefined): string {
  const password = settings().DATABASE_URL
    ? ''
    : `   (password in ${path.join(settings().DATA_DIR, 'postgres', 'password')})`
  const lines = supabase
    ? [
        `Races     ${supabase.url}/rest/v1/event_full?limit=10&apikey=${supabase.anonKey}`,
        `Supabase  ${supabase.url}   (anon key ${supabase.anonKey})`,
      ]
    : []
  return [
    '',
    ...lines,
    `Postgres  ${withoutPassword(databaseUrl)}${password}`,
    `Status    ${statusUrl}   (GraphQL at ${statusUrl}/ruru)`,
    `Explorer  ${statusUrl}/explore`,
    '',
    'Working by the crontab. Ctrl-C stops everything.',
  ].join('\n')
}
