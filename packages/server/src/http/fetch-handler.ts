import type { HttpRequest, HttpResponse } from './http-message.ts'
import { pathBelow } from './node-listener.ts'
import type { Dispatch } from './router.ts'

/** A handler for runtimes that speak the web-standard `Request` and `Response`. */
export type FetchHandler = (request: Request) => Promise<Response>

/**
 * Connects the engine to the web-standard `Request` and `Response`.
 *
 * @param basePath - Where the server stands; what lies elsewhere is answered with 404.
 */
export function createFetchHandler(dispatch: Dispatch, basePath: string): FetchHandler {
  return async (request) => writeResponse(await dispatch(readRequest(request, basePath)), request.method)
}

function readRequest(request: Request, basePath: string): HttpRequest {
  const { pathname, search } = new URL(request.url)
  return {
    method: request.method,
    path: pathBelow(basePath, pathname),
    query: search.slice(1),
    headers: Object.fromEntries(request.headers),
    remoteAddress: null,
    readBody: (limit) => collectBody(request, limit),
  }
}

async function collectBody(request: Request, limit: number): Promise<Uint8Array | 'too_large'> {
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  // Leaving the loop early cancels the stream.
  for await (const chunk of request.body) {
    length += chunk.length
    if (length > limit) return 'too_large'
    chunks.push(chunk)
  }
  const body = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.length
  }
  return body
}

function writeResponse({ status, headers, body }: HttpResponse, method: string): Response {
  const lines = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') lines.set(name, value)
    else for (const one of value) lines.append(name, one)
  }
  const bodiless = method === 'HEAD' || status === 204 || status === 304
  return new Response(bodiless ? null : typeof body === 'string' ? body : new Uint8Array(body), { status, headers: lines })
}
