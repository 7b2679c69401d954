/** What a page asks for beside its question: it may take long, or fail, without the page being any less of now. */
import { changed } from './state.js'

/** What took too long may do so again: it is not asked for at every turn. */
const restMs = 60_000

/**
 * @template T
 * @typedef {object} Beside
 * @property {T | null} value What was answered last.
 * @property {string | null} error Why there was no answer to the last question.
 * @property {(whose: string, version: string, question: () => Promise<T>) => Promise<void>} ask
 *   Ask, unless this version was asked for already. What another thing answered is forgotten; of the same thing it stays in sight meanwhile.
 */

/** @template T @returns {Beside<T>} */
export function beside() {
  /** @type {{ whose: string | null, version: string | null, at: number }} */
  let asked = { whose: null, version: null, at: 0 }
  /** @type {Beside<T>} */
  const kept = {
    value: null,
    error: null,
    async ask(whose, version, question) {
      const isSame = whose === asked.whose && version === asked.version
      if (isSame && !(kept.error && Date.now() - asked.at > restMs)) return
      if (whose !== asked.whose) kept.value = null
      kept.error = null
      const mine = { whose, version, at: Date.now() }
      asked = mine
      try {
        const value = await question()
        // Somebody asked something else meanwhile.
        if (asked !== mine) return
        kept.value = value
      } catch (error) {
        if (asked !== mine) return
        kept.error = /** @type {Error} */ (error).message
      }
      changed()
    },
  }
  return kept
}
