/** Write what a new source begins with: its file, a sample, a test. All of it works; all of it is to be changed. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../lib/settings.ts'

const root = path.join(import.meta.dirname, '..')

/** `ultrasearch new-source <name>` */
export function newSource(name: string): number {
  if (!/^[a-z][a-z0-9_]{1,30}$/.test(name))
    throw new UsageError(
      'A source\'s name is one word of small letters, digits and underscores, such as "my_club".',
    )
  const files = {
    [`sources/${name}.ts`]: sourceText(name),
    ...sampleFiles(name),
    [`test/sources/${name}.test.ts`]: testText(name),
  }
  const there = Object.keys(files).filter(file => existsSync(path.join(root, file)))
  if (there.length > 0) throw new UsageError(`${there.join(', ')} is there already. Nothing was written.`)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
    console.log(`wrote ${file}`)
  }
  console.log(`\nNow: npx ultrasearch try ${name}\nThen make it read the real thing: docs/adding-a-source.md`)
  return 0
}

const sourceText = (
  name: string,
): string => `/** ${name}: https://example.org. What it lists, how it is asked, and what is odd about it. */
import { z } from 'zod'
import { isoDay } from '../parsing/dates.ts'
import { nameAndEdition } from '../parsing/names.ts'
import { country } from '../parsing/places.ts'
import { listOf } from './page.ts'
import type { Source } from './source.ts'

const text = z.string()
const row = z.object({ id: z.number(), name: text, date: text, town: text, land: text, lengths: text })

export default {
  name: '${name}',
  title: '${name}',
  homePage: 'https://example.org',
  licence: 'not stated',
  attribution: 'Races listed by ${name}',
  termsUrl: null,
  enabled: true,
  baseUrl: 'https://example.org/',
  interval: 5_000,
  format: 'json',
  horizon: 365,
  requests: () => [{ url: 'races.json' }],
  read: listOf(row, ({ id, name, date, town, land, lengths }) => ({
    id: String(id),
    ...nameAndEdition(name),
    startDate: isoDay(date),
    city: town,
    country: country(land),
    distanceText: lengths,
  })),
} satisfies Source
`

function sampleFiles(name: string): Record<string, string> {
  const rows = [
    {
      id: 1,
      name: '3. Lake Ultra',
      date: '2027-05-01',
      town: 'Chamonix',
      land: 'France',
      lengths: '50K, 100K',
    },
    { id: 2, name: 'Town 10K', date: '2027-05-02', town: 'Chamonix', land: 'France', lengths: '10K' },
  ]
  const recorded = new Date().toISOString().slice(0, 10)
  return {
    [`samples/${name}/races.json`]: `${JSON.stringify(rows, null, 2)}\n`,
    [`samples/${name}/pages.json`]: `${JSON.stringify({ recorded, pages: { 'races.json': 'races.json' } }, null, 2)}\n`,
  }
}

const testText = (name: string): string => `import t from 'tap'
import { readSamples, readText } from '../fixtures/samples.ts'

t.test('the samples', async t => {
  const { races, rejects } = await readSamples(t, '${name}')
  t.same(rejects, [])
  t.match(races, [{ id: '1', name: 'Lake Ultra', edition: 3, distances: [{ km: 50 }, { km: 100 }] }])
})

t.test('one bad row is a reject with its id', async t => {
  const { rejects } = readText('${name}', [{ id: 7, name: 'Without a day' }], { url: 'races.json' })
  t.match(rejects, [{ id: '7', reason: /^date: / }])
})
`
