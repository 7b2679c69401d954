/** What the explorer shows, and who draws it. */
import { readQuestion, writeQuestion } from './question.js'

/**
 * @type {{ question: import('./question.js').Question, event: number | null, answer: any, events: any[], next: string | null,
 *   details: any, isLoading: boolean, error: string | null, missing: boolean, view: 'list' | 'map', lit: number | null, locating: string | null, here: string | null }}
 */
export const state = {
  question: {},
  event: null,
  answer: null,
  events: [],
  next: null,
  details: undefined,
  isLoading: true,
  error: null,
  missing: false,
  view: 'list',
  lit: null,
  locating: null,
  here: null,
}

/** @type {() => void} */
let draw = () => {}
/** @type {(question: import('./question.js').Question) => void} */
let asker = () => {}
/** @param {() => void} drawing @param {typeof asker} asking */
export function runWith(drawing, asking) {
  draw = drawing
  asker = asking
}
export const changed = () => draw()

/** Ask with these changes; null takes a filter away. @param {import('./question.js').Question} changes */
export function ask(changes) {
  // As its link will be read: what makes no sense without what was taken away goes as well.
  asker(readQuestion(writeQuestion({ ...state.question, ...changes })))
}

/** How many races there would be. @param {string} facet @param {string} value */
export const countOf = (facet, value) =>
  (state.answer?.facets?.[facet] ?? [])
    // Months are counted year by year, and chosen of any.
    .filter(
      (/** @type {any} */ one) =>
        one.value === value || (facet === 'month' && Number(one.value.slice(5)) === Number(value)),
    )
    .reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.count, 0)
