/** Every try at a job, with what went wrong. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { duration, secondsOf } from '../format.js'
import { chip, empty, foreign, long, table, time } from '../parts.js'

export const attemptFields = `
  id task number outcome error stack skipped startedAt duration { days hours minutes seconds } workerId requestId runId sourceName`

/** @param {any[]} rows @param {boolean} [linked] Whether each leads to its request or run. */
export const attemptTable = (rows, linked = false) =>
  rows.length === 0
    ? empty('Nobody has tried yet.')
    : table('Attempts', ['Attempt', 'Outcome', 'Began', 'Took', 'Worker'], rows, attempt => [
        html`${attempt.task} ${linked ? place(attempt) : nothing}`,
        html`${chip(attempt.outcome ?? 'running')} ${attempt.error ? long(attempt.error, 300) : nothing} ${attempt.skipped ? html`<div class="quiet">${foreign(attempt.skipped)}</div>` : nothing}
          ${attempt.stack ? html`<details class="long"><summary>stack</summary><pre>${foreign(attempt.stack)}</pre></details>` : nothing}`,
        time(attempt.startedAt),
        attempt.duration ? duration(secondsOf(attempt.duration)) : '–',
        html`<span class="quiet">${foreign(attempt.workerId)}</span>`,
      ])

/** @param {any} attempt */
const place = ({ requestId, runId, sourceName }) =>
  requestId
    ? html`<a href="#/request/${requestId}">request ${requestId}</a>`
    : runId
      ? html`<a href="#/run/${runId}">run of ${sourceName}</a>`
      : foreign(sourceName)
