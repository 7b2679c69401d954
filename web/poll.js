/** Keeps what is shown of now: asks every few seconds while somebody looks, and says when nobody answers. */
import { ask } from './graphql.js'
import { route } from './routes.js'
import { sourceFields } from './sections/sources.js'
import { changed, state } from './state.js'

/** The queue's makers ask not to be polled more often. */
const everyMs = 5_000
/** Between two questions that are asked because something happened. */
const restMs = 1_000
/** What is older than this is not of now. */
const freshMs = 15_000

const common = `
  me { name role }
  sources(first: 100) { nodes { ${sourceFields} } }
  workers(first: 100) { nodes { id } }
  storage { nodes { isFull reason } }`

let asked = 0
/** The question whose answer is waited for. One at a time: whatever is answered is newer than what is shown. @type {object | null} */
let current = null
let isWanted = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

/** Ask now, or as soon as the last question is a second ago. */
export function refresh() {
  plan(Math.max(0, asked + restMs - Date.now()))
}

/** What is shown is of another page: forget it, and ask. */
export function goTo(/** @type {string} */ hash) {
  state.hash = hash
  state.data = null
  changed()
  askAnew()
}

/** Ask now, whatever is under way: it is of another page, or of before this machine slept. */
function askAnew() {
  current = null
  plan(0)
}

/** @param {number} ms */
function plan(ms) {
  clearTimeout(timer)
  timer = setTimeout(question, ms)
}

async function question() {
  if (document.visibilityState === 'hidden') return
  isWanted = current !== null
  if (isWanted) return
  const { page, place } = route(state.hash)
  const mine = {}
  current = mine
  asked = Date.now()
  plan(everyMs)
  try {
    const data = await ask(page.query(place, common), page.variables(place))
    // Somebody went elsewhere meanwhile.
    if (current !== mine) return
    Object.assign(state, {
      me: data.me,
      sources: data.sources.nodes,
      workers: data.workers.nodes,
      storage: data.storage?.nodes[0] ?? null,
      data,
      answeredAt: Date.now(),
      lost: null,
    })
    // Not waited for: whatever becomes of it, the page was answered.
    page.more?.(data)
    changed()
  } catch (error) {
    if (current !== mine) return
    state.lost = /** @type {Error} */ (error).message
    changed()
  } finally {
    if (current === mine) {
      current = null
      // Something happened since it was asked, or it is time again.
      if (isWanted) refresh()
    }
  }
}

/** Begin, and go on for as long as the page is open. */
export function keepAsking() {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') askAnew()
  })
  addEventListener('online', askAnew)
  setInterval(() => {
    // Also when a question is still waiting for its answer, and when the machine slept.
    const isOld = state.answeredAt !== null && Date.now() - state.answeredAt > freshMs
    if (isOld && !state.lost && document.visibilityState === 'visible')
      state.lost = 'The server does not answer.'
    changed()
  }, 1_000)
}
