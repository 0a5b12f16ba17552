import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** An answer that has been made and not been sent. */
export interface HeldAnswer {
  readonly status: number
  readonly headers: readonly HeaderLine[]
  readonly body: Buffer
}

type HeaderLine = readonly [name: string, value: string | string[]]
type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[]

/**
 * Holds back whatever is written to a response, and hands it over when it is whole.
 *
 * @param release - Gets the answer once, with the response as it was: it may write something else, later, or nothing.
 */
export function holdAnswer(response: ServerResponse, release: (answer: HeldAnswer) => void): void {
  const { writeHead, write, end, flushHeaders } = response
  const chunks: Buffer[] = []
  let head: Pick<HeldAnswer, 'status' | 'headers'> | undefined
  const keep = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, encoding === 'latin1' ? 'latin1' : 'utf8'))
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
  }
  Object.assign(response, {
    flushHeaders: () => undefined,
    writeHead(status: number, ...rest: [string | Headers | undefined, Headers?]) {
      head = { status, headers: listHeaders(rest.find((part) => typeof part === 'object')) }
      return response
    },
    write(chunk: unknown, encoding: unknown) {
      keep(chunk, encoding)
      return true
    },
    end(chunk: unknown, encoding: unknown) {
      keep(chunk, encoding)
      Object.assign(response, { writeHead, write, end, flushHeaders })
      const { status = response.statusCode, headers = [] } = head ?? {}
      release({ status, headers: [...listHeaders(response.getHeaders()), ...headers], body: Buffer.concat(chunks) })
      return response
    },
  })
}

/** Sends an answer; its length is that of its body. */
export function sendHeld(request: IncomingMessage, response: ServerResponse, { status, headers, body }: HeldAnswer): void {
  if (response.destroyed) return
  // To HEAD the length is that of what was not sent; 204 and 304 have none (RFC 9110 §8.6).
  const hasLength = request.method !== 'HEAD' && status !== 204 && status !== 304
  response.writeHead(status, hasLength ? withLength(headers, body.length) : headers.flat())
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Sends the headers of an answer and half of its body, then cuts the connection. */
export function sendHalf(response: ServerResponse, { status, headers, body }: HeldAnswer): void {
  // An answer without a body would be whole.
  response.writeHead(status, withLength(headers, Math.max(1, body.length)))
  response.flushHeaders()
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
}

function withLength(headers: readonly HeaderLine[], length: number): (string | string[])[] {
  const kept = headers.filter(([name]) => !/^(content-length|transfer-encoding)$/i.test(name))
  return [...kept.flat(), 'Content-Length', String(length)]
}

/** Headers come as an object, or as a list in which every name is followed by its value. */
function listHeaders(headers: Headers | undefined): readonly HeaderLine[] {
  const pairs: (readonly [unknown, unknown])[] = Array.isArray(headers)
    ? headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1]] as const] : []))
    : Object.entries(headers ?? {})
  return pairs.flatMap(([name, value]): HeaderLine[] =>
    value === undefined ? [] : [[String(name), Array.isArray(value) ? value.map(String) : String(value)]],
  )
}
