import type { ServerResponse } from 'node:http'
import type { Awaitable } from '@stagedoor/client'
import type { VaultHandlers } from '../web/vault-handlers.ts'
import { type FrameworkRequest, findTarget, sendResponse, toRequest } from './node-request.ts'

/** Middleware of Express or Connect. */
export type ExpressHandler<R> = (request: R, response: ServerResponse, next: (error?: unknown) => void) => void

/**
 * Makes middleware for Express: `app.use(expressHandlers(handlers))`. What is not for the handlers is passed on.
 *
 * A body parser in front of it is fine, and not needed.
 *
 * @param user - Whose request it is, where middleware in front has found that: `(request) => request.session.userId`.
 */
export function expressHandlers<R extends FrameworkRequest>(
  handlers: VaultHandlers,
  user?: (request: R) => Awaitable<string | null | undefined>,
): ExpressHandler<R> {
  async function answer(incoming: R, outgoing: ServerResponse): Promise<void> {
    const request = toRequest(handlers, incoming)
    const visitor = user && { userId: await user(incoming) }
    await sendResponse(outgoing, await handlers.fetch(request, visitor))
  }
  return (incoming, outgoing, next) => {
    if (!handlers.owns(findTarget(handlers, incoming).pathname)) return next()
    answer(incoming, outgoing).catch(next)
  }
}
