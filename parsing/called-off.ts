/** What organisers write into the name of a race that doesn't take place, since their calendar has no field for it. */
import { cleanName } from './names.ts'

const words = {
  cancelled:
    'cancell?ed|cancellation|abgesagt|f[äa]llt aus|annul[ée]e?|annullat[oa]|cancelad[oa]|suspendid[oa]|geannuleerd|afgelast|inst[äa]lld|aflyst|avlyst',
  postponed: 'postponed|verschoben|report[ée]e?|rinviat[oa]|aplazad[oa]|pospuest[oa]|adiad[oa]|uitgesteld',
} as const
type Off = keyof typeof words
const isCancelled = new RegExp(`^(?:${words.cancelled})$`, 'iu')

/** 'Foo is NOT CANCELLED'. */
const isDenied = /(?:^|\s)(?:not|nicht|pas|non?|niet|inte|ikke)$/i

// With its year, of which it is said: 'cancelled 2026', 'abgesagt für 2026'.
const said = Object.values(words).join('|')
// Nearly no name has any of them: asked first, all else is spared.
const isSaid = new RegExp(said, 'iu')
const remark = `(?<said>${said})(?: (?:for |in |für |en |pour |per )?(?<year>\\d{4}))?`
const mark = '[\\s:;,.!*–—-]'
const apart = [
  // In brackets, or between marks: '[CANCELLED] Foo', 'Foo (abgesagt)', '*** Annulé *** Foo'.
  new RegExp(`^[[(*]+\\s*${remark}\\s*!*\\s*[\\])*]+${mark}*(?<rest>.+)$`, 'iu'),
  new RegExp(`^(?<rest>.+?)\\s*[[(*]+\\s*${remark}\\s*!*\\s*[\\])*]+$`, 'iu'),
  // Set off: 'Cancelled: Foo', 'Foo – cancelled'.
  new RegExp(`^${remark}\\s*(?:[:!–—]|-+ )${mark}*(?<rest>.+)$`, 'iu'),
  new RegExp(`^(?<rest>.+?)(?:\\s*[:!–—]|\\s+-+)\\s*${remark}\\s*!*$`, 'iu'),
]
// Shouted: 'CANCELLED Foo'. A race may be called the Cancelled Stamp.
const shouted = [new RegExp(`^${remark} (?<rest>.+)$`, 'iu'), new RegExp(`^(?<rest>.+) ${remark}!*$`, 'iu')]

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
  const rest = (found?.rest ?? '').replace(/^[\s|/:–—-]+|[\s|/:–—-]+$/g, '')
  if (!found || rest === '' || (found.year ?? year) !== year || isDenied.test(rest)) return null
  return { status: isCancelled.test(found.said ?? '') ? 'cancelled' : 'postponed', name: rest }
}
