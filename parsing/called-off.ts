/** What organisers write into the name of a race that doesn't take place, since their calendar has no field for it. */
import { isOf, isWhole, type Remark } from './called-off-sense.ts'
import {
  adverbs,
  articles,
  asides,
  auxiliaries,
  begins,
  clauses,
  wholes,
  whys,
  words,
} from './called-off-words.ts'
import { cleanName } from './names.ts'

type Off = keyof typeof words
const isCancelled = new RegExp(`^(?:${words.cancelled})$`, 'iu')

const said = Object.values(words).join('|')
// Nearly no name has any of them: asked first, all else is spared.
const isSaid = new RegExp(`(?:^|[^\\p{L}])(?:${begins.spaced})|${begins.eastern}`, 'iu')
// With its year, of which it is said: 'cancelled 2026', 'abgesagt für 2026', '2026 race cancelled'.
const year = '(?:,? (?:for |in |für |en |pour |per |em |voor |na |i )?(?<after>\\d{4}))?'
const its = `(?<said>${said})${year}`
const remark = `(?<lead>(?:(?:\\d{4}|${wholes}|${auxiliaries}|${asides}|${articles})[, ]{1,2}|l['’]){0,6})${its}`
const mark = '[\\s:;,.!*–—|/，、。：！-]'
// In brackets whatever follows is meant by it.
const reason = `${mark}+(?:(?:${whys})\\s|(?:${adverbs})(?!\\p{L}))`
const open = '[[(*（【「※\\p{Extended_Pictographic}\\ufe0f]'
const close = '\\])*）】」\\p{Extended_Pictographic}\\ufe0f'
const bracketed = `${open}+\\s*${remark}(?<tail>${mark}+[^${close}]*)?\\s*[${close}]+`
// At the end so is whatever is set off once more, but not where it tells of lengths: '100 Mile - cancelled, 50K is on'.
const length = '\\d\\s?(?:k|kms?|m|mi|miles?|milers?|h|hrs?|hours?)\\b'
const further = `\\s*(?:[–—,;(/!.*|]|\\s-|-\\s)(?!.*${length}).*`
const end = `(?<tail>${reason}(?!.*${length}).*|${further})?$`
const apart = [
  // In brackets, or between marks: '[CANCELLED] Foo', 'Foo (abgesagt)', '*** Annulé *** Foo'.
  new RegExp(`^${bracketed}${mark}*(?<rest>.+)$`, 'iu'),
  new RegExp(`^(?<rest>.+?)\\s*${bracketed}(?<more>\\s.+)?$`, 'iu'),
  // Set off: 'Cancelled: Foo', 'Foo – cancelled'.
  new RegExp(`^${remark}(?<tail>${reason}[^:!–—]*?)?\\s*(?:[:!–—|]|-+ )${mark}*(?<rest>.+)$`, 'iu'),
  new RegExp(`^(?<rest>.+?)(?:\\s*[:!–—|•~,※]|\\s+-+|\\s//|-+\\s)\\s*${remark}${end}`, 'iu'),
]
/** A sentence: 'Foo has been cancelled', 'Foo findet nicht statt'. */
const sentences = [
  new RegExp(`^(?<rest>.+?) (?<lead>(?:(?:${auxiliaries}|${asides}) ){1,3})${its}${end}`, 'iu'),
  new RegExp(`^(?<rest>.+?) (?<said>${clauses})${year}${end}`, 'iu'),
]
// Shouted: 'CANCELLED Foo'. A race may be called the Cancelled Stamp.
const shouted = [
  new RegExp(`^(?<lead>(?:(?:\\d{4}|${wholes}) ){0,2})${its}[ -](?<rest>.+)$`, 'iu'),
  new RegExp(`^(?<rest>.+)[ -]${its}${end}`, 'iu'),
]

/** No race has a longer name; a hostile one must cost nothing. */
const longest = 300

/**
 * What a name says of its race, and the name without it: 'CANCELLED: Foo 50K' is Foo 50K, cancelled. Null where it says
 * nothing, or says it of another `year`. Only what stands apart from the name counts.
 */
export function calledOff(text: string, year: string): { status: Off; name: string } | null {
  const name = cleanName(text)
  if (name.length > longest || !isSaid.test(name)) return null
  const found = remarkIn(name)
  if (!found) return null
  const trimmed = found.rest.replace(/^[\s|/:–—-]+|[\s|/:,–—-]+$/g, '')
  const rest = trimmed + (found.more ?? '')
  const status = isCancelled.test(found.said) ? 'cancelled' : 'postponed'
  if (rest === '' || !isWhole(found, trimmed) || !isOf(year, status, found)) return null
  // Said twice, in two languages.
  return { status, name: calledOff(rest, year)?.name ?? rest }
}

function remarkIn(name: string): Remark | undefined {
  const match = (patterns: RegExp[], how: Remark['how']): Remark | undefined => {
    const groups = patterns.map(pattern => pattern.exec(name)?.groups).find(Boolean)
    return groups && ({ ...groups, how } as Remark)
  }
  const loud = () => {
    const found = match(shouted, 'shouted')
    return found?.said === found?.said.toUpperCase() ? found : undefined
  }
  return match(apart, 'apart') ?? match(sentences, 'sentence') ?? loud()
}
