import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Exchange } from './exchange.ts'

/** Kept of a body for its parameters; the longest honest one is a tenth of it. */
const BODY_LIMIT = 16 * 1024

/** Watches a body go by, whoever reads it and however. */
export function watchBody(request: IncomingMessage, exchange: Exchange): void {
  const { emit } = request
  let length = 0
  Object.assign(request, {
    emit(event: string, ...values: unknown[]) {
      const [chunk] = values
      if (event === 'data' && chunk instanceof Uint8Array && exchange.body !== 'too_large') {
        length += chunk.length
        exchange.body = length > BODY_LIMIT ? 'too_large' : [...(exchange.body ?? []), chunk]
      }
      return emit.call(request, event, ...values)
    },
  })
}

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[]

/** Watches the head of an answer go out: its status, and where it redirects. */
export function watchHead(response: ServerResponse, exchange: Exchange): void {
  const { writeHead } = response
  response.writeHead = (status: number, ...rest: [string | Headers | undefined, Headers?]) => {
    exchange.status = status
    const headers = rest.find((part) => typeof part === 'object')
    if (status >= 300 && status < 400) exchange.location = findLocation(headers)
    return Reflect.apply(writeHead, response, [status, ...rest])
  }
}

/** Headers come as an object, or as a list in which every name is followed by its value. */
function findLocation(headers: Headers | undefined): string | undefined {
  const entries = Array.isArray(headers)
    ? headers.map((name, index) => [String(name), headers[index + 1]] as const)
    : Object.entries(headers ?? {})
  const value = entries.find(([name]) => name.toLowerCase() === 'location')?.[1]
  return typeof value === 'string' ? value : undefined
}
