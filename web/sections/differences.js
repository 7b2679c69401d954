/** What a run changed, or would change: how many of each kind, and examples. */
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { json, number } from '../format.js'
import { ask } from '../graphql.js'
import { chip, foreign } from '../parts.js'

/** @typedef {{ change: string, events: string, examples: any[] }} Kind */

/** What runs changed, or would change, by their ids: asked for in one go. @param {string[]} ids @returns {Promise<Record<string, Kind[]>>} */
export async function askForChanges(ids) {
  if (ids.length === 0) return {}
  const fields = ids.map(id => `of_${id}: changeKinds(run: ${id}) { nodes { change events examples } }`)
  const data = await ask(`query { ${fields.join(' ')} }`)
  return Object.fromEntries(ids.map(id => [id, data[`of_${id}`].nodes]))
}

/** @param {Kind[]} changes */
export const differences = changes =>
  changes.length === 0
    ? html`<p class="quiet">Nothing would differ.</p>`
    : html`<div class="differences">${changes.map(
        ({ change, events, examples }) => html`
        <details data-kind=${change} open>
          <summary>${chip(change, `${number(events)} ${change}`)}</summary>
          <ul>
            ${examples.map(example)}
            ${Number(events) > examples.length ? html`<li class="quiet">and ${number(Number(events) - examples.length)} more</li>` : nothing}
          </ul>
        </details>`,
      )}</div>`

/** @param {Kind[] | null | undefined} changes Null: not known yet. @param {string | null} error Why they aren't known. */
export const compared = (changes, error) =>
  error
    ? html`<p class="quiet">It could not be compared: ${foreign(error)}</p>`
    : changes
      ? differences(changes)
      : html`<p class="quiet">Comparing it with what is published …</p>`

/** @param {any} row */
const example = ({ name, start_date, changes }) => html`
  <li>
    ${foreign(name)} <span class="quiet">${start_date}</span>
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
