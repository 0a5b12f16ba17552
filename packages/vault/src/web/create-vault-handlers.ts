import { systemTime } from '../runtime/system-time.ts'
import { answerFailure } from './answer-failure.ts'
import { parseAppUrl } from './app-url.ts'
import { beginConnect, beginSignIn } from './begin.ts'
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
 * @throws TypeError: `baseUrl` is not https, a path is none, or it is not said whose a request is.
 */
export function createVaultHandlers(options: VaultHandlerOptions): VaultHandlers {
  const { sessions, user, callbackPath } = options
  if (sessions === undefined && user === undefined) throw new TypeError('Give user(), which says whose a request is, or sessions.')
  const context = assemble(options)
  const { app, basePath } = context

  return {
    origin: app.origin,
    basePath,
    callbackPath,
    owns: (pathname) => pathname === basePath || pathname.startsWith(`${basePath}/`) || pathname === callbackPath,
    async fetch(request) {
      let visit: Visit = { request, userId: null, platformId: '' }
      let setCookie: string | undefined
      let response: Response
      try {
        const found = await sessions?.find(request)
        setCookie = found?.setCookie
        const userId = user === undefined ? found?.session?.userId : await user(request)
        const { handler, platformId } = match(context, request, callbackPath)
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
  const { vault, sessions, afterwards, handOver, clock = systemTime } = options
  const { basePath = '/connections', returnTo = '/', callbackPath } = options
  for (const path of [basePath, callbackPath]) {
    if (path !== undefined && !/^(\/[\w.~-]+)+$/.test(path))
      throw new TypeError('basePath and callbackPath begin with / and do not end with it.')
  }
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
    callbackPath: (platformId) => callbackPath ?? `${basePath}/callback/${platformId}`,
    flights: new Map(),
  }
}

/** Finds what answers a request. @throws WebRefusal `not_found`, `method_not_allowed` */
function match(
  context: WebContext,
  request: Request,
  callbackPath?: string,
): { readonly handler: WebHandler; readonly platformId: string } {
  const { method, url } = request
  const { pathname } = new URL(url)
  const [name = '', platformId = '', ...rest] = pathname.slice(context.basePath.length + 1).split('/')
  const isShared = pathname === callbackPath
  const route = isShared ? ROUTES['callback'] : Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined
  const isThere = route !== undefined && (route.needs === undefined || context[route.needs] !== undefined)
  const isNamed = route?.names === 'nothing' ? platformId === '' : context.vault.platforms.some(({ id }) => id === platformId)
  if (!isThere || !(isShared || (isNamed && rest.length === 0))) throw new WebRefusal('not_found')
  const handler = method === 'GET' || method === 'POST' ? route[method] : undefined
  if (handler === undefined) throw new WebRefusal('method_not_allowed')
  return { handler, platformId: isShared ? '' : platformId }
}

/** Puts the cookie of a rotation before those of the answer: of two with one name the last counts, and it may be a log-out. */
function withEarlierCookie(response: Response, setCookie: string): Response {
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  for (const cookie of [setCookie, ...response.headers.getSetCookie()]) headers.append('set-cookie', cookie)
  return new Response(response.body, { status: response.status, headers })
}
