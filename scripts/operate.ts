/** The commands by which operators see and act. Each is loaded when it is called. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ListName } from './lists.ts'

const json = new Option('--json', 'one JSON document on stdout').default(false)

const whole = (least: number, most: number) => (text: string) => {
  const n = Number(text)
  if (!Number.isSafeInteger(n) || n < least || n > most)
    throw new InvalidArgumentError(
      most === Number.MAX_SAFE_INTEGER
        ? 'An id, as the lists show it.'
        : `A whole number from ${least} to ${most}.`,
    )
  return n
}
const id = whole(1, Number.MAX_SAFE_INTEGER)
// 10,000 rows: more is for SQL.
const limit = () => new Option('--limit <n>', 'at most so many rows').argParser(whole(1, 10_000)).default(30)

/** Add them to `program`; `finish` takes each one's exit code. */
export function addOperating(program: Command, finish: (code: number) => void): void {
  const lists: [name: ListName, of: string, description: string][] = [
    ['runs', '[source]', 'the latest runs, of all sources or one'],
    ['requests', '<run>', 'what a run asked for, and how it ended'],
    ['rejects', '<run>', 'rows of a run that could not be read, and why'],
    ['attempts', '[task]', 'the latest attempts, of all jobs or of one task'],
    ['queue', '[task]', 'how many jobs wait, by task and state'],
    ['matches', '[source]', 'events that may be one race: merge them, or keep them apart'],
    ['records', '<event>', 'what each source says of an event, and how we know that it is this one'],
  ]
  for (const [name, of, description] of lists) {
    const command = program.command(name).description(description).addOption(limit()).addOption(json)
    command.argument(of, '', of.startsWith('<') ? id : text => text)
    command.action(async (what, options) =>
      finish(await (await import('./lists.ts')).showList(name, what ?? null, options)),
    )
  }
  program
    .command('run')
    .description('one run: why it was held, what it changed or would change, what failed')
    .argument('<run>', 'its id', id)
    .addOption(limit())
    .addOption(json)
    .action(async (run, options) => finish(await (await import('./run-details.ts')).showRun(run, options)))
  addActs(program, finish)
}

function addActs(program: Command, finish: (code: number) => void): void {
  const onRun = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .argument('<run>', "its id, not its source's number", id)
      .addOption(json)
  onRun('retry', 'ask again for what failed in a run, as a new run')
    .option('--request <id>', 'only for this request of it', id)
    .action(async (run, options) => finish(await (await import('./acts.ts')).retry(run, options)))
  onRun('cancel', 'end a running run without publishing it').action(async (run, options) =>
    finish(await (await import('./acts.ts')).cancel(run, options)),
  )
  onRun('approve', 'publish a held run after all').action(async (run, options) =>
    finish(await (await import('./acts.ts')).approve(run, options)),
  )
  onRun('discard', 'close a held run without publishing it').action(async (run, options) =>
    finish(await (await import('./acts.ts')).discard(run, options)),
  )
  onRun('undo', 'take back what a run published')
    .option('--force', 'what later runs changed stays as it is', false)
    .action(async (run, options) => finish(await (await import('./acts.ts')).undo(run, options)))
  program
    .command('pause')
    .description('fetch a source, or ask a host, no more until it is resumed')
    .argument('<source or host>')
    .requiredOption('--why <text>', 'for others to know; required')
    .addOption(json)
    .action(async (name, options) => finish(await (await import('./acts.ts')).pause(name, options)))
  program
    .command('resume')
    .description('go on with a paused source or host')
    .argument('<source or host>')
    .addOption(json)
    .action(async (name, options) => finish(await (await import('./acts.ts')).resume(name, options)))
  program
    .command('purge')
    .description('take the waiting jobs of tasks out of the queue, and cancel the runs they belong to')
    .argument('<task...>')
    .addOption(json)
    .action(async (tasks, options) => finish(await (await import('./acts.ts')).purge(tasks, options)))
  addMatching(program, finish)
}

/** Which records are one race. Each is a run of its own, which `undo` takes back. */
function addMatching(program: Command, finish: (code: number) => void): void {
  const ids = (text: string, before: number[] = []): number[] => [...before, id(text)]
  program
    .command('merge')
    .description('say that events are one race: the oldest keeps its id')
    .argument('<event...>', 'their ids, two or more', ids)
    .addOption(json)
    .action(async (events, options) => finish(await (await import('./acts.ts')).merge(events, options)))
  program
    .command('split')
    .description('say that some records of an event are another race')
    .argument('<event>', 'its id', id)
    .argument('<record...>', 'as `records <event>` lists them', ids)
    .addOption(json)
    .action(async (event, records, options) =>
      finish(await (await import('./acts.ts')).split(event, records, options)),
    )
  program
    .command('apart')
    .description('say that two events, however alike, are two races')
    .argument('<event>', '', id)
    .argument('<other>', '', id)
    .addOption(json)
    .action(async (event, other, options) =>
      finish(await (await import('./acts.ts')).apart(event, other, options)),
    )
  program
    .command('alias')
    .description('say what else a race is called, in all its editions')
    .argument('<country>', 'three letters: FRA')
    .argument('<name>', 'the other name: UT4M')
    .argument('[race]', 'what most call it; without, the name means no race any more')
    .addOption(json)
    .action(async (country, name, race, options) =>
      finish(await (await import('./acts.ts')).alias(country, name, race ?? null, options)),
    )
}
