import type { SourceTerms } from './library.ts'

/** An event as `public.search_events` answers it. */
export type PublicEvent = {
  id: number
  name: string
  edition: number | null
  url: string | null
  /** Days in the race's own place, as 2027-06-26. */
  start_date: string
  end_date: string | null
  city: string | null
  county: string | null
  region: string | null
  country: string | null
  latitude: number | null
  longitude: number | null
  precision: string | null
  /** What is as usual, run and not virtual, goes without saying. */
  distances: { raw: string; kind: string; km?: number; hours?: number; activity?: string; virtual?: true }[]
  elevation_gain: number | null
  surface: string | null
  event_type: string | null
  virtual: boolean
  status: 'scheduled' | 'cancelled' | 'postponed'
  registration: string | null
  sources: string[]
  updated_at: string
  km_away: number | null
}

/** What a source wrote, without the characters that XML and calendars may not hold: one would break the feed of all races. */
export const fit = (text: string): string =>
  text.replace(/[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')

/** Its name for people, who must not travel to what doesn't take place. */
export const titleOf = ({ name, status }: PublicEvent): string =>
  fit(status === 'scheduled' ? name : `${status.toUpperCase()}: ${name}`)

export const placeOf = ({ city, county, region, country, virtual }: PublicEvent): string =>
  virtual ? 'Virtual' : fit([...new Set([city, county ?? region, country])].filter(Boolean).join(', '))

/** Where it is, where that is known better than its region: nobody should go to the middle of a country, nor to what is virtual. */
export const positionOf = ({
  latitude,
  longitude,
  precision,
  virtual,
}: PublicEvent): { lat: number; lon: number } | null =>
  !virtual && latitude !== null && longitude !== null && (precision === 'source' || precision === 'city')
    ? { lat: latitude, lon: longitude }
    : null

/** What one can run there, as searching has it: what is cycled, or run elsewhere, is no ultra in that town. */
export const offersOf = ({ distances, virtual }: PublicEvent): PublicEvent['distances'] =>
  distances.filter(one => /^(run|walk|ruck)$/.test(one.activity ?? 'run') && (virtual || !one.virtual))

export const distancesOf = (event: PublicEvent): string =>
  fit(
    offersOf(event)
      .map(({ raw }) => raw)
      .join(', '),
  )

/** Whom to name for it. */
export const attributionOf = ({ sources }: PublicEvent, all: SourceTerms[]): string =>
  all
    .filter(({ name }) => sources.includes(name))
    .map(({ attribution }) => attribution)
    .join('. ')

/** A day as the moment at which it begins in UTC. */
export const momentOf = (day: string): Date => new Date(`${day}T00:00:00Z`)

export function dayAfter(day: string): Date {
  const next = momentOf(day)
  next.setUTCDate(next.getUTCDate() + 1)
  return next
}
