import type { VaultHandlers } from '../web/vault-handlers.ts'

/** Route handlers of the App Router. */
export interface NextHandlers {
  readonly GET: (request: Request) => Promise<Response>
  readonly POST: (request: Request) => Promise<Response>
}

/** Makes the route handlers of `app/connections/[[...stagedoor]]/route.ts`: `export const { GET, POST } = nextHandlers(handlers)`. */
export function nextHandlers(handlers: VaultHandlers): NextHandlers {
  return { GET: handlers.fetch, POST: handlers.fetch }
}
