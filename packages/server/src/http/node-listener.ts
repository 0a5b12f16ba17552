import type { IncomingMessage, ServerResponse } from 'node:http'
import { findRemoteAddress } from './find-remote-address.ts'
import type { HttpRequest, HttpResponse } from './http-message.ts'
import { ClientGoneError } from './request-refusal.ts'
import type { Dispatch } from './router.ts'

/** A listener for `http.createServer`. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Connects the engine to `node:http`.
 *
 * @param basePath - Where the server stands; what lies elsewhere is answered with 404.
 * @param trustedProxies - How many proxies in front of it add to `X-Forwarded-For`.
 */
export function createNodeListener(dispatch: Dispatch, basePath: string, trustedProxies: number = 0): NodeListener {
  return (request, response) => {
    const answer = dispatch(readRequest(request, basePath, trustedProxies))
    if (answer instanceof Promise) void answer.then((settled) => writeResponse(request, response, settled))
    else writeResponse(request, response, answer)
  }
}

function readRequest(request: IncomingMessage, basePath: string, trustedProxies: number): HttpRequest {
  const url = request.url ?? ''
  const mark = url.indexOf('?')
  return {
    method: request.method ?? '',
    path: pathBelow(basePath, mark < 0 ? url : url.slice(0, mark)),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: request.headers,
    remoteAddress: findRemoteAddress(request, trustedProxies),
    readBody: (limit) => collectBody(request, limit),
  }
}

/** The path below the mount point; empty, which no route has, for what lies elsewhere. */
export function pathBelow(basePath: string, path: string): string {
  if (basePath === '') return path
  if (!path.startsWith(basePath)) return ''
  if (path.length === basePath.length) return '/'
  return path.charCodeAt(basePath.length) === 47 ? path.slice(basePath.length) : ''
}

/** Collects a body. Past the limit the rest is read and dropped, so that a caller in the middle of sending still hears the answer. */
function collectBody(request: IncomingMessage, limit: number): Promise<Uint8Array | 'too_large'> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let length = 0
    const give = (body: Uint8Array | 'too_large'): void => {
      request.removeListener('data', take)
      request.resume()
      resolve(body)
    }
    const take = (chunk: Uint8Array): void => {
      length += chunk.length
      if (length > limit) give('too_large')
      else chunks.push(chunk)
    }
    if (Number(request.headers['content-length'] ?? 0) > limit) return give('too_large')
    request.on('data', take)
    request.on('end', () => resolve(joinChunks(chunks, length)))
    // Emitted instead of `end` when the connection breaks; without a listener it would end the process.
    request.on('error', (cause) => reject(new ClientGoneError('The client went away.', { cause })))
  })
}

function joinChunks(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = chunks
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, length)
}

/** Writes the answer in one piece. node:http refuses line breaks in header values, so none can be injected. */
function writeResponse(request: IncomingMessage, response: ServerResponse, answer: HttpResponse): void {
  if (response.destroyed || response.headersSent) return
  const { status, headers, body } = answer
  const lines: (string | string[])[] = []
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) lines.push(name, typeof value === 'string' ? value : [...value])
  }
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length
  if (status !== 204 && status !== 304) lines.push('Content-Length', String(length))
  try {
    response.writeHead(status, lines)
    if (request.method === 'HEAD') response.end()
    // Text of as many bytes as characters is ASCII, which goes out as it lies in memory.
    else response.end(body, length === body.length ? 'latin1' : 'utf8')
  } catch {
    // A header that cannot be written. Whatever made it, the connection must not hang.
    if (!response.headersSent) response.writeHead(500, { 'Content-Length': '0' })
    response.end()
  }
}
