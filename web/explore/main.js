// @ts-check
/** The race explorer: the address says what is asked for, and everything follows from that. */
import { html, nothing, render } from '/assets/lit-html/lit-html.js'
import { visible } from '../format.js'
import { connect, details, points, search } from './api.js'
import { eventPage, gone } from './event.js'
import { filters } from './filters.js'
import { list, total } from './list.js'
import { lightPoint, resized, showPoints, startMap } from './map.js'
import { readQuestion, writeQuestion } from './question.js'
import { ask, runWith, state } from './state.js'
import { learnCountries, titleText } from './words.js'

/** A slider that is drawn along asks once. */
const patienceMs = 180
/** What was found longer ago may have been called off since. */
const freshMs = 300_000
const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id))
let asking = new AbortController()
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer
/** What the races in sight were asked for with. @type {string | null} */
let foundFor = null
let foundAt = 0
let openedAt = 0
let isConnected = false
let isPaging = false

function draw() {
  const focused = document.activeElement
  drawAll()
  // Whoever goes by keys and took away what they stood on goes on at the races.
  if (focused && !focused.isConnected && state.event === null)
    element('results').focus({ preventScroll: true })
}

function drawAll() {
  document.body.dataset.view = state.view
  element('explorer').hidden = state.event !== null || state.missing
  element('event').hidden = state.event === null && !state.missing
  render(searchBox(), element('search'))
  if (state.missing) return render(notSet, element('event'))
  if (state.event !== null) return drawEvent()
  document.title = `${total() || 'Find a race'} · Ultrasearch`
  element('results').ariaBusy = String(state.isLoading)
  render(filters(), element('filters'))
  render(list({ more, retry: () => again(() => find(0)), toggle }), element('results'))
  if (!state.isLoading) lightPoint(state.lit)
}

const searchBox = () => html`<form role="search" @submit=${(/** @type {Event} */ e) => e.preventDefault()}>
  <input type="search" id="query" maxlength="200" placeholder="Race, town, country …" aria-label="Race, town or country" .value=${state.question.query ?? ''}
    @input=${(/** @type {any} */ e) => ask({ query: e.target.value || null })}></form>
  ${
    state.event === null
      ? html`<button type="button" class="narrow" id="show-filters" aria-expanded=${String(document.body.classList.contains('filtering'))} @click=${() => {
          document.body.classList.toggle('filtering')
          draw()
        }}>Filters</button>`
      : nothing
  }`

const notSet = html`<h1>The explorer has no database to ask</h1>
  <p>Whoever runs this server sets <code>SUPABASE_URL</code> and <code>SUPABASE_ANON_KEY</code> (the public key, never the service key) and starts it again. <code>npm start</code> does so by itself.</p>`

function drawEvent() {
  const back = `/explore${location.search}`
  const { details: found, error } = state
  element('event').ariaBusy = String(found === undefined && !error)
  document.title = `${found?.event ? titleText(found.event) : 'A race'} · Ultrasearch`
  render(
    error
      ? html`<div class="note" role="alert" id="failed"><p>${navigator.onLine ? html`The race could not be fetched: <bdi>${visible(error)}</bdi>` : 'You are offline.'}</p><button type="button" @click=${() => again(open)}>Try again</button></div>`
      : found === undefined
        ? html`<p class="quiet">Looking it up …</p>`
        : found === null
          ? gone(back)
          : eventPage(found, back),
    element('event'),
  )
}

function toggle() {
  state.view = state.view === 'map' ? 'list' : 'map'
  draw()
  resized()
}

/** @param {string} text For who doesn't see the page. */
const say = text => {
  element('said').textContent = text
}

const onMap = {
  open: (/** @type {number} */ id) => go(`/explore/event/${id}${location.search}`),
  light: (/** @type {number | null} */ id) => {
    state.lit = id
    draw()
  },
  around: (/** @type {number} */ near_lat, /** @type {number} */ near_lng) =>
    ask({ near_lat, near_lng, radius_km: state.question.radius_km ?? 200, sort: 'distance' }),
}

/** What was asked before is not waited for any more. */
function askAfresh() {
  asking.abort()
  clearTimeout(timer)
  asking = new AbortController()
  return asking.signal
}

const isOld = (/** @type {number} */ at) => Date.now() - at > freshMs

/** Ask, after a moment. @param {number} [wait] @param {number} [limit] */
function find(wait = patienceMs, limit) {
  const signal = askAfresh()
  state.isLoading = true
  draw()
  timer = setTimeout(async () => {
    // What was found before stays in sight meanwhile.
    const { question } = state
    try {
      const [answer, where] = await Promise.all([
        search(question, signal, null, limit),
        points(question, signal),
      ])
      Object.assign(state, {
        answer,
        events: answer.events,
        next: answer.next,
        isLoading: false,
        error: null,
      })
      foundFor = writeQuestion(question)
      foundAt = Date.now()
      draw()
      say(`${total()} found`)
      showPoints(where)
      // What was lit may not be found any more.
      lightPoint(state.lit)
    } catch (error) {
      if (signal.aborted) return
      Object.assign(state, { isLoading: false, error: /** @type {Error} */ (error).message })
      draw()
    }
  }, wait)
}

/** Where not even the start went well, all of it is tried again. @param {() => void} act */
const again = act => (isConnected ? act() : location.reload())

async function more() {
  if (isPaging) return
  // The races in sight are of another question, which failed or is still on its way: they don't go on.
  if (writeQuestion(state.question) !== foundFor) return find(0)
  // They are being asked for again, as many as there are.
  if (state.isLoading) return
  const { signal } = asking
  isPaging = true
  try {
    const answer = await search(state.question, signal, state.next)
    const from = state.events.length
    Object.assign(state, { events: [...state.events, ...answer.events], next: answer.next, error: null })
    draw()
    say(`${answer.events.length} more races`)
    // Whoever goes by keys goes on where the new ones begin.
    const row = /** @type {HTMLElement | undefined} */ (document.querySelectorAll('#results tbody a')[from])
    row?.focus()
  } catch (error) {
    if (signal.aborted) return
    state.error = /** @type {Error} */ (error).message
    draw()
  } finally {
    isPaging = false
  }
}

async function open() {
  const signal = askAfresh()
  Object.assign(state, { details: undefined, error: null })
  draw()
  try {
    await lookUp(signal)
  } catch (error) {
    if (signal.aborted) return
    state.error = /** @type {Error} */ (error).message
  }
  draw()
  scrollTo(0, 0)
  element('event').focus({ preventScroll: true })
}

/** @param {AbortSignal} signal */
async function lookUp(signal) {
  const id = /** @type {number} */ (state.event)
  const found = await details(id, signal)
  state.details = found
  openedAt = Date.now()
  // A list that says something else of it is asked for again.
  const row = state.events.find(event => event.id === id)
  if (row && row.updated_at !== found?.event.updated_at) foundAt = 0
}

/** Whoever comes back to this page after a while reads what is so now. */
function lookAgain() {
  if (!isConnected || document.visibilityState !== 'visible') return
  if (state.error) follow()
  else if (state.event === null) !state.isLoading && isOld(foundAt) && follow()
  // Where there is no answer they keep what they had.
  else if (state.details && isOld(openedAt)) lookUp(askAfresh()).then(draw, () => {})
}

/** Show what the address says. */
function follow() {
  const was = state.event
  const id = /^\/explore\/event\/(\d{1,15})$/.exec(location.pathname)?.[1]
  state.question = readQuestion(location.search)
  state.event = id ? Number(id) : null
  if (state.event !== null) return open()
  document.body.classList.remove('filtering')
  const isFound = state.answer && !state.error && writeQuestion(state.question) === foundFor
  if (isFound && !isOld(foundAt)) {
    askAfresh()
    state.isLoading = false
    draw()
  } else find(0, isFound ? Math.min(2_000, Math.max(50, state.events.length)) : 50)
  resized()
  if (was !== null) requestAnimationFrame(() => back(was))
}

/** Whoever comes back from a race goes on at its row. @param {number} id */
function back(id) {
  const row = /** @type {HTMLElement | null} */ (document.querySelector(`tr[data-id="${id}"] a`))
  ;(row ?? element('results')).focus()
}

/** @param {string} url */
function go(url) {
  history.pushState(null, '', url)
  follow()
}

let askedAt = -Infinity
runWith(draw, question => {
  state.question = question
  const url = `/explore${writeQuestion(question)}`
  // One step back for one thought, not for each letter of it.
  const isSameThought = performance.now() - askedAt < 1_000 && state.event === null
  history[isSameThought ? 'replaceState' : 'pushState'](null, '', url)
  askedAt = performance.now()
  state.event = null
  find()
})
addEventListener('popstate', follow)
addEventListener('online', () => (state.error ? again(follow) : lookAgain()))
document.addEventListener('visibilitychange', lookAgain)
addEventListener('click', e => {
  const link = /** @type {Element} */ (e.target).closest?.('a[data-inside]')
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return
  e.preventDefault()
  go(/** @type {HTMLAnchorElement} */ (link).getAttribute('href') ?? '/explore')
})

try {
  learnCountries(await (await fetch('/assets/codes.json')).json())
  isConnected = await connect()
  if (isConnected) {
    startMap(onMap).catch(() => say('The map could not be drawn: the races are in the table.'))
    follow()
  } else {
    state.missing = true
    draw()
  }
} catch (error) {
  Object.assign(state, { isLoading: false, error: /** @type {Error} */ (error).message })
  draw()
}
