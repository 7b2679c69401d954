/** An event as search engines read it: schema.org's SportsEvent. */
import { type PublicEvent, placeOf, titleOf } from './event.ts'
import type { SourceTerms } from './library.ts'

const statuses = { scheduled: 'EventScheduled', cancelled: 'EventCancelled', postponed: 'EventPostponed' }

export function linkedDataOf(event: PublicEvent, self: string, sources: SourceTerms[]): object {
  const { name, start_date, end_date, status, virtual, url, updated_at, elevation_gain, distances } = event
  return {
    '@context': 'https://schema.org',
    '@type': 'SportsEvent',
    '@id': self,
    identifier: `event-${event.id}@ultrasearch`,
    name,
    // Whoever reads no status reads this.
    ...(status !== 'scheduled' && { alternateName: titleOf(event) }),
    sport: 'Ultramarathon',
    startDate: start_date,
    endDate: end_date ?? start_date,
    eventStatus: `https://schema.org/${statuses[status]}`,
    eventAttendanceMode: `https://schema.org/${virtual ? 'Online' : 'Offline'}EventAttendanceMode`,
    location: virtual ? { '@type': 'VirtualLocation', url: url ?? self } : placeAs(event),
    ...(url && { url, sameAs: url }),
    ...(distances.length > 0 && {
      subEvent: distances.map(({ raw }) => ({
        '@type': 'SportsEvent',
        name: `${name}: ${raw}`,
        startDate: start_date,
      })),
    }),
    ...(elevation_gain && {
      additionalProperty: {
        '@type': 'PropertyValue',
        name: 'Elevation gain',
        value: elevation_gain,
        unitCode: 'MTR',
      },
    }),
    // Whom to name: an Event has no creditText of its own, what is said of it has.
    subjectOf: {
      '@type': 'WebPage',
      '@id': `${self}#sources`,
      dateModified: updated_at,
      isBasedOn: sources
        .filter(({ name }) => event.sources.includes(name))
        .map(({ home_page, title, attribution, licence }) => ({
          '@type': 'Dataset',
          name: title,
          url: home_page,
          creditText: attribution,
          license: licence,
        })),
    },
  }
}

function placeAs(event: PublicEvent): object {
  const { city, region, country, latitude, longitude } = event
  return {
    '@type': 'Place',
    name: placeOf(event) || 'Not known',
    address: {
      '@type': 'PostalAddress',
      ...(city && { addressLocality: city }),
      ...(region && { addressRegion: region }),
      ...(country && { addressCountry: country }),
    },
    ...(latitude !== null && { geo: { '@type': 'GeoCoordinates', latitude, longitude } }),
  }
}
