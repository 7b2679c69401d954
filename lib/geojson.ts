/** GeoJSON (RFC 7946). */

type Located = { id: unknown; latitude: unknown; longitude: unknown }

/** An event as a feature; without a place it has no geometry. */
export function featureOf({ latitude, longitude, ...properties }: Located): string {
  const geometry = latitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] }
  return JSON.stringify({ type: 'Feature', id: properties.id, geometry, properties })
}
