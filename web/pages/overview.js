/** The first page: everything at one look, in one question. */
import { html } from '/assets/lit-html/lit-html.js'
import { beside } from '../beside.js'
import { askForChanges } from '../sections/differences.js'
import { failureFields, failures } from '../sections/failures.js'
import {
  actFields,
  acts,
  cronFields,
  crontab,
  hostFields,
  hosts,
  workerFields,
  workers,
} from '../sections/machinery.js'
import { activity, activityFields, queue } from '../sections/queue.js'
import { held, runFields, running } from '../sections/runs.js'
import { tileFields, tiles } from '../sections/sources.js'
import { changed, state } from '../state.js'

export const title = () => 'Overview'

// Hosts that are paused or rest say why: by that they come before all others.
/** @param {Record<string, string>} _ @param {string} common What every page asks. */
export const query = (_, common) => `query ($span: String) {
  ${common}
  sources(first: 100) { nodes { ${tileFields} } }
  running: runs(first: 50, condition: { status: "running" }) { nodes { ${runFields} } }
  heldRuns(first: 20) { totalCount nodes { id number sourceName reason heldSince approvedAt records rejected unreadShare unplaced misdated failed } }
  queuedJobs { nodes { id task state jobs oldestAt } }
  ${activityFields}
  failures(first: 10, orderBy: LAST_AT_DESC) { totalCount nodes { ${failureFields} } }
  workers(first: 100) { nodes { ${workerFields} } }
  hosts(first: 50, orderBy: [WHY_ASC, NAME_ASC]) { totalCount nodes { ${hostFields} } }
  cronLines(orderBy: NEXT_AT_ASC) { nodes { ${cronFields} } }
  acts(first: 8, orderBy: ID_DESC) { nodes { ${actFields} } }
}`

export const variables = () => ({ span: state.span })

/** @type {import('../beside.js').Beside<Record<string, any>>} */
const changes = beside()

/** The differences take longer than everything else, and stay what they are until one is published. @param {any} data */
export function more(data) {
  const runs = data.heldRuns.nodes
  const published = Object.fromEntries(
    data.sources.nodes.map((/** @type {any} */ s) => [s.name, s.publishedRun]),
  )
  const key = JSON.stringify(runs.map((/** @type {any} */ run) => [run.id, published[run.sourceName]]))
  return changes.ask('', key, () => askForChanges(runs.map((/** @type {any} */ { id }) => id)))
}

/** @param {any} data @param {{ refresh: () => void }} page */
export const view = (data, { refresh }) => html`
  ${held(data.heldRuns, changes)}
  ${tiles(data.sources.nodes)}
  <div class="columns">
    <div>
      ${running(data.running.nodes)}
      ${activity(data.activity.nodes, span => {
        state.span = span
        changed()
        refresh()
      })}
      ${failures(data.failures)}
      ${hosts(data.hosts)}
      ${acts(data.acts.nodes)}
    </div>
    <div>
      ${queue(data.queuedJobs.nodes)}
      ${workers(data.workers.nodes)}
      ${crontab(data.cronLines.nodes)}
    </div>
  </div>`
