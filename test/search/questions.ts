/** Questions to public.search_events, drawn at random, and what they should find: a plain reading of every row, without any index. */
import fc from 'fast-check'
import type { TestDatabase } from '../fixtures/database.ts'

/** Parameters of `search_events`, as supabase-js passes them. */
export type Question = {
  query?: string
  near_lat?: number
  near_lng?: number
  radius_km?: number
  bbox?: [number, number, number, number]
  from?: string
  to?: string
  months?: number[]
  countries?: string[]
  regions?: string[]
  min_km?: number
  max_km?: number
  min_hours?: number
  max_hours?: number
  kinds?: string[]
  surfaces?: string[]
  min_gain?: number
  max_gain?: number
  registration?: string[]
  sources?: string[]
  changed_since?: string
  include_virtual?: boolean
  include_cancelled?: boolean
  sort?: string
  limit?: number
  cursor?: string
  facets?: boolean
}

export type Answer = {
  events: { id: number; name: string; start_date: string; km_away: number | null }[]
  next: string | null
  total: number | null
  total_is_exact: boolean | null
  corrected: Record<string, string[]> | null
  facets: Record<string, { value: string; count: number }[]> | null
}

export async function ask({ pool }: TestDatabase, question: Question): Promise<Answer> {
  const names = Object.keys(question)
  const list = names.map((name, i) => `"${name}" => $${i + 1}`).join(', ')
  const { rows } = await pool.query(`select public.search_events(${list}) as answer`, Object.values(question))
  return rows[0].answer
}

/** Every page of a question, to the end. */
export async function askAll(database: TestDatabase, question: Question, limit: number): Promise<number[]> {
  const ids: number[] = []
  let next: string | null = null
  do {
    const page: Answer = await ask(database, { ...question, limit, ...(next ? { cursor: next } : {}) })
    ids.push(...page.events.map(({ id }) => id))
    next = page.next
  } while (next)
  return ids
}

/** A published event with all that questions are about, from the public tables. */
export type Row = {
  id: number
  name: string
  start_date: string
  updated_at: string
  city: string | null
  state: string | null
  country: string | null
  latitude: number | null
  longitude: number | null
  status: string
  registration: string | null
  virtual: boolean
  elevation_gain: number | null
  surface: string | null
  sources: string[]
  distances: { kind: string; km: number | null; hours: number | null; virtual: boolean; activity: string }[]
  /** Without accents and capitals. */
  plain_name: string
  plain_place: string
}

export const published = `
  select e.id, e.name, e.start_date::text, to_char(e.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as updated_at,
    e.city, e.state, e.country, e.latitude, e.longitude, e.status, e.registration, e.virtual, e.elevation_gain, e.surface, e.sources,
    coalesce((select jsonb_agg(jsonb_build_object(
      'kind', d.kind, 'km', d.km, 'hours', d.hours, 'virtual', d.virtual, 'activity', d.activity)) from public.event_distances d where d.event_id = e.id), '[]') as distances,
    lower(extensions.unaccent(e.name)) as plain_name,
    lower(extensions.unaccent(concat_ws(' ', e.city, e.county, e.state, e.country, (
      select string_agg(a.name, ' ') from search.area_names a where a.country = e.country and a.state in ('', e.state)), (
      select string_agg(array_to_string(a.names, ' '), ' ') from ingest.areas a
      where a.country = e.country and a.region = e.state and (a.county is null or a.county = e.county))))) as plain_place
  from public.events e
  where e.withdrawn_at is null and e.merged_into is null`

const known = new Map<string, string[]>()

function words(text: string): string[] {
  let found = known.get(text)
  if (!found) {
    found = text
      .toLowerCase()
      .replaceAll(/['’]/g, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter(word => word !== '')
    known.set(text, found)
  }
  return found
}

/** Words that an event is found by: an apostrophe joins, and parts: l'échappée is lechappee, l and echappee. */
const wordsOf = (text: string): string[] => [...words(text), ...words(text.replaceAll(/['’]/g, ' '))]

type Said = { has: Set<string>; isNamed: Set<string>; key: string }
const said = new WeakMap<Row, Said>()

/** The words of a row, and what it is sorted by: worked out once. */
function saidOf(row: Row): Said {
  let found = said.get(row)
  if (!found) {
    found = {
      has: new Set(wordsOf(`${row.plain_name} ${row.plain_place}`)),
      isNamed: new Set(wordsOf(row.plain_name)),
      key: words(row.plain_name).join(' '),
    }
    said.set(row, found)
  }
  return found
}

function km(row: Row, latitude: number, longitude: number): number {
  if (row.latitude === null || row.longitude === null) return Number.POSITIVE_INFINITY
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (a: number, b: number) => Math.sin(radians(a - b) / 2) ** 2
  const share =
    half(row.latitude, latitude) +
    Math.cos(radians(latitude)) * Math.cos(radians(row.latitude)) * half(row.longitude, longitude)
  return Math.round(2 * 6371.0088 * 1e6 * Math.asin(Math.min(1, Math.sqrt(share)))) / 1e6
}

const within = (value: number | null, from?: number, to?: number): boolean =>
  value !== null && value >= (from ?? 0) && value <= (to ?? Number.POSITIVE_INFINITY)

/** What one can run there; all of a virtual event is virtual. */
export const offered = ({ distances, virtual }: Row): Row['distances'] =>
  distances.filter(d => ['run', 'walk', 'ruck'].includes(d.activity) && (virtual || !d.virtual))

const isAny = (list: string[] | undefined, ...values: (string | null)[]): boolean =>
  !list?.length || values.some(value => value !== null && list.includes(value))

/** Each condition by the facet that it is of, so that a facet can leave its own out. */
const conditions: Record<string, (row: Row, q: Question) => boolean> = {
  status: (row, q) => q.include_cancelled === true || row.status === 'scheduled',
  virtual: (row, q) => q.include_virtual === true || !row.virtual,
  country: (row, q) => isAny(q.countries, row.country),
  region: (row, q) => isAny(q.regions, row.state && `${row.country}-${row.state}`),
  kind: (row, q) => !q.kinds?.length || isAny(q.kinds, ...row.distances.map(({ kind }) => kind)),
  surface: (row, q) => isAny(q.surfaces, row.surface),
  registration: (row, q) => isAny(q.registration, row.registration),
  source: (row, q) => isAny(q.sources, ...row.sources),
  month: (row, q) => !q.months?.length || q.months.includes(Number(row.start_date.slice(5, 7))),
  days: (row, q) => row.start_date >= (q.from ?? '') && row.start_date <= (q.to ?? '9999'),
  class: (row, q) =>
    (q.min_km ?? q.max_km) === undefined || offered(row).some(d => within(d.km, q.min_km, q.max_km)),
  hours: (row, q) =>
    (q.min_hours ?? q.max_hours) === undefined ||
    offered(row).some(d => within(d.hours, q.min_hours, q.max_hours)),
  gain: (row, q) =>
    (q.min_gain ?? q.max_gain) === undefined ||
    within(row.elevation_gain && Math.round(row.elevation_gain), q.min_gain, q.max_gain),
  changed: (row, q) => q.changed_since === undefined || row.updated_at >= q.changed_since,
  radius: (row, q) =>
    q.radius_km === undefined || km(row, q.near_lat as number, q.near_lng as number) <= q.radius_km,
  box: (row, { bbox }) => {
    if (!bbox) return true
    if (row.latitude === null || row.longitude === null) return false
    const [west, south, east, north] = bbox
    const isAcross = west > east
    const isBeside = isAcross
      ? row.longitude >= west || row.longitude <= east
      : row.longitude >= west && row.longitude <= east
    return isBeside && row.latitude >= south && row.latitude <= north
  },
  query: (row, q) => {
    if (!q.query) return true
    const { has } = saidOf(row)
    return words(q.query).every(word => has.has(word))
  },
}

/** What rows are sorted by; of equal ones the lower id is first. */
function sortKey(row: Row, q: Question): string | number {
  switch (q.sort) {
    case 'name':
      return saidOf(row).key
    case 'changed':
      return row.updated_at
    case 'distance':
      return km(row, q.near_lat as number, q.near_lng as number)
    case 'relevance': {
      const { isNamed } = saidOf(row)
      return `${words(q.query ?? '').every(word => isNamed.has(word)) ? 0 : 1} ${row.start_date}`
    }
    default:
      return row.start_date
  }
}

function sorted(rows: Row[], q: Question): Row[] {
  const keyed = rows.map(row => ({ row, key: sortKey(row, q) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row.id - b.row.id))
  if (q.sort === 'changed') keyed.reverse()
  return keyed.map(({ row }) => row)
}

const named = Object.entries(conditions)

/** The conditions of a question that a row doesn't fulfil, by the facets that they are of. */
export function unfulfilled(row: Row, q: Question): string[] {
  const names: string[] = []
  for (const [name, holds] of named) if (!holds(row, q)) names.push(name)
  return names
}

/** The rows a question finds, in its order. */
export function expected(rows: Row[], q: Question): Row[] {
  // Condition by condition: row by row it takes twice as long.
  const found = named.reduce((left, [, holds]) => left.filter(row => holds(row, q)), rows)
  return sorted(q.sort === 'distance' ? found.filter(row => row.latitude !== null) : found, q)
}

const some = <T>(...values: T[]) =>
  fc.subarray(values, { minLength: 1, maxLength: Math.min(3, values.length) })

/** Questions about the towns, words and days of `rows`. */
export function questions(rows: Row[]): fc.Arbitrary<Question> {
  const row = fc.constantFrom(...rows)
  const place = fc.oneof(
    { weight: 4, arbitrary: row.map(r => ({ near_lat: r.latitude ?? 0, near_lng: r.longitude ?? 0 })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { near_lat: 90, near_lng: 0 },
        { near_lat: -89.9, near_lng: 50 },
        { near_lat: 52, near_lng: 179.9 },
        { near_lat: -17, near_lng: -179.95 },
      ),
    },
  )
  const radius = fc.constantFrom(0, 30, 150, 700, 3000, 12_000, 20_100)
  const box = fc
    .tuple(row, fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 60 }))
    .map(([r, width, height]): Question['bbox'] => {
      const [west, south] = [r.longitude ?? 170, r.latitude ?? 60]
      const east = west + width
      return [west, south, east > 180 ? east - 360 : east, Math.min(90, south + height)]
    })
  const days = fc.tuple(row, fc.integer({ min: 0, max: 500 })).map(([r, length]) => {
    const to = new Date(Date.parse(r.start_date) + length * 86_400_000).toISOString().slice(0, 10)
    return { from: r.start_date, to }
  })
  const query = fc.tuple(row, fc.integer({ min: 0, max: 5 }), fc.boolean()).map(([r, at, isTwo]) => {
    const all = words(`${r.plain_name} ${r.plain_place}`)
    return { query: [all[at % all.length], ...(isTwo ? [all[(at + 1) % all.length]] : [])].join(' ') }
  })
  const kms = fc.constantFrom(
    { min_km: 50 },
    { max_km: 42.2 },
    { min_km: 80, max_km: 110 },
    { min_km: 160.93, max_km: 161 },
    { min_km: 43, max_km: 55.99 },
    { min_km: 300 },
  )
  const hours = fc.constantFrom({ min_hours: 12 }, { min_hours: 24, max_hours: 24 }, { max_hours: 6.5 })
  const gain = fc.constantFrom({ min_gain: 1000 }, { min_gain: 500, max_gain: 2500 }, { max_gain: 777 })
  const filters = [
    query,
    fc.tuple(place, radius).map(([p, radius_km]) => ({ ...p, radius_km })),
    box.map(bbox => ({ bbox })),
    fc.oneof(
      days,
      days.map(({ from }) => ({ from })),
    ),
    some(1, 2, 6, 9, 12).map(months => ({ months })),
    some('USA', 'FRA', 'CAN', 'NZL', 'FJI').map(countries => ({ countries })),
    some('USA-CA', 'USA-NY', 'CAN-BC').map(regions => ({ regions })),
    kms,
    hours,
    gain,
    some('distance', 'duration', 'relay').map(kinds => ({ kinds })),
    some('trail', 'road', 'indoor').map(surfaces => ({ surfaces })),
    some('open', 'sold-out').map(registration => ({ registration })),
    some('duv', 'utmb').map(sources => ({ sources })),
    row.map(r => ({ changed_since: r.updated_at })),
    fc.constant({ include_virtual: true }),
    fc.constant({ include_cancelled: true }),
  ]
  const sort = fc.constantFrom('day', 'day', 'name', 'changed', 'distance', 'relevance')
  return fc
    .tuple(fc.subarray(filters, { minLength: 0, maxLength: 4 }), sort, place, query)
    .chain(([chosen, order, nearby, said]) =>
      fc.tuple(...chosen).map(parts => {
        const q: Question = Object.assign({}, ...parts)
        if (order === 'distance') return { ...nearby, ...q, sort: order }
        if (order === 'relevance') return { ...said, ...q, sort: order }
        return { ...q, sort: order }
      }),
    )
}
