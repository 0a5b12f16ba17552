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

/** Finds the address that is asked for. Its origin is the configured one: `Host` and `X-Forwarded-…` are written by whoever sends a request. */
export function findTarget(
  { origin }: Pick<VaultHandlers, 'origin'>,
  { originalUrl, url = '/' }: Pick<FrameworkRequest, 'originalUrl' | 'url'>,
): URL {
  const path = originalUrl ?? url
  // An absolute form, or `//host`, is not to name another host.
  return new URL(`${origin}${path.startsWith('/') ? path : '/'}`)
}

/** Makes a standard request. */
export function toRequest(handlers: Pick<VaultHandlers, 'origin'>, incoming: FrameworkRequest): Request {
  const { method = 'GET' } = incoming
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && !name.startsWith(':')) headers.append(name, one)
  }
  const target = findTarget(handlers, incoming)
  if (method === 'GET' || method === 'HEAD') return new Request(target, { method, headers })
  // What is in `body` counts once the stream was read: a parser that was not asked may leave an empty object there.
  const body = incoming.readableDidRead ? parsedBody(incoming) : readBounded(incoming)
  return new Request(target, { method, headers, body, duplex: 'half' } as RequestInit)
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
