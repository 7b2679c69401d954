/**
 * What reading takes: pages of each source (its samples), lengths as people write them, and the memory of a long stream of pages.
 * `npm run bench -- parsing [--rounds 5] [--mb 200]`
 */
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parseDistances } from '../parsing/distances.ts'
import { startSampleServer } from '../samples/server.ts'
import { sources } from '../sources/index.ts'
import { readPage, requestUrl } from '../sources/page.ts'
import type { Page } from '../sources/source.ts'
import { median } from './place.ts'
import { openSection } from './results.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, mb: { type: 'string', default: '200' } },
})
const rounds = Number(values.rounds)
const { say, ratio, write } = openSection('What reading takes')

/** How often a second: the median of the rounds, of at least a fifth of a second each. */
function perSecond(work: () => number): number {
  const all = Array.from({ length: rounds + 1 }, () => {
    const began = performance.now()
    let done = 0
    while (performance.now() - began < 200) done += work()
    return (done * 1000) / (performance.now() - began)
  })
  return median(all.slice(1))
}

/** The pages that a source asks for first and that have races. */
async function pagesOf(name: string, base: string, sites: string[]): Promise<Page[]> {
  const requests = sources[name]?.requests(sites) ?? []
  const asked = requests.slice(0, 400).map(async request => {
    const answer = await fetch(requestUrl(request.url, base))
    return { request, text: answer.ok ? await answer.text() : '' }
  })
  return (await Promise.all(asked)).filter(({ text }) => text.length > 1_000).slice(0, 20)
}

const count = (n: number): string => (n < 100 ? n.toFixed(1) : Math.round(n).toLocaleString('en'))

async function byPages(): Promise<(() => number)[]> {
  const samples = await startSampleServer()
  const all: (() => number)[] = []
  say('| source | records/s | MB/s | records of a page |\n| --- | --- | --- | --- |')
  for (const [name, source] of Object.entries(sources)) {
    // One that is imported asks for nothing.
    if (source.givesIds) continue
    const pages = await pagesOf(name, samples.base(name), samples.sites(name))
    if (pages.length === 0) {
      say(`| ${name} | what it asks for first is no page of races | | |`)
      continue
    }
    for (const { text, request } of pages)
      all.push(() => {
        // A copy, as each comes anew from the database.
        readPage(source, { request, text: Buffer.from(text).toString() })
        return text.length
      })
    let bytes = 0
    let records = 0
    for (const page of pages) {
      records += readPage(source, page).races.length
      bytes += Buffer.byteLength(page.text)
    }
    const rate = perSecond(() => {
      for (const page of pages) readPage(source, page)
      return pages.length
    })
    if (source.format === 'json') {
      const parsing = perSecond(() => {
        for (const { text } of pages) JSON.parse(text)
        return pages.length
      })
      ratio(`reading ${name}, times JSON.parse`, parsing / rate)
    }
    const each = records / pages.length
    say(
      `| ${name} | ${count(rate * each)} | ${count((rate * bytes) / pages.length / 1e6)} | ${count(each)} |`,
    )
  }
  await samples.close()
  return all
}

function byLengths(): void {
  const texts = readFileSync(path.join(import.meta.dirname, '../test/parsing/distances.tsv'), 'utf8')
    .split('\n')
    .filter(line => line && !line.startsWith('#'))
    .map(line => line.split('\t')[0] ?? '')
  const common = ['50K', '50 Miler', '100K', '100 Miler', '24hrs', '26.2 Miler', '50K, 100K', '6h/12h/24h']
  const again = perSecond(() => {
    for (const text of common) parseDistances(text)
    return common.length
  })
  let n = 0
  const anew = perSecond(() => {
    n++
    for (const text of texts) parseDistances(`${text} #${n}`)
    return texts.length
  })
  const worst = ['1/', '50K,', 'a-', '1 2 ', 'relay ', '12:30-', '50 - '].map(text => {
    const long = text.repeat(Math.ceil(2_000 / text.length))
    return 1000 / perSecond(() => parseDistances(`${long}${n++}`).length * 0 + 1)
  })
  say(
    `\nparseDistances: ${count(again)} texts/s of the few that sources repeat, ${count(anew)} where all ${texts.length} differ each time; ` +
      `the worst of 2,000 characters takes ${Math.max(...worst).toFixed(1)} ms.`,
  )
}

/** Memory after reading more and more pages. */
function byStream(readings: (() => number)[]): void {
  setFlagsFromString('--expose-gc')
  const gc: () => void = runInNewContext('gc')
  const held: string[] = []
  for (const share of [0.25, 0.5, 0.75, 1]) {
    for (let read = 0; read < (Number(values.mb) * 1e6) / 4; ) for (const again of readings) read += again()
    gc()
    held.push(`${count(process.memoryUsage().heapUsed / 1e6)} after ${count(Number(values.mb) * share)}`)
  }
  say(`\nMB of heap after so many MB of pages: ${held.join(', ')}.`)
}

say('Written by `npm run bench -- parsing`.\n')
say(
  `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, Node ${process.versions.node}. Medians of ${rounds} rounds.\n`,
)
const readings = await byPages()
byLengths()
byStream(readings)
write()
