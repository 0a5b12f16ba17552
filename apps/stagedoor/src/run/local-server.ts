import { once } from 'node:events'
import type { Server, Socket } from 'node:net'

/** A server on a free port of 127.0.0.1 that can be ended at once. */
export interface LocalServer {
  readonly port: number
  /** Stops listening and ends every connection. */
  close(): Promise<void>
}

/** Listens on 127.0.0.1, nowhere else. */
export async function listenLocally(server: Server): Promise<LocalServer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port')
  return {
    port: address.port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
