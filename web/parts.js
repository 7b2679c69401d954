/** What many sections are made of. */

import { repeat } from '/assets/lit-html/directives/repeat.js'
import { html, nothing } from '/assets/lit-html/lit-html.js'
import { ago, exactTime, number, visible } from './format.js'
import { icon, toneOf } from './icons.js'

/** How long ago, with the exact time behind it. @param {string | null | undefined} when @param {string} [none] */
export const time = (when, none = '–') =>
  when ? html`<time datetime=${when} title=${exactTime(when)}>${ago(when)}</time>` : none

/** A state as a word with its shape and colour. @param {string} word @param {string} [text] */
export const chip = (word, text = word) =>
  html`<span class="chip ${toneOf(word)}" data-state=${word}>${icon(toneOf(word))}${text}</span>`

/** Text from outside: it runs in its own direction, and what is hidden in it is spelt out. @param {unknown} text */
export const foreign = text => html`<bdi>${visible(text)}</bdi>`

/** A link to somewhere else, if it is one that a browser may follow from here. @param {string | null | undefined} url @param {string} [text] */
export function outside(url, text) {
  const isWeb = url != null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  const said = foreign(text ?? url)
  return isWeb ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${said}</a>` : said
}

/** @param {any} run Its id, and its source and number where they are known. */
export const runLink = run => html`<a href="#/run/${run.id}">${run.sourceName} ${run.number}</a>`

/** @param {string | null | undefined} name */
export const sourceLink = name => (name ? html`<a href="#/source/${name}">${name}</a>` : '–')

/** The bytes of a page as text. @param {string | null | undefined} sha @param {string} [text] */
export const snapshotLink = (sha, text = 'bytes') =>
  sha ? html`<a href="/snapshot/${sha}" target="_blank" rel="noopener">${text}</a>` : nothing

/** What to do where there is nothing to see. @param {unknown} text */
export const empty = text => html`<p class="empty">${text}</p>`

/**
 * A section with its heading; `beside` stands at the heading's right.
 * @param {string} id @param {unknown} title @param {unknown} content @param {unknown} [beside]
 */
export const section = (id, title, content, beside = nothing) => html`
  <section class="panel" id=${id} aria-labelledby="${id}-title">
    <div class="heading"><h2 id="${id}-title">${title}</h2>${beside}</div>
    ${content}
  </section>`

/**
 * A table that becomes cards where it is narrow. A row's cells go by the columns' order.
 * @param {string} label @param {string[]} columns @param {any[]} rows
 * @param {(row: any) => unknown[]} cells @param {(row: any) => unknown} [key]
 */
export const table = (label, columns, rows, cells, key = row => row.id) => html`
  <table aria-label=${label}>
    <thead><tr>${columns.map(name => html`<th scope="col">${name || html`<span class="unseen">Acts</span>`}</th>`)}</tr></thead>
    <tbody>
      ${repeat(rows, key, row => html`<tr>${cells(row).map((cell, i) => html`<td data-label=${columns[i] ?? ''}><div>${cell}</div></td>`)}</tr>`)}
    </tbody>
  </table>`

/** Beside a list's heading: that there are more. @param {{ nodes: any[], totalCount: number }} list */
export const ofAll = ({ nodes, totalCount }) =>
  totalCount > nodes.length
    ? html`<span class="quiet">the first ${nodes.length} of ${number(totalCount)}</span>`
    : nothing

/** Names and what they are. @param {[name: string, value: unknown][]} pairs Those of nothing are left out. */
export const facts = pairs => html`
  <dl class="facts">
    ${pairs
      .filter(([, value]) => value != null && value !== '' && value !== nothing)
      .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`

/** A long text: its beginning, and all of it on demand. @param {string | null | undefined} text @param {number} [length] */
export function long(text, length = 240) {
  if (!text) return '–'
  if (text.length <= length) return html`<span class="long">${foreign(text)}</span>`
  return html`<details class="long"><summary>${foreign(text.slice(0, length))} …</summary><pre>${foreign(text)}</pre></details>`
}

/** Pages of a list by their offset. @param {string} hash Where the list is. @param {number} offset @param {number} size @param {number} total */
export const pager = (hash, offset, size, total) =>
  total <= size
    ? nothing
    : html`<nav class="pager" aria-label="Pages">
        ${offset > 0 ? html`<a href="${hash}/from/${Math.max(0, offset - size)}">← Before</a>` : nothing}
        <span>${offset + 1} to ${Math.min(offset + size, total)} of ${total}</span>
        ${offset + size < total ? html`<a href="${hash}/from/${offset + size}">Next →</a>` : nothing}
      </nav>`
