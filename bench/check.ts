/**
 * Whether something became slower: small runs of the measurements, and their ratios beside those of before (bench/ratios.json). What is
 * worse is measured once more, and judged by the better. Exit code 1 when it still is, 2 where it can't be told.
 * `npm run bench -- check [pipeline upload …] [--percent 30] [--renew] [--json]`; `--renew` keeps the ratios of now,
 * the better of two runs.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { best, compare, isBad } from './compare.ts'
import type { Ratios } from './results.ts'

/** Small enough for a quarter of an hour together. */
const measurements: Record<string, string> = {
  parsing: '--rounds 5 --mb 8',
  upload: '--events 10000 --rounds 3',
  pipeline: '--events 2000 --rounds 5 --original 50',
  queue: '--own --events 2000 --jobs 5000 --rounds 3',
  search: '--events 20000 --rounds 2',
}

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    percent: { type: 'string', default: '30' },
    renew: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const names = asked.length > 0 ? asked : Object.keys(measurements)
const unknown = names.filter(name => !Object.hasOwn(measurements, name))
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: there is ${Object.keys(measurements).join(', ')}.`)
  process.exit(2)
}

const percent = Number(values.percent)
if (!(percent >= 0)) {
  console.error(`--percent ${values.percent} is no number, as 30 is.`)
  process.exit(2)
}

const file = path.join(import.meta.dirname, 'ratios.json')
const dir = mkdtempSync(path.join(os.tmpdir(), 'bench-check-'))

/** One run, whose tables go to the screen's other stream. */
async function measure(name: string): Promise<Ratios> {
  const ratios = path.join(dir, `${name}.json`)
  const given = [name, ...(measurements[name] ?? '').split(' '), '--write', path.join(dir, 'results.md')]
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'run.ts'), ...given], {
    env: { ...process.env, BENCH_RATIOS: ratios },
    stdio: ['ignore', process.stderr, process.stderr],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) {
    console.error(`bench -- ${given.join(' ')} ended with ${code}: see above.`)
    rmSync(dir, { recursive: true, force: true })
    process.exit(2)
  }
  return JSON.parse(readFileSync(ratios, 'utf8'))
}

const short = (value?: number): number | undefined => value && Number(value.toPrecision(3))

const kept: Record<string, Ratios> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
try {
  const compared = []
  for (const name of names) {
    const before = values.renew ? {} : (kept[name] ?? {})
    let now = await measure(name)
    if (values.renew || compare(before, now, percent).some(isBad)) now = best(now, await measure(name))
    compared.push(...compare(before, now, percent).map(one => ({ measurement: name, ...one })))
    kept[name] = now
  }
  if (values.json) console.log(JSON.stringify(compared, null, 2))
  else console.table(compared.map(one => ({ ...one, before: short(one.before), now: short(one.now) })))
  if (values.renew)
    writeFileSync(file, `${JSON.stringify(kept, (_, it) => (typeof it === 'number' ? short(it) : it), 2)}\n`)
  process.exitCode = compared.some(isBad) ? 1 : 0
} finally {
  rmSync(dir, { recursive: true, force: true })
}
