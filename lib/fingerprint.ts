import { createHash, hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const readers = [
  'parsing',
  path.join('sources', 'platforms'),
  ...['source.ts', 'page.ts', 'rows.ts'].map(file => path.join('sources', file)),
]

/** All TypeScript below a path, in a fixed order. */
function textOf(name: string): string[] {
  const full = path.join(root, name)
  if (name.endsWith('.ts')) return [readFileSync(full, 'utf8')]
  try {
    return readdirSync(full)
      .filter(file => file.endsWith('.ts'))
      .sort()
      .map(file => readFileSync(path.join(full, file), 'utf8'))
  } catch {
    return []
  }
}

const known = new Map<string, string>()

/** A source's parser version: the hash of the code that reads its pages. Any edit of it reads stored pages anew. */
export function parserVersion(source: string): string {
  const cached = known.get(source)
  if (cached) return cached
  const digest = createHash('sha256')
  for (const name of [...readers, path.join('sources', `${source}.ts`)]) {
    for (const text of textOf(name)) digest.update(text)
  }
  const version = digest.digest('hex').slice(0, 16)
  known.set(source, version)
  return version
}

/** md5 of any JSON value, as Postgres' uuid takes it: 16 bytes, and nothing here needs to resist an attacker. */
export function contentHash(value: unknown): string {
  return hash('md5', JSON.stringify(value), 'hex')
}
