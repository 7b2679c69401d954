/** Small pictures of numbers: no axis where words do, and each says in words what it shows. */
import { html, nothing, svg } from '/assets/lit-html/lit-html.js'
import { clockTime, count, number } from './format.js'

/** Of a picture's own units; CSS stretches it. */
const width = 300

/**
 * Records of a source's runs, the oldest first; runs that came to nothing are marks at the bottom.
 * @param {any[]} runs
 */
export function sparkline(runs) {
  const listed = runs.filter(
    run => ['published', 'partial', 'held'].includes(run.status) && run.trigger !== 'undo',
  )
  if (listed.length === 0) return html`<p class="quiet spark">No run listed anything yet.</p>`
  const most = Math.max(...listed.map(run => run.records), 1)
  const x = (/** @type {any} */ run) => 4 + (runs.indexOf(run) * (width - 8)) / Math.max(runs.length - 1, 1)
  const y = (/** @type {any} */ run) => 36 - (run.records / most) * 32
  const line = listed.map(run => `${x(run).toFixed(1)},${y(run).toFixed(1)}`)
  const last = listed.at(-1)
  const failed = runs.filter(run => run.status === 'failed')
  const said = `Records of the last ${count(runs.length, 'run')}: ${number(listed[0]?.records)} at first, ${number(last.records)} last, ${number(most)} at most${
    failed.length ? `; ${failed.length} failed` : ''
  }.`
  return html`
    <svg class="spark" viewBox="0 0 ${width} 40" preserveAspectRatio="none" role="img" aria-label=${said}>
      <title>${said}</title>
      <path class="area" d="M${line[0]?.split(',')[0]},38 L${line.join(' L')} L${line.at(-1)?.split(',')[0]},38 Z" />
      <polyline class="line" points=${line.join(' ')} />
      ${failed.map(run => svg`<path class="failed" d="M${x(run)} 30v9" />`)}
      <path class="dot" d="M${line.at(-1)?.replace(',', ' ')}h.01" />
    </svg>`
}

/** @typedef {{ key: string, said: string, look: string }} Series A column of the points, and how it looks. */

/**
 * Columns of `stacked` series over time.
 * @param {string} title @param {any[]} points With `at`. @param {Series[]} stacked
 */
export function columns(title, points, stacked) {
  const sums = points.map(point => stacked.reduce((sum, { key }) => sum + Number(point[key]), 0))
  const most = Math.max(...sums, 1)
  const step = width / Math.max(points.length, 1)
  const column = (/** @type {any} */ point, /** @type {number} */ i) => {
    let below = 100
    const said = `${clockTime(point.at)}: ${stacked.map(s => `${number(point[s.key])} ${s.said}`).join(', ')}`
    const bars = stacked.map(({ key, look }) => {
      const height = (Number(point[key]) / most) * 96
      below -= height
      return height > 0
        ? svg`<rect class=${look} x=${i * step} y=${below} width=${step * 0.82} height=${height} />`
        : nothing
    })
    return svg`<g><title>${said}</title><rect class="touch" x=${i * step} y="0" width=${step} height="100" />${bars}</g>`
  }
  const totals = stacked.map(
    ({ key, said }) => `${number(points.reduce((sum, point) => sum + Number(point[key]), 0))} ${said}`,
  )
  return picture(title, totals.join(', '), most, points, svg`${points.map(column)}`)
}

/**
 * A level over time.
 * @param {string} title @param {any[]} points With `at`. @param {Series} series
 */
export function level(title, points, { key, said }) {
  const values = points.map(point => Number(point[key]))
  const most = Math.max(...values, 1)
  const at = (/** @type {number} */ i) =>
    `${((i * width) / Math.max(points.length - 1, 1)).toFixed(1)},${(100 - ((values[i] ?? 0) / most) * 96).toFixed(1)}`
  const line = values.map((_, i) => at(i)).join(' L')
  const now = `${number(values.at(-1) ?? 0)} ${said} now, ${number(Math.max(...values, 0))} at most`
  return picture(
    title,
    now,
    most,
    points,
    svg`<path class="area" d="M0,100 L${line} L${width},100 Z" /><path class="line" d="M${line}" />`,
  )
}

/** @param {string} title @param {string} said @param {number} most @param {any[]} points @param {unknown} content */
const picture = (title, said, most, points, content) => html`
  <figure class="plot">
    <figcaption><strong>${title}</strong> <span>${said}</span></figcaption>
    <div class="frame">
      <span class="most">${number(most)}</span>
      <svg viewBox="0 0 ${width} 100" preserveAspectRatio="none" role="img" aria-label="${title}: ${said}.">${content}</svg>
    </div>
    <div class="ends"><span>${points[0] ? clockTime(points[0].at) : ''}</span><span>now</span></div>
  </figure>`
