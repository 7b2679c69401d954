/**
 * Whether sources wait for each other, and how far more workers help: 50 sources at once whose servers take 200 ms for a page, by
 * 1, 2 and 4 processes and by jobs at once; one request at a time to each host; and with one host that is ten times as slow.
 * `npm run bench -- fan-out [--sources 50] [--pages 10] [--ms 200] [--rounds 5] [--hands 5,10,25]`
 */
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import {
  type Copies,
  type Cost,
  costOf,
  fetchAll,
  liftLimits,
  openCopies,
  startWorkers,
  stopWorkers,
  tellStages,
} from './fetching.ts'
import { machine, median, openPlace, type Place, settings } from './place.ts'
import { openSection } from './results.ts'
import { copyProgram, type Servers, slowNames, startServers } from './slow-sources.ts'

const { values } = parseArgs({
  options: {
    sources: { type: 'string', default: '50' },
    pages: { type: 'string', default: '10' },
    ms: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
    hands: { type: 'string', default: '5,10,25' },
  },
})
const [many, pages, ms, rounds] = [values.sources, values.pages, values.ms, values.rounds].map(Number) as [
  number,
  number,
  number,
  number,
]
const { say, write } = openSection('What many slow sources take')
const names = slowNames(many)
const times = Array.from({ length: rounds }, (_, round) => round)

type Setting = {
  workers: number
  concurrency: number
  /** Least milliseconds between two requests to a host; 0: not metered, all of its pages may be asked for at once. */
  gap?: number
  only?: string[]
}
/** When the last request of each source was settled, in seconds from the first job. */
type Ended = Map<string, number>

let copied = 0

async function once(
  place: Place,
  { copy }: Copies,
  servers: Servers,
  { workers, concurrency, gap = 0, only = names }: Setting,
  first: boolean,
): Promise<Cost & { ended: Ended }> {
  const { pool, url, drop } = await copy(`copy${copied++}`)
  const environment = { DATABASE_URL: url, ...servers.environment }
  const working = await startWorkers(workers, environment, ['--concurrency', `${concurrency}`], program)
  await liftLimits(pool, names)
  for (const base of Object.values(servers.environment))
    await pool.query('insert into ingest.hosts (name, interval_ms, own_interval_ms) values ($1, 0, $2)', [
      new URL(base).host,
      gap,
    ])
  const cost = await costOf(place, working, () => fetchAll(pool, only))
  if (first) await tellStages(pool, JSON.stringify({ workers, concurrency, gap }), only.length)
  const { rows } = await pool.query(`
    select source, extract(epoch from max(settled_at) - (select min(started_at) from ingest.runs))::float8 as s
    from ingest.requests join ingest.runs on runs.id = run_id
    group by source`)
  await stopWorkers(working)
  await drop()
  return { ...cost, ended: new Map(rows.map(({ source, s }) => [source, s])) }
}

async function several(
  place: Place,
  copies: Copies,
  servers: Servers,
  setting: Setting,
): Promise<{ seconds: number; cpu: number; ended: Ended[] }> {
  const all = []
  for (const n of times) all.push(await once(place, copies, servers, setting, n === 0))
  return {
    seconds: median(all.map(({ seconds }) => seconds)),
    cpu: median(all.map(({ seconds, postgres, worker }) => (postgres + worker) / seconds / os.cpus().length)),
    ended: all.map(({ ended }) => ended),
  }
}

const last = (ended: Ended[], but = ''): number =>
  median(ended.map(each => Math.max(...[...each].filter(([name]) => name !== but).map(([, s]) => s))))

async function throughput(place: Place, copies: Copies, servers: Servers): Promise<void> {
  say(
    `\nNot metered: ${many} sources of ${pages} pages, ${ms} ms each; until all are published, and to the last page.`,
  )
  say("At best: as many pages at once as there are hands, and nothing but the servers' time.\n")
  say('| processes | jobs at once in each | s | pages/s | of the best | CPU of the machine |')
  say('| --- | --- | --- | --- | --- | --- |')
  const all = values.hands
    .split(',')
    .flatMap(hands => [1, 2, 4].map(workers => [workers, Number(hands)] as const))
  for (const [workers, concurrency] of all) {
    const { seconds, cpu, ended } = await several(place, copies, servers, { workers, concurrency })
    const rate = (many * pages) / last(ended)
    const best = (workers * concurrency * 1000) / ms
    const shares = [rate / best, cpu].map(share => `${(100 * share).toFixed(0)} %`)
    say(
      `| ${workers} | ${concurrency} | ${seconds.toFixed(2)} | ${rate.toFixed(1)} | ${shares.join(' | ')} |`,
    )
  }
}

async function waiting(place: Place, copies: Copies, servers: Servers): Promise<void> {
  const gap = 1000
  const metered: Setting = { workers: 1, concurrency: many, gap }
  const [first = ''] = names
  const alone = last((await several(place, copies, servers, { ...metered, only: [first] })).ended)
  const together = last((await several(place, copies, servers, metered)).ended)
  servers.slow(first, 10 * ms)
  const { ended } = await several(place, copies, servers, metered)
  const best = (pages * ms + (pages - 1) * gap) / 1000
  say(
    `\nOne request at a time to a host, ${gap} ms after the last one (at best ${best.toFixed(1)} s), one process with ${many} jobs at once.`,
  )
  say('Seconds to the last page:\n')
  say('| one source alone | all | times | the others beside one ten times as slow | times | that one |')
  say('| --- | --- | --- | --- | --- | --- |')
  const [others, slow] = [last(ended, first), median(ended.map(each => each.get(first) ?? Number.NaN))]
  const told = [alone, together, together / alone, others, others / together, slow]
  say(`| ${told.map(number => number.toFixed(2)).join(' | ')} |`)
}

// Four processes of 25 jobs at once have a connection for each, and some more.
const place = await openPlace('fan-out', { max_connections: '300' })
const servers = await startServers(names, pages, ms)
const program = copyProgram(path.join(place.dir, 'program'), names)
try {
  say(`Written by \`npm run bench -- fan-out --sources ${many} --pages ${pages} --ms ${ms}\`.\n`)
  say(`${await machine(place.pool)}; ${JSON.stringify(settings)}; medians of ${rounds} rounds.`)
  const copies = await openCopies(place)
  await throughput(place, copies, servers)
  await waiting(place, copies, servers)
  await copies.admin.end()
  write()
} finally {
  servers.close()
  await place.close()
}
