/** Whether all is well, in a sentence. */
import { clockTime, count } from './format.js'

/**
 * @typedef {object} Summary
 * @property {'good' | 'bad' | 'off'} tone
 * @property {string} title For the tab: short.
 * @property {string} sentence
 * @property {string[]} more One line for each thing that needs somebody.
 */

const needy = ['failing', 'held', 'stale']

/** Those that need somebody first. @param {any[]} sources */
export function bySeverity(sources) {
  const order = [...needy, 'never', 'fresh', 'paused', 'disabled', 'erased']
  const place = (/** @type {any} */ { state }) =>
    (order.indexOf(state) + order.length + 1) % (order.length + 1)
  return [...sources].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name))
}

/** What needs somebody, whatever it is. @param {import('./state.js').State} state @returns {string[]} */
function troubles({ sources, workers, storage }) {
  const ofSources = bySeverity(sources)
    .filter(({ state }) => needy.includes(state))
    .map(({ name, state, since }) => `${name} is ${state}${since ? ` since ${clockTime(since)}` : ''}`)
  const others = []
  if (sources.length > 0 && workers?.length === 0)
    others.push('no worker is alive, so nothing is fetched: start `ultrasearch worker`')
  if (storage?.isFull) others.push('downloads pause because the database is full')
  return [...ofSources, ...others]
}

/** @param {import('./state.js').State} state @returns {Summary} */
export function summary(state) {
  const { sources, answeredAt, lost } = state
  if (lost)
    return {
      tone: 'off',
      title: 'No answer',
      sentence: answeredAt ? `No answer since ${clockTime(answeredAt)}` : 'No answer yet',
      more: [
        `${lost} ${answeredAt ? 'What stands below is of then. ' : ''}The page goes on asking by itself.`,
      ],
    }
  if (answeredAt === null) return { tone: 'off', title: 'Asking', sentence: 'Asking the server …', more: [] }
  if (sources.length === 0)
    return {
      tone: 'off',
      title: 'Empty',
      sentence: 'There is nothing yet',
      more: [
        'A worker brings the sources with it: start `ultrasearch worker`, or everything on this machine by `npm start`.',
      ],
    }
  const more = troubles(state)
  const at = sources.filter(({ state: word }) => needy.includes(word)).length
  const asked = sources.filter(({ state: word }) => !['disabled', 'paused', 'erased'].includes(word))
  if (more.length > 0) {
    const need = at === 1 ? 'needs' : 'need'
    const sentence = at > 0 ? `${at} of ${count(asked.length, 'source')} ${need} you` : 'Something needs you'
    return {
      tone: 'bad',
      title: `${more.length} ${more.length === 1 ? 'needs' : 'need'} you`,
      sentence,
      more,
    }
  }
  return { tone: 'good', title: 'All is well', sentence: 'All is well', more: [wellness(asked, sources)] }
}

/** @param {any[]} asked @param {any[]} sources */
function wellness(asked, sources) {
  const fresh = asked.filter(({ state }) => state === 'fresh').length
  const parts = []
  if (fresh > 0)
    parts.push(
      `${fresh === asked.length && fresh > 1 ? 'all ' : ''}${count(fresh, 'source')} ${fresh === 1 ? 'is' : 'are'} fresh`,
    )
  for (const word of ['never', 'paused', 'disabled', 'erased']) {
    const names = sources.filter(({ state }) => state === word).map(({ name }) => name)
    const said = word === 'never' ? 'not published yet' : word
    if (names.length > 0)
      parts.push(
        `${names.length > 3 ? `${names.length} are` : `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'}`} ${said}`,
      )
  }
  const text = parts.join(', ')
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`
}
