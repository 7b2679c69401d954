/** Areas for services that are asked by a circle and answer a limited number of rows. */

/** Degrees: south, west, north, east; across the date line one of the sides lies beyond ±180. */
export type Area = [south: number, west: number, north: number, east: number]

export const world: Area = [-90, -180, 90, 180]

export type Point = { latitude: number; longitude: number }

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

/**
 * The circle around an area's middle that covers it, in whole miles. What is wider than half the globe is covered from anywhere: from `centre`,
 * so that a service that answers the nearest shows best how they are spread.
 */
export function circleAround([south, west, north, east]: Area, centre?: Point): Point & { miles: number } {
  const middle = { latitude: round((south + north) / 2), longitude: round(eastOf(-180, (west + east) / 2)) }
  if (east - west > 180) return { ...(centre ?? middle), miles: allMiles }
  // Up to half the globe wide, the farthest point of a box is a corner.
  const corners = [south, north].map(latitude => milesBetween(middle, { latitude, longitude: east }))
  return { ...middle, miles: Math.ceil(Math.max(...corners) + 1) }
}

/**
 * Cut an area in two across its longer side, at the median of the points seen in it, so that each half holds about
 * half of what there is; at least a tenth goes to either side, so that cutting always ends. [] when it is too small.
 * The whole earth is cut into hemispheres: only of them the circles hardly overlap, and what lies in both is read twice.
 */
export function cut([south, west, north, east]: Area, seen: (Point | null)[]): Area[] {
  const inside = seen
    .filter(p => p !== null)
    .map(({ latitude, longitude }) => ({ latitude, longitude: eastOf(west, longitude) }))
    .filter(p => p.latitude >= south && p.latitude <= north && p.longitude <= east)
  const longitudes = inside.map(p => p.longitude)
  if (east - west === 360) {
    // Whole degrees, which add up exactly.
    const at = Math.round(median(longitudes) ?? 0)
    return [
      [south, at - 180, north, at],
      [south, at, north, at + 180],
    ]
  }
  if (east - west >= north - south) {
    if (east - west < leastSide) return []
    const at = between(west, east, longitudes)
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

const median = (values: number[]): number | undefined => values.sort((a, b) => a - b)[values.length >> 1]

function between(low: number, high: number, values: number[]): number {
  const margin = (high - low) / 10
  return round(Math.min(high - margin, Math.max(low + margin, median(values) ?? (low + high) / 2)))
}

/** A longitude as it is counted from a meridian on eastwards: less than 360 degrees more. */
const eastOf = (meridian: number, longitude: number): number =>
  meridian + ((((longitude - meridian) % 360) + 360) % 360)

/** Four decimals are 11 metres, and keep URLs short and stable. */
function round(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000
}
