/** Which page a hash names. */
import * as failure from './pages/failure.js'
import * as overview from './pages/overview.js'
import * as request from './pages/request.js'
import * as run from './pages/run.js'
import * as runs from './pages/runs.js'
import * as source from './pages/source.js'

/**
 * @typedef {object} Page
 * @property {(data: any, place: Record<string, string>) => string} title
 * @property {(place: Record<string, string>, common: string) => string} query
 * @property {(place: Record<string, string>) => object} variables
 * @property {(data: any, page: { place: Record<string, string>, refresh: () => void }) => unknown} view
 * @property {(data: any) => Promise<void>} [more] What is asked for beside it; never throws.
 */

/** @type {[RegExp, Page][]} */
const routes = [
  [/^#\/run\/(?<id>\d{1,18})(\/from\/(?<from>\d{1,9}))?$/, run],
  [/^#\/request\/(?<id>\d{1,18})$/, request],
  [/^#\/source\/(?<name>[a-z][a-z0-9_]*)(\/from\/(?<from>\d{1,9}))?$/, source],
  [/^#\/failure\/(?<id>[0-9a-f]{32})$/, failure],
  [/^#\/runs(\/from\/(?<from>\d{1,9}))?$/, runs],
]

/** The page and what its hash names; anything unknown is the overview. @param {string} hash @returns {{ page: Page, place: Record<string, string>, isOverview: boolean }} */
export function route(hash) {
  for (const [pattern, page] of routes) {
    const place = pattern.exec(hash)
    if (place) return { page, place: place.groups ?? {}, isOverview: false }
  }
  return { page: overview, place: {}, isOverview: true }
}
