import { systemClock } from '../runtime/system-clock.ts'
import { answerFailure } from './answer-failure.ts'
import { parseAppUrl } from './app-url.ts'
import { beginConnect, beginSignIn } from './begin.ts'
import { createCallbackTable } from './callback-table.ts'
import { disconnect } from './disconnect.ts'
import { finishReply } from './finish-reply.ts'
import { handOver } from './hand-over.ts'
import { listConnections } from './list-connections.ts'
import { logOut } from './log-out.ts'
import type { VaultHandlerOptions, VaultHandlers } from './vault-handlers.ts'
import type { Visit, WebContext, WebHandler } from './web-context.ts'
import { WebRefusal } from './web-failure.ts'

interface Route {
  readonly names: 'platform' | 'nothing'
  readonly needs?: 'sessions' | 'handOver'
  readonly GET?: WebHandler
  readonly POST?: WebHandler
}

const METHODS = ['GET', 'POST'] as const

/** By the first part of the path below `basePath`. */
const ROUTES: Readonly<Record<string, Route>> = {
  '': { names: 'nothing', GET: listConnections },
  connect: { names: 'platform', GET: beginConnect, POST: beginConnect },
  callback: { names: 'platform', GET: finishReply, POST: finishReply },
  disconnect: { names: 'platform', POST: disconnect },
  'hand-over': { names: 'platform', needs: 'handOver', POST: handOver },
  'sign-in': { names: 'platform', needs: 'sessions', GET: beginSignIn, POST: beginSignIn },
  'log-out': { names: 'nothing', needs: 'sessions', POST: logOut },
}

/**
 * Puts a vault on the web: see {@link VaultHandlers} for the addresses.
 *
 * @throws TypeError: `baseUrl` is not https, a redirect URI is on another origin, `basePath` is none.
 */
export function createVaultHandlers(options: VaultHandlerOptions): VaultHandlers {
  const { sessions, user } = options
  const context = assemble(options)
  const { app, basePath, callbacks } = context

  return {
    origin: app.origin,
    basePath,
    callbackPaths: callbacks.paths,
    owns: (pathname) => pathname === basePath || pathname.startsWith(`${basePath}/`) || callbacks.paths.includes(pathname),
    async fetch(request, visitor) {
      let visit: Visit = { request, userId: null, platformId: '' }
      let setCookie: string | undefined
      let response: Response
      try {
        const found = await sessions?.find(request)
        setCookie = found?.setCookie
        const userId = visitor ? visitor.userId : user ? await user(request) : found?.session?.userId
        if (!visitor && !user && !sessions)
          throw new TypeError('Nobody says whose a request is: give user(), sessions, or tell the adapter.')
        const { handler, platformId } = match(context, request)
        visit = { request, userId: userId || null, platformId }
        response = await handler(context, visit)
      } catch (error) {
        response = await answerFailure(context, visit, { error, failed: options.failed })
      }
      return setCookie === undefined ? response : withEarlierCookie(response, setCookie)
    },
  }
}

function assemble(options: VaultHandlerOptions): WebContext {
  const { vault, sessions, afterwards, handOver, clock = systemClock } = options
  const { basePath = '/connections', returnTo = '/' } = options
  if (!/^(\/[\w.~-]+)+$/.test(basePath)) throw new TypeError('basePath begins with a slash, and does not end with one.')
  const app = parseAppUrl(options.baseUrl)
  return {
    vault,
    sessions,
    afterwards,
    handOver,
    app,
    basePath,
    returnTo,
    origins: [app.origin, ...(options.origins ?? [])],
    now: () => clock.now(),
    callbacks: createCallbackTable(vault.platforms, app, basePath),
    flights: new Map(),
  }
}

/** Finds what answers a request. @throws WebRefusal `not_found`, `method_not_allowed` */
function match(context: WebContext, request: Request): { readonly handler: WebHandler; readonly platformId: string } {
  const { pathname } = new URL(request.url)
  const registered = context.callbacks.platformAt(pathname)
  const [name = '', platformId = '', ...rest] =
    registered === undefined ? pathname.slice(context.basePath.length + 1).split('/') : ['callback']
  const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined
  const isThere = route !== undefined && (route.needs === undefined || context[route.needs] !== undefined)
  const isNamed = route?.names === 'nothing' ? platformId === '' : context.vault.platforms.some(({ id }) => id === platformId)
  if (!isThere || !(registered !== undefined || (isNamed && rest.length === 0))) throw new WebRefusal('not_found')
  const method = METHODS.find((name) => name === request.method)
  const handler = method && route[method]
  if (handler === undefined) throw new WebRefusal('method_not_allowed', { allow: METHODS.filter((name) => route[name]).join(', ') })
  return { handler, platformId: registered ?? platformId }
}

/** Puts the cookie of a rotation before those of the answer: of two with one name the last counts, and it may be a log-out. */
function withEarlierCookie(response: Response, setCookie: string): Response {
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  for (const cookie of [setCookie, ...response.headers.getSetCookie()]) headers.append('set-cookie', cookie)
  return new Response(response.body, { status: response.status, headers })
}
