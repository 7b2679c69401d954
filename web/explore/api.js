/** What is asked of the Supabase, as anybody: a plain supabase-js client with the anon key. */
import { parameters } from './question.js'

/** @type {any} */
let client = null
/** @type {{ supabase: { url: string, anonKey: string } | null, tiles: { url: string, attribution: string } | null }} */
export let config = { supabase: null, tiles: null }

/** Read where to ask. False: nobody has set it. */
export async function connect() {
  const answer = await fetch('/explore/config.json')
  if (!answer.ok) throw new Error('The server does not answer as it should.')
  config = await answer.json()
  if (!config.supabase) return false
  client = /** @type {any} */ (window).supabase.createClient(config.supabase.url, config.supabase.anonKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  })
  return true
}

/** @param {string} name @param {object} given @param {AbortSignal} signal */
async function call(name, given, signal) {
  const { data, error } = await client.rpc(name, given).abortSignal(signal)
  signal.throwIfAborted()
  if (error) throw new Error(error.message)
  return data
}

/** @param {import('./question.js').Question} question @param {AbortSignal} signal @param {string | null} [cursor] @param {number} [limit] */
export const search = (question, signal, cursor = null, limit = 50) =>
  call(
    'search_events',
    { ...parameters(question), sort: question.sort ?? 'day', limit, cursor, facets: !cursor },
    signal,
  )

/** @param {import('./question.js').Question} question @param {AbortSignal} signal */
export const points = (question, signal) => call('event_points', parameters(question), signal)

/** @param {number} id */
export const find = id => call('find_event', { id }, AbortSignal.timeout(10_000))

/** @param {number} id @param {AbortSignal} signal */
export const details = (id, signal) => call('event_details', { id }, signal)
