/** Towns and coordinates. What isn't known stays null, with the source's text beside it; nothing is guessed. */
import { region } from './regions.ts'

export { country, countryOfIoc } from './countries.ts'
export { countryOfSite, region } from './regions.ts'

/**
 * A town and, after its last comma or as a code at its end, the state or province of `country` (alpha-3) that it lies in:
 * 'Silverton, CO' in USA. The region is null where none is written or known; the town is null where nothing is left of it.
 */
export function town(
  text: string,
  country: string | null | undefined,
): { city: string | null; region: string | null } {
  const comma = text.lastIndexOf(',')
  // Without a comma only its code is one: 'Asheville NC', not 'Lake Washington'.
  const end = comma > 0 ? comma : text.search(/ [A-Z]{2,3}$/)
  const known = end > 0 && country ? region(text.slice(end + 1), country) : null
  return { city: (known ? text.slice(0, end).trim() : text) || null, region: known?.region ?? null }
}

/** Parts of a name with hyphens that towns have in common which have nothing else: Saint-Fons, Villeneuve-sur-Lot. */
const shared = new Set(
  `saint sainte santa santo san sao mont mount bad sur sous sub lez les le la l en de du des d del am an im in bei ob vor upon on by
  under next the villeneuve neuve neuf vieux mer plage val port chateau haut haute bas basse grand grande petit petite nord sud est ouest`.split(
    /\s+/,
  ),
)

const compass = { N: 'North', S: 'South', E: 'East', W: 'West' }

/**
 * How names of towns are compared: without marks, signs and case, common short forms written out. A name with another
 * one in it ('Biel/Bienne', 'Bad Honnef (Aegidienberg)', 'Zeißig-Hoyerswerda', 'near Moab', 'Praha 4') gives several, the likeliest first.
 */
export function placeKeys(text: string): string[] {
  // Without a postcode before it.
  const name = text.slice(0, 200).replace(/^(?:[A-Z]{1,2}-)?\d{4,5} /, '')
  const pieces = name.split(/[/(),;|]| [-–] /)
  const town = name.replace(
    / (?:an|am|im|in|ob|bei|vor|unter|auf|[aio]\.) ?(?:der |dem |d\. ?)?\p{L}.*$/u,
    '',
  )
  const hyphened = name.includes('-') ? name.split('-').filter(part => !shared.has(placeKey(part))) : []
  const loose = name
    .replace(/^(?:near|nr\.?|outside|close to|nahe|bei|près de|cerca de|presso) /i, '')
    .replace(/ (?:\d{1,2}|[NSEWVØ]{1,2})$/, '')
    .replace(/^[NSEW](?=\.? \p{Lu})\.?/u, letter => compass[letter.charAt(0) as keyof typeof compass])
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
  const keys = [name, ...pieces, town, ...hyphened, loose].map(placeKey)
  return [...new Set(keys.filter(key => key.length > 1))].slice(0, 6)
}

/** One name of a town, as it is compared. */
export function placeKey(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:st|ste) /, 'saint ')
    .replace(/^ft /, 'fort ')
    .replace(/^mt /, 'mount ')
}

/** What stands before and after the last comma of a place: 'Vinninge, Sweden' is Vinninge and Sweden. */
export function lastPart(place: string): { rest: string; last: string } {
  const comma = place.lastIndexOf(',')
  return { rest: place.slice(0, Math.max(comma, 0)).trim(), last: place.slice(comma + 1).trim() }
}

type Degrees = string | number | null | undefined
export type Point = { latitude: number; longitude: number }

/** WGS 84 degrees; null for what is absent, no number, off the globe (never folded back onto it) or 0,0. */
export function coordinates(latitude: Degrees, longitude: Degrees): Point | null {
  const point = { latitude: degrees(latitude, 90), longitude: degrees(longitude, 180) }
  if (Number.isNaN(point.latitude) || Number.isNaN(point.longitude)) return null
  return point.latitude === 0 && point.longitude === 0 ? null : point
}

function degrees(value: Degrees, most: number): number {
  const text = String(value ?? '').trim()
  const number =
    /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(text) || typeof value === 'number' ? Number(text) : Number.NaN
  return Math.abs(number) <= most ? number : Number.NaN
}
