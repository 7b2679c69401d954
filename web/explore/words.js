/** Races in words. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { visible } from '../format.js'

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const shortFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' })

/** A race's day is the same wherever it is read. @param {string | null | undefined} date `2027-06-05` */
export const day = date => (date ? dayFormat.format(utc(date)) : '–')

/** @param {string} date */
const utc = date => new Date(`${date}T00:00:00Z`)

/** @param {number} n From 1. */
export const month = n => monthFormat.format(new Date(Date.UTC(2027, n - 1, 1)))

/** The day of a moment. @param {string} at */
export const date = at => shortFormat.format(new Date(at))

/** Its days, struck out where it isn't on them. @param {any} event */
export function days({ start_date, end_date, status }) {
  const text =
    end_date && end_date !== start_date
      ? dayFormat.formatRange(utc(start_date), utc(end_date))
      : day(start_date)
  return status === 'scheduled' ? text : html`<s>${text}</s>`
}

const alpha2 = new Map()
const names = new Intl.DisplayNames('en', { type: 'region' })
/** What the browser calls a country goes by two letters, what we call it by three. @param {string[][]} codes */
export function learnCountries(codes) {
  for (const [two, three] of codes) alpha2.set(three, two)
}
/** @param {string | null | undefined} code ISO 3166-1 alpha-3. */
export function country(code) {
  const known = code ? alpha2.get(code) : null
  return known ? (names.of(known) ?? code) : (code ?? '')
}

/** A region as search has it: the code of a state (USA-CA), or a name in capitals (DEU-LOWER SAXONY). @param {string} value */
export const region = value =>
  /^(USA|CAN|AUS)-.{2,3}$/.test(value)
    ? value.slice(4)
    : visible(value.slice(4))
        .toLowerCase()
        .replaceAll('i\u0307', 'i')
        .replace(
          /(?<!\p{L})(?!(?:and|of|the|og|de|du|des|del|della|di|do|da|la|y|e|et|i)(?!\p{L}))\p{L}/gu,
          letter => letter.toUpperCase(),
        )
        .replace(/^\p{L}/u, letter => letter.toUpperCase())

/** @param {any} event */
export const place = event =>
  visible(
    [...new Set([event.city, event.county ?? event.region ?? event.state, country(event.country)])]
      .filter(Boolean)
      .join(', '),
  )

/** What isn't one word of its own. @type {Record<string, string>} */
const sports = { multi: 'multisport', other: 'other sport' }

/** @param {any} distance */
export function distance(distance) {
  const { km, hours, amount, unit, kind, raw, stages, team_size, activity, virtual } = distance
  // A word for what is not simply run there: no length is found by what is cycled or virtual.
  const how = [virtual && 'virtual', activity && (sports[activity] ?? activity)].filter(Boolean).join(' ')
  const more = `${how && ` ${how}`}${stages ? ` in ${stages} stages` : ''}${team_size ? `, teams of ${team_size}` : ''}${kind === 'relay' && !team_size ? ', relay' : ''}`
  if (unit === 'mile' && amount != null) return `${amount} mi${more}`
  if (km != null) return `${Math.round(km * 10) / 10} km${more}`
  if (kind === 'backyard') return `Backyard${how && ` ${how}`}`
  if (hours != null) return `${hours} h${more}`
  return visible(raw)
}

/** What a runner must not miss: a word with a sign, never colour alone. @param {any} event */
export const warning = event =>
  event.status === 'cancelled'
    ? html`<strong class="warning cancelled">✕ Cancelled</strong>`
    : event.status === 'postponed'
      ? html`<strong class="warning postponed">⏸ Postponed</strong>`
      : nothing

/** @param {any} event */
export const title = event =>
  event.status === 'cancelled'
    ? html`<s><bdi>${visible(event.name)}</bdi></s>`
    : html`<bdi>${visible(event.name)}</bdi>`

/** For the tab, which strikes nothing out. @param {any} event */
export const titleText = ({ name, status }) =>
  `${status === 'scheduled' ? '' : status === 'cancelled' ? 'Cancelled: ' : 'Postponed: '}${visible(name)}`

/** An address that a browser may follow from here, or null. @param {string | null | undefined} url */
export const web = url => (url && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null)
