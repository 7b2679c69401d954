/** Outlines of countries for a flat map: what crosses the 180th meridian stands on both sides of it. */

/** @typedef {[lng: number, lat: number][]} Ring */

/** The polygons of a collection, each as often as it is seen. @param {any} collection GeoJSON. @returns {any} */
export function flat({ features }) {
  const polygons = features.flatMap((/** @type {any} */ { geometry }) =>
    geometry?.type === 'Polygon' ? [geometry.coordinates] : (geometry?.coordinates ?? []),
  )
  const coordinates = polygons.flatMap((/** @type {Ring[]} */ rings) => {
    const unrolled = rings.map(unroll)
    const lngs = unrolled[0]?.map(([lng]) => lng) ?? []
    const copies = [0]
    if (Math.max(...lngs) > 180) copies.push(-360)
    if (Math.min(...lngs) < -180) copies.push(360)
    return copies.map(by => unrolled.map(ring => ring.map(([lng, lat]) => [lng + by, lat])))
  })
  return { type: 'MultiPolygon', coordinates }
}

/** A ring without leaps from one edge of the map to the other. @param {Ring} ring @returns {Ring} */
function unroll(ring) {
  let turns = 0
  const unrolled = ring.map(([lng, lat], i) => {
    const before = ring[i - 1]?.[0] ?? lng
    if (lng - before > 180) turns--
    else if (before - lng > 180) turns++
    return /** @type {[number, number]} */ ([lng + 360 * turns, lat])
  })
  // Round the pole: closed along the lower edge.
  const [first, last] = [unrolled[0], unrolled.at(-1)]
  if (turns === 0 || !first || !last) return unrolled
  return [...unrolled, [last[0], -85], [first[0], -85], first]
}
