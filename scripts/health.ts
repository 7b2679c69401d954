/** What a worker or server on this machine says of itself: for probes of containers, which then need no open port. */
import { get } from 'node:http'
import { settings, UsageError } from '../lib/settings.ts'

/**
 * `ultrasearch health [--serve]`: 0 when the worker, or the status server, works, 1 with the reason when it doesn't, or doesn't
 * answer within 5 s. A server whose database is away still works: /readyz says so, not this.
 */
export function showHealth({ serve }: { serve: boolean }): Promise<number> {
  const { HEALTH_PORT, STATUS_PORT } = settings()
  const port = serve ? STATUS_PORT : HEALTH_PORT
  if (!port) throw new UsageError('Set HEALTH_PORT, for this command and for the worker that it asks.')
  const who = serve ? 'server' : 'worker'
  return new Promise(resolve => {
    const request = get({ host: '127.0.0.1', port, path: '/healthz', timeout: 5_000 }, response => {
      response.setEncoding('utf8').on('data', text => process.stdout.write(text))
      response.on('end', () => resolve(response.statusCode === 200 ? 0 : 1))
    })
    request.on('timeout', () => request.destroy(new Error('it does not answer')))
    request.on('error', ({ message }) => {
      console.log(`No ${who} answers at port ${port}: ${message}.`)
      resolve(1)
    })
  })
}
