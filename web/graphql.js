/** The one door to the server. */
import { setServerTime } from './format.js'

/** A query takes 5 s at most there, an act 110 s. */
const queryMs = 10_000
const actMs = 120_000

/**
 * Ask a query or make a mutation; its data. Throws an Error with the server's words.
 * @param {string} query
 * @param {object} [variables]
 * @returns {Promise<any>}
 */
export async function ask(query, variables = {}) {
  const isAct = query.startsWith('mutation')
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(isAct ? actMs : queryMs),
  }).catch(cause => {
    const reason = cause.name === 'TimeoutError' ? 'It took too long.' : 'The server is not there.'
    throw new Error(reason, { cause })
  })
  const { data, errors } = await response
    .json()
    .catch(() => ({ errors: [{ message: `HTTP ${response.status}` }] }))
  setServerTime(response.headers.get('date'))
  if (errors?.[0]) throw new Error(errors[0].message)
  return data
}
