/** What waits and what was done: the queue now, and the plots. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { purge } from '../deeds.js'
import { number } from '../format.js'
import { chip, empty, section, table, time } from '../parts.js'
import { columns, level } from '../plots.js'
import { state } from '../state.js'

export const activityFields = `activity(span: $span, first: 100) { nodes { at done failed waiting } }`

/** @param {any[]} points @param {(span: 'hour' | 'day' | 'week') => void} choose */
export const activity = (points, choose) =>
  section(
    'activity',
    'Work',
    html`<div class="plots">
      ${columns('Attempts', points, [
        { key: 'done', said: 'done', look: 'done' },
        { key: 'failed', said: 'failed', look: 'failed' },
      ])}
      ${level('Open requests', points, { key: 'waiting', said: 'open', look: 'waiting' })}
    </div>`,
    html`<span class="choices" role="group" aria-label="Show the last">
      ${
        /** @type {const} */ (['hour', 'day', 'week']).map(
          span => html`
        <button type="button" aria-pressed=${state.span === span} @click=${() => choose(span)}>${span}</button>`,
        )
      }
    </span>`,
  )

/** @param {any[]} jobs By task and state. */
export function queue(jobs) {
  const order = ['fetch', 'download', 'parse', 'upload']
  const place = (/** @type {any} */ { task }) => (order.indexOf(task) + order.length + 1) % (order.length + 1)
  const rows = [...jobs].sort((a, b) => place(a) - place(b) || a.id.localeCompare(b.id))
  const waiting = (/** @type {string} */ task) =>
    rows
      .filter(job => job.task === task && job.state !== 'running')
      .reduce((sum, { jobs }) => sum + Number(jobs), 0)
  return section(
    'queue',
    'Queue',
    rows.length === 0
      ? empty('The queue is empty.')
      : table('Queue', ['Task', 'State', 'Jobs', 'Since', ''], rows, job => [
          job.task,
          chip(job.state),
          number(job.jobs),
          time(job.oldestAt),
          // Once for each task that waits; housekeeping comes back by itself.
          order.includes(job.task) &&
          job.state !== 'running' &&
          rows.find(other => other.task === job.task && other.state !== 'running') === job
            ? purge(job.task, waiting(job.task))
            : nothing,
        ]),
  )
}
