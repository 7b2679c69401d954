/** The first page: everything at one look, in one question. */
import { html } from '/assets/lit-html/lit-html.js'
import { ask } from '../graphql.js'
import { heldChanges, heldChangesQuery } from '../sections/differences.js'
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

/** @param {Record<string, string>} _ @param {string} common What every page asks. */
export const query = (_, common) => `query ($span: String) {
  ${common}
  sources(first: 100) { nodes { ${tileFields} } }
  running: runs(first: 50, condition: { status: "running" }) { nodes { ${runFields} } }
  heldRuns(first: 20) { nodes { id number sourceName reason heldSince approvedAt records rejected unreadShare unplaced misdated failed } }
  queuedJobs { nodes { id task state jobs oldestAt } }
  ${activityFields}
  failures(first: 10, orderBy: LAST_AT_DESC) { totalCount nodes { ${failureFields} } }
  workers(first: 100) { nodes { ${workerFields} } }
  hosts(first: 50, orderBy: NAME_ASC) { nodes { ${hostFields} } }
  cronLines(orderBy: NEXT_AT_ASC) { nodes { ${cronFields} } }
  acts(first: 8, orderBy: ID_DESC) { nodes { ${actFields} } }
}`

export const variables = () => ({ span: state.span })

/** What held runs would change, kept as long as it can't have become something else. @type {{ key: string, of: Record<string, any> }} */
let compared = { key: '', of: {} }

/** The differences take longer than everything else: they are asked for apart. @param {any} data */
export async function more(data) {
  const runs = data.heldRuns.nodes
  const published = Object.fromEntries(
    data.sources.nodes.map((/** @type {any} */ s) => [s.name, s.publishedRun]),
  )
  const key = JSON.stringify(runs.map((/** @type {any} */ run) => [run.id, published[run.sourceName]]))
  if (key === compared.key) return
  compared = { key, of: runs.length > 0 ? heldChanges(runs, await ask(heldChangesQuery(runs))) : {} }
  changed()
}

/** @param {any} data @param {{ refresh: () => void }} page */
export const view = (data, { refresh }) => html`
  ${held(data.heldRuns.nodes, compared.of)}
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
      ${hosts(data.hosts.nodes)}
      ${acts(data.acts.nodes)}
    </div>
    <div>
      ${queue(data.queuedJobs.nodes)}
      ${workers(data.workers.nodes)}
      ${crontab(data.cronLines.nodes)}
    </div>
  </div>`
