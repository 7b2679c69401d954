/** One run: what came of it, what it changed, each of its requests. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { beside } from '../beside.js'
import { retryRequest, runActs } from '../deeds.js'
import { count, duration, number, percent } from '../format.js'
import {
  chip,
  empty,
  facts,
  foreign,
  long,
  pager,
  section,
  snapshotLink,
  sourceLink,
  table,
  time,
} from '../parts.js'
import { attemptFields, attemptTable } from '../sections/attempts.js'
import { askForChanges, compared, differences } from '../sections/differences.js'
import { rejectFields, rejectTable } from '../sections/rejects.js'
import { progress, runFields } from '../sections/runs.js'

const size = 100
const link = `id number sourceName status trigger`
const requestFields = `id page state reason httpStatus records rejected attemptCount isCarried snapshot settledAt parentId`

/** @param {any} data @param {Record<string, string>} place */
export const title = (data, { id }) =>
  data?.run ? `Run ${data.run.number} of ${data.run.sourceName}` : `Run with id ${id}`

/** @param {Record<string, string>} _ @param {string} common */
export const query = (_, common) => `query ($id: BigInt!, $from: Int) {
  ${common}
  run(id: $id) {
    ${runFields} complete observedAt deadline downloaded unchanged kept unread unreadShare unplaced misdated changed
    parent { ${link} } undoneBy { ${link} } children(first: 20) { nodes { ${link} } }
    failures: requestList(first: 50, condition: { state: "failed" }, orderBy: ID_ASC) { totalCount nodes { ${requestFields} } }
    requestList(first: ${size}, offset: $from, orderBy: ID_ASC) { totalCount nodes { ${requestFields} } }
    rejectList(first: 20) { totalCount nodes { ${rejectFields} } }
    attempts(first: 20, condition: { requestId: null }, orderBy: ID_DESC) { nodes { ${attemptFields} } }
  }
}`

/** @param {Record<string, string>} place */
export const variables = ({ id, from }) => ({ id, from: Number(from ?? 0) })

/** @type {import('../beside.js').Beside<import('../sections/differences.js').Kind[]>} */
const changes = beside()

/** What it changed, or would change, once it came so far. @param {any} data */
export async function more({ run }) {
  if (run && run.status !== 'running')
    await changes.ask(
      `${run.id} ${run.status}`,
      '',
      async () => (await askForChanges([run.id]))[run.id] ?? [],
    )
}

/** @param {any} data @param {{ place: Record<string, string> }} page */
export function view({ run }, { place }) {
  if (!run) return empty(`There is no run with id ${place.id}, or it is so old that it was forgotten.`)
  const failed = run.failures
  return html`
    ${section('about', `Run ${run.number} of ${run.sourceName}`, about(run), html`<span class="buttons">${runActs(run)}</span>`)}
    ${changesOf(run)}
    ${failed.totalCount > 0 ? section('failed', `Requests that failed: ${number(failed.totalCount)}`, requests(failed.nodes, 'Failed requests')) : nothing}
    ${run.rejectList.totalCount > 0 ? section('rejects', `Rows that could not be read: ${number(run.rejectList.totalCount)}`, rejectTable(run.rejectList.nodes)) : nothing}
    ${section('attempts', 'Its own attempts', attemptTable(run.attempts.nodes))}
    ${section('requests', `Requests: ${number(run.requestList.totalCount)}`, [
      run.requestList.nodes.length > 0
        ? requests(run.requestList.nodes, 'Requests')
        : empty('It asked for nothing.'),
      pager(`#/run/${run.id}`, Number(place.from ?? 0), size, run.requestList.totalCount),
    ])}`
}

/** @param {any} run */
const about = run => html`
  <p>${chip(run.status)} ${run.undoneBy ? html`${chip('undone')} by ${anchor(run.undoneBy)}` : nothing}</p>
  ${run.reason ? html`<div class="why">${long(run.reason, 1_000)}</div>` : nothing}
  ${run.status === 'running' ? html`<ul class="list">${progress(run)}</ul>` : nothing}
  ${facts([
    ['Source', sourceLink(run.sourceName)],
    ['Id, for acts', run.id],
    ['Began', html`${time(run.startedAt)} by ${run.trigger}`],
    ['Took', duration(Number(run.seconds))],
    ['Published', time(run.publishedAt, 'no')],
    [
      'Requests',
      `${number(run.planned)}: ${number(run.downloaded)} new, ${number(run.unchanged)} unchanged, ${number(run.failed)} failed`,
    ],
    ['Complete', run.complete == null ? nothing : run.complete ? 'yes' : 'no: it withdraws nothing'],
    [
      'Records',
      `${number(run.records)}, ${number(run.rejected)} rejected, ${percent(run.unreadShare)} unread, ${number(run.unplaced)} unplaced, ${number(run.misdated)} misdated`,
    ],
    [
      'Events',
      `${number(run.inserted)} added, ${number(run.updated)} changed, ${number(run.withdrawn)} withdrawn, ${number(run.kept)} kept though missing`,
    ],
    ['Rests on', run.parent ? anchor(run.parent) : nothing],
    ['Followed by', run.children.nodes.length > 0 ? run.children.nodes.map(anchor) : nothing],
  ])}`

/** @param {any} run */
const anchor = run => html`<a href="#/run/${run.id}">${run.trigger} ${run.number}</a> `

/** @param {any} run */
function changesOf({ status }) {
  if (status === 'running') return nothing
  const { value, error } = changes
  if (status === 'held') return section('changes', 'What it would change', compared(value, error))
  if (error) return section('changes', 'What readers saw change', compared(null, error))
  const events = (value ?? []).reduce((sum, kind) => sum + Number(kind.events), 0)
  if (!value || events === 0) return nothing
  return section('changes', `What readers saw change: ${count(events, 'event')}`, differences(value))
}

/** @param {any[]} rows @param {string} label */
const requests = (rows, label) =>
  table(label, ['Page', 'State', 'Rows', 'Attempts', 'Settled', ''], rows, request => [
    html`<a href="#/request/${request.id}">${foreign(request.page || '(first page)')}</a>`,
    html`${chip(request.state)}${request.isCarried ? html` <span class="quiet">carried over</span>` : nothing}
      ${request.reason ? html`<div>${long(request.reason, 200)}</div>` : nothing}`,
    html`${number(request.records)}${request.rejected ? html` <span class="quiet">${number(request.rejected)} rejected</span>` : nothing}`,
    number(request.attemptCount),
    time(request.settledAt),
    html`<span class="buttons">${snapshotLink(request.snapshot)}${request.state === 'failed' ? retryRequest(request) : nothing}</span>`,
  ])
