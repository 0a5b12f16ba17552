import type { Server } from 'node:http'
import { StartError } from './start-error.ts'

const HOST = '127.0.0.1'

/** Listens on 127.0.0.1, nowhere else; resolves to the port. @throws StartError when the port cannot be had. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, port)))
    server.listen(port, HOST, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function explain(error: Error, port: number): StartError {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new StartError(`Port ${port} is taken by another program: stop it, or choose another with --port (0 picks a free one).`)
  }
  if (code === 'EACCES') return new StartError(`Port ${port} is not open to this account: choose one above 1023 with --port.`)
  return new StartError(`Cannot listen on ${HOST}:${port}: ${error.message}.`)
}

const PATIENCE_MS = 5000

/** Stops listening, lets the requests under way finish, and ends the rest after five seconds. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection that becomes idle only now is kept open by its client.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const force = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(force)
}
