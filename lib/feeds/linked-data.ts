/** An event as search engines read it: schema.org's SportsEvent. */
import { distancesOf, offersOf, type PublicEvent, placeOf, positionOf, titleOf } from './event.ts'
import type { SourceTerms } from './library.ts'

const statuses = { scheduled: 'EventScheduled', cancelled: 'EventCancelled', postponed: 'EventPostponed' }

export function linkedDataOf(event: PublicEvent, self: string, sources: SourceTerms[]): object {
  const { name, start_date, end_date, status, virtual, url, updated_at, elevation_gain } = event
  const offers = offersOf(event)
  const takesPlace = {
    sport: 'Ultramarathon',
    startDate: start_date,
    endDate: end_date ?? start_date,
    eventStatus: `https://schema.org/${statuses[status]}`,
    eventAttendanceMode: `https://schema.org/${virtual ? 'Online' : 'Offline'}EventAttendanceMode`,
    location: virtual ? { '@type': 'VirtualLocation', url: url ?? self } : placeAs(event),
  }
  const description = [distancesOf(event), elevation_gain && `${elevation_gain} m of climb`]
  return {
    '@context': 'https://schema.org',
    '@type': 'SportsEvent',
    '@id': self,
    identifier: `event-${event.id}@ultrasearch`,
    name,
    // Whoever reads no status reads this.
    ...(status !== 'scheduled' && { alternateName: titleOf(event) }),
    ...takesPlace,
    description: description.filter(Boolean).join(', ') || name,
    ...(url && { url, sameAs: url }),
    ...(offers.length > 0 && {
      subEvent: offers.map(({ raw }) => ({
        '@type': 'SportsEvent',
        name: `${titleOf(event)}: ${raw}`,
        ...takesPlace,
      })),
    }),
    // Whom to name: an Event has no creditText of its own, what is said of it has.
    subjectOf: {
      '@type': 'WebPage',
      '@id': `${self}#sources`,
      dateModified: updated_at,
      isBasedOn: sources
        .filter(({ name }) => event.sources.includes(name))
        .map(({ home_page, title, attribution, terms_url }) => ({
          '@type': 'Dataset',
          name: title,
          url: home_page,
          creditText: attribution,
          // A licence is an address there: its name would be read as one.
          ...(terms_url && { license: terms_url }),
        })),
    },
  }
}

function placeAs(event: PublicEvent): object {
  const { city, region, country } = event
  const geo = positionOf(event)
  return {
    '@type': 'Place',
    name: placeOf(event) || 'Not known',
    address: {
      '@type': 'PostalAddress',
      ...(city && { addressLocality: city }),
      ...(region && { addressRegion: region }),
      ...(country && { addressCountry: country }),
    },
    ...(geo && { geo: { '@type': 'GeoCoordinates', latitude: geo.lat, longitude: geo.lon } }),
  }
}
