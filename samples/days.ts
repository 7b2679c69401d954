/** Moving days by whole years, so that samples are always of races still to come. */

/** The same day some years later; the 29th of February is the 28th where there is none. */
export function moveDay(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years
  const leap = new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29
  return `${year}${!leap && day.endsWith('-02-29') ? '-02-28' : day.slice(4)}`
}

/** How many whole years to move a day ('YYYY-MM-DD') by, so that it is `today` or later, within a year. */
export function yearsUntil(start: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(start.slice(0, 4))
  return moveDay(start, years) < today ? years + 1 : years
}

/** Every day in a text, however its API writes days, some years later: 2026-05-01, 5/1/2026, 1st May 2026, 2026-May-01. */
export function moveDays(text: string, years: number): string {
  const add = (year: string): string => String(Number(year) + years)
  return text
    .replace(/\b20\d\d-\d\d-\d\d(?!\d)/g, day => moveDay(day, years))
    .replace(/\b(\d\d?)\/(\d\d?)\/(20\d\d)\b/g, (_, month, day, year) => `${month}/${day}/${add(year)}`)
    .replace(/\b(20\d\d)(-[A-Z][a-z]{2}-\d\d)\b/g, (_, year, rest) => add(year) + rest)
    .replace(/\b(\d\d?(?:st|nd|rd|th) [A-Z][a-z]{2,8} )(20\d\d)\b/g, (_, rest, year) => rest + add(year))
}
