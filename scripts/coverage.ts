/** How much of a list of distances is read, and what isn't. */
import { readFileSync } from 'node:fs'
import { UsageError } from '../lib/settings.ts'
import { parseDistances } from '../parsing/distances.ts'
import { table } from './table.ts'

export type CoverageOptions = { coverage: string; m: 'mile' | 'metre'; json: boolean }

type Line = { text: string; count: number }

/** A text a line, or its count, a tab and the text. */
function linesOf(file: string): Line[] {
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(`There is no file ${file} that can be read.`)
  }
  const lines = content.split('\n').filter(line => line.trim() !== '')
  return lines.map(line => {
    const [, count, text] = /^(\d+)\t(.*)$/.exec(line) ?? [undefined, '1', line]
    return { text: text ?? '', count: Number(count) }
  })
}

const weight = (lines: Line[]): number => lines.reduce((sum, { count }) => sum + count, 0)

/** `ultrasearch distances --coverage FILE`. What has no number in it is no length, and rightly says nothing. */
export function showCoverage({ coverage, m, json }: CoverageOptions): number {
  const lines = linesOf(coverage)
  const silent = lines.filter(({ text }) => parseDistances(text, { m }).length === 0)
  const unread = silent.filter(({ text }) => /[1-9]/.test(text)).sort((a, b) => b.count - a.count)
  const [all, read, refused] = [
    weight(lines),
    weight(lines) - weight(silent),
    weight(silent) - weight(unread),
  ]
  const share = all === 0 ? 1 : (read + refused) / all
  if (json) {
    console.log(
      JSON.stringify({
        texts: all,
        read,
        refused,
        unread: weight(unread),
        share,
        commonest: unread.slice(0, 50),
      }),
    )
    return 0
  }
  const percent = (n: number): string => `${all === 0 ? '0.00' : ((100 * n) / all).toFixed(2)} %`
  console.log(
    table(
      ['texts', 'count', 'share'],
      [
        ['read to a fact', read, percent(read)],
        ['no number in it', refused, percent(refused)],
        ['unread', weight(unread), percent(weight(unread))],
      ],
    ),
  )
  if (unread.length > 0)
    console.log(
      `\n${table(
        ['count', 'commonest unread'],
        unread.slice(0, 20).map(({ count, text }) => [count, text]),
      )}`,
    )
  return 0
}
