/**
 * The whole pipeline: two sources' pages over loopback, from `fetch` queued to published; the same again unchanged, and with
 * 2 % changed. Beside it, in the same run, what it replaces: each race and each distance by REST calls of its own.
 * `npm run bench -- pipeline [--events 5000] [--rounds 5] [--workers 1] [--concurrency 10] [--original 200]`
 */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { connect } from '../lib/database.ts'
import { uploadAsOriginal } from './original-upload.ts'
import { machine, median, openPlace, type Place, settings } from './place.ts'
import { cpuOfPostgres, peakOf, secondsOf, start } from './processes.ts'
import { makeRaces } from './races.ts'
import { openSection } from './results.ts'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    workers: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '10' },
    original: { type: 'string', default: '200' },
    profile: { type: 'string' },
  },
})
const [events, rounds, workers, original] = [
  values.events,
  values.rounds,
  values.workers,
  values.original,
].map(Number) as [number, number, number, number]

/** Fetch both sources; answers the seconds until both runs are published. */
async function fetchBoth(pool: pg.Pool): Promise<number> {
  const began = performance.now()
  const { rows } = await pool.query(
    `select coalesce(max(id), 0) as last, status.fetch_source('ultrasignup'), status.fetch_source('ahotu') from ingest.runs`,
  )
  for (;;) {
    const { rows: runs } = await pool.query(
      `select status, reason from ingest.runs where id > $1 and status <> 'running'`,
      [rows[0].last],
    )
    const bad = runs.find(run => run.status !== 'published')
    if (bad) throw new Error(`A run is ${bad.status}: ${bad.reason}`)
    if (runs.length === 2) return (performance.now() - began) / 1000
    await sleep(5)
  }
}

/** What the attempts of the last two runs took, by task. */
async function tellStages(pool: pg.Pool, what: string): Promise<void> {
  const { rows } = await pool.query(`
    select task, count(*)::int as jobs, round(avg(ms)::numeric, 1) as mean_ms, round(max(ms)::numeric) as longest_ms,
      round(extract(epoch from max(finished_at) - min(started_at))::numeric, 2) as from_first_to_last_s
    from ingest.attempts, extract(epoch from finished_at - started_at) s, lateral (select s * 1000 as ms) m
    where run_id in (select id from ingest.runs order by id desc limit 2)
    group by task
    order by min(started_at)`)
  console.log(what)
  console.table(rows)
}

const took = new Map<string, number[]>()
const note = (what: string, value: number) => took.set(what, [...(took.get(what) ?? []), value])

async function round(place: Place, source: string, n: number): Promise<void> {
  const name = `round${n}`
  await place.pool.query(`create database ${name} template empty`)
  const url = place.url.replace(/\/bench(\?|$)/, `/${name}$1`)
  const pool = connect(url, 2, () => {})
  await pool.query(`insert into ingest.hosts (name, interval_ms, own_interval_ms) values ('127.0.0.1', 0, 0)
    on conflict (name) do update set own_interval_ms = 0`)
  const environment = {
    DATABASE_URL: url,
    LOG_LEVEL: 'info',
    SOURCE_ULTRASIGNUP: `${source}/ultrasignup/`,
    SOURCE_AHOTU: `${source}/ahotu/`,
  }
  const working = await Promise.all(
    Array.from({ length: workers }, () =>
      start(
        'scripts/ultrasearch.ts',
        [
          'worker',
          '--concurrency',
          values.concurrency,
          ...(values.profile ? ['--profile', values.profile] : []),
        ],
        environment,
        /Working/,
      ),
    ),
  )
  for (const limit of [
    'max_drop',
    'max_unplaced',
    'max_misdated',
    'max_changed',
    'max_rejected',
    'max_unread',
  ])
    await pool.query(
      `select status.set_limit(name, $1, 1) from ingest.sources where name in ('ultrasignup', 'ahotu')`,
      [limit],
    )
  try {
    for (const what of ['empty', 'unchanged', '2 % changed']) {
      if (what === '2 % changed') await fetch(`${source}/change`)
      const before = cpuOfPostgres(place.dir)
      const began = working.map(({ child }) => secondsOf(child.pid))
      note(what, await fetchBoth(pool))
      if (n === 0) await tellStages(pool, what)
      note(`${what}, Postgres`, cpuOfPostgres(place.dir) - before)
      note(
        `${what}, worker`,
        working.reduce((sum, { child }, i) => sum + secondsOf(child.pid) - (began[i] as number), 0),
      )
    }
    note('MB of a worker', Math.max(...working.map(({ child }) => peakOf(child.pid))))
    const { rows } = await pool.query(
      `select (select count(*) from public.events) as events, (select count(*) from public.event_distances) as distances,
        (select count(*) from ingest.requests) / 3 as requests, pg_database_size(current_database()) / 1e6 as mb`,
    )
    note('events', Number(rows[0].events))
    note('distances', Number(rows[0].distances))
    note('requests of a fetch', Number(rows[0].requests))
    note('MB of the database', Number(rows[0].mb))
  } finally {
    for (const { child } of working) {
      child.removeAllListeners('exit')
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await pool.end()
    await place.pool.query(`drop database ${name} with (force)`)
  }
}

const { say, write } = openSection(`What the whole pipeline takes, ${events} events`)

function tell(): void {
  const of = (what: string): number => median(took.get(what) ?? [])
  const facts = ['events', 'distances', 'requests of a fetch', 'MB of the database', 'MB of a worker']
  say(`${facts.map(what => `${of(what).toFixed(0)} ${what}`).join(', ')}.\n`)
  say('| run | events/s | s | CPU of the worker, s | CPU of Postgres, s |\n| --- | --- | --- | --- | --- |')
  const rate = (what: string): number => of('events') / of(what)
  for (const what of ['empty', 'unchanged', '2 % changed']) {
    const cpu = ['worker', 'Postgres'].map(who => of(`${what}, ${who}`).toFixed(2))
    say(`| ${what} | ${rate(what).toFixed(0)} | ${of(what).toFixed(2)} | ${cpu.join(' | ')} |`)
  }
  if (original > 0) {
    const before = original / of('original')
    say(
      `| the original upload alone, of ${original} | ${before.toFixed(1)} | ${of('original').toFixed(2)} | | |`,
    )
    say(
      `\nTimes as fast as the original upload: ${(rate('empty') / before).toFixed(0)}, unchanged ${(rate('unchanged') / before).toFixed(0)}.`,
    )
  }
  write()
}

const place = await openPlace('pipeline')
const { text, child: server } = await start('bench/source-server.ts', [String(events)], {}, /http:\S+\n/)
server.removeAllListeners('exit')
try {
  say(`Written by \`npm run bench -- pipeline --events ${events}\`.\n`)
  say(
    `${await machine(place.pool)}; ${JSON.stringify({ ...settings, workers, concurrency: values.concurrency })}.`,
  )
  say(
    `Two sources over loopback without intervals, from \`fetch\` queued to published; medians of ${rounds} rounds.\n`,
  )
  // A template has nobody connected.
  const admin = connect(place.url.replace(/\/bench(\?|$)/, '/postgres$1'), 2, () => {}, {
    statement_timeout: '0',
  })
  await place.pool.end()
  await admin.query('alter database bench rename to empty')
  const ours = { ...place, pool: admin }
  for (let n = 0; n < rounds; n++) {
    await round(ours, text.trim(), n)
    if (original > 0) {
      const races = makeRaces(original)
      note('original', await uploadAsOriginal(place.url, admin, place.dir, races))
    }
  }
  tell()
  await admin.end()
} finally {
  server.kill()
  await place.close()
}
