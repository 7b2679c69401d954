/** Lists of numbers: what parts a text, and what stands between numbers that share a unit. */
import type { Token } from './distance-tokens.ts'

const separators = new Set([',', ';', '|', '\n'])
export const conjunctions = new Set(
  '& and or und oder u et ou y o e en och eller og i oraz lub ja tai és и или'.split(' '),
)
// Before these a comma says no more.
const isAnd = new Set(['&', 'and', 'or', 'und', 'oder'])
export const sharing = new Set([...conjunctions, '/', '-', '_', '+', ','])

/**
 * The commas within "6, 12 & 24 hour": at least three numbers with one unit after the last. The hyphens that stand for
 * that unit in "6-, 12- and 24-hour" too.
 */
function listed(list: Token[]): ReadonlySet<number> {
  const found = new Set<number>()
  let [signs, numbers]: [number[], number] = [[], 0]
  for (const [at, { type, word, tight }] of list.entries()) {
    const before = list[at - 1]
    if (type === 'number') numbers = before && sharing.has(before.word) ? numbers + 1 : 1
    else if (sharing.has(word) && numbers > 0) {
      const hangs = word === '-' && tight && list[at + 1]?.type !== 'number'
      if (word === ',' || hangs) signs.push(at)
    } else {
      const number = before?.word === '-' && before.tight ? list[at - 2] : before
      const isUnit = type === 'word' && number?.type === 'number'
      // "13.1, 26.2 km": not in miles, the first.
      const isPair = number?.value === 26.2 && list[at - 3]?.value === 13.1
      const least = isPair || signs.every(sign => list[sign]?.word === '-') ? 2 : 3
      if (isUnit && numbers >= least) for (const sign of signs) found.add(sign)
      ;[signs, numbers] = [[], 0]
    }
  }
  return found
}

/** The tokens between commas, semicolons, bars and ends of lines. `open` says that the last has no separator after it. */
export function segments(list: Token[]): { segments: Token[][]; open: boolean } {
  const found: Token[][] = [[]]
  const free = listed(list)
  for (const [at, token] of list.entries()) {
    const next = list[at + 1]
    if (token.word === ',' && isAnd.has(next?.word ?? '')) continue
    if (token.word === '-' && free.has(at)) continue
    if (separators.has(token.word) && !free.has(at)) found.push([])
    else found.at(-1)?.push(token)
  }
  const open = (found.at(-1)?.length ?? 0) > 0
  return { segments: found.filter(segment => segment.length > 0), open }
}
