/** What can be asked of `ultrasearch`: its commands and their options. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { addOperating } from './operate.ts'

const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8'))

export const program = new Command('ultrasearch')
  .description('An open collection of ultramarathon races, fetched, read and published inside one Postgres.')
  .version(version)
  .exitOverride()
  .showHelpAfterError()
  .configureOutput({ outputError: (text, write) => write(text) })
  .addHelpText(
    'after',
    `
Works in DATABASE_URL, or else in the embedded Postgres of an "ultrasearch start" that is running in this folder.
Exit codes: 0 done, 1 something failed or was held, 2 a mistake in how it was called.`,
  )

const json = new Option('--json', 'one JSON document on stdout, logs on stderr').default(false)
const live = new Option('--live', 'ask the public APIs instead of the samples').default(false)
const names = (text: string): string[] => text.split(',').map(name => name.trim())
const count = (text: string): number => {
  const n = Number(text)
  if (!Number.isInteger(n) || n < 1 || n > 100)
    throw new InvalidArgumentError('A whole number from 1 to 100.')
  return n
}

const port = (text: string): number => {
  const n = Number(text)
  if (!Number.isInteger(n) || n < 0 || n > 65_535)
    throw new InvalidArgumentError('A whole number from 0 to 65535.')
  return n
}

/** Verbs are loaded when they are called: `--help` needs neither Postgres nor Supabase. */
program
  .command('start')
  .description('run everything on this machine and fetch every enabled source once')
  .option('--once', 'end when the queue is drained', false)
  .addOption(live)
  .addOption(json)
  .action(async options => finish(await (await import('./start.ts')).start(options)))

program
  .command('migrate')
  .description('bring the database up to date')
  .addOption(json)
  .action(async options => finish(await (await import('./verbs.ts')).migrateDatabase(options)))

program
  .command('worker')
  .description('work on the queue and by the crontab until stopped')
  .addOption(new Option('--tasks <a,b>', 'only these tasks').argParser(names).conflicts('except'))
  .option('--except <a,b>', 'all tasks but these', names)
  .option('--concurrency <n>', 'jobs at once (default: CONCURRENCY, or 10)', count)
  .option(
    '--profile [file]',
    'when it stops, write where it spent its time (default: worker-<pid>.cpuprofile)',
  )
  .action(async options => finish(await (await import('./verbs.ts')).runWorker(options)))

program
  .command('health')
  .description('whether the worker on this machine works, by its HEALTH_PORT; for probes')
  .option('--serve', 'whether the status server does, by its STATUS_PORT', false)
  .action(async options => finish(await (await import('./health.ts')).showHealth(options)))

program
  .command('notify')
  .description('send a message to NOTIFY_WEBHOOK_URL, to see that it arrives')
  .action(async () => finish(await (await import('./notify.ts')).sendTest()))

program
  .command('serve')
  .description('serve the status page, and its GraphQL at /graphql with an explorer at /ruru')
  .option('--port <n>', 'where to listen (default: STATUS_PORT, or 5555; 0 for any free one)', port)
  .option('--host <address>', 'an address of this machine (default: STATUS_HOST, or 127.0.0.1)')
  .action(async options => finish(await (await import('./serve.ts')).serve(options)))

program
  .command('fetch')
  .description('queue a fetch of sources; a worker does the rest')
  .argument('[source...]', 'which sources')
  .option('--all', 'every enabled source that is not paused', false)
  .option('--wait', 'wait until their runs have ended, and show them', false)
  .addOption(json)
  .action(async (sources, options) =>
    finish(await (await import('./verbs.ts')).fetchSources(sources, options)),
  )

program
  .command('status')
  .description('how every source is doing')
  .addOption(json)
  .action(async options => finish(await (await import('./status.ts')).showStatus(options)))

addOperating(program, finish)

program
  .command('replay')
  .description("parse a source's stored pages again with this code, and publish; asks nobody")
  .argument('<source>')
  .option('--since <time>', 'every run fetched since, in order, instead of the last published one')
  .option('--dry-run', 'say what would change, publish nothing', false)
  .option('--approve', 'publish even what would be held', false)
  .option('--examples <n>', 'how many examples of each kind of change', count, 5)
  .addOption(json)
  .action(async (source, options) => finish(await (await import('./replay.ts')).replay(source, options)))

program
  .command('import')
  .description('bring the races of the Celery system here, with their ids, from OLD_DATABASE_URL')
  .addOption(json)
  .action(async options => finish(await (await import('./import.ts')).importOld(options)))

program
  .command('cron')
  .description('each line of the crontab: its next runs, its last one, and which it missed and why')
  .option('--file <path>', 'another crontab than the one here, before it is put in place')
  .addOption(json)
  .action(async options => finish(await (await import('./cron.ts')).showCron(options)))

program
  .command('doctor')
  .description('check everything that a worker needs, and say what to do about what is wrong')
  .addOption(json)
  .action(async options => finish(await (await import('./doctor.ts')).examine(options)))

program
  .command('try')
  .description('fetch and read one request of a source, print what it says, write nothing')
  .argument('<source>')
  .option('--request <text>', 'the first request whose URL contains this')
  .option('--site <url>', 'the site to read, for a source that many sites speak')
  .addOption(live)
  .addOption(json)
  .action(async (source, options) => finish(await (await import('./try.ts')).tryOne(source, options)))

program
  .command('distances')
  .description('how much of a list of distances is read, and the commonest that are not')
  .requiredOption('--coverage <file>', 'a text a line, or its count, a tab and the text')
  .addOption(new Option('--m <unit>', 'what a small m means').choices(['mile', 'metre']).default('mile'))
  .addOption(json)
  .action(async options => finish((await import('./coverage.ts')).showCoverage(options)))

program
  .command('new-source')
  .description('write the file, a sample and a test of a new source')
  .argument('<name>')
  .action(async name => finish((await import('./new-source.ts')).newSource(name)))

program
  .command('record')
  .description('save what is kept of what a source answers as its samples')
  .argument('<source>')
  .option('--requests <n>', 'at most so many pages', count, 3)
  .option('--site <url>', 'the site to ask, for a source that many sites speak')
  .option('--into <folder>', 'another folder than samples/<source>')
  .action(async (source, options) => finish(await (await import('./record.ts')).record(source, options)))

function finish(code: number): void {
  process.exitCode = code
}
