import type { HasHeaders } from './app-sessions.ts'

/** Reads the headers of a request of the standard, of Node (Express, Fastify) or of Next as one kind. */
export function requestHeaders({ headers }: HasHeaders): { readonly headers: Headers } {
  if (headers instanceof Headers) return { headers }
  const entries = isIterable(headers) ? [...headers] : Object.entries(headers)
  const found = new Headers()
  for (const [name, value] of entries) {
    // Names that begin with a colon are of HTTP/2.
    if (value !== undefined && !name.startsWith(':')) found.set(name, typeof value === 'string' ? value : value.join(', '))
  }
  return { headers: found }
}

function isIterable(headers: object): headers is Iterable<readonly [string, string]> {
  return Symbol.iterator in headers
}
