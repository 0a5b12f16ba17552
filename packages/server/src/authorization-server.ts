import { createFetchHandler, type FetchHandler } from './http/fetch-handler.ts'
import type { HttpRequest, HttpResponse } from './http/http-message.ts'
import { createNodeListener, type NodeListener } from './http/node-listener.ts'
import { createRouter, type Route } from './http/router.ts'
import type { AuthorizationServerOptions } from './options.ts'
import { createServerContext } from './server-context.ts'

/** An authorization server (RFC 6749 §1.1), for whatever speaks HTTP. */
export interface AuthorizationServer {
  /** RFC 8414 §2. */
  readonly issuer: string
  /** Answers one request; its path is the one below the server's base URL. Never rejects. */
  handle(request: HttpRequest): Promise<HttpResponse>
  /** {@link handle} for runtimes that speak the web-standard `Request`; takes whole URLs. */
  readonly fetch: FetchHandler
  /** {@link handle} for `http.createServer`; the fastest way in. */
  readonly nodeListener: NodeListener
  /** Resolves when every request under way has been answered. The store is its owner's to close. */
  close(): Promise<void>
}

/** Creates an authorization server that is the described platform. @throws TypeError when the options contradict each other. */
export function createAuthorizationServer(options: AuthorizationServerOptions): AuthorizationServer {
  const context = createServerContext(options)
  const dispatch = createRouter(context, new Map<string, Route>())
  return {
    issuer: context.platform.issuer,
    handle: async (request) => dispatch(request),
    fetch: createFetchHandler(dispatch, context.basePath),
    nodeListener: createNodeListener(dispatch, context.basePath),
    close: async () => undefined,
  }
}
