import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { StartError } from './start-error.ts'

// As they were when this was loaded: a test that fakes timers can still end what it started.
const { setInterval, clearInterval, setTimeout, clearTimeout } = globalThis

const HOST = '127.0.0.1'

const connections = new WeakMap<Server, Set<Socket>>()

/** Listens on 127.0.0.1, or on another address; resolves to the port. @throws StartError when the port cannot be had. */
export function listen(server: Server, port: number, host: string = HOST): Promise<number> {
  return new Promise((resolve, reject) => {
    const open = new Set<Socket>()
    connections.set(server, open)
    server.on('connection', (socket: Socket) => {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
    })
    server.once('error', (error) => reject(explain(error, port, host)))
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function explain(error: Error, port: number, host: string): StartError {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new StartError(`Port ${port} is taken by another program: stop it, or choose another with --port (0 picks a free one).`)
  }
  if (code === 'EACCES') return new StartError(`Port ${port} is not open to this account: choose one above 1023 with --port.`)
  return new StartError(`Cannot listen on ${host}:${port}: ${error.message}.`)
}

const PATIENCE_MS = 5000

/** Stops listening, lets the requests under way finish, and ends the rest after five seconds. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // A connection that becomes idle only now is kept open by its client.
  const sweep = setInterval(() => sweepConnections(server), 50)
  const force = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(force)
}

/** A connection that was opened ahead of need is not idle to node:http, which waits for its first request. */
function sweepConnections(server: Server): void {
  server.closeIdleConnections()
  for (const socket of connections.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy()
}
