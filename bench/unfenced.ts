/** The real pipeline as it is, beside the same tasks on Graphile Worker alone, without attempts (bench/unfenced.sql). */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  both,
  type Copies,
  type Cost,
  costOf,
  fetchAll,
  liftLimits,
  type Sources,
  startWorkers,
  stopWorkers,
} from './fetching.ts'
import { median, type Place } from './place.ts'

type Settings = {
  sources: Sources
  events: number
  rounds: number
  concurrency: number
  say(line: string): void
  ratio(what: string, value: number): void
}

const ways = { ours: 'scripts/ultrasearch.ts', bare: 'bench/bare-worker.ts' }
type Way = keyof typeof ways

/** An empty fetch and an unchanged one, each way on a database of its own. */
async function oneWay(
  place: Place,
  { copy }: Copies,
  way: Way,
  sources: Sources,
  concurrency: number,
): Promise<Cost[]> {
  const { pool, url, drop } = await copy(way)
  if (way === 'bare') await pool.query(readFileSync(path.join(import.meta.dirname, 'unfenced.sql'), 'utf8'))
  const environment = { DATABASE_URL: url, ...sources.environment }
  const working = await startWorkers(1, environment, ['--concurrency', `${concurrency}`], ways[way])
  await liftLimits(pool, both)
  const costs: Cost[] = []
  for (const _ of ['empty', 'unchanged']) costs.push(await costOf(place, working, () => fetchAll(pool, both)))
  await stopWorkers(working)
  await drop()
  return costs
}

/** The two ways in turns; says a table. */
export async function compareWays(
  place: Place,
  copies: Copies,
  { sources, events, rounds, concurrency, say, ratio }: Settings,
): Promise<void> {
  const costs: Record<Way, Cost[][]> = { ours: [], bare: [] }
  for (let n = 0; n < rounds; n++)
    for (const way of n % 2 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const))
      costs[way].push(await oneWay(place, copies, way, sources, concurrency))
  say(
    `\nThe real pipeline, ${events.toLocaleString('en')} events, beside the same tasks on Graphile Worker alone`,
  )
  say('(bench/unfenced.sql); the ratios are medians of those of each round.\n')
  say('| fetch | ours, s | bare, s | times the clock | CPU of ours, s | CPU of bare, s | times the CPU |')
  say('| --- | --- | --- | --- | --- | --- | --- |')
  for (const [i, what] of ['empty', 'unchanged'].entries()) {
    const of = (way: Way, value: (cost: Cost) => number) => costs[way].map(round => value(round[i] as Cost))
    const told = [(cost: Cost) => cost.seconds, (cost: Cost) => cost.postgres + cost.worker].flatMap(
      value => {
        const [us, them] = [of('ours', value), of('bare', value)]
        return [median(us), median(them), median(us.map((seconds, n) => seconds / (them[n] as number)))]
      },
    )
    ratio(`CPU of attempts and fencing, ${what}`, told.at(-1) as number)
    say(`| ${what} | ${told.map(number => number.toFixed(2)).join(' | ')} |`)
  }
}
