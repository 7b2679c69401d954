/** What organisers write into the name of a race that doesn't take place, since their calendar has no field for it. */
import { cleanName } from './names.ts'

const words = {
  cancelled:
    'cancell?ed|cancellation|abgesagt|absage|f[äa]llt aus|ausgefallen|entf[äa]llt|entfallen|annul[ée]e?|annulation|annullat[oa]|' +
    'cancelad[oa]|anulad[oa]|suspendid[oa]|geannuleerd|afgelast|inst[äa]ll[dt]|aflyst|avlyst|peruttu|odwołan[aey]|zrušen[aoý]?|(?:開催)?中止',
  postponed:
    'postponed|verschoben|report[ée]e?|rinviat[oa]|aplazad[oa]|pospuest[oa]|adiad[oa]|uitgesteld|延期',
} as const
type Off = keyof typeof words
const isCancelled = new RegExp(`^(?:${words.cancelled})$`, 'iu')

/** 'Foo is NOT CANCELLED'. */
const isDenied = /(?:^|\s)(?:not|nicht|pas|non?|niet|inte|ikke)(?: been)?$/i
/** 'FOO HAS BEEN CANCELLED'. */
const auxiliary = /\s(?:(?:has|have) been|is|was|ist|wird|wurde|est|è|es)$/i

const said = Object.values(words).join('|')
// Nearly no name has any of them: asked first, all else is spared.
const isSaid = new RegExp(said, 'iu')
// With its year, of which it is said: 'cancelled 2026', 'abgesagt für 2026', '2026 race cancelled'.
const remark = `(?:(?<before>\\d{4}) )?(?:(?:event|race|run|lauf|course|carrera|gara) )?(?<said>${said})(?:,? (?:for |in |für |en |pour |per )?(?<after>\\d{4}))?`
const mark = '[\\s:;,.!*–—-]'
// Why, and until when: 'cancelled due to fire', 'postponed to October'. In brackets whatever follows is meant by it.
const why =
  'due|because|owing|until|till|to|by|as|see|this|wegen|aufgrund|bis|auf|suite|pour|por|per|vanwege|tot|wegens|au|al|à|a|en raison|cause|debido|devido|hasta|på grund'
const reason = `${mark}+(?:${why})\\s`
const bracketed = `[[(*（【]+\\s*${remark}(?<tail>${mark}+[^\\])*）】]*)?[\\])*）】]+`
// At the end so is whatever is set off once more, but not where it tells of lengths: '100 Mile - cancelled, 50K is on'.
const length = '\\d\\s?(?:k|kms?|m|mi|miles?|milers?|h|hrs?|hours?)\\b'
const further = `\\s*(?:[–—,;(/!.*|]|\\s-|-\\s)(?!.*${length}).*`
const end = `(?<tail>${reason}(?!.*${length}).*|${further})?$`
const apart = [
  // In brackets, or between marks: '[CANCELLED] Foo', 'Foo (abgesagt)', '*** Annulé *** Foo'.
  new RegExp(`^${bracketed}${mark}*(?<rest>.+)$`, 'iu'),
  new RegExp(`^(?<rest>.+?)\\s*${bracketed}(?<more>\\s.+)?$`, 'iu'),
  // Set off: 'Cancelled: Foo', 'Foo – cancelled'.
  new RegExp(`^${remark}(?<tail>${reason}[^:!–—]*?)?\\s*(?:[:!–—]|-+ )${mark}*(?<rest>.+)$`, 'iu'),
  new RegExp(`^(?<rest>.+?)(?:\\s*[:!–—]|\\s+-+|-+\\s)\\s*${remark}${end}`, 'iu'),
]
// Shouted: 'CANCELLED Foo'. A race may be called the Cancelled Stamp.
const shouted = [
  new RegExp(`^${remark}[ -](?<rest>.+)$`, 'iu'),
  new RegExp(`^(?<rest>.+)[ -]${remark}${end}`, 'iu'),
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
  const match = (patterns: RegExp[]) => patterns.map(pattern => pattern.exec(name)?.groups).find(Boolean)
  const loud = match(shouted)
  const found = match(apart) ?? (loud?.said === loud?.said?.toUpperCase() ? loud : undefined)
  if (
    found === loud &&
    found?.tail &&
    (endsInPart.test(found.rest ?? '') || (hangs.test(found.said ?? '') && !isWhy.test(found.tail)))
  )
    return null
  const trimmed = (found?.rest ?? '').replace(/^[\s|/:–—-]+|[\s|/:–—-]+$/g, '')
  const rest = (found === loud ? trimmed.replace(auxiliary, '') : trimmed) + (found?.more ?? '')
  if (!found || rest === '' || isDenied.test(trimmed) || !isOf(year, found)) return null
  const status = isCancelled.test(found.said ?? '') ? 'cancelled' : 'postponed'
  // Said twice, in two languages.
  return { status, name: calledOff(rest, year)?.name ?? rest }
}

/** 'Postponed from April' has its new day; 'cancelled last year' is of another. */
const isOver = /^\W*(?:from|since|last|du|depuis|vom|von|seit|del|desde|dal)\b/i

/** When it is back: 'cancelled, see you in 2027', but not 'cancelled due to fires in 2026'. */
const returns =
  /\b(?:back|see you|return(?:s|ing)?|until|till|bis|hasta|jusqu.en|retour|wieder|postponed|moved|verschoben|report[ée]e?|next|nächste\p{L}*|prochaine?)\s(?:[^\d\s]+\s){0,2}(\d{4})(?![-/.]?\d)/giu
const moves = /\s(?:in|to|until|till|for|bis|auf|en|à|au|al|a|hasta)\s(?:[^\d\s]+\s)?(\d{4})(?![-/.]?\d)/giu

/** 'Foo - RELAY CANCELLED, SOLO ON' is of a part. */
const endsInPart = /(?:\s[-–—]|[:,/|])\s*\S+(?:\s\S+)?$/
/** A hanging bridge: only why, or the end, says that it is no name. */
const hangs = /^suspendid/i
const isWhy = /^\W*(?:por|debido|hasta|a causa)\b/i

/** 'Foo 50K (10K CANCELLED DUE TO SNOW)' is of a part: a bracket ends in it that began before. */
const isWithin = /^[^[(（【]*[\])）】]/

/** Whether a remark is of this year's race as it stands: not 'cancelled 2026', nor 'cancelled, see you in 2027'. */
function isOf(year: string, { said, before, after, tail = '' }: Record<string, string | undefined>): boolean {
  if (isOver.test(tail) || isWithin.test(tail)) return false
  const its = /^\W*(?:(?:for|für|pour|per) )?(20\d\d)\W*$/i.exec(tail)?.[1]
  const next = isCancelled.test(said ?? '') ? returns : moves
  return (
    (before ?? after ?? its ?? year) === year && ![...tail.matchAll(next)].some(([, then]) => then === year)
  )
}
