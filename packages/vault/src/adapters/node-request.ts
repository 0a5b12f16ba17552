import type { IncomingMessage, ServerResponse } from 'node:http'
import { MAX_BODY_BYTES } from '../web/read-body.ts'
import type { VaultHandlers } from '../web/vault-handlers.ts'

/** A request of `node:http`, as frameworks pass it on. */
export interface FrameworkRequest extends IncomingMessage {
  /** Before a router has taken its mount path off; Express has it. */
  readonly originalUrl?: string
  /** What a body parser in front has left instead of the stream. */
  readonly body?: unknown
}

/** Makes a standard request. Its origin is the configured one: `Host` and `X-Forwarded-…` are written by whoever sends a request. */
export function toRequest({ origin }: Pick<VaultHandlers, 'origin'>, incoming: FrameworkRequest): Request {
  const { method = 'GET', originalUrl, url = '/' } = incoming
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && !name.startsWith(':')) headers.append(name, one)
  }
  const path = originalUrl ?? url
  // An absolute form, or `//host`, is not to name another host.
  const target = `${origin}${path.startsWith('/') ? path : '/'}`
  if (method === 'GET' || method === 'HEAD') return new Request(target, { method, headers })
  return new Request(target, { method, headers, body: parsedBody(incoming) ?? readBounded(incoming), duplex: 'half' } as RequestInit)
}

/** Writes back what a parser in front has read. */
function parsedBody({ body, headers }: FrameworkRequest): BodyInit | undefined {
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return new Uint8Array(body)
  if (typeof body !== 'object' || body === null) return undefined
  if (/^application\/json\b/i.test(headers['content-type'] ?? '')) return JSON.stringify(body)
  return new URLSearchParams(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string')).toString()
}

/** The body as it comes. Past the limit one byte more is passed on, for the handler to refuse, and the rest is dropped. */
async function* readBounded(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const chunk of incoming) {
    if (length > MAX_BODY_BYTES) continue
    length += chunk.length
    yield chunk
  }
}

/** Sends a standard response. */
export async function sendResponse(outgoing: ServerResponse, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  if (outgoing.destroyed || outgoing.headersSent) return
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value)
  for (const cookie of response.headers.getSetCookie()) outgoing.appendHeader('set-cookie', cookie)
  outgoing.writeHead(response.status).end(body)
}
