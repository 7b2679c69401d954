/** Whether a remark in a name ('cancelled') is of this race as a whole, and of this year's. */
import { articles, goesOn, halves, isNoun, parts, plainly, sides, wholes, whys } from './called-off-words.ts'

/** Its words, and what stands before and after them: 'Foo 50K has been cancelled due to fire'. */
export type Remark = {
  how: 'apart' | 'sentence' | 'before' | 'shouted'
  status: 'cancelled' | 'postponed'
  rest: string
  lead?: string
  aux?: string
  said: string
  after?: string
  tail?: string
  more?: string
}
/** Shouted: 'FOO CANCELLED'. A Korean word is smoke, too, and a part to play. */
export const isLoud = ({ said }: Remark) => said === said.toUpperCase() && said !== '연기'

/** 'Foo is NOT CANCELLED'. */
const isDenied =
  /(?:^|\s)(?:not|never|no|no longer|cannot|\p{L}+n['’]t|nicht|nie|niemals|pas|jamais|non?|nunca|n[ãa]o|niet|nooit|inte|ikke|ne|не|değil)(?: (?:been|yet|be|get|going to|to be|to))?$/iu
/** 'Refund if the race is cancelled', 'Foo may be cancelled', but not 'IF YOU CAN 10 MAY CANCELLED'. */
const isIf =
  /(?:^|\s)(?:(?:if|when|unless|should|could|would|in case|falls|wenn|sollte|bei|en cas|in caso|en caso|si|se|als|om|jeśli)(?!\p{L})|(?:may|might)$)/iu
const endsInIf =
  /(?:^|\s)(?:(?:if|when|unless|falls|wenn)(?: (?:it|the|this|race|event|run|das|der))*|(?:may|might|could|should)(?: have been| be))(?: is| are| be)?$/i

/**
 * 'Foo 50K - KIDS RUN CANCELLED' is of a part, as is 'Foo 50K - 10K CANCELLED', but not 'Foo 2026 - 50K CANCELLED'. What
 * a sentence says of something set off is not sure to be of the race: 'Foo 50K - Zeitlimit entfällt'.
 */
const setOff = /^(.*?)(?:\s[-–—]\s|[:,|–—]\s?)([^:,|–—]+)$/u
/** Lengths between commas are a list: 'Foo 100K, 50K CANCELLED'. */
const setOffByMore = /^(.*)(?:\s[-–—]\s|[:|–—]\s?)([^:|–—]+)$/u
const isAll =
  /^(?:all|both|alle|toutes les|tutte le|todas las) (?:races?|runs|events|distances|läufe|strecken|courses|épreuves|gare|carreras|pruebas)$/iu
const units = 'k|kms?|m|mi|miles?|milers?|h|hrs?|hours?|stunden?|std|heures?|horas?|ore|uur|км'
const hasLength = new RegExp(`\\d\\s?(?:${units})(?!\\p{L})`, 'iu')
const hasHalf = new RegExp(`^(?:${halves})(?: marathon)?$`, 'iu')
const isShort = /^\S+(?:\s\S+)?$/
const endsInPart = new RegExp(`(?:^|[^\\p{L}])(?:(?:${parts})(?: (?:${wholes}))?|${sides})$`, 'iu')
const endsInSide = new RegExp(`(?:^|\\s)(?:${sides})(?: \\S+)?$`, 'iu')

const hasRace = new RegExp(
  `ultra|trail|marat|lauf|løp|lopp|(?:^|[^\\p{L}])(?:${wholes}|relay|backyard)(?!\\p{L})`,
  'iu',
)

function isOfPart(remark: Remark, subject: string): boolean {
  const { how, tail } = remark
  if (how === 'apart' || how === 'before') return false
  const [, head = '', last = ''] = setOff.exec(subject) ?? []
  if (isAll.test(last)) return false
  if (how === 'sentence' && !isLoud(remark)) return last !== '' || endsInSide.test(subject)
  if (last === '') return false
  const [, others = '', one = ''] = setOffByMore.exec(subject) ?? []
  const isOneOf = hasLength.test(others) && (hasLength.test(one) || hasHalf.test(one))
  const isBeside = (hasLength.test(head) || hasRace.test(head)) && endsInPart.test(last)
  return isOneOf || isBeside || (Boolean(tail) && !remark.aux && isShort.test(last))
}

/** 'Christmas is Cancelled' is a name: no race, no year and no reason is in it. */
const isBare = ({ said, aux, after = '', tail = '' }: Remark, subject: string) =>
  !/\d/.test(subject) &&
  !hasRace.test(subject) &&
  !/\d|année|anno|jahr|year/iu.test(said + (aux ? '' : after) + tail) &&
  !isWhy.test(tail)

/** 'Annullata la camminata', 'cancelled: 10K', but not 'cancelled - registrations refunded' or '- 100% refund'. */
const article = `(?!all |entire |whole )(?:(?:${articles}) )?`
const one = `(?:\\d+(?:[.,]\\d+)?\\s?(?:${units})|${parts}|${halves})(?!\\p{L})(?: (?:${wholes}|marathon))?`
const ends = `(?=\\W*$|[,;.&+/]|\\s(?:and|und|et|e|y|en|${plainly})(?!\\p{L}))`
const tailsPart = new RegExp(
  `^(?: (?!all |entire |whole )(?:${articles}) (?:${sides})(?!\\p{L})|[\\s:–—-]+${article}(?:${one}${ends}|(?!virtual)(?:${sides})(?: (?:${sides}))?\\W*$))`,
  'iu',
)
const tailsOn = new RegExp(`(?:^|[^\\p{L}])(?:${goesOn})(?!\\p{L})(?!.*\\d{4})`, 'iu')
/** What is held instead: '(cancelled, the virtual race goes ahead)'. */
const isElse = /virtu|online/i
const isWhy = new RegExp(`^\\W*(?:${whys})(?!\\p{L})`, 'iu')
/** 'Postponed to 9:00', 'um 30 Minuten verschoben': it takes place, on its day. */
const isDelay =
  /^\W*(?:(?:to|until|till|auf|bis|à|alle|a las|às|til|naar)\s\d{1,2}(?:[:.h]\d{2}(?![.\d])|\s?(?:[ap]\.?m\b|uhr|h\b|o.clock))|(?:(?:by|for|um|de|di|met|med|for)\s|d['’])?(?:(?:half )?(?:1?\d|one|two|an|half|eine|une|un|una)\s(?:hours?|stunden?|heures?|or[ae]|horas?|uur)|\d+\smin\p{L}*)(?!\p{L}))(?!.*(?:\d|day\b|tag\b))/iu
/** A day later, where it isn't a delay. */
const isHours = /^\W*\d+\s?h/i
/** 'Postponed no more', 'entfällt nicht'. */
const isTakenBack = /^(?:\W*no (?:more|longer)\b|\s(?:nicht|niet|not)\W*$)/i
/** A hanging bridge: only why, or the end, says that it is no name. */
const hangs = /^suspendid/i

/** 'Foo 50K (10K CANCELLED DUE TO SNOW)' is of a part: a bracket ends in it that began before. */
const isWithin = /^[^[(（【]*[\])）】]/

/** Whether it is the race that is off: not a part of it, nor what goes with it, and not denied. */
export function isWhole(remark: Remark, subject: string): boolean {
  const { how, status, said, aux = '', tail = '' } = remark
  const isQuiet = how === 'sentence' && !isLoud(remark)
  if (isOfPart(remark, subject) || isWithin.test(tail)) return false
  if (how !== 'before' && isDenied.test(subject)) return false
  const upToIt = `${subject} ${aux}`.trim()
  if (isQuiet ? isIf.test(subject) : how !== 'apart' && how !== 'before' && endsInIf.test(upToIt))
    return false
  if (isQuiet && isBare(remark, subject)) return false
  const isCalled = how === 'shouted' || how === 'before'
  if (isCalled && tail && hangs.test(said) && !/^\W*(?:por|debido|hasta|a causa)\b/i.test(tail)) return false
  if (isCalled && isNoun.test(said) && !/^(?:cancellation|absage|annulation)$/i.test(said)) return false
  if (!isCalled && !isLoud(remark) && isNoun.test(said) && /^\s\p{L}/u.test(tail) && !isWhy.test(tail))
    return false
  if (isTakenBack.test(tail)) return false
  if (status === 'postponed' && (isDelay.test(tail) || isDelay.test(said))) return false
  if (status === 'postponed' && isHours.test(tail)) return true
  return !tailsPart.test(tail) && !(tailsOn.test(tail) && !isElse.test(tail))
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
  const hasYear = how === 'sentence' || how === 'shouted'
  const before = /\d{4}/.exec(lead)?.[0] ?? (hasYear ? /\s(20\d\d)\s*$/.exec(rest)?.[1] : undefined)
  const its = before ?? after ?? /20\d\d/.exec(status === 'cancelled' ? said : '')?.[0] ?? then ?? year
  const next = status === 'cancelled' ? returns : moves
  const told = `${status === 'postponed' ? ` ${said}` : ''}${tail}`
  // What is put off to a later year says so in the same place.
  const isIts = its === year || (status === 'postponed' && its > year)
  return isIts && ![...told.matchAll(next)].some(([, then]) => then === year)
}
