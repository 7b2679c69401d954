/** Events as a calendar that one subscribes to (RFC 5545). */
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import {
  attributionOf,
  dayAfter,
  distancesOf,
  fit,
  momentOf,
  type PublicEvent,
  placeOf,
  positionOf,
  titleOf,
} from './event.ts'
import type { SourceTerms } from './library.ts'

/** A race that is moved keeps its UID and has a higher SEQUENCE, so that it moves in the runner's calendar. */
export function calendarOf(
  events: PublicEvent[],
  linkOf: (id: number) => string,
  sources: SourceTerms[],
  isCut: boolean,
): string {
  const calendar = ical({
    name: 'Ultramarathons',
    ...(isCut && {
      description: `The next ${events.length} of more: a calendar of one country, of some months or of some distances has room for all of its races.`,
    }),
    prodId: { company: 'Ultrasearch', product: 'Events', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    // As often as a subscriber should look.
    ttl: 3_600,
  })
  for (const event of events) {
    const geo = positionOf(event)
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
      location: geo ? { title: placeOf(event) || fit(event.name), geo } : placeOf(event) || null,
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

/** Seconds since 2020 of its last change: grows with each, and fits the standard's 32 bits until 2088. */
function sequenceOf(updatedAt: string): number {
  return Math.max(0, Math.floor((Date.parse(updatedAt) - Date.UTC(2020)) / 1000))
}
