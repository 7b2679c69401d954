/** What organisers write into the name of a race that doesn't take place, since their calendar has no field for it. */
import { isLoud, isOf, isWhole, type Remark } from './called-off-sense.ts'
import {
  adverbs,
  articles,
  asides,
  auxiliaries,
  clauses,
  eastern,
  easternAfter,
  easternBefore,
  plainly,
  spaced,
  wholes,
  whys,
} from './called-off-words.ts'
import { cleanName } from './names.ts'

type Off = 'cancelled' | 'postponed'

// Its words are found first, and put between characters that no cleaned name has: what looks for them is small then, and
// nearly no name needs it.
const [clause, cancelled, postponed, saidEnd] = ['\u0001', '\u0002', '\u0003', '\u0004']
const [lead, leadEnd, verb, verbEnd] = ['\u0005', '\u0006', '\u0007', '\u0008']
const all = [clauses, ...Object.values(spaced)].join('|')
// Asked of every name: quick with the words by their first letter, and without the letters of all scripts.
const mayHaveWord = new RegExp(`(?:^|[^a-z])(?:${byFirst(all)})|${Object.values(eastern).join('|')}`, 'i')
const anyWord = new RegExp(
  `(^|[^\\p{L}])(?:(${clauses})|(${spaced.cancelled})|(${spaced.postponed}))(?!\\p{L})|` +
    `(${easternBefore}*(?:(${eastern.cancelled})|${eastern.postponed})${easternAfter}?)`,
  'giu',
)
const anyVerb = new RegExp(
  `(?<!\\p{L})(?:(?:${auxiliaries}|${asides}) ){1,3}(?=[${clause}-${postponed}])`,
  'giu',
)
const anyLead = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:\\d{4}|${wholes}|${auxiliaries}|${asides}|${articles})[, ]{1,2}|l['’]){1,6}(?=[${clause}-${postponed}${verb}])`,
  'giu',
)
const withMarks = (name: string) =>
  name
    .replace(anyWord, (_, edge = '', a?: string, b?: string, c?: string, d?: string, off?: string) => {
      const kind = a ? clause : (b ?? off) ? cancelled : postponed
      return `${edge}${kind}${a ?? b ?? c ?? d}${saidEnd}`
    })
    .replace(anyVerb, `${verb}$&${verbEnd}`)
    .replace(anyLead, `${lead}$&${leadEnd}`)
const allMarks = new RegExp(`[${clause}-${verbEnd}]`, 'g')
const withoutMarks = (text: string | undefined) => text?.replace(allMarks, '')

// With its year, of which it is said: 'cancelled 2026', 'abgesagt für 2026', '2026 race cancelled'.
const year = '(?:,? (?:for |in |für |en |pour |per |em |voor |na |i )?(?<after>\\d{4}))?'
const its = `(?<said>[${clause}-${postponed}][^${saidEnd}]+${saidEnd})(?: (?:worden|werden|wurden?|wird))?${year}`
const hasVerb = `${verb}[^${verbEnd}]+${verbEnd}`
const remark = `(?<lead>(?:${lead}[^${leadEnd}]+${leadEnd})?(?:${hasVerb})?)${its}`
const mark = '[\\s:;,.!*–—|/，、。：！-]'
// In brackets whatever follows is meant by it.
const reason = `${mark}+(?:(?:${whys})\\s|(?:${adverbs}|${asides})(?!\\p{L}))`
const open = '[[(*（【「※\\p{Extended_Pictographic}\\ufe0f]'
const close = '\\])*）】」\\p{Extended_Pictographic}\\ufe0f'
const bracketed = `${open}+\\s*${remark}(?<tail>${mark}+[^${close}]*)?\\s*[${close}]+`
// At the end so is whatever is set off once more, but not where it tells of lengths: '100 Mile - cancelled, 50K is on'.
const length = '\\d\\s?(?:k|kms?|m|mi|miles?|milers?|h|hrs?|hours?)\\b'
const further = `\\s*(?:[–—,;:(/!.*|]|\\s-|-\\s)(?!.*${length}).*`
const end = `(?<tail>${reason}(?!.*${length}).*|${further})?$`
const apart = [
  // In brackets, or between marks: '[CANCELLED] Foo', 'Foo (abgesagt)', '*** Annulé *** Foo'.
  new RegExp(`^${bracketed}${mark}*(?<rest>.+)$`, 'iu'),
  new RegExp(`^(?<rest>.+?)\\s*${bracketed}(?<more>\\s.+)?$`, 'iu'),
  // Set off: 'Cancelled: Foo', 'Foo – cancelled'.
  new RegExp(`^${remark}(?<tail>${reason}[^:!–—]*?)?\\s*(?:[:!–—|]|-+ )${mark}*(?<rest>.+)$`, 'iu'),
  new RegExp(`^(?<rest>.+?)(?:\\s*[:!–—|•~,※]|\\s+-+|\\s//|-+\\s)\\s*${remark}${end}`, 'iu'),
]
/** A sentence: 'Foo has been cancelled', 'Foo findet nicht statt', 'Foo cancelled due to fire'. */
const sentences = [
  new RegExp(
    `^(?<rest>.+?)[ ${leadEnd}](?:(?<aux>${hasVerb})${its}|(?<said>${clause}[^${saidEnd}]+${saidEnd})${year})${end}`,
    'iu',
  ),
  new RegExp(
    `^(?<rest>.+?)[ ${leadEnd}]${its}(?<tail>[ ,:–—-]+(?:${plainly})(?!\\p{L})(?!.*${length}).*)$`,
    'iu',
  ),
  // 'Foo 50K cancelled': a name goes on after such a word.
  new RegExp(`^(?<rest>(?:(?! - )[^:,|–—])+${length}) ${its}[.!]*$`, 'iu'),
]
// Shouted: 'CANCELLED Foo'. A race may be called the Cancelled Stamp.
const before = [new RegExp(`^(?<lead>(?:${lead}[^${leadEnd}]+${leadEnd})?)${its}[ -](?<rest>.+)$`, 'iu')]
const shouted = [new RegExp(`^(?<rest>.+)[ ${leadEnd}-]${its}${end}`, 'iu')]
const isArticle = new RegExp(`^(?:${articles}) `, 'iu')

/** No race has a longer name; a hostile one must cost nothing. */
const longest = 300

/**
 * What a name says of its race, and the name without it: 'CANCELLED: Foo 50K' is Foo 50K, cancelled. Null where it says
 * nothing, or says it of another `year`. Only what stands apart from the name counts.
 */
export function calledOff(text: string, year: string): { status: Off; name: string } | null {
  const name = cleanName(text)
  if (name.length > longest || !mayHaveWord.test(name)) return null
  const found = remarkIn(withMarks(name))
  if (!found) return null
  const trimmed = found.rest.replace(/^[\s|/:–—-]+|[\s|/:,–—-]+$/g, '')
  const rest = trimmed + (found.more ?? '')
  if (rest === '' || !isWhole(found, trimmed) || !isOf(year, found)) return null
  // Said twice, in two languages.
  return { status: found.status, name: calledOff(rest, year)?.name ?? rest }
}

function remarkIn(marked: string): Remark | undefined {
  const match = (patterns: RegExp[], how: Remark['how']): Remark | undefined => {
    const groups = patterns.map(pattern => pattern.exec(marked)?.groups).find(Boolean)
    if (!groups) return undefined
    const status = groups.said?.startsWith(postponed) ? 'postponed' : 'cancelled'
    const words = Object.entries(groups).map(([name, text]) => [name, withoutMarks(text)])
    return { ...Object.fromEntries(words), how, status }
  }
  const loud = () => {
    const found = match(before, 'before') ?? match(shouted, 'shouted')
    return found && isLoud(found) && !isArticle.test(found.lead ?? '') ? found : undefined
  }
  return match(apart, 'apart') ?? match(sentences, 'sentence') ?? loud()
}

/** Alternatives by their first letter: a look at a name tries few of them at each place. */
function byFirst(words: string): string {
  // A bar within brackets parts no words.
  const alternatives = words.match(/(?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|[^|([])+/g) ?? []
  const first = (word: string) => /^(?:\[[^\]]*\]|\p{L})(?![?*+{])/u.exec(word)?.[0] ?? ''
  return [...Map.groupBy(alternatives, first)]
    .map(([letter, words]) => `${letter}(?:${words.map(word => word.slice(letter.length)).join('|')})`)
    .join('|')
}
