import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { createLatePages } from '@stagedoor/pages/late'
import { type AuthorizationServer, type AuthorizationServerOptions, createAuthorizationServer, startHousekeeping } from '@stagedoor/server'
import { type Clock, type EventLog, type Store, StoreUnavailableError } from '@stagedoor/server/ports'
import { openSqliteStore } from '@stagedoor/store-sqlite'
import { createAdminListener } from '../admin/admin-listener.ts'
import { closeServer, listen } from '../emulator/listen.ts'
import { StartError } from '../emulator/start-error.ts'
import { createArgon2PasswordHasher } from '../passwords/argon2-password-hasher.ts'
import { createSite } from './create-site.ts'
import { createHealth, healthPath } from './health.ts'
import type { Config } from './read-config.ts'

// An import of node:http would load an HTTP client that nothing here uses.
const { createServer } = process.getBuiltinModule('node:http')

/** A platform that is open. */
export interface RunningServer {
  readonly server: AuthorizationServer
  readonly store: Store
  /** Where it listens. */
  readonly port: number
  /** Stops being ready, answers the requests under way, lets go of the database; all within ten seconds. */
  close(): Promise<void>
}

/**
 * Opens a platform for real people: one process, one SQLite file, nothing of the emulator.
 *
 * @throws StartError when the port or the database cannot be had.
 */
export async function startServer(
  config: Config,
  { clock, log }: { readonly clock: Clock; readonly log: EventLog },
): Promise<RunningServer> {
  const store = openStore(config, clock, log)
  const health = createHealth(store)
  try {
    const server = createAuthorizationServer(describeServer(config, { store, clock, log }))
    const http = createHttpServer(createDispatch(config, server, health.answer))
    const port = await listen(http, config.port, config.host)
    const housekeeping = startHousekeeping({ store, clock, log })
    return {
      server,
      store,
      port,
      async close() {
        health.beginToStop()
        await closeServer(http)
        await server.close()
        await housekeeping.stop()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

function openStore({ database }: Config, clock: Clock, log: EventLog): Store {
  try {
    return openSqliteStore({ path: database, onSlow: () => log({ reason: 'slow_commit', at: clock() }) })
  } catch (error) {
    throw error instanceof StoreUnavailableError ? new StartError(error.message) : error
  }
}

function describeServer(
  config: Config,
  world: { readonly store: Store; readonly clock: Clock; readonly log: EventLog },
): AuthorizationServerOptions {
  const { platform, baseUrl, trustedProxies, sessionLifetimeSeconds } = config
  return {
    ...world,
    platform,
    baseUrl,
    trustedProxies,
    sessionLifetimeSeconds,
    pages: createLatePages(),
    passwordHasher: createArgon2PasswordHasher(),
    random: (length) => randomBytes(length),
    ...(config.site && { site: createSite(config) }),
  }
}

/** Timeouts are stated: Node's own leave a slow sender a minute for headers and five for the rest. */
function createHttpServer(listener: RequestListener): Server {
  const timeouts = { headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 5_000 }
  return createServer(timeouts, listener)
}

/** RFC 8414 §3.1 puts the well-known part before the path of the issuer. */
const insertedWellKnown = /^\/\.well-known\/(oauth-authorization-server|openid-configuration)(\/[^?]+)$/

function createDispatch(config: Config, server: AuthorizationServer, answerHealth: RequestListener): RequestListener {
  const { operatorTokens, trustedProxies, site } = config
  const { basePath, baseUrl } = server.context
  const adminPath = `${basePath}/admin/`
  const answerAdmin = operatorTokens.length === 0 ? undefined : createAdminListener(server.context, { operatorTokens, trustedProxies })
  return (request, response) => {
    const url = request.url ?? ''
    if (url.startsWith(healthPath)) return answerHealth(request, response)
    if (answerAdmin !== undefined && url.startsWith(adminPath)) return answerAdmin(request, response)
    // Whoever types the address alone wants to be somewhere.
    if (site && (url === `${basePath}/` || url === (basePath || '/')) && request.method === 'GET')
      return void response.writeHead(303, { Location: `${baseUrl}/account`, 'Content-Length': '0' }).end()
    if (basePath !== '') moveWellKnown(request, basePath)
    server.nodeListener(request, response)
  }
}

function moveWellKnown(request: IncomingMessage, basePath: string): void {
  const [, kind, path] = insertedWellKnown.exec(request.url ?? '') ?? []
  if (path === basePath) request.url = `${basePath}/.well-known/${kind}`
}
