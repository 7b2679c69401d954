/**
 * Days as text from end to end: 'YYYY-MM-DD' in the race's own place, never a moment, so no time zone can shift one.
 * Each source declares how it writes days; what is written otherwise, or is no day of the calendar, is Unreadable.
 */
import { Unreadable } from './unreadable.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** '2026-05-01', also with a time after a T or a blank. */
export function isoDay(text: string): string {
  const [, year, month, day] =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?$/.exec(text.trim()) ?? unreadable(text, '2026-05-01')
  return sound(text, year, month, day)
}

/** '5/1/2026': the month first. Slashes may come escaped, as in some JSON. */
export function usDay(text: string): string {
  const [, month, day, year] =
    /^(\d{1,2})\\?\/(\d{1,2})\\?\/(\d{4})(?: .*)?$/.exec(text.trim()) ?? unreadable(text, '5/1/2026')
  return sound(text, year, month, day)
}

/** '01.05.2026': the day first. */
export function germanDay(text: string): string {
  const [, day, month, year] =
    /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: .*)?$/.exec(text.trim()) ?? unreadable(text, '01.05.2026')
  return sound(text, year, month, day)
}

/** '1st May 2026', 'May 1, 2026'; months in full or by three letters. */
export function englishDay(text: string): string {
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]*\.?,? (\d{4})$/i.exec(text.trim())
  const monthFirst = /^([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text.trim())
  const [day, month, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : monthFirst
      ? [monthFirst[2], monthFirst[1], monthFirst[3]]
      : unreadable(text, '1st May 2026')
  return sound(text, year, String(months.indexOf((month ?? '').toLowerCase()) + 1), day)
}

/** '2026-May-01'. */
export function yearMonthDay(text: string): string {
  const [, year, month = '', day] =
    /^(\d{4})-([a-z]{3})[a-z]*-(\d{1,2})$/i.exec(text.trim()) ?? unreadable(text, '2026-May-01')
  return sound(text, year, String(months.indexOf(month.toLowerCase()) + 1), day)
}

/** The last day of a race of several; null for one of a single day, and for an end before its start. */
export function lastDay(startDate: string, endDate: string | null): string | null {
  return endDate && endDate > startDate ? endDate : null
}

/** Null for what means "no day": null, nothing, blanks, zeros. Else what `read` says. */
export function optional(read: (text: string) => string, text: string | null | undefined): string | null {
  const given = text?.trim() ?? ''
  return given === '' || /^(0000-00-00|00\.00\.0000|0\/0\/0000)/.test(given) ? null : read(given)
}

function unreadable(text: string, like: string): never {
  throw new Unreadable(`${JSON.stringify(text.slice(0, 60))} is not written like a day (${like}).`)
}

function sound(text: string, year = '', month = '', day = ''): string {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  // Day 0 of the next month is the last of this one.
  const isDay = m >= 1 && m <= 12 && d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate()
  if (!isDay) throw new Unreadable(`${JSON.stringify(text.slice(0, 60))} is no day of the calendar.`)
  if (y < 1900 || y > 2200)
    throw new Unreadable(`${JSON.stringify(text.slice(0, 60))} is in no year of ours.`)
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
