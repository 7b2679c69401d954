/** Recent failures, those of one text together. */
import { html } from '/assets/lit-html/lit-html.js'
import { number } from '../format.js'
import { chip, empty, long, section, sourceLink, table, time } from '../parts.js'

export const failureFields = `id task sourceName outcome error attempts firstAt lastAt lastRun lastRequest`

/** @param {{ nodes: any[], totalCount: number }} failures */
export const failures = ({ nodes, totalCount }) =>
  section(
    'failures',
    'Failures of the last 7 days',
    nodes.length === 0
      ? empty('Nothing failed.')
      : table('Failures', ['Error', 'Where', 'Times', 'Last'], nodes, failure => [
          html`<a class="error" href="#/failure/${failure.id}">${chip(failure.outcome)}</a> ${long(failure.error, 160)}`,
          html`${failure.task} ${failure.sourceName ? sourceLink(failure.sourceName) : ''}`,
          number(failure.attempts),
          time(failure.lastAt),
        ]),
    totalCount > nodes.length
      ? html`<span class="quiet">the latest ${nodes.length} of ${totalCount} errors</span>`
      : '',
  )
