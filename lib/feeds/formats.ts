/** The feeds by their ending: what each is, what it asks for where nothing is said, and how it is written. */
import { csvLine } from '../csv.ts'
import { featureOf } from '../geojson.ts'
import { calendarOf } from './calendar.ts'
import type { PublicEvent } from './event.ts'
import type { SourceTerms } from './library.ts'
import { newsOf } from './news.ts'
import type { Question } from './question.ts'

/** `isCut`: there are more than these. */
type Links = { self: string; of: (id: number) => string; isCut: boolean }
export type Format = {
  contentType: string
  usual: Question
  /** For whoever passes it on: without what may not be. */
  isData?: true
  write(events: PublicEvent[], links: Links, sources: SourceTerms[]): string
}

// A race that vanished from a calendar or a feed could be one that was not found; one that is called off is told so.
const withCancelled = { include_cancelled: true }

const csvColumns = [
  ...[
    'id',
    'name',
    'edition',
    'url',
    'start_date',
    'end_date',
    'city',
    'county',
    'region',
    'country',
    'latitude',
    'longitude',
  ],
  ...['precision', 'status', 'registration', 'virtual', 'elevation_gain', 'surface', 'event_type', 'sources'],
  ...['updated_at', 'distances'],
] as (keyof PublicEvent)[]

export const formats = {
  ics: {
    contentType: 'text/calendar; charset=utf-8',
    // As many as there can be: whoever subscribes follows no pages.
    usual: { ...withCancelled, limit: 2_000 },
    write: (events, { of, isCut }, sources) => calendarOf(events, of, sources, isCut),
  },
  rss: {
    contentType: 'application/rss+xml; charset=utf-8',
    usual: { ...withCancelled, sort: 'changed', limit: 200 },
    write: (events, { self, of }, sources) => newsOf(events, self, of, sources),
  },
  geojson: {
    contentType: 'application/geo+json',
    usual: { limit: 1_000 },
    isData: true,
    write: (events, _, sources) =>
      `{"type":"FeatureCollection","sources":${JSON.stringify(sources)},"features":[${events.map(featureOf).join(',\n')}]}\n`,
  },
  csv: {
    contentType: 'text/csv; charset=utf-8',
    usual: { limit: 1_000 },
    isData: true,
    write: events =>
      csvLine(csvColumns) + events.map(event => csvLine(csvColumns.map(name => event[name]))).join(''),
  },
} satisfies Record<string, Format>
