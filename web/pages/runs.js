/** All runs, the latest first. */
import { pager, section } from '../parts.js'
import { runFields, runTable } from '../sections/runs.js'

const size = 50

export const title = () => 'Runs'

/** @param {Record<string, string>} _ @param {string} common */
export const query = (_, common) => `query ($from: Int) {
  ${common}
  runs(first: ${size}, offset: $from, orderBy: ID_DESC) { totalCount nodes { ${runFields} } }
}`

/** @param {Record<string, string>} place */
export const variables = ({ from }) => ({ from: Number(from ?? 0) })

/** @param {any} data @param {{ place: Record<string, string> }} page */
export const view = ({ runs }, { place }) =>
  section('all-runs', 'Runs', [
    runTable(runs.nodes, 'Runs'),
    pager('#/runs', Number(place.from ?? 0), size, runs.totalCount),
  ])
