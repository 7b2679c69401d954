/** A shape for each kind of state, so that colour is never alone. */
import { svg } from '/assets/lit-html/lit-html.js'

/** @typedef {'good' | 'bad' | 'warn' | 'busy' | 'off'} Tone */

/** @type {Record<string, Tone>} */
const tones = {
  fresh: 'good',
  published: 'good',
  done: 'good',
  parsed: 'good',
  unchanged: 'good',
  split: 'good',
  free: 'good',
  new: 'good',
  failing: 'bad',
  failed: 'bad',
  crashed: 'bad',
  dead: 'bad',
  held: 'warn',
  stale: 'warn',
  partial: 'warn',
  resting: 'warn',
  late: 'warn',
  missing: 'warn',
  withdrawn: 'warn',
  running: 'busy',
  publishing: 'busy',
  queued: 'busy',
  downloaded: 'busy',
  busy: 'busy',
  due: 'busy',
  added: 'good',
  changed: 'busy',
}

/** Whatever has no tone of its own is neither good nor bad: paused, never, cancelled … @param {string} word @returns {Tone} */
export const toneOf = word => (Object.hasOwn(tones, word) ? /** @type {Tone} */ (tones[word]) : 'off')

/** @type {Record<Tone, import('/assets/lit-html/lit-html.js').TemplateResult<2>>} */
const shapes = {
  good: svg`<circle cx="8" cy="8" r="7"/><path class="mark" d="m4.6 8.2 2.4 2.4 4.4-5"/>`,
  bad: svg`<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path class="mark" d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2"/>`,
  warn: svg`<path d="M8 1.2 15.4 14.6H.6z"/><path class="mark" d="M8 6v4m0 1.9v.6"/>`,
  busy: svg`<circle class="ring" cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z"/>`,
  off: svg`<circle class="ring" cx="8" cy="8" r="6"/><path class="ring" d="M5 8h6"/>`,
}

/** @param {Tone} tone */
export const icon = tone =>
  svg`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${shapes[tone]}</svg>`

const favicons = {
  good: [
    '1a7a48',
    '<circle cx="8" cy="8" r="8"/><path d="m4.3 8.3 2.6 2.6 4.8-5.5" fill="none" stroke="white" stroke-width="2"/>',
  ],
  bad: [
    'c02a20',
    '<path d="M5 0h6l5 5v6l-5 5H5l-5-5V5z"/><path d="M8 3.5v5.5m0 2v2" stroke="white" stroke-width="2.2"/>',
  ],
  off: ['68717a', '<circle cx="8" cy="8" r="8"/><path d="M4 8h8" stroke="white" stroke-width="2.2"/>'],
}

/** The tab's icon. @param {'good' | 'bad' | 'off'} tone */
export function favicon(tone) {
  const [colour, shape] = /** @type {[string, string]} */ (favicons[tone])
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="#${colour}">${shape}</svg>`)}`
}
