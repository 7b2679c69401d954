import type { Item } from './distance-numbers.ts'
import { areAlike, isBare, isMeasure, type Part, unsold } from './distance-parts.ts'
import { isActivity } from './distance-traits.ts'

/** A part, and the words around it that hold for it too. */
export type Context = { text: string; part: Part; lead: Item[]; shared: Item[] }

/**
 * The words before the first number hold for bare numbers after slashes too, those after the last for bare ones before;
 * before "or" only those of what is done, and of lengths alike: '50K or 5K virtual' has one that isn't, '50 Mile or 10 Mile Bike' a run.
 */
export function contexts(text: string, list: Part[]): Context[] {
  const first = list[0]?.items ?? []
  const lead = first.slice(0, Math.max(first.findIndex(isMeasure), 0))
  const races = unsold(list)
  return list.flatMap((part, i) => {
    if (!races.has(part)) return []
    const next = list[i + 1]
    const after = next && isBare(part) ? next.items.slice(next.items.findIndex(isMeasure) + 1) : []
    const isEither = next && /^(or|oder|ou)$/.test(next.before) && areAlike(part, next)
    const shared = next?.before === '/' ? after : isEither ? after.filter(isActivity) : []
    return [{ text, part, lead: i > 0 && isBare(part) ? lead : [], shared }]
  })
}

/** 250km/6stages: a part that is only a count of stages belongs to the one before. */
export function joinStages(list: Part[]): Part[] {
  const found: Part[] = []
  for (const part of list) {
    const last = found.at(-1)
    if (last && part.items[0]?.type === 'stages') last.items.push(...part.items)
    else found.push(part)
  }
  return found
}
