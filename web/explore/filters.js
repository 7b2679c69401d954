/** The filters, each with how many races there would be. */
import { html, nothing, svg } from '/assets/lit-html/lit-html.js'
import { number } from '../format.js'
import { ask, changed, countOf, state } from './state.js'
import { country, month, region } from './words.js'

/** Stops of the slider of lengths, km. The last is without end. */
const stops = [0, 42, 50, 56, 80, 90, 100, 120, 160, 170, 250, Number.POSITIVE_INFINITY]
// What search counts together, which is as near to the stops as lengths that people run are.
const classes = ['0', '42', '43', '56', '79', '90', '99', '121', '158', '165', '250']

/** @param {number | undefined} km @param {number} otherwise */
const stopOf = (km, otherwise) => {
  if (km == null) return otherwise
  const at = stops.findIndex(stop => stop >= km)
  return at < 0 ? stops.length - 1 : at
}
/** @param {number} stop */
const said = stop => (stop === stops.length - 1 ? 'no end' : `${stops[stop]} km`)

/** Near where the reader is; they are asked by the browser. */
export function nearMe() {
  state.locating = 'Asking where you are …'
  changed()
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      state.locating = null
      // Whoever reads about a race by now stays there.
      if (state.event !== null) return changed()
      // About 1 km is near enough, and tells less of whoever shares the link.
      const [near_lat, near_lng] = [coords.latitude, coords.longitude].map(n => Math.round(n * 100) / 100)
      state.here = `${near_lat} ${near_lng}`
      ask({ near_lat, near_lng, radius_km: state.question.radius_km ?? 200, sort: 'distance' })
    },
    ({ code }) => {
      state.locating =
        code === 1
          ? 'Your browser may not tell where you are. Move the map and choose “Races near its middle”.'
          : 'Where you are could not be found.'
      changed()
    },
    { timeout: 15_000, maximumAge: 600_000 },
  )
}

/** @param {number} n */
const tally = n => html`<span class="count">${number(n)}<span class="unseen"> races</span></span>`

/** @param {string} name @param {string} facet @param {[value: string, label: string][]} values @param {string} legend */
function choices(name, facet, values, legend) {
  const chosen = state.question[name] ?? []
  const toggle = (/** @type {string} */ value) =>
    ask({
      [name]: chosen.includes(value)
        ? chosen.filter((/** @type {string} */ one) => one !== value)
        : [...chosen, value],
    })
  return html`<fieldset><legend>${legend}</legend><div class="choices">${values.map(
    ([
      value,
      label,
    ]) => html`<label class="choice"><input type="checkbox" name=${name} value=${value} .checked=${chosen.includes(value)} @change=${() => toggle(value)}>
      <span>${label}</span> ${tally(countOf(facet, value))}</label>`,
  )}</div></fieldset>`
}

function lengths() {
  const { min_km, max_km } = state.question
  const last = stops.length - 1
  const [low, high] = [stopOf(min_km, 0), stopOf(max_km, last)]
  /** @param {number} from @param {number} to */
  const set = (from, to) =>
    ask({ min_km: from === 0 ? null : stops[from], max_km: to === last ? null : stops[to] })
  // A thumb stops at the other one, also where nothing is asked anew.
  const hold = (/** @type {HTMLInputElement} */ thumb, /** @type {number} */ stop) => {
    thumb.value = String(stop)
    return stop
  }
  const isAny = low === 0 && high === last
  const any =
    high === last
      ? `${said(low)} and more`
      : low === 0
        ? `up to ${said(high)}`
        : `${said(low)} to ${said(high)}`
  return html`<fieldset class="lengths"><legend>Distance</legend>
    ${bars(low, high)}
    <div class="slider"><svg class="between" viewBox="0 0 ${last} 1" preserveAspectRatio="none" aria-hidden="true">${svg`<rect x=${low} width=${high - low} height="1"></rect>`}</svg>
      <input type="range" id="min-km" min="0" max=${last} .value=${String(low)} aria-label="Shortest distance" aria-valuetext=${said(low)}
        @input=${(/** @type {any} */ e) => set(hold(e.target, Math.min(Number(e.target.value), high, last - 1)), high)}>
      <input type="range" id="max-km" min="0" max=${last} .value=${String(high)} aria-label="Longest distance" aria-valuetext=${said(high)}
        @input=${(/** @type {any} */ e) => set(low, hold(e.target, Math.max(Number(e.target.value), low, 1)))}></div>
    <output for="min-km max-km">${isAny ? 'Any distance' : any}</output>
  </fieldset>`
}

/** How many races there are between each two stops. @param {number} low @param {number} high */
function bars(low, high) {
  const counts = classes.map(name => countOf('class', name))
  const most = Math.max(1, ...counts)
  return html`<svg class="bars" viewBox="0 0 ${counts.length} 24" preserveAspectRatio="none" aria-hidden="true">${counts.map(
    (n, i) =>
      svg`<rect class=${i >= low && i < high ? 'in' : ''} x=${i + 0.08} y=${24 - (23 * n) / most} width="0.84" height=${(23 * n) / most}></rect>`,
  )}</svg>`
}

/** One of a long list after the other. @param {'countries' | 'regions'} name @param {string} label @param {(value: string) => string} say */
function picker(name, label, say) {
  const chosen = state.question[name] ?? []
  const facet = name === 'countries' ? 'country' : 'region'
  const options = state.answer?.facets?.[facet] ?? []
  if (options.length === 0 && chosen.length === 0) return nothing
  const add = (/** @type {any} */ e) => {
    const value = e.target.value
    e.target.value = ''
    if (value) ask({ [name]: [...new Set([...chosen, value])] })
  }
  const others = (/** @type {string} */ value) => chosen.filter((/** @type {string} */ one) => one !== value)
  return html`<label class="block">${label} <select id=${facet} @change=${add}>
      <option value="" selected>${chosen.length ? 'Add another …' : `All ${name}`}</option>
      ${options.map((/** @type {any} */ one) => html`<option value=${one.value}>${say(one.value)} (${number(one.count)})</option>`)}</select></label>
    ${chosen.map((/** @type {string} */ value) => html`<button type="button" class="chosen" @click=${() => ask({ [name]: others(value) })}>${say(value)} <span aria-hidden="true">×</span><span class="unseen">: take away</span></button>`)}`
}

function where() {
  const { near_lat, near_lng, radius_km } = state.question
  return html`<fieldset><legend>Where</legend>
    <button type="button" id="near-me" @click=${nearMe}>◎ Near me</button>
    ${state.locating ? html`<p class="quiet" role="alert">${state.locating}</p>` : nothing}
    ${
      near_lat == null
        ? nothing
        : html`<label class="row">Within <select id="radius" @change=${(/** @type {any} */ e) => ask({ radius_km: Number(e.target.value) || null })}>
          ${[25, 50, 100, 200, 500, 1000].map(km => html`<option value=${km} .selected=${km === radius_km}>${km} km</option>`)}
          <option value="" .selected=${radius_km == null}>any distance</option></select> of ${state.here === `${near_lat} ${near_lng}` ? 'you' : 'that point'}</label>
        <button type="button" class="plain" @click=${() => ask({ near_lat: null, near_lng: null, radius_km: null, sort: null })}>Anywhere</button>`
    }
    ${picker('countries', 'Country', code => country(code) ?? '')} ${picker('regions', 'Region', region)}
  </fieldset>`
}

function when() {
  const { from, to } = state.question
  const set = (/** @type {string} */ name) => (/** @type {any} */ e) =>
    ask({ [name]: e.target.value || null })
  return html`<fieldset><legend>When</legend><div class="dates">
      <label>From <input type="date" id="from" .value=${from ?? ''} @change=${set('from')}></label>
      <label>To <input type="date" id="to" .value=${to ?? ''} @change=${set('to')}></label></div>
    ${choices(
      'months',
      'month',
      Array.from({ length: 12 }, (_, i) => [`${i + 1}`, month(i + 1)]),
      'Months of any year',
    )}</fieldset>`
}

/** All filters. */
export const filters = () => html`
  <div class="heading"><h2>Filters</h2>${Object.keys(state.question).length ? html`<button type="button" class="plain" id="reset" @click=${reset}>Clear all</button>` : nothing}</div>
  ${where()} ${lengths()} ${when()}
  ${choices(
    'kinds',
    'kind',
    [
      ['distance', 'Distance'],
      ['duration', 'Timed'],
      ['backyard', 'Backyard'],
      ['stage', 'Stages'],
      ['relay', 'Relay'],
    ],
    'Kind',
  )}
  ${choices(
    'surfaces',
    'surface',
    [
      ['trail', 'Trail'],
      ['road', 'Road'],
      ['track', 'Track'],
      ['indoor', 'Indoor'],
    ],
    'Surface',
  )}
  ${choices(
    'registration',
    'registration',
    [
      ['open', 'Open'],
      ['sold-out', 'Sold out'],
      ['closed', 'Closed'],
    ],
    'Registration',
  )}
  <fieldset><legend>Climb</legend><label class="row">At least <select id="gain" @change=${(/** @type {any} */ e) => ask({ min_gain: Number(e.target.value) || null })}>
    <option value="" .selected=${state.question.min_gain == null}>any</option>${[500, 1000, 2000, 3000, 5000, 10000].map(m => html`<option value=${m} .selected=${state.question.min_gain === m}>${number(m)} m</option>`)}</select></label></fieldset>
  <fieldset><legend>Also show</legend><div class="choices wide">
    ${flag('include_cancelled', 'Cancelled and postponed', countOf('status', 'cancelled') + countOf('status', 'postponed'))}
    ${flag('include_virtual', 'Virtual', countOf('virtual', 'true'))}</div></fieldset>`

/** @param {string} name @param {string} label @param {number} n */
const flag = (name, label, n) =>
  html`<label class="choice"><input type="checkbox" id=${name} .checked=${Boolean(state.question[name])} @change=${(/** @type {any} */ e) => ask({ [name]: e.target.checked })}> <span>${label}</span> ${tally(n)}</label>`

function reset() {
  ask(Object.fromEntries(Object.keys(state.question).map(name => [name, null])))
}
