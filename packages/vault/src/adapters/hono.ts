import type { Awaitable } from '@stagedoor/client'
import type { Context, Env, MiddlewareHandler } from 'hono'
import type { VaultHandlers } from '../web/vault-handlers.ts'

/**
 * Makes middleware for Hono: `app.use(honoHandlers(handlers))`. What is not for the handlers is passed on.
 *
 * @param user - Whose request it is, where middleware in front has found that: `honoHandlers<Env>(handlers, (context) => context.get('userId'))`.
 */
export function honoHandlers<E extends Env>(
  handlers: VaultHandlers,
  user?: (context: Context<E>) => Awaitable<string | null | undefined>,
): MiddlewareHandler<E> {
  return async (context, next) => {
    const { raw } = context.req
    if (handlers.owns(new URL(raw.url).pathname)) return handlers.fetch(raw, user && { userId: await user(context) })
    await next()
    return undefined
  }
}
