/** Rows that could not be read: the reason, the row as it came, and the bytes it stood in. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { json } from '../format.js'
import { empty, foreign, snapshotLink, table } from '../parts.js'

export const rejectFields = `id runId requestId page reason raw sourceEventId snapshot`

/** @param {any[]} rows */
export const rejectTable = rows =>
  rows.length === 0
    ? empty('Every row could be read.')
    : table('Rejects', ['Reason', 'Row', 'Page'], rows, reject => [
        html`${foreign(reject.reason)} ${reject.sourceEventId ? html`<div class="quiet">id ${foreign(reject.sourceEventId)}</div>` : nothing}`,
        raw(reject.raw),
        html`<a href="#/request/${reject.requestId}">${foreign(reject.page || '(first page)')}</a> ${snapshotLink(reject.snapshot)}`,
      ])

/** @param {unknown} value */
function raw(value) {
  const text = json(value)
  const short = text.length > 110 ? `${text.slice(0, 110)} …` : text
  return html`<details class="long"><summary><code>${foreign(short)}</code></summary><pre>${foreign(json(value, true))}</pre></details>`
}
