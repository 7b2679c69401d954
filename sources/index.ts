import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Source } from './source.ts'

/** Every file here whose default export is a source. Its name is the file's, so that nothing is registered twice. */
async function load(): Promise<[string, Source][]> {
  const files = readdirSync(import.meta.dirname).filter(file => file.endsWith('.ts') && file !== 'index.ts')
  const modules = await Promise.all(
    files.sort().map(async file => [path.parse(file).name, (await import(`./${file}`)).default] as const),
  )
  return modules.flatMap(([file, source]: readonly [string, Source | undefined]) => {
    if (!source) return []
    if (source.name !== file)
      throw new Error(`sources/${file}.ts calls itself ${source.name}: give both one name.`)
    return [[file, source]]
  })
}

/** Every source by its name: the name is its file, its crontab payload and its column in every table. */
export const sources: Record<string, Source> = Object.fromEntries(await load())

/** A source that the database knows; it can only be missing when this worker is older than the job. */
export function sourceNamed(name: string): Source {
  const source = sources[name]
  if (!source) throw new Error(`This worker knows no source "${name}": its code is older than the job.`)
  return source
}
