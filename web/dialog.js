/** The one dialog of the page: confirmations, and the help. */
import { html, nothing, render } from '/assets/lit-html/lit-html.js'

const dialog = () => /** @type {HTMLDialogElement} */ (document.getElementById('dialog'))

/**
 * Ask before something that is hard to take back. The answer: null when it is left, else the reason that was asked for.
 * @param {{ title: string, text: string, yes: string, why?: string, danger?: boolean }} question `why` asks for a reason, by its label.
 * @returns {Promise<string | null>}
 */
export function confirm({ title, text, yes, why, danger = false }) {
  show(html`
    <form method="dialog">
      <h2 id="dialog-title">${title}</h2>
      <p>${text}</p>
      ${why ? html`<label>${why}<input name="why" required maxlength="300" autocomplete="off" autofocus></label>` : nothing}
      <div class="buttons">
        <button type="button" ?autofocus=${!why} @click=${() => dialog().close('')}>Leave it</button>
        <button class=${danger ? 'danger' : 'primary'} value="yes">${yes}</button>
      </div>
    </form>`)
  return new Promise(resolve =>
    dialog().addEventListener(
      'close',
      () => {
        const input = /** @type {HTMLInputElement | null} */ (dialog().querySelector('input[name=why]'))
        resolve(dialog().returnValue === 'yes' ? (input?.value.trim() ?? '') : null)
        render(nothing, dialog())
      },
      { once: true },
    ),
  )
}

/** Show something that is only read. @param {string} title @param {unknown} content */
export function tell(title, content) {
  show(html`
    <form method="dialog">
      <h2 id="dialog-title">${title}</h2>
      ${content}
      <div class="buttons"><button class="primary" autofocus>Close</button></div>
    </form>`)
  dialog().addEventListener('close', () => render(nothing, dialog()), { once: true })
}

/** @param {import('/assets/lit-html/lit-html.js').TemplateResult} content */
function show(content) {
  const element = dialog()
  render(content, element)
  element.returnValue = ''
  element.showModal()
}
