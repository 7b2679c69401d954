/** The map: outlines that are here without internet, and the races on them, together where they are many. */
import { html, nothing, render } from '/assets/lit-html/lit-html.js'
import { number, visible } from '../format.js'
import { config } from './api.js'
import { state } from './state.js'
import { day } from './words.js'

const { L, Supercluster, topojson } = /** @type {any} */ (window)
const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches

/** @type {any} */
let map
/** @type {any} */
let layer
/** @type {any} */
let index
/** @type {Map<number, any>} */
const shown = new Map()
/** @type {Map<number, [number, number]>} */
let places = new Map()
/** @type {any} */
let halo

/** @param {{ open: (id: number) => void, light: (id: number | null) => void, around: (lat: number, lng: number) => void }} acts */
export async function startMap({ open, light, around }) {
  map = L.map('map', {
    attributionControl: false,
    worldCopyJump: true,
    minZoom: 1,
    maxZoom: 14,
    zoomAnimation: !isCalm,
    fadeAnimation: !isCalm,
    markerZoomAnimation: !isCalm,
  }).setView([30, 0], 2)
  document.getElementById('map')?.setAttribute('aria-label', 'Map. Arrow keys move it, plus and minus zoom.')
  if (config.tiles) L.tileLayer(config.tiles.url, { maxZoom: 14 }).addTo(map)
  layer = L.layerGroup().addTo(map)
  map.on('moveend', () => drawPoints({ open, light }))
  thank(around)
  const atlas = await (await fetch('/assets/countries.json')).json()
  const land = topojson.feature(atlas, atlas.objects.countries)
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const outlines = L.geoJSON(land, { renderer: L.canvas({ padding: 0.5 }), interactive: false }).addTo(map)
  const paint = () =>
    outlines.setStyle({
      weight: 0.8,
      color: dark.matches ? '#4a5a52' : '#b3beb5',
      fillColor: dark.matches ? '#232c27' : '#fbfcfa',
      fillOpacity: config.tiles ? 0 : 1,
    })
  paint()
  dark.addEventListener('change', paint)
}

/** @param {(lat: number, lng: number) => void} around */
function thank(around) {
  const thanks = document.getElementById('thanks')
  const middle = () => {
    const { lat, lng } = map.getCenter().wrap()
    around(Math.round(lat * 100) / 100, Math.round(lng * 100) / 100)
  }
  if (thanks)
    render(
      html`<button type="button" id="middle" @click=${middle}>Near its middle</button>
        <span class="quiet">Outlines: Natural Earth${config.tiles ? html` · ${visible(config.tiles.attribution)}` : nothing}</span>`,
      thanks,
    )
}

/**
 * Show these; `fit` moves the map to them.
 * @param {{ id: number[], lng: number[], lat: number[], day: string[], off: number[] }} points
 * @param {boolean} fit @param {any} acts
 */
export function showPoints(points, fit, acts) {
  const off = new Set(points.off)
  places = new Map(points.id.map((id, i) => [id, [points.lat[i] ?? 0, points.lng[i] ?? 0]]))
  index = new Supercluster({ radius: 46, maxZoom: 13 }).load(
    points.id.map((id, i) => ({
      type: 'Feature',
      properties: { id, day: points.day[i], off: off.has(id) },
      geometry: { type: 'Point', coordinates: [points.lng[i], points.lat[i]] },
    })),
  )
  if (fit && points.id.length) {
    const bounds = L.latLngBounds([...places.values()])
    map.fitBounds(bounds, { maxZoom: 8, padding: [24, 24], animate: false })
  }
  drawPoints(acts)
}

/** @param {any} acts */
function drawPoints({ open, light }) {
  if (!index || !map._loaded) return
  layer.clearLayers()
  shown.clear()
  const box = map.getBounds().pad(0.1)
  const found = index.getClusters(
    [box.getWest(), Math.max(-90, box.getSouth()), box.getEast(), Math.min(90, box.getNorth())],
    Math.round(map.getZoom()),
  )
  for (const { properties, geometry } of found) {
    const [lng, lat] = geometry.coordinates
    const count = properties.point_count
    const name = properties.cluster ? `${number(count)} races: zoom in` : nameOf(properties)
    const size = properties.cluster ? 24 + Math.min(26, Math.log2(count) * 3) : 18
    const element = document.createElement('span')
    element.textContent = properties.cluster
      ? (properties.point_count_abbreviated ?? String(count))
      : properties.off
        ? '✕'
        : ''
    const marker = L.marker([lat, lng], {
      icon: L.divIcon({
        html: element,
        className: properties.cluster ? 'cluster' : `point${properties.off ? ' off' : ''}`,
        iconSize: [size, size],
      }),
      title: name,
      alt: name,
      keyboard: true,
    }).addTo(layer)
    marker.getElement()?.setAttribute('aria-label', name)
    if (properties.cluster) marker.on('click', () => zoomInto(properties, lat, lng, open))
    else {
      shown.set(properties.id, marker)
      marker.on('click', () => open(properties.id))
      marker.on('mouseover', () => light(properties.id)).on('mouseout', () => light(null))
    }
  }
}

/** @param {any} properties */
function nameOf({ id, day: date, off }) {
  const event = state.events.find(one => one.id === id)
  return `${event ? visible(event.name) : 'A race'}, ${day(date)}${off ? ', cancelled or postponed' : ''}`
}

/** A cluster opens; races at one and the same place are told apart by the list. @param {any} cluster @param {number} lat @param {number} lng @param {(id: number) => void} open */
function zoomInto(cluster, lat, lng, open) {
  const to = Math.min(index.getClusterExpansionZoom(cluster.cluster_id), 14)
  if (to > map.getZoom() && map.getZoom() < 14) return map.setView([lat, lng], to, { animate: !isCalm })
  const inside = index.getLeaves(cluster.cluster_id, 12)
  const element = document.createElement('div')
  render(
    html`<ul class="together">${inside.map((/** @type {any} */ one) => html`<li><button type="button" @click=${() => open(one.properties.id)}>${nameOf(one.properties)}</button></li>`)}</ul>`,
    element,
  )
  L.popup().setLatLng([lat, lng]).setContent(element).openOn(map)
}

/** Where a race is, while its row has the pointer or the focus. @param {number | null} id */
export function lightPoint(id) {
  halo?.remove()
  const at = id == null ? null : places.get(id)
  halo =
    at && map ? L.circleMarker(at, { radius: 13, className: 'halo', interactive: false }).addTo(map) : null
}

/** The map's place became larger or smaller. */
export const resized = () => map?.invalidateSize()
