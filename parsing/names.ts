/** Names of races and towns, as people typed them into somebody's form. */
import { decodeHTML } from 'entities'

/** No name is longer; a hostile one must cost nothing. */
const longest = 2_000

/**
 * A name fit to be shown: HTML entities decoded (also broken and doubled ones), tags, control characters and invisible
 * ones gone, runs of blanks one blank, NFC.
 */
export function cleanName(text: string): string {
  return decodeTwice(text.slice(0, longest))
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\ufffd]/gu, '')
    .replace(/\s+/g, ' ')
    .normalize('NFC')
    .trim()
}

/** '&amp;eacute;' was encoded twice. */
function decodeTwice(text: string): string {
  const once = text.includes('&') ? decodeHTML(text) : text
  return once.includes('&') ? decodeHTML(once) : once
}

const ordinal =
  /^(?:the )?(\d{1,3})(?:\.(?= )|st|nd|rd|th|\s?[ºª°]|[eè]me?|er?)(?=[ .])\.? ?(?:annual |edition |édition )?(?=\S)/i
const editionAfter =
  /[ ,(-]+(?:edition|édition|edición|edizione|ausgabe|auflage|vol\.?|volume) ?#?(\d{1,3})\)?$/i
const onlyUnit = /^(?:h|km|k|mi|miles?|hours?|stunden?|std|lauf|tage?)\b/i

/**
 * A cleaned name, its edition and its year kept apart from it: '5. Mainzer 45er' is the fifth Mainzer 45er, 'Foo Trail
 * 2026' of that `year` is Foo Trail. A number that is part of the name ('24 h Lauf', 'Foo 100') stays; the name is
 * never empty where the text wasn't.
 */
export function nameAndEdition(text: string, year?: string): { name: string; edition: number | null } {
  const clean = cleanName(text)
  const years = year && new RegExp(`^${year}(?:er)? (?=\\S)|[ ,(-]+${year}\\)?$`, 'g')
  const bare = years ? clean.replace(years, '').trim() : clean
  const found = ordinal.exec(bare) ?? editionAfter.exec(bare)
  const rest = found ? bare.replace(found[0], '').trim() : ''
  if (!found || rest === '' || onlyUnit.test(rest) || Number(found[1]) === 0)
    return { name: bare || clean, edition: null }
  return { name: rest, edition: Number(found[1]) }
}

const units =
  'km|kms|k|kilomet\\w*|mi|mile|miles|miler|meilen|m|h|hr|hrs|hour|hours|std|stunden?|heures?|horas?|ore|d|days?|tage?'
const sponsors = /\b(presented|powered|sponsored|hosted) by\b.*$/
const generic = new Set(
  `race races run runs running trail trails ultra ultras ultramarathon ultramarathons ultratrail marathon lauf laufe laeufe
  endurance annual edition festival challenge classic event weekend series the a an of de der die das du la le les and und et`.split(
    /\s+/,
  ),
)

/**
 * What is left of a name when everything is gone that differs between the distances and the years of one race:
 * 'Taubertal 100 km' and 'Taubertal 50 km' share 'taubertal'. Never empty for a name with a letter or digit.
 */
export function nameCore(text: string): string {
  const lower = fold(text)
  const core = lower
    .replace(sponsors, ' ')
    .replace(new RegExp(`\\b\\d+([.,]\\d+)?[ -]?(${units})\\b`, 'g'), ' ')
    .replace(/\b\d+(st|nd|rd|th|e|er|eme)?\b\.?/g, ' ')
    .replace(/\b[ivx]{2,6}\b\.?/g, ' ')
  return (
    words(core)
      .filter(word => !generic.has(word))
      .join(' ') ||
    words(core).join(' ') ||
    words(lower).join(' ')
  )
}

function fold(text: string): string {
  return text.slice(0, longest).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}
