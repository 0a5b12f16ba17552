import type { AuthorizationServerMetadata } from '@stagedoor/protocol'
import { describeServer } from './endpoints/metadata/server-metadata.ts'
import { createFetchHandler, type FetchHandler } from './http/fetch-handler.ts'
import type { HttpRequest, HttpResponse } from './http/http-message.ts'
import { createNodeListener, type NodeListener } from './http/node-listener.ts'
import { countRequests } from './http/request-counter.ts'
import { createRouter } from './http/router.ts'
import type { AuthorizationServerOptions } from './options.ts'
import { createRoutes } from './routes.ts'
import { createServerContext, type ServerContext } from './server-context.ts'

/** An authorization server (RFC 6749 §1.1), for whatever speaks HTTP. */
export interface AuthorizationServer {
  /** RFC 8414 §2. */
  readonly issuer: string
  /** The document at `/.well-known/oauth-authorization-server` below the base URL; a host also serves it with the path inserted (RFC 8414 §3.1). */
  readonly metadata: AuthorizationServerMetadata
  /** For acts around the server, such as `createBrowserSession`. */
  readonly context: ServerContext
  /** Answers one request; its path is the one below the server's base URL. Never rejects. */
  handle(request: HttpRequest): Promise<HttpResponse>
  /** {@link handle} for runtimes that speak the web-standard `Request`; takes whole URLs. */
  readonly fetch: FetchHandler
  /** {@link handle} for `http.createServer`; the fastest way in. */
  readonly nodeListener: NodeListener
  /** Resolves when every request under way has been answered, and what went on after its answer is done. The store is its owner's to close. */
  close(): Promise<void>
}

/** Creates an authorization server that is the described platform. @throws TypeError when the options contradict each other. */
export function createAuthorizationServer(options: AuthorizationServerOptions): AuthorizationServer {
  const context = createServerContext(options)
  const metadata = describeServer(context.platform)
  const { dispatch, drain } = countRequests(createRouter(context, createRoutes(context, metadata)))
  return {
    issuer: context.platform.issuer,
    metadata,
    context,
    handle: async (request) => dispatch(request),
    fetch: createFetchHandler(dispatch, context.basePath),
    nodeListener: createNodeListener(dispatch, context.basePath, options.trustedProxies),
    async close() {
      await drain()
      await context.background.settle()
      await context.signInRecorder?.flush()
    },
  }
}
