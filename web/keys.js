/** A few keys for who likes them; they can be turned off, since a voice or a slip may press them too. */
import { html } from '/assets/lit-html/lit-html.js'
import { tell } from './dialog.js'

const off = 'ultrasearch-keys-off'

const keys = /** @type {const} */ ([
  ['o', 'overview'],
  ['a', 'all runs'],
  ['n', 'next thing that needs you'],
  ['r', 'ask the server now'],
  ['?', 'this help'],
])

export const help = () =>
  tell(
    'Keys',
    html`<dl class="keys">${keys.map(([key, said]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${said}</dd></div>`)}</dl>
      <label class="check"><input type="checkbox" .checked=${!localStorage.getItem(off)} @change=${turn}> Keys do something</label>
      <p class="quiet">Tab, Enter and Esc always do.</p>`,
  )

/** @param {Event} event */
function turn(event) {
  if (/** @type {HTMLInputElement} */ (event.target).checked) localStorage.removeItem(off)
  else localStorage.setItem(off, 'yes')
}

/** @param {{ refresh: () => void }} page */
export function listenToKeys({ refresh }) {
  /** @type {Record<string, () => void>} */
  const does = { o: () => go('#/'), a: () => go('#/runs'), n: next, r: refresh, '?': help }
  addEventListener('keydown', event => {
    const isTyping =
      event.target instanceof HTMLElement && event.target.closest('input, textarea, select, dialog')
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(off)) return
    if (Object.hasOwn(does, event.key)) does[event.key]?.()
  })
}

const go = (/** @type {string} */ hash) => {
  location.hash = hash
}

/** Focus the next link or button of what is held, failing or stale. */
function next() {
  const needy = '.held, .tile[data-state=failing], .tile[data-state=held], .tile[data-state=stale]'
  const all = [...document.querySelectorAll(needy)].flatMap(element => element.querySelector('a') ?? [])
  const at = all.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement))
  all[(at + 1) % all.length]?.focus()
}
