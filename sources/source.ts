/**
 * The contract of a source: which requests to make, and how to read a page. Both are pure: no network, no
 * database, no clock, so that a stored page reads the same today and in a replay next year.
 */
import { z } from 'zod'
import { distanceSchema } from '../parsing/distances.ts'

/**
 * One GET. `url` is relative to the source's base URL (absolute where that is empty) and is the page's name for ever:
 * conditional requests and history go by it. `{today}` in it becomes the present day (UTC) when the request is made.
 * `context` is handed back to `read`, for what the URL alone doesn't say.
 */
export type Request = { url: string; context?: unknown }

/** A page as it came: `text` is the body decoded as UTF-8, without a byte order mark. */
export type Page = { text: string; request: Request }

const day = z.iso.date()
const text = z.string().trim().min(1)

/** One race as one source tells it. Absent facts are null or left out, never guessed. */
export const raceSchema = z
  .strictObject({
    /** The source's own id of this race on this day; it never changes there. */
    id: text,
    /** Rows of one source with the same group are distances of one event. Null: this row is an event of its own. */
    group: text.nullable().default(null),
    /** Without its edition and year, as `parsing/names.ts` splits them. */
    name: text.max(500),
    edition: z.number().int().positive().max(9_999).nullable().default(null),
    /** http or https only. */
    url: z.httpUrl().nullable().default(null),
    /** Day in the race's own place. */
    startDate: day,
    endDate: day.nullable().default(null),
    /** The place as the source wrote it; its town, region and country where left out. */
    place: z.string().default(''),
    city: text.nullable().default(null),
    /** State, province or region code ("CA", "BC"), or its text where no code is known. */
    region: text.nullable().default(null),
    /** ISO 3166-1 alpha-3. */
    country: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable()
      .default(null),
    /** WGS 84 degrees, both or neither. */
    latitude: z.number().min(-90).max(90).nullable().default(null),
    longitude: z.number().min(-180).max(180).nullable().default(null),
    status: z.enum(['scheduled', 'cancelled', 'postponed']).default('scheduled'),
    registration: z.enum(['open', 'closed', 'sold-out']).nullable().default(null),
    virtual: z.boolean().default(false),
    /** Metres. */
    elevationGain: z.number().positive().max(100_000).nullable().default(null),
    surface: z.enum(['road', 'trail', 'track', 'indoor']).nullable().default(null),
    /** What sort of event it is, in small letters: "stage race", "backyard", "invitational", "walk" … */
    eventType: text.nullable().default(null),
    /** What the distances were read from: a text that says nothing counts as unread. */
    distanceText: z.string().default(''),
    distances: z.array(distanceSchema),
  })
  .refine(({ startDate, endDate }) => endDate === null || endDate >= startDate, {
    path: ['endDate'],
    error: 'The race ends before it starts.',
  })
  .refine(({ latitude, longitude }) => (latitude === null) === (longitude === null), {
    path: ['latitude'],
    error: 'Latitude and longitude come together or not at all.',
  })
export type Race = z.infer<typeof raceSchema>
/** A race as a source writes it down: what it doesn't know it leaves out. Distances left out are read from `distanceText`. */
export type RaceInput = Omit<z.input<typeof raceSchema>, 'distances'> & { distances?: Race['distances'] }

/** A row that can't be published, kept with the reason. A reject with an id counts as listed. */
export type Reject = { id: string | null; reason: string; raw: unknown }

/** What a page says. */
export type Reading = {
  races: Race[]
  rejects: Reject[]
  /** Further requests: next pages, or, when `full`, the smaller parts that together cover this page's cell. */
  requests: Request[]
  /** The page is at the provider's cap: it says less than there is. With no `requests` it can't be split further. */
  full: boolean
}

export type Source = {
  name: string
  title: string
  homePage: string
  licence: string
  attribution: string
  termsUrl: string | null
  /** False where its terms forbid to pass on what it says: its events are shown, and left out of exports. */
  mayExport?: boolean
  /**
   * How far it is from the organiser, where several sources tell of one race: 10 the race's own page or series, 20 where
   * it takes its entries, 40 a calendar kept by hand, 50 (left out) or more a calendar of calendars. Lower is believed.
   */
  rank?: number
  /** Its ids are ids of our events: one that it brings gets its id, or is found by it where it has another. Whole numbers. */
  givesIds?: boolean
  /** Fetched by the crontab and by `fetch --all`. */
  enabled: boolean
  /**
   * Ends in a slash. Empty for a format that many sites speak: then requests are absolute, below the sites that
   * operators list. `SOURCE_<NAME>` in the environment overrides it; absolute requests then go there too, as
   * `<override>/<host>/<path>`.
   */
  baseUrl: string
  /**
   * Further hosts that its base URL may redirect to ("api.example.org"). Its own, those of the sites that operators
   * list, and both with and without www. need not be said.
   */
  hosts?: string[]
  /** Least time between two requests to one host, in milliseconds. */
  interval: number
  /** What every page is: decides how a broken answer is told from a whole one. */
  format: 'json' | 'html'
  /** How far ahead the source lists races, in days: only days within may be called missing. */
  horizon: number
  /** A page that isn't there (404, 410) is an answer: it is read as an empty text. Else it is a failure. */
  missingIsEmpty?: boolean
  /**
   * What of a page's text is kept and read, for sources that send what we must not store: contacts, people. Throws
   * `Unreadable` when it can't tell.
   */
  keep?(text: string, url: string): string
  /** The first requests of a run. `sites` are the ones operators list for this source. */
  requests(sites: string[]): Request[]
  /** Throws `Unreadable` when the page as a whole makes no sense; rows that make none become rejects. */
  read(page: Page): Reading
}
