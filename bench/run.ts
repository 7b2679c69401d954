/** `npm run bench -- search --events 200000 [--write FILE]`: one of the measurements in this folder, and what of it is known by now. */
import path from 'node:path'

const measurements = {
  check: 'whether something became slower: ratios beside those of before (bench/ratios.json)',
  'fan-out': 'many slow sources at once, by 1, 2 and 4 workers',
  growth: 'from a thousand events to a million: time, memory, bytes, bloat',
  idle: 'starts, and what a worker and serve take when nothing comes',
  match: 'finding out what is one race (on the screen only)',
  parsing: 'reading pages and lengths, and the memory of a long stream of them',
  pipeline: 'from fetch to published: empty, unchanged, 2 % changed, beside the original',
  points: "the explorer's map (on the screen only)",
  queue: 'attempts and fencing, beside other queues',
  search: 'questions of 14 kinds, and the original view and function',
  upload: 'a publication, beside a bare COPY of all its rows',
}

const [name = '', ...rest] = process.argv.slice(2)
if (!Object.hasOwn(measurements, name)) {
  const list = Object.entries(measurements).map(([one, what]) => `  ${one.padEnd(9)} ${what}`)
  const help = name === '--help' || name === 'help'
  const say = help ? console.log : console.error
  say(
    `npm run bench -- MEASUREMENT [--write FILE] [its options: the head of bench/MEASUREMENT.ts]\n\n${list.join('\n')}`,
  )
  say('\nWrites its section of bench/RESULTS.md, or of FILE.')
  process.exit(help ? 0 : 2)
}
// Each takes options of its own; where it writes is said to all alike.
const at = rest.findIndex(argument => /^--write(=|$)/.test(argument))
if (at >= 0) {
  const [argument = ''] = rest.splice(at, 1)
  const file = argument.includes('=') ? argument.slice('--write='.length) : rest.splice(at, 1)[0]
  if (!file || file.startsWith('-')) {
    console.error('--write takes the name of a file.')
    process.exit(2)
  }
  process.env.BENCH_WRITE = path.resolve(file)
}
// Workers in this process say nothing of each start and stop.
process.env.LOG_LEVEL ??= 'warn'
process.argv = [process.argv[0] ?? 'node', name, ...rest]
await import(path.join(import.meta.dirname, `${name}.ts`))
