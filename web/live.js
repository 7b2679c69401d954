/** What the server tells by itself, over one WebSocket that is opened again when it is lost. */
import { createClient } from '/assets/graphql-ws/client.js'

/** A connection that broke without a word is found by a ping that nobody answers. */
const pingMs = 10_000
const patienceMs = 5_000
/** Between two tries: up to a quarter of a minute, or a server that comes back would not be noticed for long. */
const longestPauseMs = 15_000

/**
 * Listen until the page is closed.
 * @param {Record<string, (data: any) => void>} subscriptions What is asked, and who hears each answer.
 * @param {(isLive: boolean) => void} onChange Told when the connection comes and goes; after it came, ask for what was missed.
 * @param {() => void} onMissed Told when something may have been missed all the same.
 */
export function listen(subscriptions, onChange, onMissed) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: false,
    keepAlive: pingMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: tries => pause(Math.min(longestPauseMs, 500 * 2 ** tries) * (0.7 + Math.random() * 0.3)),
    onNonLazyError: () => {},
    on: {
      connected: () => onChange(true),
      closed: () => {
        clearTimeout(waiting)
        onChange(false)
      },
      ping: isTheirs => {
        if (!isTheirs) waiting = setTimeout(() => client.terminate(), patienceMs)
      },
      pong: isTheirs => {
        if (isTheirs) clearTimeout(waiting)
      },
    },
  })
  for (const [query, hear] of Object.entries(subscriptions)) subscribe(client, query, hear, onMissed)
}

/**
 * A subscription ends with an error when the server itself may have missed something: then it is begun again.
 * @param {import('/assets/graphql-ws/client.js').Client} client @param {string} query @param {(data: any) => void} hear
 * @param {() => void} onMissed
 */
function subscribe(client, query, hear, onMissed) {
  const again = async () => {
    await pause(1_000)
    subscribe(client, query, hear, onMissed)
    onMissed()
  }
  client.subscribe({ query }, { next: ({ data }) => data && hear(data), error: again, complete: again })
}

const pause = (/** @type {number} */ ms) => new Promise(resolve => setTimeout(resolve, ms))
