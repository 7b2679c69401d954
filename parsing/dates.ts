/**
 * Days as text from end to end: 'YYYY-MM-DD' in the race's own place, never a moment, so no time zone can shift one.
 * Each source declares how it writes days; what is written otherwise, or is no day of the calendar, is Unreadable.
 */
import { alpha2 } from './countries.ts'
import { Unreadable } from './unreadable.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** '2026-05-01', also with a time after a T or a blank. */
export function isoDay(text: string): string {
  const [, year, month, day] =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?$/.exec(text.trim()) ?? unreadable(text, '2026-05-01')
  return sound(text, year, month, day)
}

/**
 * The day in its own place of an ISO day or moment: what stands before a time and its offset. A moment in UTC (…Z) doesn't say
 * where it is: the `country` (alpha-3) does, if all of it has the same day then; midnight is a day alone.
 */
export function dayAt(text: string, country: string | null): string {
  const day = isoDay(text)
  const [, time] = /[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?Z$/.exec(text.trim()) ?? []
  if (!time || /^00:00(:00)?$/.test(time)) return day
  const moment = new Date(`${day}T${time}Z`)
  const [there, ...others] = new Set(zonesOf(country).map(timeZone => dayIn(timeZone, moment)))
  if (!there || others.length > 0)
    throw new Unreadable(
      `${JSON.stringify(text.slice(0, 60))} is in UTC, and which day that is there isn't known.`,
    )
  return there
}

/** Those of a country; of one that isn't known the first and the last of the world. */
function zonesOf(country: string | null): string[] {
  const code = alpha2(country ?? '')
  return (code && new Intl.Locale(`und-${code}`).getTimeZones()) || ['Pacific/Honolulu', 'Pacific/Auckland']
}

function dayIn(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(moment)
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
