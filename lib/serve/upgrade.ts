import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { log } from '../log.ts'
import type { Served } from './app.ts'
import { identify } from './people.ts'

/** A WebSocket is let in by the same rule as a request: whoever may not ask may not listen. */
export async function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  served: Served,
): Promise<void> {
  const refuse = (status: string): void => void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
  socket.on('error', () => {})
  try {
    const person = await identify(request.headers, served.credentials)
    const isRefused = 'reason' in person
    const { remoteAddress: address } = request.socket
    log.info({ address, ...(isRefused ? person : { who: person.name }) }, 'Asked for a WebSocket')
    if (isRefused) return refuse(person.status === 401 ? '401 Unauthorized' : '403 Forbidden')
    if (request.url?.split('?')[0] !== '/graphql') return refuse('404 Not Found')
    const api = await served.api()
    if (typeof api === 'string') return refuse('503 Service Unavailable')
    api.upgrade(request, socket, head, person)
  } catch (error) {
    log.error({ err: error }, 'A WebSocket could not be opened')
    refuse('500 Internal Server Error')
  }
}
