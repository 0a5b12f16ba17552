import type { Awaitable } from '@stagedoor/client'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { VaultHandlers } from '../web/vault-handlers.ts'
import { toRequest } from './node-request.ts'

/**
 * Makes a plugin for Fastify: `app.register(fastifyHandlers(handlers))`. The app's body parsers stay as they are, outside of it.
 *
 * @param user - Whose request it is, where a hook of the app has found that: `(request) => request.session.userId`.
 */
export function fastifyHandlers(
  handlers: VaultHandlers,
  user?: (request: FastifyRequest) => Awaitable<string | null | undefined>,
): FastifyPluginAsync {
  return async (app) => {
    // The handlers read the body themselves, as far as they want one.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, _payload, done) => done(null))
    const { basePath, callbackPaths } = handlers
    for (const url of [basePath, `${basePath}/*`, ...callbackPaths]) {
      app.route({
        method: ['GET', 'POST'],
        url,
        handler: async (request) => handlers.fetch(toRequest(handlers, request.raw), user && { userId: await user(request) }),
      })
    }
  }
}
