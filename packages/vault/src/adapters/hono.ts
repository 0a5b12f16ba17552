import type { Awaitable } from '@stagedoor/client'
import type { VaultHandlers } from '../web/vault-handlers.ts'

/** As far as a handler of Hono looks at its context. */
export interface HonoContext {
  readonly req: { readonly raw: Request }
}

/** Middleware of Hono. */
export type HonoHandler<C> = (context: C, next: () => Promise<void>) => Promise<Response | undefined>

/**
 * Makes middleware for Hono: `app.use(honoHandlers(handlers))`. What is not for the handlers is passed on.
 *
 * @param user - Whose request it is, where middleware in front has found that: `(context) => context.get('userId')`.
 */
export function honoHandlers<C extends HonoContext>(
  handlers: VaultHandlers,
  user?: (context: C) => Awaitable<string | null | undefined>,
): HonoHandler<C> {
  return async (context, next) => {
    const { raw } = context.req
    if (handlers.owns(new URL(raw.url).pathname)) return handlers.fetch(raw, user && { userId: await user(context) })
    await next()
    return undefined
  }
}
