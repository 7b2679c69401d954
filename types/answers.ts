/** What `public.search_events` answers: Postgres calls it json and can't say more. */

/** A length or duration that an event offers. What is as usual (running, not virtual) is left out. */
export type Distance = {
  raw: string
  kind: 'distance' | 'duration' | 'backyard' | 'stage' | 'relay' | 'other'
  km?: number
  hours?: number
  amount?: number
  unit?: 'mile' | 'km' | 'hour' | 'day' | 'm'
  stages?: number
  team_size?: number
  virtual?: true
  activity?: string
}

export type FoundEvent = {
  id: number
  name: string
  edition: number | null
  url: string | null
  start_date: string
  end_date: string | null
  city: string | null
  county: string | null
  region: string | null
  country: string | null
  latitude: number | null
  longitude: number | null
  /** What the coordinates are of. */
  precision: 'source' | 'city' | 'region' | 'country' | null
  ambiguous: boolean
  distances: Distance[]
  elevation_gain: number | null
  surface: 'road' | 'trail' | 'track' | 'indoor' | null
  event_type: string | null
  virtual: boolean
  status: 'scheduled' | 'cancelled' | 'postponed'
  registration: 'open' | 'closed' | 'sold-out' | null
  sources: string[]
  updated_at: string
  /** From the point that was asked for. */
  km_away: number | null
}

export type FacetCount = { value: string; count: number }

export type SearchAnswer = {
  events: FoundEvent[]
  /** Pass it as `cursor` for the next page; null at the end. */
  next: string | null
  /** Null where it wasn't counted: ask with `facets`. */
  total: number | null
  total_is_exact: boolean | null
  /** Words that no event has, and what was looked for instead. */
  corrected: Record<string, string[]> | null
  facets: {
    country: FacetCount[]
    month: FacetCount[]
    class: (FacetCount & { min_km: number; max_km: number })[]
    kind: FacetCount[]
    status: FacetCount[]
    virtual: FacetCount[]
    surface: FacetCount[]
    registration: FacetCount[]
    source: FacetCount[]
    /** Where one to five countries are asked for. */
    region?: FacetCount[]
  } | null
}

/** What `public.event_points` answers: columns of equal length, by day. */
export type EventPoints = {
  id: number[]
  /** Thousandths of a degree. */
  lng: number[]
  lat: number[]
  /** Since 1970-01-01. */
  day: number[]
  /** Ids of what is cancelled or postponed. */
  off: number[]
}

type OtherEvent = {
  id: number
  name: string
  start_date: string
  end_date: string | null
  status: FoundEvent['status']
}

/** What `public.event_details` answers; null where no source lists the event, or never did. */
export type EventDetails = {
  /** Of another id where the event turned out to be another one. */
  event: FoundEvent
  /** Who lists it, on which terms, and when each last did. */
  sources: {
    source: string
    title: string
    home_page: string
    licence: string
    attribution: string
    terms_url: string | null
    confirmed_at: string
  }[]
  /** Who says what; places of towns are from a gazetteer. */
  fields: { field: string; source: string; found_by: 'source' | 'gazetteer' }[]
  /** The latest first. */
  history: {
    at: string
    change: 'added' | 'changed' | 'withdrawn' | 'returned' | 'merged'
    /** Before and after, null where it wasn't known. */
    changes: Record<string, [before: unknown, after: unknown]>
  }[]
  /** The latest first. */
  editions: OtherEvent[]
  /** Within 200 km and three weeks, the nearest first; six at most. */
  nearby: (OtherEvent & { city: string | null; country: string | null; km_away: number })[]
}
