import { createServer } from 'node:net'

/** Finds a port of 127.0.0.1 that nobody uses, for a server that cannot choose one itself. */
export function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.'))))
    })
  })
}
