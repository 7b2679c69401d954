import duv from './duv.ts'
import type { Source } from './source.ts'
import ultrasignup from './ultrasignup.ts'

/** Every source by its name: the name is its file, its crontab payload and its column in every table. */
export const sources: Record<string, Source> = Object.fromEntries(
  [duv, ultrasignup].map(source => [source.name, source]),
)

/** A source that the database knows; it can only be missing when this worker is older than the job. */
export function sourceNamed(name: string): Source {
  const source = sources[name]
  if (!source) throw new Error(`This worker knows no source "${name}": its code is older than the job.`)
  return source
}
