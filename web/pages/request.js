/** One request: every try, every answer, and the bytes. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { retryRequest } from '../deeds.js'
import { number } from '../format.js'
import {
  chip,
  empty,
  facts,
  foreign,
  long,
  outside,
  runLink,
  section,
  snapshotLink,
  table,
  time,
} from '../parts.js'
import { attemptFields, attemptTable } from '../sections/attempts.js'
import { rejectFields, rejectTable } from '../sections/rejects.js'

/** @param {any} _ @param {Record<string, string>} place */
export const title = (_, { id }) => `Request ${id}`

/** @param {Record<string, string>} _ @param {string} common */
export const query = (_, common) => `query ($id: BigInt!) {
  ${common}
  request(id: $id) {
    id page url hostName state reason httpStatus records rejected isCarried snapshot slot settledAt sourceName
    run { id number sourceName status }
    parent { id page } children(first: 50) { nodes { id page state } }
    attempts(first: 50, orderBy: ID_DESC) { nodes { ${attemptFields} } }
    downloads(first: 50, orderBy: ID_DESC) { nodes { id outcome httpStatus contentType bytes snapshot error finishedAt } }
  }
  rejects(first: 20, condition: { requestId: $id }) { totalCount nodes { ${rejectFields} } }
}`

/** @param {Record<string, string>} place */
export const variables = ({ id }) => ({ id })

/** @param {any} data @param {{ place: Record<string, string> }} page */
export function view({ request, rejects }, { place }) {
  if (!request) return empty(`There is no request ${place.id}, or its run is so old that it was forgotten.`)
  const ended = request.run && !['running', 'held'].includes(request.run.status)
  return html`
    ${section('about', `Request ${request.id}`, about(request), html`<span class="buttons">${request.state === 'failed' && ended ? retryRequest(request) : nothing}</span>`)}
    ${section('attempts', 'Attempts', attemptTable(request.attempts.nodes))}
    ${section('downloads', 'Answers', downloads(request.downloads.nodes))}
    ${rejects.totalCount > 0 ? section('rejects', `Rows that could not be read: ${number(rejects.totalCount)}`, rejectTable(rejects.nodes)) : nothing}`
}

/** @param {any} request */
const about = request => html`
  <p>${chip(request.state)} ${request.isCarried ? html`<span class="quiet">carried over from an older run</span>` : nothing}</p>
  ${request.reason ? html`<div class="why">${long(request.reason, 1_000)}</div>` : nothing}
  ${facts([
    ['Run', request.run ? runLink(request.run) : nothing],
    ['Page', foreign(request.page || '(first page)')],
    ['URL', outside(request.url)],
    ['Host', foreign(request.hostName)],
    ['HTTP status', request.httpStatus],
    ['Rows', `${number(request.records)} read, ${number(request.rejected)} rejected`],
    ['Bytes', request.snapshot ? snapshotLink(request.snapshot, 'as they came') : nothing],
    [
      request.settledAt ? 'Settled' : 'May go',
      time(request.settledAt ?? request.slot, "when its host's turn comes"),
    ],
    [
      'Asked for by',
      request.parent
        ? html`<a href="#/request/${request.parent.id}">${foreign(request.parent.page || '(first page)')}</a>`
        : nothing,
    ],
    [
      'Asked for',
      request.children.nodes.length > 0 ? html`<ul>${request.children.nodes.map(child)}</ul>` : nothing,
    ],
  ])}`

/** @param {any} request */
const child = request =>
  html`<li><a href="#/request/${request.id}">${foreign(request.page)}</a> ${chip(request.state)}</li>`

/** @param {any[]} rows */
const downloads = rows =>
  rows.length === 0
    ? empty('No answer came.')
    : table('Answers', ['Answer', 'Status', 'Type', 'Bytes', 'When'], rows, download => [
        html`${chip(download.outcome)} ${download.error ? long(download.error, 300) : nothing}`,
        download.httpStatus ?? '–',
        foreign(download.contentType ?? '–'),
        html`${number(download.bytes)} ${snapshotLink(download.snapshot, 'show')}`,
        time(download.finishedAt),
      ])
