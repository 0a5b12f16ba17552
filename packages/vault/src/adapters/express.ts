import type { ServerResponse } from 'node:http'
import type { VaultHandlers } from '../web/vault-handlers.ts'
import { type FrameworkRequest, sendResponse, toRequest } from './node-request.ts'

/** Middleware of Express or Connect. */
export type ExpressHandler = (request: FrameworkRequest, response: ServerResponse, next: (error?: unknown) => void) => void

/**
 * Makes middleware for Express: `app.use(expressHandlers(handlers))`. What is not below `basePath` is passed on.
 *
 * A body parser in front of it is fine, and not needed.
 */
export function expressHandlers(handlers: VaultHandlers): ExpressHandler {
  return (incoming, outgoing, next) => {
    const request = toRequest(handlers, incoming)
    if (!handlers.owns(new URL(request.url).pathname)) return next()
    handlers
      .fetch(request)
      .then((response) => sendResponse(outgoing, response))
      .catch(next)
  }
}
