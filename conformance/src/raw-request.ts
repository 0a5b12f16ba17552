import { connect, type Socket } from 'node:net'

/** What came back on a connection until it was quiet: whole, as bytes read as Latin-1. */
export interface RawAnswer {
  /** Of each response on the connection, in order. */
  readonly statuses: readonly number[]
  readonly text: string
}

/** Sends bytes as they are to a server, and reads until it closes the connection. `node:http` and `fetch` would refuse to send most of them. */
export async function sendRaw(url: string, bytes: string): Promise<RawAnswer> {
  const socket = await openSocket(url)
  const answer = readToEnd(socket)
  socket.write(Buffer.from(bytes, 'latin1'))
  return answer
}

/** Sends the beginning of a request, and breaks the connection. */
export async function sendAndBreak(url: string, bytes: string): Promise<void> {
  const socket = await openSocket(url)
  await new Promise((resolve) => socket.write(Buffer.from(bytes, 'latin1'), resolve))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.resetAndDestroy()
  await closed
}

async function openSocket(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return socket
}

function readToEnd(socket: Socket): Promise<RawAnswer> {
  return new Promise((resolve) => {
    let text = ''
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk
    })
    // A server that answers before all was sent may reset the connection; what it said has been read.
    socket.on('error', () => socket.destroy())
    socket.once('close', () => resolve({ text, statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)) }))
  })
}
