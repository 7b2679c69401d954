/** What a run changed, or would change: how many of each kind, and examples. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { json, number } from '../format.js'
import { chip, foreign } from '../parts.js'

/** Of each kind: enough to see what kind of change it is. */
const examples = 3

const kinds = ['added', 'changed', 'missing', 'withdrawn', 'removed', 'restored', 'back', 'moved', 'merged']

/** The question for what held runs would change, by run; several in one. @param {any[]} runs */
export const heldChangesQuery = runs =>
  `query { ${runs
    .map(({ id }) =>
      ['added', 'changed', 'missing']
        .map(
          kind => `
    ${kind}_${Number(id)}: heldChanges(run: ${Number(id)}, first: ${examples}, filter: { change: { equalTo: "${kind}" } }) {
      totalCount nodes { change name startDate sourceEventId changes } }`,
        )
        .join(''),
    )
    .join('')} }`

/** What `heldChangesQuery` answers, by run. @param {any[]} runs @param {any} data @returns {Record<string, any>} */
export const heldChanges = (runs, data) =>
  Object.fromEntries(
    runs.map(({ id }) => [
      id,
      ['added', 'changed', 'missing'].map(kind => ({ kind, ...data[`${kind}_${id}`] })),
    ]),
  )

/** Rows of changes by their kind, so many of each. @param {any[]} rows */
export const grouped = rows =>
  [...Map.groupBy(rows, row => row.change)]
    .sort(([a], [b]) => kinds.indexOf(a) - kinds.indexOf(b))
    .map(([kind, nodes]) => ({ kind, totalCount: nodes.length, nodes: nodes.slice(0, examples) }))

/** @param {{ kind: string, totalCount: number, nodes: any[] }[]} changes */
export const differences = changes =>
  changes.every(({ totalCount }) => totalCount === 0)
    ? html`<p class="quiet">Nothing would differ.</p>`
    : html`<div class="differences">${changes
        .filter(({ totalCount }) => totalCount > 0)
        .map(
          ({ kind, totalCount, nodes }) => html`
        <details data-kind=${kind} open>
          <summary>${chip(kind, `${number(totalCount)} ${kind}`)}</summary>
          <ul>
            ${nodes.map(example)}
            ${totalCount > nodes.length ? html`<li class="quiet">and ${number(totalCount - nodes.length)} more</li>` : nothing}
          </ul>
        </details>`,
        )}</div>`

/** @param {any} row */
const example = ({ name, startDate, changes }) => html`
  <li>
    ${foreign(name)} <span class="quiet">${startDate}</span>
    ${Object.entries(changes ?? {}).map(
      ([field, [before, after]]) => html`
      <div class="change"><span class="quiet">${field}</span> <del>${foreign(short(before))}</del> → <ins>${foreign(short(after))}</ins></div>`,
    )}
  </li>`

/** @param {unknown} value */
function short(value) {
  const text = value == null ? 'nothing' : json(value)
  return text.length > 120 ? `${text.slice(0, 120)} …` : text
}
