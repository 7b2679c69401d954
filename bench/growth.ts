/**
 * How the program grows: 1,000 events, ten times as many, and so on, from `fetch` queued to published; the worker's memory, the
 * database's size; then many unchanged and changing runs, and what they leave in tables and indexes.
 * `npm run bench -- growth [--sizes 1000,10000,100000,1000000] [--rounds 5] [--runs 20] [--worn 10000]
 * [--sources ahotu]`: one that pages through; UltraSignup's cap makes requests overlap more and more
 */
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { bloat, shares, worst } from './bloat.ts'
import {
  type Copies,
  type Cost,
  costOf,
  fetchAll,
  liftLimits,
  openCopies,
  type Sources,
  serveSources,
  startWorkers,
  stopWorkers,
  workerOptions,
} from './fetching.ts'
import { machine, median, openPlace, type Place, settings } from './place.ts'
import { type Line, peakOf } from './processes.ts'
import { openSection } from './results.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000,1000000' },
    sources: { type: 'string', default: 'ultrasignup,ahotu' },
    rounds: { type: 'string', default: '5' },
    runs: { type: 'string', default: '20' },
    worn: { type: 'string', default: '10000' },
  },
})
const sizes = values.sizes.split(',').map(Number)
const runs = Number(values.runs)
const { say, write } = openSection('How it grows')
const names = values.sources.split(',')

type Grown = {
  events: number
  empty: Cost
  unchanged: Cost
  changed: Cost
  memory: number
  bytes: number
  requests: number
  read: number
}
type Open = { pool: pg.Pool; working: Line[]; sources: Sources }

/** With so many events to be had, and a worker for them. */
async function withEvents<T>({ copy }: Copies, events: number, body: (open: Open) => Promise<T>): Promise<T> {
  const sources = await serveSources((events * 2) / names.length)
  const { pool, url, drop } = await copy(`events${events}`)
  const working = await startWorkers(1, { DATABASE_URL: url, ...sources.environment })
  try {
    await liftLimits(pool, names)
    return await body({ pool, working, sources })
  } finally {
    sources.close()
    await stopWorkers(working)
    await drop()
  }
}

const size = async (pool: pg.Pool): Promise<number> =>
  (await pool.query('select pg_database_size(current_database()) as bytes')).rows[0].bytes

async function grow(place: Place, { pool, working, sources }: Open): Promise<Grown> {
  const before = await size(pool)
  const run = () => costOf(place, working, () => fetchAll(pool, names))
  const empty = await run()
  const bytes = (await size(pool)) - before
  const { rows: asked } = await pool.query(
    'select (select count(*) from ingest.requests) as requests, (select count(*) from ingest.parsed_records) as read',
  )
  const unchanged = await run()
  await sources.change()
  const changed = await run()
  const { rows } = await pool.query('select count(*) as events from public.events')
  const memory = Math.max(...working.map(({ child }) => peakOf(child.pid)))
  return { events: rows[0].events, empty, unchanged, changed, memory, bytes, ...asked[0] }
}

/** How much more there is for ten times the events: 1 where it is ten times as much, less where it is less. */
const slope = (a: Grown, b: Grown, value: (grown: Grown) => number): string =>
  (Math.log(value(b) / value(a)) / Math.log(b.events / a.events)).toFixed(2)

const cpu = ({ postgres, worker }: Cost): number => postgres + worker

async function tellGrowth(place: Place, copies: Copies): Promise<void> {
  say(
    '| events | requests | rows read | empty, s | CPU | unchanged, s | CPU | 2 % changed, s | CPU | MB of the worker | bytes of the database an event |',
  )
  say('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
  const all: Grown[] = []
  for (const events of sizes) {
    // One round of a million takes minutes; the small ones are noisier.
    const rounds: Grown[] = []
    for (let n = 0; n < (events > 20_000 ? 1 : Number(values.rounds)); n++)
      rounds.push(await withEvents(copies, events, open => grow(place, open)))
    const of = (value: (grown: Grown) => number): number => median(rounds.map(value))
    const cost = (which: 'empty' | 'unchanged' | 'changed'): Cost => ({
      seconds: of(grown => grown[which].seconds),
      postgres: of(grown => grown[which].postgres),
      worker: of(grown => grown[which].worker),
    })
    const grown: Grown = {
      events: of(each => each.events),
      empty: cost('empty'),
      unchanged: cost('unchanged'),
      changed: cost('changed'),
      memory: of(each => each.memory),
      bytes: of(each => each.bytes),
      requests: of(each => each.requests),
      read: of(each => each.read),
    }
    all.push(grown)
    const costs = [grown.empty, grown.unchanged, grown.changed]
    const told = costs.flatMap(one => [one.seconds.toFixed(1), cpu(one).toFixed(1)])
    const ends = [grown.memory.toFixed(0), (grown.bytes / grown.events).toFixed(0)]
    say(
      `| ${[...[grown.events, grown.requests, grown.read].map(n => n.toLocaleString('en')), ...told, ...ends].join(' | ')} |`,
    )
  }
  say('\nSlope, of CPU and bytes: 1 where ten times the events take ten times as much.\n')
  say('| from | to | empty | unchanged | 2 % changed | database |\n| --- | --- | --- | --- | --- | --- |')
  for (const [i, b] of all.entries()) {
    const a = all[i - 1]
    if (!a) continue
    const values = [
      (g: Grown) => cpu(g.empty),
      (g: Grown) => cpu(g.unchanged),
      (g: Grown) => cpu(g.changed),
      (g: Grown) => g.bytes,
    ]
    const told = values.map(value => slope(a, b, value))
    say(`| ${[a.events, b.events].map(n => n.toLocaleString('en')).join(' | ')} | ${told.join(' | ')} |`)
  }
}

async function tellWear(copies: Copies): Promise<void> {
  const events = Number(values.worn)
  await withEvents(copies, events, async ({ pool, sources }) => {
    await fetchAll(pool, names)
    const [first, air, took] = [await size(pool), shares(await bloat(pool)), [] as number[]]
    for (let n = 0; n < runs; n++) took.push(await fetchAll(pool, names))
    const unchanged = await size(pool)
    for (let n = 0; n < runs; n++) {
      await sources.change()
      took.push(await fetchAll(pool, names))
    }
    const mb = [first, unchanged, await size(pool)].map(bytes => (bytes / 1e6).toFixed(0))
    say(
      `\nOf ${events.toLocaleString('en')} events, after ${runs} unchanged runs and ${runs} that change 2 %, with autovacuum as Postgres has it:`,
    )
    say(
      `${mb.join(' MB, ')} MB of the database. The first and the last three unchanged runs took ${median(took.slice(0, 3)).toFixed(1)} and ${median(took.slice(runs - 3, runs)).toFixed(1)} s,`,
    )
    say(
      `changing ones ${median(took.slice(runs, runs + 3)).toFixed(1)} and ${median(took.slice(-3)).toFixed(1)} s.\n`,
    )
    const worn = await bloat(pool)
    say(`Air at first: ${air}. Then: ${shares(worn)}. The worst:\n`)
    for (const line of worst(worn)) say(line)
  })
}

const place = await openPlace('growth')
try {
  say(
    `Written by \`npm run bench -- growth --sizes ${values.sizes} --runs ${runs} --worn ${values.worn} --sources ${values.sources} --rounds ${values.rounds}\`.\n`,
  )
  say(
    `${await machine(place.pool)}; ${JSON.stringify(settings)}; one worker, 10 jobs at once, ${workerOptions}. Up to 20,000 events medians of ${values.rounds} rounds, then one.\n`,
  )
  const empty = (await size(place.pool)) / 1e6
  say(`An empty database, gazetteer included: ${empty.toFixed(0)} MB.\n`)
  const copies = await openCopies(place)
  await tellGrowth(place, copies)
  await tellWear(copies)
  await copies.admin.end()
  write()
} finally {
  await place.close()
}
