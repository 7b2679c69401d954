/** What a worker on this machine says of itself: for probes of containers, which then need no open port. */
import { get } from 'node:http'
import { settings, UsageError } from '../lib/settings.ts'

/** `ultrasearch health`: 0 when the worker works, 1 with the reason when it doesn't, or doesn't answer within 5 s. */
export function showHealth(): Promise<number> {
  const { HEALTH_PORT: port } = settings()
  if (!port) throw new UsageError('Set HEALTH_PORT, for this command and for the worker that it asks.')
  return new Promise(resolve => {
    const request = get({ host: '127.0.0.1', port, path: '/healthz', timeout: 5_000 }, response => {
      response.setEncoding('utf8').on('data', text => process.stdout.write(text))
      response.on('end', () => resolve(response.statusCode === 200 ? 0 : 1))
    })
    request.on('timeout', () => request.destroy(new Error('it does not answer')))
    request.on('error', ({ message }) => {
      console.log(`No worker answers at port ${port}: ${message}.`)
      resolve(1)
    })
  })
}
