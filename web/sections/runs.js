/** Running runs, held ones, and lists of runs. */

import { repeat } from '/assets/lit-html/directives/repeat.js'
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { runActs } from '../deeds.js'
import { estimate } from '../estimates.js'
import { count, duration, number, percent } from '../format.js'
import { chip, empty, long, ofAll, runLink, section, table, time } from '../parts.js'
import { compared } from './differences.js'

export const runFields = `
  id number sourceName status trigger reason startedAt finishedAt publishedAt approvedAt undoneById seconds
  planned settled open failed records rejected inserted updated withdrawn`

/** @param {any[]} runs */
export const running = runs =>
  section(
    'running',
    'Running',
    runs.length > 0
      ? html`<ul class="list">${repeat(runs, run => run.id, progress)}</ul>`
      : empty('No run is under way.'),
    html`<a href="#/runs">All runs</a>`,
  )

/** How far a run is. @param {any} run */
export function progress(run) {
  const { text, why } = estimate(run)
  return html`
    <li class="progress" data-run=${run.id}>
      <div class="heading">
        <span>${runLink(run)} <span class="quiet">began ${time(run.startedAt)}</span></span>
        <span class="buttons">${runActs(run)}</span>
      </div>
      <progress max=${Math.max(1, run.planned)} value=${run.settled} aria-label="Requests done of run ${run.number} of ${run.sourceName}"></progress>
      <p class="quiet">${number(run.settled)} of ${count(run.planned, 'request')} · <span title=${why}>${text}</span></p>
    </li>`
}

/** @param {{ nodes: any[], totalCount: number }} runs @param {import('../beside.js').Beside<Record<string, any>>} changes What each would change, by its id. */
export const held = (runs, { value, error }) =>
  runs.nodes.length === 0
    ? nothing
    : section(
        'held',
        'Held: yours to judge',
        html`<ul class="list">${repeat(
          runs.nodes,
          run => run.id,
          run => heldRun(run, compared(value?.[run.id], error)),
        )}</ul>`,
        ofAll(runs),
      )

/** @param {any} run @param {unknown} changes */
const heldRun = (run, changes) => html`
  <li class="held" data-run=${run.id}>
    <div class="heading">
      <span>${runLink(run)} ${chip('held')} <span class="quiet">${time(run.heldSince)}</span></span>
      <span class="buttons">${run.approvedAt ? html`<span class="quiet">approved ${time(run.approvedAt)}: waits for a worker</span>` : nothing}${runActs({ ...run, status: 'held' })}</span>
    </div>
    <div class="why">${long(run.reason, 400)}</div>
    <p class="quiet">
      ${count(run.records, 'record')} · ${number(run.rejected)} rejected · ${percent(run.unreadShare)} unread ·
      ${number(run.unplaced)} unplaced · ${number(run.misdated)} misdated · ${count(run.failed, 'failed request')}
    </p>
    ${changes}
  </li>`

/** @param {any[]} runs @param {string} label */
export const runTable = (runs, label) =>
  runs.length === 0
    ? empty('No run yet: fetch a source, or wait for its line of the crontab.')
    : table(label, ['Run', 'State', 'Began', 'Took', 'Records', 'Events', ''], runs, run => [
        runLink(run),
        html`${chip(run.status)}${run.undoneById ? chip('undone') : nothing}${run.reason ? html`<div class="quiet">${long(run.reason, 90)}</div>` : nothing}`,
        html`${time(run.startedAt)} <span class="quiet">by ${run.trigger}</span>`,
        duration(Number(run.seconds)),
        html`${number(run.records)}${run.failed ? html` <span class="quiet">${count(run.failed, 'request')} failed</span>` : nothing}`,
        html`<span class="nowrap" title="added, changed, withdrawn">+${number(run.inserted)} ~${number(run.updated)} −${number(run.withdrawn)}</span>`,
        html`<span class="buttons">${runActs(run)}</span>`,
      ])
