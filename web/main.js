// @ts-check
/** The status page: what the server says is drawn, again and again. */

import { keyed } from '/assets/lit-html/directives/keyed.js'
import { html, nothing, render } from '/assets/lit-html/lit-html.js'
import { refreshWith } from './acts.js'
import { clockTime } from './format.js'
import { favicon, icon } from './icons.js'
import { help, listenToKeys } from './keys.js'
import { listen } from './live.js'
import { goTo, keepAsking, refresh } from './poll.js'
import { route } from './routes.js'
import { changed, drawWith, state } from './state.js'
import { summary } from './summary.js'

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))

function draw() {
  const { page, place, isOverview } = route(state.hash)
  const said = summary(state)
  const title = page.title(state.data, place)
  document.title = `${said.title} · ${isOverview ? 'Ultrasearch' : title}`
  const link = /** @type {HTMLLinkElement} */ (element('icon'))
  if (link.href !== favicon(said.tone)) link.href = favicon(said.tone)
  document.body.classList.toggle('lost', state.lost !== null && state.answeredAt !== null)
  const hadFocus = document.activeElement !== document.body
  render(top(), element('top'))
  element('main').ariaBusy = String(state.data === null)
  render(
    html`
      ${headline(said, isOverview)}
      ${isOverview ? nothing : html`<nav class="trail" aria-label="Where you are"><a href="#/">Overview</a> › <span aria-current="page">${title}</span></nav>`}
      ${keyed(state.hash, state.data ? page.view(state.data, { place, refresh }) : html`<p class="empty">${state.lost ? '' : 'Asking the server …'}</p>`)}`,
    element('main'),
  )
  // The button that was pressed went with its row: whoever goes by keys goes on from the content.
  if (hadFocus && document.activeElement === document.body) element('main').focus({ preventScroll: true })
}

/** @param {import('./summary.js').Summary} said @param {boolean} isOverview */
const headline = ({ tone, sentence, more }, isOverview) => html`
  <div class="headline ${tone} ${isOverview ? '' : 'small'}" id="headline">
    ${icon(tone)}
    <div>
      <h1>${sentence}</h1>
      ${more.length === 1 ? html`<p>${more[0]}</p>` : html`<ul>${more.map(line => html`<li>${line}</li>`)}</ul>`}
    </div>
  </div>`

const top = () => html`
  <a class="name" href="#/">Ultrasearch <span>status</span></a>
  <span class="live ${state.live && !state.lost ? 'on' : ''}" id="live">
    ${state.lost ? 'no answer' : state.live ? 'live' : state.answeredAt ? 'every 5 s' : ''}
    ${state.answeredAt ? html`<span class="quiet">as of ${clockTime(state.answeredAt)}</span>` : nothing}
  </span>
  <span class="who">${state.me ? html`<bdi>${state.me.name}</bdi> <span class="quiet">${state.me.role}</span>` : nothing}</span>
  <button type="button" class="plain" @click=${help}>Keys</button>
  <a href="/ruru">GraphQL</a>`

/** A run went on: what is shown of it changes at once, and what else may have changed is asked for. @param {any} data */
function hear({ runProgress }) {
  const run = runProgress?.run
  const shown = state.data?.running?.nodes.find((/** @type {any} */ one) => one.id === run?.id)
  if (shown && run.status === 'running') {
    Object.assign(shown, run)
    changed()
  } else refresh()
}

drawWith(draw)
refreshWith(refresh)
addEventListener('hashchange', () => {
  goTo(location.hash)
  scrollTo(0, 0)
  element('main').focus({ preventScroll: true })
})
listenToKeys({ refresh })
keepAsking()
goTo(location.hash)
/** What the server tells by itself, and who hears it. */
const subscriptions = {
  'subscription { runProgress { run { id status planned settled open failed } } }': hear,
}
listen(
  subscriptions,
  isLive => {
    state.live = isLive
    changed()
    // What was missed meanwhile; or the server is gone, which a question finds out.
    refresh()
  },
  refresh,
)
