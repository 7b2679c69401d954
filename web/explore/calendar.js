/** A race as an entry of a calendar (RFC 5545). */

/** @param {string} text */
const escaped = text => text.replace(/[\\;,]/g, c => `\\${c}`).replace(/\r\n|\r|\n/g, '\\n')

/** Lines of at most 75 bytes; none ends within a character. @param {string} line */
function folded(line) {
  const encoder = new TextEncoder()
  let [out, bytes] = ['', 0]
  for (const character of line) {
    const size = encoder.encode(character).length
    if (bytes + size > 75) {
      out += '\r\n '
      bytes = 1
    }
    out += character
    bytes += size
  }
  return out
}

/** The day after, since an entry's end is not part of it. @param {string} date */
const dayAfter = date => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** @param {string} date */
const basic = date => date.replaceAll('-', '')

/**
 * The text of an .ics file. The UID stays: who adds a race again brings the entry up to date.
 * @param {any} event As event_details has it. @param {string} place @param {string} link @param {Date} [now]
 */
export function calendar(event, place, link, now = new Date()) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const isOff = event.status !== 'scheduled'
  const word = isOff ? `${event.status.toUpperCase()}: ` : ''
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ultrasearch//Explorer//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:event-${event.id}@ultrasearch`,
    `DTSTAMP:${stamp}`,
    `SEQUENCE:${Math.floor((Date.parse(event.updated_at) || 0) / 1000)}`,
    `DTSTART;VALUE=DATE:${basic(event.start_date)}`,
    `DTEND;VALUE=DATE:${basic(dayAfter(event.end_date ?? event.start_date))}`,
    `SUMMARY:${escaped(word + event.name)}`,
    `LOCATION:${escaped(place)}`,
    `DESCRIPTION:${escaped(`${isOff ? `This race is ${event.status}. ` : ''}Ask its organiser before you travel.`)}`,
    `URL:${link}`,
    `STATUS:${event.status === 'cancelled' ? 'CANCELLED' : event.status === 'postponed' ? 'TENTATIVE' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
