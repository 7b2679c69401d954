/** The map: outlines that are here without internet, and the races on them, together where they are many. */
import { html, nothing, render } from '/assets/lit-html/lit-html.js'
import { count, number, visible } from '../format.js'
import { config, find } from './api.js'
import { flat } from './outlines.js'
import { state } from './state.js'
import { day } from './words.js'

const { L, Supercluster, topojson } = /** @type {any} */ (window)
const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
const dark = matchMedia('(prefers-color-scheme: dark)')
// Beyond this the outlines, which are drawn at 1 : 50 million, say nothing more.
const deepest = 12

/** @type {any} */
let map
/** @type {any} */
let layer
/** @type {any} */
let index
/** @type {Map<number, [lat: number, lng: number]>} */
let places = new Map()
/** @type {any} */
let halo
/** Whether it was moved to where its races are. */
let isFitted = true
/** @type {any} */
let circle
/** @type {Acts} */
let acts

/** @typedef {{ open: (id: number) => void, light: (id: number | null) => void, around: (lat: number, lng: number) => void }} Acts */

/** @param {Acts} given What choosing something on the map does. */
export async function startMap(given) {
  acts = given
  map = L.map('map', {
    attributionControl: false,
    zoomControl: false,
    // One world: its edge is the 180th meridian, and a bit.
    maxBounds: [
      [-84, -200],
      [84, 200],
    ],
    maxBoundsViscosity: 1,
    minZoom: 1,
    zoomSnap: config.tiles ? 1 : 0.25,
    maxZoom: config.tiles ? 16 : deepest,
    zoomAnimation: !isCalm,
    fadeAnimation: !isCalm,
    markerZoomAnimation: !isCalm,
  }).setView([30, 0], 2)
  if (config.tiles) L.tileLayer(config.tiles.url, { maxZoom: 16 }).addTo(map)
  layer = L.layerGroup().addTo(map)
  map.on('moveend', drawPoints)
  drawControls()
  drawPoints()
  const atlas = await (await fetch('/assets/land.json')).json()
  const land = topojson.feature(atlas, atlas.objects.countries)
  const outlines = L.geoJSON(flat(land), { renderer: L.canvas({ padding: 0.5 }), interactive: false }).addTo(
    map,
  )
  const paint = () =>
    outlines.setStyle({
      weight: 0.8,
      color: dark.matches ? '#4a5a52' : '#b9c4bb',
      fillColor: dark.matches ? '#252e29' : '#fbfcfa',
      fillOpacity: config.tiles ? 0 : 1,
    })
  paint()
  dark.addEventListener('change', paint)
}

function drawControls() {
  const middle = () => {
    const { lat, lng } = map.getCenter().wrap()
    acts.around(Math.round(lat * 100) / 100, Math.round(lng * 100) / 100)
  }
  render(
    html`<span class="zooms"><button type="button" aria-label="Zoom in" @click=${() => map.zoomIn()}>+</button><button type="button" aria-label="Zoom out" @click=${() => map.zoomOut()}>−</button></span>
      <button type="button" id="middle" @click=${middle}>Races near its middle</button>
      <span class="thanks">Outlines: Natural Earth${config.tiles ? html` · ${visible(config.tiles.attribution)}` : nothing}</span>`,
    /** @type {HTMLElement} */ (document.getElementById('controls')),
  )
}

/**
 * Show these, and move to where they are.
 * @param {{ id: number[], lng: number[], lat: number[], day: number[], off: number[] }} points As event_points answers.
 */
export function showPoints({ id, lng, lat, day: days, off }) {
  const isOff = new Set(off)
  /** @param {number} i @returns {[number, number]} */
  const at = i => [(lat[i] ?? 0) / 1000, (lng[i] ?? 0) / 1000]
  places = new Map(id.map((one, i) => [one, at(i)]))
  index = new Supercluster({
    radius: 46,
    maxZoom: deepest - 1,
    map: (/** @type {any} */ one) => ({ off: one.off }),
    reduce: (/** @type {any} */ sum, /** @type {any} */ one) => {
      sum.off += one.off
    },
  }).load(
    id.map((one, i) => ({
      properties: { id: one, day: days[i], off: isOff.has(one) ? 1 : 0 },
      geometry: { coordinates: [(lng[i] ?? 0) / 1000, (lat[i] ?? 0) / 1000] },
    })),
  )
  if (!map) return
  const { near_lat, near_lng, radius_km } = state.question
  circle?.remove()
  circle =
    radius_km &&
    L.circle([near_lat, near_lng], {
      radius: radius_km * 1000,
      className: 'circle',
      interactive: false,
    }).addTo(map)
  isFitted = false
  resized()
}

function drawPoints() {
  if (!index || !map?._loaded) return
  const box = map.getBounds().pad(0.1)
  const found = index.getClusters(
    [box.getWest(), Math.max(-90, box.getSouth()), box.getEast(), Math.min(90, box.getNorth())],
    Math.round(map.getZoom()),
  )
  const focused = layer
    .getLayers()
    .find((/** @type {any} */ one) => one.getElement() === document.activeElement)
  layer.clearLayers()
  for (const { properties, geometry } of found) {
    const [lng, lat] = geometry.coordinates
    const isMany = Boolean(properties.cluster)
    const name = isMany ? nameOfMany(properties) : nameOf(properties)
    const isOff = properties.off === (properties.point_count ?? 1)
    const size = isMany ? 24 + Math.min(26, Math.log2(properties.point_count) * 3) : 18
    const element = document.createElement('span')
    element.textContent = isMany ? String(properties.point_count_abbreviated) : isOff ? '✕' : ''
    const marker = L.marker([lat, lng], {
      icon: L.divIcon({
        html: element,
        className: `${isMany ? 'cluster' : 'point'}${isOff ? ' is-off' : ''}`,
        iconSize: [size, size],
      }),
      title: name,
    }).addTo(layer)
    marker.getElement()?.setAttribute('aria-label', name)
    const choose = () => (isMany ? zoomInto(properties, lat, lng) : acts.open(properties.id))
    marker.on('click', choose)
    // What says it is a button is one by keys, too.
    marker.getElement()?.addEventListener('keydown', (/** @type {KeyboardEvent} */ e) => {
      if (e.key !== 'Enter' && e.key !== ' ') return
      e.preventDefault()
      choose()
    })
    if (!isMany)
      marker.on('mouseover', () => acts.light(properties.id)).on('mouseout', () => acts.light(null))
  }
  if (focused) nearest(focused).focus({ preventScroll: true })
}

/** Where whoever goes by keys goes on: as near as can be to what they stood on. @param {any} old @returns {HTMLElement} */
function nearest(old) {
  /** @param {any} one */
  const from = one =>
    old.getLatLng().distanceTo(one.getLatLng()) + (one.options.title === old.options.title ? 0 : 1)
  const [first] = layer.getLayers().sort((/** @type {any} */ a, /** @type {any} */ b) => from(a) - from(b))
  return first?.getElement() ?? map.getContainer()
}

/** @param {any} properties */
function nameOf({ id, day: n, off }) {
  const event = state.events.find(one => one.id === id)
  const date = day(new Date(n * 86_400_000).toISOString().slice(0, 10))
  return `${event ? visible(event.name) : 'A race'}, ${date}${off ? ', cancelled or postponed' : ''}`
}

/** @param {any} properties */
const nameOfMany = ({ point_count, off }) =>
  `${count(point_count, 'race')}${off ? `, ${number(off)} of them cancelled or postponed` : ''}: zoom in`

/** A cluster opens; races at one and the same place are told apart in a list. @param {any} cluster @param {number} lat @param {number} lng */
async function zoomInto(cluster, lat, lng) {
  const to = index.getClusterExpansionZoom(cluster.cluster_id)
  if (to < deepest) return map.setView([lat, lng], to, { animate: !isCalm })
  const inside = index.getLeaves(cluster.cluster_id, 12)
  const element = document.createElement('div')
  const opener = /** @type {HTMLElement | null} */ (document.activeElement)
  const popup = L.popup({ closeButton: false }).setLatLng([lat, lng]).setContent(element).openOn(map)
  element.addEventListener('keydown', e => {
    if (e.key !== 'Escape') return
    popup.close()
    ;(opener?.isConnected ? opener : map.getContainer()).focus({ preventScroll: true })
  })
  /** @param {string[]} names */
  const draw = names =>
    render(
      html`<ul class="together">${inside.map((/** @type {any} */ { properties }, /** @type {number} */ i) => html`<li><button type="button" @click=${() => acts.open(properties.id)}>${names[i] ?? nameOf(properties)}</button></li>`)}</ul>
        ${cluster.point_count > inside.length ? html`<p>and ${number(cluster.point_count - inside.length)} more: see the list</p>` : nothing}`,
      element,
    )
  draw([])
  element.querySelector('button')?.focus()
  const events = await Promise.all(
    inside.map((/** @type {any} */ one) => find(one.properties.id).catch(() => null)),
  )
  draw(
    events.map((event, i) => {
      const { properties } = inside[i]
      return event ? nameOf(properties).replace('A race', visible(event.name)) : nameOf(properties)
    }),
  )
}

/** Where a race is, while its row has the pointer or the focus. @param {number | null} id */
export function lightPoint(id) {
  halo?.remove()
  const at = id == null ? null : places.get(id)
  halo =
    at && map ? L.circleMarker(at, { radius: 13, className: 'halo', interactive: false }).addTo(map) : null
}

/** The map's place became larger or smaller, or there is another set of races. */
export function resized() {
  map?.invalidateSize({ animate: false })
  // While it is hidden there is nothing to fit into.
  if (!map || map.getSize().x === 0) return
  if (!isFitted && places.size > 0)
    map.fitBounds(L.latLngBounds([...places.values()]), { maxZoom: 8, padding: [24, 24], animate: false })
  isFitted = true
  drawPoints()
}
