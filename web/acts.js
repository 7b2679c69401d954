/** What operators do: buttons, each a mutation, each telling what came of it. */
import { html, nothing, render } from '/assets/lit-html/lit-html.js'
import { confirm } from './dialog.js'
import { visible } from './format.js'
import { ask } from './graphql.js'
import { icon } from './icons.js'
import { changed, mayAct } from './state.js'

/**
 * @typedef {object} Act
 * @property {string} name The mutation.
 * @property {Record<string, unknown>} input
 * @property {string} label On the button.
 * @property {string} [of] What it is about, for who can't see where the button stands.
 * @property {(result: string | null) => string} says What was done.
 * @property {boolean} [answers] Whether the mutation has a result.
 * @property {{ title: string, text: string, yes: string, why?: string, danger?: boolean }} [sure] Asked first.
 * @property {string} [look] A class of the button.
 */

let refresh = () => {}
/** After an act the page asks again. @param {() => void} how */
export function refreshWith(how) {
  refresh = how
}

/** Mutations under way: a button that is pressed twice acts once. */
const underWay = new Set()
const keyOf = (/** @type {Act} */ { name, input }) => `${name} ${JSON.stringify(input)}`

/** A button, or nothing for who may not act. @param {Act} act */
export function button(act) {
  if (!mayAct()) return nothing
  const busy = underWay.has(keyOf(act))
  return html`<button type="button" class=${act.look ?? ''} aria-disabled=${busy} data-act=${act.name}
    aria-label=${act.of ? `${act.label} ${act.of}` : nothing} @click=${() => perform(act)}>${act.label}</button>`
}

/** @param {Act} act */
async function perform(act) {
  const key = keyOf(act)
  if (underWay.has(key)) return
  const why = act.sure ? await confirm(act.sure) : ''
  if (why === null) return
  underWay.add(key)
  changed()
  try {
    const type = `${act.name[0]?.toUpperCase()}${act.name.slice(1)}Input`
    const answer = act.answers ? 'result' : 'clientMutationId'
    const input = act.sure?.why ? { ...act.input, why } : act.input
    const data = await ask(`mutation ($input: ${type}!) { ${act.name}(input: $input) { ${answer} } }`, {
      input,
    })
    say(act.says(data[act.name]?.result ?? null), true)
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error)
    // Nobody answered: it may have been done all the same.
    say(`${cause ? 'Perhaps not done' : 'Not done'}: ${message}`, false)
  } finally {
    underWay.delete(key)
    changed()
    refresh()
  }
}

/** Tell what came of an act, until the next one or until it is put away. @param {string} text @param {boolean} isWell */
function say(text, isWell) {
  const region = document.getElementById('said')
  if (!region) return
  const away = () => render(nothing, region)
  // Emptied first: the same text said twice is told twice.
  away()
  render(
    html`<div class="answer ${isWell ? 'good' : 'bad'}">${icon(isWell ? 'good' : 'bad')}<p>${visible(text)}</p>
      <button type="button" @click=${away}>Put away</button></div>`,
    region,
  )
}
