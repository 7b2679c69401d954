/** When a run may end: by how fast its requests were done since the page first saw it, or since it began. */
import { duration, now } from './format.js'

/** @type {Map<string, { at: number, settled: number }>} */
const firstSeen = new Map()

/**
 * The estimated end of a running run, and what it rests on.
 * @param {any} run
 * @returns {{ text: string, why: string }}
 */
export function estimate(run) {
  const [settled, planned] = [Number(run.settled), Number(run.planned)]
  const seen = firstSeen.get(run.id) ?? { at: now(), settled }
  firstSeen.set(run.id, seen)
  if (planned === 0) return { text: 'is asked what to fetch', why: 'Its first requests are not known yet.' }
  if (settled === planned) return { text: 'is being published', why: 'All requests are done.' }
  const basis = basisOf(run, settled, seen)
  if (!basis)
    return {
      text: 'end unknown',
      why: 'None of its own requests is done yet, so nothing is known of their speed.',
    }
  const seconds = ((planned - settled) * basis.seconds) / basis.done
  return {
    text: `about ${duration(seconds)} left`,
    why: `${basis.done} requests took ${duration(basis.seconds)}, ${planned - settled} remain; pages may still ask for more.`,
  }
}

/** @param {any} run @param {number} settled @param {{ at: number, settled: number }} seen */
function basisOf(run, settled, seen) {
  const sinceSeen = { done: settled - seen.settled, seconds: (now() - seen.at) / 1000 }
  if (sinceSeen.done >= 5 && sinceSeen.seconds >= 5) return sinceSeen
  // A retry took over what was read before: that says nothing of its speed.
  if (run.trigger === 'retry') return sinceSeen.done > 0 ? sinceSeen : null
  return settled > 0 ? { done: settled, seconds: (now() - Date.parse(run.startedAt)) / 1000 } : null
}
