import { createServer } from 'node:net'

/** The port if it is free on loopback, else any that is. */
export function preferPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', error => (port === 0 ? reject(error) : resolve(preferPort(0))))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address.port : port))
    })
  })
}
