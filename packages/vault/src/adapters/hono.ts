import type { VaultHandlers } from '../web/vault-handlers.ts'

/** As far as a handler of Hono looks at its context. */
export interface HonoContext {
  readonly req: { readonly raw: Request }
}

/** Makes middleware for Hono: `app.use(honoHandlers(handlers))`. What is not below `basePath` is passed on. */
export function honoHandlers(handlers: VaultHandlers): (context: HonoContext, next: () => Promise<void>) => Promise<Response | undefined> {
  return async ({ req }, next) => {
    if (handlers.owns(new URL(req.raw.url).pathname)) return handlers.fetch(req.raw)
    await next()
    return undefined
  }
}
