/** One race: its facts, who says so, and what changed. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { number, visible } from '../format.js'
import { calendar } from './calendar.js'
import { day, days, distance, place, title, warning, web } from './words.js'

/** @type {Record<string, string>} */
const names = {
  name: 'name',
  url: 'website',
  start_date: 'day',
  end_date: 'last day',
  city: 'town',
  state: 'region',
  country: 'country',
  status: 'status',
  registration: 'registration',
  virtual: 'virtual',
  elevation_gain: 'climb',
  surface: 'surface',
  distances: 'distances',
  latitude: 'coordinates',
  edition: 'edition',
  event_type: 'sort of event',
}

/** @param {any} details @param {string} back */
export function eventPage({ event, sources, fields, history, editions, nearby }, back) {
  const website = web(event.url)
  return html`<nav aria-label="Where you are"><a href=${back} data-inside>← All races</a></nav>
    <article class=${event.status}>
      <header><h1>${title(event)}</h1>
        <p class="lead">${days(event)} · ${event.virtual ? 'Virtual' : place(event) || 'Place unknown'}</p>
        ${off(event)}
        <p class="acts">${website ? html`<a class="button primary" href=${website} target="_blank" rel="noopener noreferrer">${event.registration === 'open' && event.status === 'scheduled' ? 'Website and registration' : 'Website'} ↗</a>` : nothing}
          <button type="button" id="calendar" @click=${() => save(event)}>Add to calendar</button></p></header>
      <section><h2>The race</h2><dl class="facts">
        ${fact('Distances', event.distances.length ? html`<ul class="tags">${event.distances.map((/** @type {any} */ one) => html`<li class="tag" title=${visible(one.raw)}>${distance(one)}</li>`)}</ul>` : 'not known', said(fields, 'distances', sources))}
        ${fact('Status', warning(event) === nothing ? 'Takes place as far as is known' : warning(event), said(fields, 'status', sources))}
        ${fact('Registration', event.registration?.replace('-', ' '), said(fields, 'registration', sources))}
        ${fact('Day', days(event), said(fields, 'start_date', sources))}
        ${fact('Place', event.virtual ? null : html`${place(event)}${near(event)}`, said(fields, 'city', sources))}
        ${fact('Climb', event.elevation_gain == null ? null : `${number(event.elevation_gain)} m`, said(fields, 'elevation_gain', sources))}
        ${fact('Surface', event.surface, said(fields, 'surface', sources))}
        ${fact('Edition', event.edition, said(fields, 'edition', sources))}
        ${fact('Sort', event.event_type && visible(event.event_type), said(fields, 'event_type', sources))}</dl></section>
      <section id="sources"><h2>Where this comes from</h2><ul>${sources.map(source)}</ul></section>
      <section id="history"><h2>What changed</h2>${history.length ? html`<ol class="history">${history.map(version)}</ol>` : html`<p class="quiet">Nothing so far.</p>`}</section>
      ${editions.length ? html`<section id="editions"><h2>Other editions</h2><ul>${editions.map(other)}</ul></section>` : nothing}
      ${nearby.length ? html`<section id="nearby"><h2>Nearby, within three weeks</h2><ul>${nearby.map(other)}</ul></section>` : nothing}
    </article>`
}

/** @param {any} event */
const off = event =>
  event.status === 'scheduled'
    ? nothing
    : html`<p class="off ${event.status}" id="off" role="note">${warning(event)} ${event.status === 'cancelled' ? 'This race does not take place. Do not travel to it.' : 'This race does not take place on this day. Ask its organiser for the new one.'}</p>`

/** @param {any} event */
const near = event =>
  ({
    region: ' (on the map: the middle of the region)',
    country: ' (on the map: the middle of the country)',
  })[/** @type {'region'} */ (event.precision)] ?? ''

/** @param {string} name @param {unknown} value @param {unknown} by */
const fact = (name, value, by) =>
  value == null || value === '' ? nothing : html`<div><dt>${name}</dt><dd>${value} ${by}</dd></div>`

/** Who says so. @param {any[]} fields @param {string} field @param {any[]} sources */
function said(fields, field, sources) {
  const by = [
    ...new Set(
      fields
        .filter(one => one.field === field)
        .map(one => sources.find(s => s.source === one.source)?.title ?? one.source),
    ),
  ]
  return by.length ? html`<span class="by">${by.map(visible).join(', ')}</span>` : nothing
}

/** @param {any} source */
const source = source => {
  const [home, terms] = [web(source.home_page), web(source.terms_url)]
  const name = html`<bdi>${visible(source.title)}</bdi>`
  const licence = html`<bdi>${visible(source.licence)}</bdi>`
  return html`<li>${home ? html`<a href=${home} target="_blank" rel="noopener noreferrer">${name}</a>` : name},
    last confirmed <time datetime=${source.confirmed_at}>${day(source.confirmed_at?.slice(0, 10))}</time>
    <div class="quiet"><bdi>${visible(source.attribution)}</bdi> · Licence: ${terms ? html`<a href=${terms} target="_blank" rel="noopener noreferrer">${licence}</a>` : licence}</div></li>`
}

/** @param {any} version */
const version = ({ at, change, changes }) => {
  const words = Object.entries(changes ?? {}).map(([field, [before, after]]) =>
    sentence(field, before, after),
  )
  const first = {
    added: 'First listed',
    withdrawn: 'Listed no more',
    returned: 'Listed again',
    merged: 'Found to be another entry',
  }[/** @type {'added'} */ (change)]
  return html`<li><time datetime=${at}>${day(at.slice(0, 10))}</time> ${[...(first ? [first] : []), ...words].map(text => html`<div><bdi>${text}</bdi></div>`)}</li>`
}

/** @param {string} field @param {any} before @param {any} after */
function sentence(field, before, after) {
  /** @param {any} value */
  const told = value =>
    value == null
      ? 'unknown'
      : Array.isArray(value)
        ? value.map(distance).join(', ') || 'none'
        : field.endsWith('_date')
          ? day(value)
          : visible(value)
  if (field === 'start_date') return `Moved from ${told(before)} to ${told(after)}`
  if (field === 'status')
    return after === 'scheduled' ? `Takes place after all (was ${before})` : `Became ${after}`
  return `${(names[field] ?? field).replace(/^./, c => c.toUpperCase())}: ${told(before)} → ${told(after)}`
}

/** @param {any} event */
const other =
  event => html`<li><a href="/explore/event/${event.id}" data-inside>${title(event)}</a> ${warning(event)}
  <span class="quiet">${day(event.start_date)}${event.km_away == null ? nothing : ` · ${number(event.km_away)} km away`}</span></li>`

/** Hand the calendar's file to the browser. @param {any} event */
function save(event) {
  const text = calendar(event, place(event), `${location.origin}/explore/event/${event.id}`)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/calendar' }))
  link.download = `race-${event.id}.ics`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

/** Where there is nothing under this number (any more). @param {string} back */
export const gone = back => html`<nav><a href=${back} data-inside>← All races</a></nav>
  <h1>This race is no longer listed</h1>
  <p>None of our sources lists it now. It may have been taken down by its organiser: don’t travel to it without asking.</p>`
