import type { FastifyPluginAsync } from 'fastify'
import type { VaultHandlers } from '../web/vault-handlers.ts'
import { toRequest } from './node-request.ts'

/** Makes a plugin for Fastify: `app.register(fastifyHandlers(handlers))`. Body parsers of the app stay as they are, outside of it. */
export function fastifyHandlers(handlers: VaultHandlers): FastifyPluginAsync {
  return async (app) => {
    // The handlers read the body themselves, as far as they want one.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, _payload, done) => done(null))
    const { basePath, callbackPath } = handlers
    const isElsewhere = callbackPath !== undefined && !callbackPath.startsWith(`${basePath}/`)
    for (const url of [basePath, `${basePath}/*`, ...(isElsewhere ? [callbackPath] : [])]) {
      app.route({ method: ['GET', 'POST'], url, handler: ({ raw }) => handlers.fetch(toRequest(handlers, raw)) })
    }
  }
}
