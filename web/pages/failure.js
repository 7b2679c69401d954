/** One error with all the attempts that ended in it. */
import { html } from '/assets/lit-html/lit-html.js'
import { beside } from '../beside.js'
import { number } from '../format.js'
import { ask } from '../graphql.js'
import { chip, empty, facts, foreign, section, sourceLink, time } from '../parts.js'
import { attemptFields, attemptTable } from '../sections/attempts.js'
import { failureFields } from '../sections/failures.js'

export const title = () => 'Failure'

/** @param {Record<string, string>} _ @param {string} common */
export const query = (_, common) => `query ($id: String!) { ${common} failure(id: $id) { ${failureFields} } }`

/** @param {Record<string, string>} place */
export const variables = ({ id }) => ({ id })

/** @type {import('../beside.js').Beside<any[]>} */
const attempts = beside()

/** The attempts have no key of their own for it: they are found by what they have in common. @param {any} data */
export async function more({ failure }) {
  if (!failure) return
  const { id, lastAt, task, outcome, error, sourceName } = failure
  await attempts.ask(id, lastAt, async () => {
    const data = await ask(
      `query ($condition: AttemptCondition!) { attempts(first: 50, orderBy: ID_DESC, condition: $condition) { nodes { ${attemptFields} } } }`,
      { condition: { task, outcome, error, sourceName } },
    )
    return data.attempts.nodes
  })
}

/** @param {any} data */
export function view({ failure }) {
  if (!failure) return empty('Nothing failed with this text in the last 7 days.')
  return html`
    ${section(
      'about',
      'Failure',
      html`
      <p>${chip(failure.outcome)}</p>
      <pre class="why">${foreign(failure.error ?? 'No text')}</pre>
      ${facts([
        ['Task', failure.task],
        ['Source', sourceLink(failure.sourceName)],
        ['Times', number(failure.attempts)],
        ['First', time(failure.firstAt)],
        ['Last', time(failure.lastAt)],
      ])}`,
    )}
    ${section('attempts', 'The latest attempts', latest())}`
}

function latest() {
  const { value, error } = attempts
  if (error) return empty(html`They could not be asked for: ${foreign(error)}`)
  return value ? attemptTable(value, true) : empty('Asking …')
}
