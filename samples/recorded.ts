/** A folder of recorded pages: `pages.json` says which request each file answers, and when they were recorded. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { moveDays, yearsUntil } from './days.ts'
import type { Answer } from './server.ts'

const recordedSchema = z.strictObject({
  /** The day they were recorded: whatever was to come then is still to come. */
  recorded: z.iso.date(),
  /** What operators would list for a source that many sites speak. */
  sites: z.array(z.url()).default([]),
  /** Keys of requests to files of this folder, with their own day where that is another. */
  pages: z.record(
    z.string(),
    z.union([z.string(), z.strictObject({ file: z.string(), recorded: z.iso.date() })]),
  ),
})

const types: Record<string, string> = {
  '.json': 'application/json',
  '.html': 'text/html',
  '.txt': 'text/plain',
}

/** Answers a path and query (without its first slash) as the folder has it, or 404. */
export function recorded(folder: string, today: string): { sites: string[]; answer(asked: string): Answer } {
  const {
    recorded: day,
    sites,
    pages,
  } = recordedSchema.parse(JSON.parse(readFileSync(path.join(folder, 'pages.json'), 'utf8')))
  const files = new Map(
    Object.entries(pages).map(([key, page]) => [
      normal(key, today),
      typeof page === 'string' ? { file: page, recorded: day } : page,
    ]),
  )
  return {
    sites,
    answer(asked) {
      const page = files.get(normal(asked, today))
      if (!page)
        return { status: 404, type: 'application/json', body: '{"error":"There is no sample of this page."}' }
      const { file, recorded } = page
      const years = Math.max(0, yearsUntil(recorded, today))
      const body = moveDays(readFileSync(path.join(folder, file), 'utf8'), years)
      return { status: 200, type: types[path.extname(file)] ?? 'application/octet-stream', body }
    },
  }
}

/** A key as a server gets to see it: filled in, without its scheme, escaped. */
function normal(key: string, today: string): string {
  const { pathname, search } = new URL(
    key.replace(/^https?:\/\//, '').replaceAll('{today}', today),
    'http://samples/',
  )
  return pathname.slice(1) + search
}
