/** A tile for each source. */

import { repeat } from '/assets/lit-html/directives/repeat.js'
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { fetchNow, pauseOrResume } from '../deeds.js'
import { count, number } from '../format.js'
import { chip, empty, foreign, long, section, time } from '../parts.js'
import { sparkline } from '../plots.js'
import { bySeverity } from '../summary.js'

export const sourceFields = `name title state since why`
export const tileFields = `
  enabled observedAt nextTick events records requestsToday requestsADay lastRun runningRun heldRun publishedRun
  runs(first: 20, orderBy: ID_DESC) { nodes { id status trigger records } }`

/** @param {any[]} sources */
export const tiles = sources =>
  section(
    'sources',
    'Sources',
    sources.length > 0
      ? html`<ul class="tiles">${repeat(bySeverity(sources), source => source.name, tile)}</ul>`
      : empty('No source is known: the first worker that starts writes them down.'),
  )

/** @param {any} source */
const tile = source => html`
  <li class="tile" data-source=${source.name} data-state=${source.state}>
    <div class="heading">
      <h3><a href="#/source/${source.name}">${source.name}</a></h3>
      ${chip(source.state)}
    </div>
    <p class="quiet one-line">${foreign(source.title)}</p>
    ${source.why ? html`<div class="why">${long(source.why, 160)}</div>` : nothing}
    ${sparkline([...source.runs.nodes].reverse())}
    <p class="figures">
      <span><strong>${number(source.records)}</strong> records</span>
      <span><strong>${number(source.events)}</strong> events</span>
    </p>
    <p class="quiet">
      ${source.observedAt ? html`said ${time(source.observedAt)}` : 'said nothing yet'}${
        source.nextTick && source.enabled ? html` · next ${time(source.nextTick)}` : nothing
      }${
        source.requestsADay
          ? ` · ${number(source.requestsToday)} of ${count(source.requestsADay, 'request')} today`
          : nothing
      }
    </p>
    ${acts(source)}
  </li>`

/** @param {any} source */
export function acts(source) {
  const { state, runningRun } = source
  if (state === 'disabled' || state === 'erased') return nothing
  return html`
    <div class="buttons">
      ${state === 'paused' || runningRun ? nothing : fetchNow(source)}
      ${pauseOrResume('source', source)}
      ${runningRun ? html`<a class="busy" href="#/run/${runningRun}">running now</a>` : nothing}
    </div>`
}
