/** Write what a new source begins with: its file, a sample, a test. All of it works; all of it is to be changed. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../lib/settings.ts'

/** A template of ours, for a source of this name. */
const filled = (file: string, name: string): string =>
  readFileSync(path.join(import.meta.dirname, 'new-source', file), 'utf8').replaceAll('NAME', name)

const root = path.join(import.meta.dirname, '..')

/** `ultrasearch new-source <name>` */
export function newSource(name: string): number {
  if (!/^[a-z][a-z0-9_]{1,30}$/.test(name))
    throw new UsageError(
      'A source\'s name is one word of small letters, digits and underscores, such as "my_club".',
    )
  const files = {
    [`sources/${name}.ts`]: filled('source.txt', name),
    ...sampleFiles(name),
    [`test/sources/${name}.test.ts`]: filled('test.txt', name),
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
