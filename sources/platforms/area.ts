/** Areas for services that are asked by a circle and answer a limited number of rows. */

/** Degrees: south, west, north, east. */
export type Area = [south: number, west: number, north: number, east: number]

export const world: Area = [-90, -180, 90, 180]

type Point = { latitude: number; longitude: number }

/** 0.05 degrees is about 3 miles: finer than a town, no cut will tell its races apart. */
const leastSide = 0.05
const earthRadiusMiles = 3958.8
/** Just over half the way round the earth. */
const allMiles = 12_500

/** Great-circle distance in miles. */
function milesBetween(a: Point, b: Point): number {
  const radians = Math.PI / 180
  const dLat = (b.latitude - a.latitude) * radians
  const dLng = (b.longitude - a.longitude) * radians
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * Math.sin(dLng / 2) ** 2
  return 2 * earthRadiusMiles * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The circle around an area's middle that covers it, in whole miles. */
export function circleAround([south, west, north, east]: Area): Point & { miles: number } {
  const middle = { latitude: round((south + north) / 2), longitude: round((west + east) / 2) }
  // Up to half the globe wide, the farthest point of a box is a corner; beyond, everything is covered.
  const corners = [south, north].map(latitude => milesBetween(middle, { latitude, longitude: east }))
  const miles = east - west > 180 ? allMiles : Math.ceil(Math.max(...corners) + 1)
  return { ...middle, miles }
}

/**
 * Cut an area in two across its longer side, at the median of the points seen in it, so that each half holds about
 * half of what there is; at least a tenth goes to either side, so that cutting always ends. [] when it is too small.
 */
export function cut([south, west, north, east]: Area, seen: (Point | null)[]): Area[] {
  const inside = seen.filter(
    p => p && p.latitude >= south && p.latitude <= north && p.longitude >= west && p.longitude <= east,
  ) as Point[]
  if (east - west >= north - south) {
    if (east - west < leastSide) return []
    const at = between(
      west,
      east,
      inside.map(p => p.longitude),
    )
    return [
      [south, west, north, at],
      [south, at, north, east],
    ]
  }
  if (north - south < leastSide) return []
  const at = between(
    south,
    north,
    inside.map(p => p.latitude),
  )
  return [
    [south, west, at, east],
    [at, west, north, east],
  ]
}

function between(low: number, high: number, values: number[]): number {
  const median = values.sort((a, b) => a - b)[values.length >> 1] ?? (low + high) / 2
  const margin = (high - low) / 10
  return round(Math.min(high - margin, Math.max(low + margin, median)))
}

/** Four decimals are 11 metres, and keep URLs short and stable. */
function round(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000
}
