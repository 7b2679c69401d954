/** Whether a remark in a name ('cancelled') is of this race as a whole, and of this year's. */
import { articles, goesOn, isNoun, parts, sides, wholes, whys } from './called-off-words.ts'

/** Its words, and what stands before and after them: 'Foo 50K has been cancelled due to fire'. */
export type Remark = {
  how: 'apart' | 'sentence' | 'shouted'
  status: 'cancelled' | 'postponed'
  rest: string
  lead?: string
  said: string
  after?: string
  tail?: string
  more?: string
}

/** 'Foo is NOT CANCELLED', 'may be cancelled'. */
const isDenied =
  /(?:^|\s)(?:not|never|no|no longer|may|might|could|if|nicht|nie|niemals|falls|wenn|pas|jamais|non?|mai|nunca|n[ãa]o|niet|nooit|inte|ikke|nie|ne|не|değil)(?: (?:been|yet|be))?$/iu

/** 'Foo 50K - KIDS RUN CANCELLED' is of a part, as is 'Foo 50K - 10K CANCELLED', but not 'Foo - 50K CANCELLED'. */
const setOff = /^(.*?)(?:\s[-–—]\s|[:,|–—]\s?)([^:,|–—]+)$/u
const hasLength =
  /\d\s?(?:k|kms?|m|mi|miles?|milers?|h|hrs?|hours?|stunden?|std|heures?|horas?|ore|uur|км)(?!\p{L})/iu
const hasNumber = /\d{2}|\d\s?\p{L}/u
const isShort = /^\S+(?:\s\S+)?$/
const hasPart = new RegExp(`(?:^|[^\\p{L}])(?:${parts}|${sides})(?!\\p{L})`, 'iu')
const endsInSide = new RegExp(`(?:^|\\s)(?:${sides})(?: \\S+)?$`, 'iu')

function isOfPart({ how, tail }: Remark, subject: string): boolean {
  if (how === 'apart') return false
  if (endsInSide.test(subject)) return true
  const [, head = '', last = ''] = setOff.exec(subject) ?? []
  if (last === '') return false
  if (hasPart.test(last) || (hasLength.test(last) && hasNumber.test(head))) return true
  return how === 'sentence' ? /^\p{Ll}/u.test(last) : Boolean(tail) && isShort.test(last)
}

/** 'Annullata la camminata', 'cancelled: 10K', 'cancelled 100M', but not 'annullata la gara'. */
const article = `(?:(?:${articles}) )?`
const tailsPart = new RegExp(
  `^[\\s:–—-]+(?:${article}(?:\\d|(?:${parts}|${sides})(?!\\p{L}))|(?:the|la|le|les|el|los|las|il|lo|o|os|der|die|das|de|het) (?!(?:${wholes})(?!\\p{L})))`,
  'iu',
)
const isYear = /^\W*20\d\d(?!\d)/
const tailsOn = new RegExp(`(?:^|[^\\p{L}])(?:${goesOn})(?!\\p{L})(?!.*\\d{4})`, 'iu')
const isWhy = new RegExp(`^\\W*(?:${whys})(?!\\p{L})`, 'iu')
/** 'Postponed to 9:00', 'um 30 Minuten verschoben': it takes place, on its day. */
const isDelay =
  /^\W*(?:to|until|till|auf|bis|à|alle|a las|às|til|naar)\s\d{1,2}(?:[:.h]\d{2}(?![.\d])|\s?(?:[ap]\.?m\b|uhr|h\b|o.clock))|(?:\d|one|two|an|half|eine|une|un|una)\s(?:hours?|stunden?|min\p{L}*|heures?|or[ae]|horas?|uur)(?!\p{L})/iu
/** 'Postponed no more'. */
const isTakenBack = /^\W*no (?:more|longer)\b/i
/** A hanging bridge: only why, or the end, says that it is no name. */
const hangs = /^suspendid/i

/** 'Foo 50K (10K CANCELLED DUE TO SNOW)' is of a part: a bracket ends in it that began before. */
const isWithin = /^[^[(（【]*[\])）】]/

/** Whether it is the race that is off: not a part of it, nor what goes with it, and not denied. */
export function isWhole(remark: Remark, subject: string): boolean {
  const { how, said, tail = '' } = remark
  if (isDenied.test(subject) || isOfPart(remark, subject) || isWithin.test(tail)) return false
  if (how === 'shouted' && tail && hangs.test(said) && !/^\W*(?:por|debido|hasta|a causa)\b/i.test(tail))
    return false
  if (isNoun.test(said) && how === 'shouted') return false
  if (isNoun.test(said) && /^\s\p{L}/u.test(tail) && !isWhy.test(tail)) return false
  if (isTakenBack.test(tail) || isDelay.test(tail) || isDelay.test(` ${said}`)) return false
  return !(tailsPart.test(tail) && !isYear.test(tail)) && !tailsOn.test(tail)
}

/** 'Postponed from April' has its new day; 'cancelled last year' is of another. */
const isOver = /^\W*(?:from|since|last|du|depuis|vom|von|seit|del|desde|dal|z|fra|från)\b/iu

/** When it is back: 'cancelled, see you in 2027', but not 'cancelled due to fires in 2026'. */
const returns =
  /\b(?:back|see you|return(?:s|ing)?|until|till|bis|hasta|jusqu.en|retour|wieder|postponed|moved|verschoben|report[ée]e?|next|nächste\p{L}*|prochaine?)\s(?:[^\d\s]+\s){0,2}(\d{4})(?![-/.]?\d)/giu
const moves =
  /\s(?:in|to|until|till|til|for|bis|auf|en|à|au|al|a|hasta|para|na|на|do|naar|tot|em)\s(?:[^\d\s]+\s)?(\d{4})(?![-/.]?\d)/giu

/** Whether it is of this year's race as it stands: not 'cancelled 2026', nor 'cancelled, see you in 2027'. */
export function isOf(year: string, remark: Remark): boolean {
  const { how, status, rest, lead = '', said, after, tail = '' } = remark
  if (isOver.test(tail)) return false
  const then = /^\W*(?:(?:for|für|pour|per) )?(20\d\d)\W*$/i.exec(tail)?.[1]
  const before = /\d{4}/.exec(lead)?.[0] ?? (how === 'apart' ? undefined : /\s(202\d)$/.exec(rest)?.[1])
  const its = before ?? after ?? /20\d\d/.exec(status === 'cancelled' ? said : '')?.[0] ?? then ?? year
  const next = status === 'cancelled' ? returns : moves
  const told = `${status === 'postponed' ? ` ${said}` : ''}${tail}`
  // What is put off to a later year says so in the same place.
  const isIts = its === year || (status === 'postponed' && its > year)
  return isIts && ![...told.matchAll(next)].some(([, then]) => then === year)
}
