/** The races as a table, and what is said where there are none. */
import { repeat } from '/assets/lit-html/directives/repeat.js'
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { count, number, visible } from '../format.js'
import { ask, changed, countOf, state } from './state.js'
import { days, distance, place, title, warning } from './words.js'

/** How many there are, in words. */
export function total() {
  const { answer } = state
  if (!answer) return ''
  return `${answer.total_is_exact === false ? 'About ' : ''}${count(answer.total ?? 0, 'race')}`
}

/** @param {{ more: () => void, retry: () => void, toggle: () => void }} acts */
export function list({ more, retry, toggle }) {
  const { events, answer, isLoading, error, question } = state
  return html`
    <div class="heading"><h1 id="total">${error ? 'No answer' : answer ? total() : 'Looking for races …'}</h1>
      <label class="row sort">Sort <select id="sort" @change=${(/** @type {any} */ e) => ask({ sort: e.target.value === 'day' ? null : e.target.value })}>
        ${sorts(question).map(([value, label]) => html`<option value=${value} .selected=${(question.sort ?? 'day') === value}>${label}</option>`)}</select></label>
      <button type="button" class="narrow" id="toggle" @click=${toggle}>${state.view === 'map' ? 'Table' : 'Map'}</button></div>
    ${corrected(answer?.corrected)}
    ${error ? failed(error, retry) : nothing}
    ${!error && answer && !events.length ? empty() : nothing}
    ${
      events.length
        ? html`<table class=${isLoading ? 'old' : ''}><thead><tr><th scope="col">Day</th><th scope="col">Race</th><th scope="col">Distances</th></tr></thead>
        <tbody>${repeat(events, event => event.id, row)}</tbody></table>`
        : nothing
    }
    ${state.next ? html`<button type="button" class="more" id="more" @click=${more}>More races</button>` : nothing}`
}

/** @param {import('./question.js').Question} question @returns {[string, string][]} */
const sorts = question => [
  ['day', 'by day'],
  ...(question.near_lat == null ? [] : [/** @type {[string, string]} */ (['distance', 'nearest first'])]),
  ...(question.query ? [/** @type {[string, string]} */ (['relevance', 'best match'])] : []),
  ['name', 'by name'],
  ['changed', 'latest changes'],
]

/** @param {any} event */
const row =
  event => html`<tr class="${event.status}${state.lit === event.id ? ' lit' : ''}" data-id=${event.id}
    @mouseenter=${() => light(event.id)} @mouseleave=${() => light(null)} @focusin=${() => light(event.id)} @focusout=${() => light(null)}>
  <td class="day">${days(event)}</td>
  <td><a href="/explore/event/${event.id}${location.search}" data-inside>${title(event)}</a> ${warning(event)}
    <div class="quiet">${event.virtual ? 'Virtual' : place(event) || 'Place unknown'}${event.km_away == null ? nothing : ` · ${number(event.km_away)} km away`}${event.registration ? ` · registration ${event.registration.replace('-', ' ')}` : nothing}</div></td>
  <td class="distances">${event.distances.slice(0, 4).map((/** @type {any} */ one) => html`<span class="tag">${distance(one)}</span>`)}${event.distances.length > 4 ? html`<span class="quiet">+${event.distances.length - 4}</span>` : nothing}</td></tr>`

/** @param {number | null} id */
function light(id) {
  state.lit = id
  changed()
}

/** @param {Record<string, string[]> | null | undefined} words */
const corrected = words => {
  const asked = (state.question.query ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  /** @type {[string, string[]][]} */
  const told = []
  for (const [from, to] of Object.entries(words ?? {}).sort(
    ([a], [b]) => asked.indexOf(a) - asked.indexOf(b),
  )) {
    // Words beside each other that are called otherwise together are told once.
    const last = told.at(-1)
    if (last && asked.includes(`${last[0]} ${from}`) && last[1].join() === to.join()) last[0] += ` ${from}`
    else told.push([from, to])
  }
  const one = (/** @type {[string, string[]]} */ [from, to]) =>
    html`Also looked for <strong>${to.map(visible).join(', ')}</strong> for “<bdi>${visible(from)}</bdi>”. `
  return words ? html`<p class="note">${told.map(one)}</p>` : nothing
}

/** @param {string} error @param {() => void} retry */
const failed = (error, retry) => html`<div class="note" role="alert" id="failed">
  <p>${navigator.onLine ? html`The races could not be fetched: <bdi>${visible(error)}</bdi>` : 'You are offline. What was found before stays here.'}</p>
  <button type="button" @click=${retry}>Try again</button></div>`

/** What to take away, the narrowest first. */
function empty() {
  const { question } = state
  const off = question.include_cancelled ? 0 : countOf('status', 'cancelled') + countOf('status', 'postponed')
  /** @type {[boolean, string, object][]} */
  const ways = [
    [
      off > 0,
      `${off === 1 ? 'the one that is' : `the ${number(off)} that are`} cancelled or postponed`,
      { include_cancelled: true },
    ],
    [Boolean(question.query), 'other words', { query: null }],
    [question.radius_km != null, 'a wider circle', { radius_km: null }],
    [question.min_km != null || question.max_km != null, 'any distance', { min_km: null, max_km: null }],
    [
      Boolean(question.from || question.to || question.months),
      'any day',
      { from: null, to: null, months: null },
    ],
    [Boolean(question.countries), 'all countries', { countries: null }],
    [Boolean(question.registration), 'any registration', { registration: null }],
    [
      Boolean(question.kinds || question.surfaces || question.min_gain),
      'any kind, surface and climb',
      { kinds: null, surfaces: null, min_gain: null },
    ],
  ]
  return html`<div class="note" id="empty"><p>No race is like that. Try</p>
    ${ways.filter(([is]) => is).map(([, label, without]) => html`<button type="button" @click=${() => ask(without)}>${label}</button> `)}
    ${ways.some(([is]) => is) ? nothing : html`<p>No race to come is known here yet.</p>`}</div>`
}
