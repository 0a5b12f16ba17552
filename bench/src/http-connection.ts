import { connect, type Socket } from 'node:net'

/** An answer as the load generator needs it: nothing is decoded that no scenario reads. */
export interface Answer {
  readonly status: number
  /** Header block without the status line, as sent. */
  readonly head: string
  readonly body: string
}

/** What a socket reads goes here first and is taken out at once, so that one buffer serves all. */
const readBuffer = Buffer.allocUnsafe(64 * 1024)

/**
 * One keep-alive HTTP/1.1 connection with one request in flight, close to the bare socket:
 * a full client would cost more than the servers it measures.
 */
export class HttpConnection {
  readonly #socket: Socket
  #received = ''
  #settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined

  private constructor(port: number) {
    const callback = (length: number): boolean => {
      this.#take(readBuffer.toString('latin1', 0, length))
      return true
    }
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: readBuffer, callback } })
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', () => this.#fail(new Error('The server closed the connection.')))
  }

  /** Opens a connection to 127.0.0.1. */
  static open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const connection = new HttpConnection(port)
      connection.#socket.once('error', reject)
      connection.#socket.once('connect', () => {
        connection.#socket.off('error', reject)
        resolve(connection)
      })
    })
  }

  /** Sends a whole request, ready as it goes to the wire, and waits for its answer. */
  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#socket.write(request, 'latin1')
    })
  }

  close(): void {
    this.#settle = undefined
    this.#socket.destroy()
  }

  #fail(error: Error): void {
    const waiting = this.#settle
    this.#settle = undefined
    waiting?.reject(error)
  }

  #take(chunk: string): void {
    this.#received = this.#received === '' ? chunk : this.#received + chunk
    const headEnd = this.#received.indexOf('\r\n\r\n')
    if (headEnd === -1) return
    const head = this.#received.slice(0, headEnd)
    const body = completeBody(head, this.#received, headEnd + 4)
    if (body === undefined) return
    this.#received = ''
    const waiting = this.#settle
    this.#settle = undefined
    waiting?.resolve({ status: Number(head.slice(9, 12)), head, body })
  }
}

/** The body once it is there whole; knows Content-Length and, for peers that send it, one chunked body. */
function completeBody(head: string, received: string, start: number): string | undefined {
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length !== undefined) return received.length - start >= Number(length) ? received.slice(start, start + Number(length)) : undefined
  if (!/\r\ntransfer-encoding: chunked/i.test(head)) return ''
  return received.endsWith('0\r\n\r\n') ? received.slice(start) : undefined
}

/** A GET as it goes to the wire. */
export function formatGet(port: number, path: string, headers: Readonly<Record<string, string>>): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${formatHeaders(headers)}\r\n`
}

/** A form POST as it goes to the wire. */
export function formatPost(port: number, path: string, headers: Readonly<Record<string, string>>, body: string): string {
  return (
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
    `Content-Length: ${body.length}\r\n${formatHeaders(headers)}\r\n${body}`
  )
}

function formatHeaders(headers: Readonly<Record<string, string>>): string {
  let text = ''
  for (const name in headers) text += `${name}: ${headers[name]}\r\n`
  return text
}
