/** What the page knows. Whoever changes it calls `changed`, and the page is drawn again. */

/**
 * @typedef {object} State
 * @property {string} hash Where we are, such as #/run/42.
 * @property {{ name: string, role: string } | null} me Who looks; null until the server said so.
 * @property {any[]} sources Each source's name and state, for the headline.
 * @property {any[] | null} workers Those alive; null until known.
 * @property {any} storage
 * @property {any} data What the present page shows; null until it was answered.
 * @property {number | null} answeredAt When the server answered last, ms.
 * @property {string | null} lost Why what is shown is not of now; null when it is.
 * @property {boolean} live Whether the server tells of runs as they go on.
 * @property {'hour' | 'day' | 'week'} span What the plots show.
 */

/** @type {State} */
export const state = {
  hash: '',
  me: null,
  sources: [],
  workers: null,
  storage: null,
  data: null,
  answeredAt: null,
  lost: null,
  live: false,
  span: 'hour',
}

/** Only operators act; the database refuses others anyway. */
export const mayAct = () => state.me?.role === 'operator'

let draw = () => {}
let waits = false

/** @param {() => void} how */
export function drawWith(how) {
  draw = how
}

/** Draw again, once for all that changes in one go. */
export function changed() {
  if (waits) return
  waits = true
  queueMicrotask(() => {
    waits = false
    draw()
  })
}
