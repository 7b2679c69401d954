/** Events as a calendar that one subscribes to (RFC 5545). */
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import {
  attributionOf,
  dayAfter,
  distancesOf,
  momentOf,
  type PublicEvent,
  placeOf,
  titleOf,
} from './event.ts'
import type { SourceTerms } from './library.ts'

/** A race that is moved keeps its UID and has a higher SEQUENCE, so that it moves in the runner's calendar. */
export function calendarOf(
  events: PublicEvent[],
  linkOf: (id: number) => string,
  sources: SourceTerms[],
): string {
  const calendar = ical({
    name: 'Ultramarathons',
    prodId: { company: 'Ultrasearch', product: 'Events', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    // As often as a subscriber should look.
    ttl: 3_600,
  })
  for (const event of events) {
    const { latitude: lat, longitude: lon } = event
    calendar.createEvent({
      id: `event-${event.id}@ultrasearch`,
      sequence: sequenceOf(event.updated_at),
      stamp: new Date(event.updated_at),
      lastModified: new Date(event.updated_at),
      start: momentOf(event.start_date),
      // The day after the last, as the standard has it.
      end: dayAfter(event.end_date ?? event.start_date),
      allDay: true,
      timezone: 'UTC',
      summary: titleOf(event),
      status: statuses[event.status],
      description: [distancesOf(event), event.url, attributionOf(event, sources)].filter(Boolean).join('\n'),
      location:
        lat === null || lon === null
          ? placeOf(event) || null
          : { title: placeOf(event) || event.name, geo: { lat, lon } },
      url: linkOf(event.id),
    })
  }
  return calendar.toString()
}

// What is postponed takes place, and nobody knows when.
const statuses = {
  scheduled: ICalEventStatus.CONFIRMED,
  postponed: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
}

/** Minutes since 2020 of its last change: grows with each, and fits the standard's 32 bits until the year 6000. */
function sequenceOf(updatedAt: string): number {
  return Math.max(0, Math.floor((Date.parse(updatedAt) - Date.UTC(2020)) / 60_000))
}
