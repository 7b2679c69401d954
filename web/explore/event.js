/** One race: its facts, who says so, and what changed. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { number, visible } from '../format.js'
import { date, day, days, distance, place, title, warning, web } from './words.js'

/** @type {Record<string, string>} */
const names = {
  name: 'Name',
  url: 'Website',
  end_date: 'Last day',
  city: 'Town',
  state: 'Region',
  country: 'Country',
  registration: 'Registration',
  virtual: 'Virtual',
  elevation_gain: 'Climb',
  surface: 'Surface',
  distances: 'Distances',
}

/** @param {any} details As event_details answers. @param {string} back */
export function eventPage({ event, sources, fields, history, editions, nearby }, back) {
  const website = web(event.url)
  const isOn = event.status === 'scheduled'
  /** @param {string} field */
  const by = field => said(fields, field, sources)
  return html`${backTo(back)}
    <article>
      <header><h1>${title(event)}</h1>
        <p class="lead">${days(event)} · ${event.virtual ? 'Virtual' : place(event) || 'Place unknown'}</p>
        ${calledOff(event)}
        <p class="acts">${website ? html`<a class="button ${isOn ? '' : 'plain'}" href=${website} target="_blank" rel="noopener noreferrer">${isOn && event.registration === 'open' ? 'Website and registration' : 'Website'} ↗</a>` : nothing}
          <a class="button plain" id="calendar" href="/events/${event.id}.ics" download="race-${event.id}.ics">Add to calendar</a>
          ${event.latitude == null ? nothing : html`<a class="button plain" href="/explore?near_lat=${event.latitude}&near_lng=${event.longitude}&radius_km=100&sort=distance" data-inside>Races around here</a>`}</p></header>
      <section id="facts"><h2>The race</h2><dl class="facts">
        ${fact('Distances', event.distances.length ? html`<ul class="tags">${event.distances.map((/** @type {any} */ one) => html`<li class="tag" title=${visible(one.raw)}>${distance(one)}</li>`)}</ul>` : 'Not known', by('distances'))}
        ${fact('Day', days(event), by('start_date'))}
        ${fact('Status', isOn ? 'Takes place, as far as is known' : warning(event), by('status'))}
        ${fact('Registration', event.registration?.replace('-', ' '), by('registration'))}
        ${fact('Place', event.virtual ? null : html`${place(event)}${roughly(event)}`, by('city'))}
        ${fact('Climb', event.elevation_gain == null ? null : `${number(event.elevation_gain)} m`, by('elevation_gain'))}
        ${fact('Surface', event.surface, by('surface'))}
        ${fact('Edition', event.edition, by('edition'))}
        ${fact('Sort', event.event_type && visible(event.event_type), by('event_type'))}</dl></section>
      <section id="sources"><h2>Where this comes from</h2><ul>${sources.map(source)}</ul></section>
      <section id="history"><h2>What changed</h2>${history.length ? html`<ol class="history">${history.map(version)}</ol>` : html`<p class="quiet">Nothing so far.</p>`}</section>
      ${editions.length ? html`<section id="editions"><h2>Other editions</h2><ul>${editions.map(other)}</ul></section>` : nothing}
      ${nearby.length ? html`<section id="nearby"><h2>Nearby, within three weeks</h2><ul>${nearby.map(other)}</ul></section>` : nothing}
    </article>`
}

/** @param {string} back */
const backTo = back => html`<nav aria-label="Where you are"><a href=${back} data-inside>← All races</a></nav>`

/** @param {any} event */
const calledOff = event =>
  event.status === 'scheduled'
    ? nothing
    : html`<p class="called ${event.status}" id="called-off">${warning(event)} ${event.status === 'cancelled' ? 'This race does not take place. Do not travel to it.' : 'This race does not take place on this day. Ask its organiser for the new one.'}</p>`

/** @param {any} event */
const roughly = ({ precision }) =>
  precision === 'region' || precision === 'country' ? ` (on the map: the middle of the ${precision})` : ''

/** @param {string} name @param {unknown} value @param {unknown} by */
const fact = (name, value, by) =>
  value == null || value === ''
    ? nothing
    : html`<div><dt>${name}</dt><dd><span>${value}</span> ${by}</dd></div>`

/** Who says so, and when they last did. @param {any[]} fields @param {string} field @param {any[]} sources */
function said(fields, field, sources) {
  const by = sources.filter(one => fields.some(said => said.field === field && said.source === one.source))
  return by.length
    ? html`<span class="by">${by.map((one, i) => html`${i ? ', ' : ''}<bdi>${visible(one.title)}</bdi>${one.confirmed_at ? html`, <time datetime=${one.confirmed_at}>${date(one.confirmed_at)}</time>` : nothing}`)}</span>`
    : nothing
}

/** A link to the web, or its text alone. @param {string | null} url @param {string} text */
const linked = (url, text) => {
  const [address, label] = [web(url), html`<bdi>${visible(text)}</bdi>`]
  return address ? html`<a href=${address} target="_blank" rel="noopener noreferrer">${label}</a>` : label
}

/** @param {any} source */
const source = ({ home_page, title, confirmed_at, attribution, licence, terms_url }) =>
  html`<li>${linked(home_page, title)}${confirmed_at ? html`, last confirmed on <time datetime=${confirmed_at}>${date(confirmed_at)}</time>` : nothing}
    <div class="quiet"><bdi>${visible(attribution)}</bdi> · Licence: ${linked(terms_url, licence)}</div></li>`

/** @type {Record<string, string>} */
const turns = {
  added: 'First listed',
  withdrawn: 'No longer listed',
  returned: 'Listed again',
  merged: 'Found to be another entry',
}

/** @param {any} version */
const version = ({ at, change, changes }) => {
  const words = Object.entries(changes).map(([field, [before, after]]) => sentence(field, before, after))
  return html`<li>${[...(turns[change] ? [turns[change]] : []), ...words].map(text => html`<div><bdi>${text}</bdi></div>`)}
    <span class="quiet">seen on <time datetime=${at}>${date(at)}</time></span></li>`
}

/** @param {string} field @param {any} before @param {any} after */
function sentence(field, before, after) {
  /** @param {any} value */
  const told = value => {
    if (value == null) return 'not known'
    if (Array.isArray(value)) return value.map(distance).join(', ') || 'none'
    return field.endsWith('_date') ? day(value) : visible(value)
  }
  if (field === 'start_date') return `Moved from ${told(before)} to ${told(after)}`
  if (field === 'status')
    return after === 'scheduled' ? `Takes place after all; it was ${before}` : `Became ${after}`
  return `${names[field] ?? field}: ${told(before)} → ${told(after)}`
}

/** @param {any} event */
const other = event =>
  html`<li><a href="/explore/event/${event.id}${location.search}" data-inside>${title(event)}</a> ${warning(event)}
  <span class="quiet">${days(event)}${event.km_away == null ? nothing : ` · ${number(event.km_away)} km away`}</span></li>`

/** Where there is nothing under this number (any more). @param {string} back */
export const gone = back => html`${backTo(back)}
  <h1 id="gone">This race is no longer listed</h1>
  <p>None of our sources lists it now. It may have been taken down by its organiser: don’t travel to it without asking.</p>`
