/**
 * What our attempts and their fencing cost: jobs that do nothing, on our queue and on others; and the real pipeline, beside the
 * same tasks on Graphile Worker alone. `npm run bench -- queue [--jobs 20000] [--events 5000] [--rounds 5] [--waits 200] [--concurrency 10]
 * [--own]`; without --own it installs other queues into .data/bench-queues
 */
import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Copies, openCopies, serveSources } from './fetching.ts'
import { machine, median, openPlace, quantile, settings } from './place.ts'
import { bare, bullMq, type Heard, ours, pgBoss, type Queue, type Variant, versions } from './queues.ts'
import { openSection } from './results.ts'
import { compareWays } from './unfenced.ts'

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '20000' },
    events: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    waits: { type: 'string', default: '200' },
    concurrency: { type: 'string', default: '10' },
    own: { type: 'boolean', default: false },
  },
})
const [jobs, events, rounds, waits, concurrency] = [
  values.jobs,
  values.events,
  values.rounds,
  values.waits,
  values.concurrency,
].map(Number) as [number, number, number, number, number]
const { say, ratio, write } = openSection('What the queue costs')

type Open = (url: string, heard: Heard, concurrency: number) => Promise<Queue>
const fenced =
  (more: Variant): Open =>
  (...given) =>
    bare(...given, { fenced: true, ...more })

const queues: Record<string, Open> = {
  'ours: attempts, fencing, heart': ours,
  'Graphile Worker bare, our settings': bare,
  'Graphile Worker bare, its defaults': (...given) =>
    bare(...given, {
      changed: { localQueue: { size: -1 }, completeJobBatchDelay: -1, failJobBatchDelay: -1 },
    }),
  [`pg-boss ${versions['pg-boss']}`]: pgBoss,
  [`BullMQ ${versions.bullmq} on Redis`]: bullMq,
  'ours, no local queue': fenced({ changed: { localQueue: { size: -1 } } }),
  'ours, local queue of 500': fenced({ changed: { localQueue: { size: 500 } } }),
  'ours, each outcome by itself': fenced({
    changed: { completeJobBatchDelay: -1, failJobBatchDelay: -1 },
  }),
  'ours, 4 connections': fenced({ connections: 4 }),
  'ours, as many connections as jobs at once': fenced({ connections: concurrency }),
  'ours, three times as many': fenced({ connections: concurrency * 3 }),
}

/** Why one can't be measured here. */
function lacks(name: string): string | undefined {
  if (values.own && /^(pg-boss|BullMQ)/.test(name)) return 'left out by --own'
  if (!name.includes('Redis')) return
  try {
    execFileSync('redis-server', ['--version'])
  } catch {
    return 'no redis-server on PATH'
  }
}

/** Jobs a second, from the first that starts to the last, of those that wait already. */
async function throughput(open: Open, url: string): Promise<number> {
  const { promise: all, resolve } = Promise.withResolvers<void>()
  let [first, started] = [0, 0]
  const queue = await open(
    url,
    () => {
      first ||= performance.now()
      if (++started === jobs) resolve()
    },
    concurrency,
  )
  await queue.fill(jobs)
  await queue.work()
  await all
  const took = (performance.now() - first) / 1000
  await queue.close()
  return jobs / took
}

/** Milliseconds from asking for a job to its start, of some that come one by one to a queue that is idle. */
async function latencies(open: Open, url: string): Promise<number[]> {
  const asked: number[] = []
  const took: number[] = []
  const queue = await open(url, n => took.push(performance.now() - (asked[n] ?? 0)), concurrency)
  await queue.work()
  await sleep(1500)
  for (let n = 0; n < waits; n++) {
    asked[n] = performance.now()
    await queue.add(n)
    await sleep(20)
  }
  while (took.length < waits) await sleep(20)
  await queue.close()
  return took
}

async function nothing({ copy }: Copies): Promise<void> {
  say(
    `\n${jobs.toLocaleString('en')} jobs that do nothing, ${concurrency} at once; then ${waits} one by one to a queue that is idle.\n`,
  )
  say(
    '| queue | jobs/s | of Graphile Worker bare | from add_job to start, ms p50 | p95 |\n| --- | --- | --- | --- | --- |',
  )
  const rates = new Map<string, number[]>()
  const waited = new Map<string, number[]>()
  const { url, drop } = await copy('nothing')
  const all = Object.entries(queues).filter(([name]) => !lacks(name))
  for (let n = 0; n < rounds; n++)
    // Each round begins with another one: the first finds everything cold.
    for (const [name, open] of [...all.slice(n % all.length), ...all.slice(0, n % all.length)]) {
      rates.set(name, [...(rates.get(name) ?? []), await throughput(open, url)])
      waited.set(name, [...(waited.get(name) ?? []), ...(await latencies(open, url))])
    }
  await drop()
  const rateOf = (name: string): number => median(rates.get(name) ?? [])
  const bareRate = rateOf('Graphile Worker bare, our settings')
  ratio(
    'jobs that do nothing, times Graphile Worker bare',
    bareRate / rateOf('ours: attempts, fencing, heart'),
  )
  for (const name of Object.keys(queues)) {
    const [rate, wait] = [rateOf(name), waited.get(name) ?? []]
    const told = [rate.toFixed(0), `${((100 * rate) / bareRate).toFixed(0)} %`]
    const quantiles = [quantile(wait, 0.5), quantile(wait, 0.95)].map(ms => ms.toFixed(1))
    say(`| ${name} | ${(lacks(name) ? [lacks(name), '', '', ''] : [...told, ...quantiles]).join(' | ')} |`)
  }
}

const place = await openPlace('queue')
const sources = await serveSources(events)
try {
  say(`Written by \`npm run bench -- queue --jobs ${jobs} --events ${events}\`.\n`)
  say(
    `${await machine(place.pool)}; ${JSON.stringify({ ...settings, concurrency })}; medians of ${rounds} rounds.`,
  )
  const copies = await openCopies(place)
  await compareWays(place, copies, { sources, events, rounds, concurrency, say, ratio })
  await nothing(copies)
  await copies.admin.end()
  write()
} finally {
  sources.close()
  await place.close()
}
