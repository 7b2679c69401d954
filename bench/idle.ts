/**
 * What a worker and a status server take that have nothing to do: to start, in memory, and of the database in a minute.
 * `npm run bench -- idle [--rounds 5] [--seconds 60]`
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { machine, median, openPlace } from './place.ts'
import { cpuOfPostgres, secondsOf, start } from './processes.ts'
import { openSection } from './results.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '60' },
    settle: { type: 'string', default: '15' },
  },
})
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)]
const { say, write } = openSection('What idling takes')

const place = await openPlace('idle')
const kinds = {
  worker: { args: ['worker'], said: /Working/ },
  serve: { args: ['serve', '--port', '0'], said: /http:/ },
}
const environment = { DATABASE_URL: place.url, LOG_LEVEL: 'info' }
const open = ({ args, said }: (typeof kinds)['worker']) =>
  start('scripts/ultrasearch.ts', args, environment, said)

/** Until it says that it is there; in milliseconds, and seconds of CPU by then. */
async function starting(kind: (typeof kinds)['worker']): Promise<{ ms: number; cpu: number }> {
  const began = performance.now()
  const { child } = await open(kind)
  const took = { ms: performance.now() - began, cpu: secondsOf(child.pid) }
  child.removeAllListeners('exit').kill('SIGTERM')
  await once(child, 'exit')
  return took
}

const inMemory = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

async function transactions(): Promise<number> {
  const { rows } = await place.pool.query(
    `select xact_commit + xact_rollback as n, pg_stat_clear_snapshot() from pg_stat_database where datname = current_database()`,
  )
  return Number(rows[0].n)
}

say('Written by `npm run bench -- idle`.\n')
say(
  `${await machine(place.pool)}. Starts are medians of ${rounds}; the rest is of ${seconds} s in which nothing comes.\n`,
)
say(
  '| process | ready after, ms | of it CPU, s | memory, MB | CPU of an hour, s | transactions a minute | CPU of Postgres of an hour, s |',
)
say('| --- | --- | --- | --- | --- | --- | --- |')
try {
  for (const [name, kind] of Object.entries(kinds)) {
    const starts: { ms: number; cpu: number }[] = []
    for (let n = 0; n < rounds; n++) starts.push(await starting(kind))
    const { child } = await open(kind)
    child.removeAllListeners('exit')
    // What comes with a start is over: caches are filled, and the heap is what it will be.
    await sleep(Number(values.settle) * 1000)
    const before = { cpu: secondsOf(child.pid), postgres: cpuOfPostgres(place.dir), n: await transactions() }
    await sleep(seconds * 1000)
    const hourly = (cpu: number): string => ((cpu * 3600) / seconds).toFixed(0)
    const row = [
      median(starts.map(({ ms }) => ms)).toFixed(0),
      median(starts.map(({ cpu }) => cpu)).toFixed(2),
      inMemory(child.pid).toFixed(0),
      hourly(secondsOf(child.pid) - before.cpu),
      ((((await transactions()) - before.n) * 60) / seconds).toFixed(0),
      hourly(cpuOfPostgres(place.dir) - before.postgres),
    ]
    say(`| ${name} | ${row.join(' | ')} |`)
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  write()
} finally {
  await place.close()
}
