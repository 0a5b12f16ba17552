import type { VaultHandlers } from '../web/vault-handlers.ts'

/** Route handlers of the App Router. */
export interface NextHandlers {
  readonly GET: (request: Request) => Promise<Response>
  readonly POST: (request: Request) => Promise<Response>
}

/** Makes the route handlers of `app/connections/[[...stagedoor]]/route.ts`: `export const { GET, POST } = nextHandlers(handlers)`. */
export function nextHandlers(handlers: VaultHandlers): NextHandlers {
  // Next passes more than the request.
  const answer = (request: Request): Promise<Response> => handlers.fetch(request)
  return { GET: answer, POST: answer }
}
