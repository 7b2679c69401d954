/** Numbers, times and foreign text as people read them. */

/** The server's clock less this machine's, ms. */
let offset = 0

/** Ages are told by the server's clock: this machine's may be wrong. @param {string | null} date */
export function setServerTime(date) {
  const difference = date ? Date.parse(date) - Date.now() : 0
  // The header has whole seconds, and the answer took some time.
  offset = Math.abs(difference) > 3_000 ? difference : 0
}

export const now = () => Date.now() + offset

const numbers = new Intl.NumberFormat('en')

/** @param {number | string | null | undefined} n */
export const number = n => (n == null ? '–' : numbers.format(Number(n)))

/** `1 run`, `2 runs`. @param {number | string} n @param {string} noun @param {string} [nouns] */
export const count = (n, noun, nouns = `${noun}s`) => `${number(n)} ${Number(n) === 1 ? noun : nouns}`

/** @param {string | number | null | undefined} share */
export const percent = share => (share == null ? '–' : `${Math.round(Number(share) * 1000) / 10} %`)

/** A length of time in its largest unit or two. @param {number} seconds */
export function duration(seconds) {
  const s = Math.max(0, seconds)
  if (s < 1) return s === 0 ? '0 s' : `${Math.ceil(s * 1000)} ms`
  if (s < 10) return `${Math.round(s * 10) / 10} s`
  if (s < 60) return `${Math.round(s)} s`
  if (s < 3600) return `${Math.round(s / 60)} min`
  if (s < 36 * 3600) {
    const minutes = Math.round(s / 60)
    const rest = s < 10 * 3600 && minutes % 60
    return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''}`
  }
  return count(Math.round(s / 86_400), 'day')
}

/** `3 min ago`, `in 2 h`. @param {string} when */
export function ago(when) {
  const seconds = (now() - Date.parse(when)) / 1000
  if (Math.abs(seconds) < 1.5) return 'now'
  const rounded = duration(Math.abs(seconds) < 10 ? Math.round(Math.abs(seconds)) : Math.abs(seconds))
  return seconds > 0 ? `${rounded} ago` : `in ${rounded}`
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dated = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** Time of day here, with the day unless it is within 20 hours. @param {string | number} when */
export function clockTime(when) {
  const date = new Date(when)
  return (Math.abs(now() - date.getTime()) < 72_000_000 ? clock : dated).format(date)
}

/** To the second, in UTC, as the log and the crontab have it. @param {string} when */
export const exactTime = when => `${new Date(when).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** Seconds of an interval of GraphQL. @param {any} interval */
export function secondsOf(interval) {
  if (!interval) return 0
  const { years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = interval
  return (((years * 365.25 + months * 30.44 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
}

// Not the joiners, which names and emoji are written with.
const unseen = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--[\n\t\u00ad\u200c\u200d]]/gv

/**
 * Text from outside with the characters that can't be seen, or turn round what follows, spelt out.
 * @param {unknown} text
 */
export const visible = text =>
  String(text ?? '').replace(
    unseen,
    c => `⟨U+${c.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )

/** A value of JSON in one line, or indented. @param {unknown} value @param {boolean} [long] */
export const json = (value, long = false) =>
  visible(typeof value === 'string' && !long ? value : JSON.stringify(value, null, long ? 2 : undefined))
