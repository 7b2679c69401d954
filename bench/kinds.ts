/** The kinds of questions that are measured: each draws its place, words and days anew from the events there are. */

import type { Parameters } from './clients.ts'

/** A made-up event to ask about. */
export type Sample = {
  country: string | null
  state: string | null
  latitude: number | null
  longitude: number | null
  word: string
  second: string
  day: string
}

const near = (s: Sample, radius_km: number): Parameters => ({
  near_lat: s.latitude ?? 45,
  near_lng: s.longitude ?? 6,
  radius_km,
})
const until = (s: Sample, days: number): Parameters => ({
  from: s.day,
  to: new Date(Date.parse(s.day) + days * 86_400_000).toISOString().slice(0, 10),
})
const country = (s: Sample): Parameters => ({ countries: [s.country ?? 'USA'] })
const box = (s: Sample): Parameters => {
  const [west, south] = [Math.min(160, s.longitude ?? 0), Math.min(70, s.latitude ?? 40)]
  return { bbox: [west, south, west + 10, south + 10] }
}
const misspelt = (word: string): string => (word.length < 5 ? word : word.slice(0, 2) + word.slice(3))

export const kinds: Record<string, (s: Sample) => Parameters> = {
  'country + day': s => ({ ...country(s), from: s.day }),
  'state + day': s => ({ countries: ['USA'], regions: [`USA-${s.state ?? 'CA'}`], from: s.day }),
  'country + length + day': s => ({ ...country(s), min_km: 80, max_km: 110, from: s.day }),
  'rare length, world': s => ({ min_km: 195, from: s.day }),
  'radius 100 km + day': s => ({ ...near(s, 100), from: s.day }),
  'radius 200 km + 90 days + length': s => ({ ...near(s, 200), ...until(s, 90), min_km: 50, max_km: 100 }),
  'two words + day': s => ({ query: `${s.word} ${s.second}`, from: s.day }),
  'common word': () => ({ query: 'trail' }),
  'word + country + length + day': s => ({
    query: s.word,
    ...country(s),
    min_km: 42,
    max_km: 100,
    from: s.day,
  }),
  'two misspelt words': s => ({ query: `${misspelt(s.word)} ${misspelt(s.second)}x` }),
  'word + radius 200 km': s => ({ query: s.word, ...near(s, 200) }),
  'word + radius 300 km + length': s => ({ query: s.word, ...near(s, 300), min_km: 42, max_km: 100 }),
  'all of these': s => ({
    query: s.word,
    ...near(s, 300),
    ...country(s),
    ...until(s, 400),
    min_km: 42,
    max_km: 100,
  }),
  'map box, 2,000 points': s => ({ ask: 'event_points', ...box(s), limit: 2000 }),
  'map box, 2,000 whole events': s => ({ ...box(s), limit: 2000 }),
  'nearest, by distance': s => ({ near_lat: s.latitude ?? 45, near_lng: s.longitude ?? 6, sort: 'distance' }),
  'common word, by relevance': () => ({ query: 'trail', sort: 'relevance' }),
  'facets: everything': () => ({ facets: true, limit: 0 }),
  'facets: country + day': s => ({ ...country(s), from: s.day, facets: true, limit: 0 }),
  'facets: country + length + surface + day': s => ({
    ...country(s),
    min_km: 80,
    max_km: 110,
    surfaces: ['trail'],
    from: s.day,
    facets: true,
    limit: 0,
  }),
  'facets: radius 100 km': s => ({ ...near(s, 100), facets: true, limit: 0 }),
  'facets: two words': s => ({ query: `${s.word} ${s.second}`, facets: true, limit: 0 }),
  'facets: common word': () => ({ query: 'trail', facets: true, limit: 0 }),
}

/**
 * What a visit asks, of 100 questions: pages by country, place or word mostly; counts beside every fifth, half of them of
 * everything, as a front page has them; one map. A guess: nobody uses it yet.
 */
export const visits: Record<string, number> = {
  'country + day': 20,
  'state + day': 8,
  'country + length + day': 12,
  'rare length, world': 1,
  'radius 100 km + day': 10,
  'radius 200 km + 90 days + length': 4,
  'two words + day': 8,
  'common word': 2,
  'word + country + length + day': 3,
  'two misspelt words': 2,
  'word + radius 200 km': 2,
  'nearest, by distance': 5,
  'common word, by relevance': 2,
  'map box, 2,000 points': 1,
  'facets: everything': 10,
  'facets: country + day': 5,
  'facets: country + length + surface + day': 2,
  'facets: radius 100 km': 2,
  'facets: two words': 1,
}

export const samples = `
  select country, state, latitude, longitude, greatest(start_date, '2026-06-01')::text as day,
    lower(split_part(name, ' ', 1)) as word, lower(split_part(name, ' ', 2)) as second
  from bench.events
  where hashint8extended(id, 99) % 400 = 0 and name ~ '^[A-Za-z]+ [A-Za-z]+ '
  order by id
  limit 400`
