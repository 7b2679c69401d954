/** `npm run bench -- search --events 200000`: one of the measurements in this folder. */
import path from 'node:path'

const [name = '', ...rest] = process.argv.slice(2)
const measurements = [
  'fan-out',
  'growth',
  'idle',
  'match',
  'parsing',
  'pipeline',
  'points',
  'queue',
  'search',
  'upload',
]
// Workers in this process say nothing of each start and stop.
process.env.LOG_LEVEL ??= 'warn'
if (!measurements.includes(name)) {
  console.error(`Which? ${measurements.join(', ')}.`)
  process.exit(1)
}
process.argv = [process.argv[0] ?? 'node', name, ...rest]
await import(path.join(import.meta.dirname, `${name}.ts`))
