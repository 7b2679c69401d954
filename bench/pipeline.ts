/**
 * The whole pipeline: two sources' pages over loopback, from `fetch` queued to published; the same again unchanged, and with
 * 2 % changed. Beside it, in the same run, what it replaces: each race and each distance by REST calls of its own.
 * `npm run bench -- pipeline [--events 5000] [--rounds 5] [--workers 1] [--concurrency 10] [--original 200]`
 */
import { parseArgs } from 'node:util'
import {
  both,
  type Copies,
  costOf,
  fetchAll,
  liftLimits,
  openCopies,
  type Sources,
  serveSources,
  startWorkers,
  stopWorkers,
  tellStages,
} from './fetching.ts'
import { uploadAsOriginal } from './original-upload.ts'
import { machine, median, openPlace, type Place, settings } from './place.ts'
import { peakOf } from './processes.ts'
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

const fetches = ['empty', 'unchanged', '2 % changed']
const took = new Map<string, number[]>()
const note = (what: string, value: number) => took.set(what, [...(took.get(what) ?? []), value])

async function round(place: Place, { copy }: Copies, sources: Sources, n: number): Promise<void> {
  const { pool, url, drop } = await copy(`round${n}`)
  const profile = values.profile ? ['--profile', values.profile] : []
  const working = await startWorkers(workers, { DATABASE_URL: url, ...sources.environment }, [
    '--concurrency',
    values.concurrency,
    ...profile,
  ])
  await liftLimits(pool, both)
  try {
    for (const what of fetches) {
      if (what === '2 % changed') await sources.change()
      const cost = await costOf(place, working, () => fetchAll(pool, both))
      note(what, cost.seconds)
      if (n === 0) await tellStages(pool, what, both.length)
      note(`${what}, Postgres`, cost.postgres)
      note(`${what}, worker`, cost.worker)
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
    await stopWorkers(working)
    await drop()
  }
}

const { say, ratio, write } = openSection(`What the whole pipeline takes, ${events} events`)

function tell(): void {
  const of = (what: string): number => median(took.get(what) ?? [])
  const facts = ['events', 'distances', 'requests of a fetch', 'MB of the database', 'MB of a worker']
  say(`${facts.map(what => `${of(what).toFixed(0)} ${what}`).join(', ')}.\n`)
  say('| run | events/s | s | CPU of the worker, s | CPU of Postgres, s |\n| --- | --- | --- | --- | --- |')
  const rate = (what: string): number => of('events') / of(what)
  for (const what of fetches) {
    const cpu = ['worker', 'Postgres'].map(who => of(`${what}, ${who}`).toFixed(2))
    say(`| ${what} | ${rate(what).toFixed(0)} | ${of(what).toFixed(2)} | ${cpu.join(' | ')} |`)
  }
  if (original > 0) {
    const before = original / of('original')
    for (const what of fetches) ratio(`${what}, of the original upload`, before / rate(what))
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
const sources = await serveSources(events)
try {
  say(`Written by \`npm run bench -- pipeline --events ${events}\`.\n`)
  say(
    `${await machine(place.pool)}; ${JSON.stringify({ ...settings, workers, concurrency: values.concurrency })}.`,
  )
  say(
    `Two sources over loopback without intervals, from \`fetch\` queued to published; medians of ${rounds} rounds.\n`,
  )
  const copies = await openCopies(place)
  const { admin } = copies
  for (let n = 0; n < rounds; n++) {
    await round(place, copies, sources, n)
    if (original > 0) {
      const races = makeRaces(original)
      note('original', await uploadAsOriginal(place.url, admin, place.dir, races))
    }
  }
  tell()
  await admin.end()
} finally {
  sources.close()
  await place.close()
}
