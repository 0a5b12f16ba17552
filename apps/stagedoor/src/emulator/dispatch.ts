import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { PlatformDescription } from '@stagedoor/platforms'
import type { AuthorizationServer } from '@stagedoor/server'
import { injectFaults } from '../faults/inject-faults.ts'
import { serveFrontPage, serveNothing } from '../front-page/serve-front-page.ts'
import type { Outbox } from '../mail/outbox.ts'
import { outboxPath, serveOutbox } from '../mail/serve-outbox.ts'
import { picturesPath } from '../pictures/place-pictures.ts'
import { servePicture } from '../pictures/serve-picture.ts'
import { recordRequests } from '../request-log/record-requests.ts'
import type { Announcement } from './announcement.ts'
import { sendJson } from './answers.ts'
import type { HostedPlatform } from './hosted-platform.ts'
import { knownPlatforms } from './known-platforms.ts'
import type { PathListener } from './path-listener.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** What {@link createDispatch} chooses between. */
export interface Dispatched {
  readonly port: number
  readonly platforms: readonly HostedPlatform[]
  readonly announcement: Announcement
  readonly outbox: Outbox
  /** Below `/_control`. */
  readonly control: Listener
}

/** RFC 8414 §3.1 puts the well-known part before the path of the issuer. */
const insertedWellKnown = /^\/\.well-known\/(oauth-authorization-server|openid-configuration)\/([^/?]+)$/

/**
 * Leads each request to where it belongs: by `Host`, then by the first part of the path.
 *
 * A host that is neither this machine nor a platform's own gets 421, so no web page can reach in by a name it controls (DNS rebinding).
 */
export function createDispatch(dispatched: Dispatched): RequestListener {
  const { port, platforms } = dispatched
  const [host, localhost] = [hostOf('127.0.0.1', port), hostOf('localhost', port)]
  const mounts = platforms.map((platform) => ({
    prefix: `/${platform.description.id}/`,
    listener: createPlatformListener(platform, platform.server, `/${platform.description.id}`),
  }))
  const platformHosts = createPlatformHosts(platforms)
  const serveRest = createRest(dispatched, new Map(mounts.map(({ prefix, listener }) => [prefix, listener])))

  return (request, response) => {
    if (hasTwoHosts(request)) {
      return sendJson(request, response, { status: 400, body: { error: 'invalid_request', error_description: 'Send one Host header.' } })
    }
    const wanted = request.headers.host
    if (wanted === host || wanted === localhost) {
      const url = request.url ?? ''
      for (const mount of mounts) if (url.startsWith(mount.prefix)) return mount.listener(request, response)
      return serveRest(request, response)
    }
    const listener = platformHosts.get(wanted?.toLowerCase() ?? '')
    if (listener !== undefined) return listener(request, response)
    sendJson(request, response, {
      status: 421,
      body: {
        error: 'misdirected_request',
        error_description: `This is ${host}, and answers to that name and to the host names of its platforms.`,
      },
    })
  }
}

/**
 * Tells whether a request names its host twice: node:http would keep the first, a proxy before us may have gone by the second.
 *
 * > A server MUST respond with a 400 … to any request message that contains more than one Host header field line (RFC 9112 §3.2)
 */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0
  for (let index = 0; index < rawHeaders.length; index += 2) if (rawHeaders[index]?.toLowerCase() === 'host') hosts += 1
  return hosts > 1
}

/** A browser leaves the port out of `Host` when it is the scheme's own. */
function hostOf(name: string, port: number): string {
  return port === 80 ? name : `${name}:${port}`
}

/** A platform's server; with the faults it has now, and recorded. */
function createPlatformListener(platform: HostedPlatform, server: AuthorizationServer, basePath: string): Listener {
  const serve: PathListener = (_, request, response) => server.nodeListener(request, response)
  const answer = recordRequests(platform, injectFaults(platform, serve))
  return (request, response) => {
    const url = request.url ?? ''
    const mark = url.indexOf('?')
    answer(url.slice(basePath.length, mark < 0 ? undefined : mark), request, response)
  }
}

/**
 * Each platform at the root of its own host names, so that an SDK whose hosts are mapped to us finds what it expects.
 * A host of two platforms is the first one's, by {@link knownPlatforms}; the second is a guest there.
 */
function createPlatformHosts(platforms: readonly HostedPlatform[]): ReadonlyMap<string, Listener> {
  const hosts = new Map<string, Listener>()
  for (const platform of [...platforms].sort((one, other) => rankOf(one) - rankOf(other))) {
    const { issuer, issuerIsPlaceholder, aliasOrigins } = platform.description
    for (const address of issuerIsPlaceholder ? aliasOrigins : [issuer, ...aliasOrigins]) {
      const { host, origin } = new URL(address)
      const listener = createHostListener(platform, origin)
      const home = hosts.get(host)
      hosts.set(host, home === undefined ? listener : letGuestIn(home, listener, platform.description))
    }
  }
  return hosts
}

/** Whatever order they were asked for in; one that is not known comes last. */
function rankOf({ description }: HostedPlatform): number {
  const rank = knownPlatforms.findIndex(({ id }) => id === description.id)
  return rank < 0 ? knownPlatforms.length : rank
}

function createHostListener(platform: HostedPlatform, origin: string): Listener {
  let listener: Listener | undefined
  return (request, response) => {
    if (request.url?.startsWith(picturesPath)) return servePicture(request, response)
    listener ??= createPlatformListener(platform, platform.serverAt(origin), '')
    listener(request, response)
  }
}

/** A guest has its endpoints only. Pages for people, which lead on to others, are where it is at home. */
function letGuestIn(home: Listener, guest: Listener, { endpoints }: PlatformDescription): Listener {
  const { authorization: _, popupStart: __, popupCallback: ___, ...forApps } = endpoints
  const paths = new Set(Object.values(forApps).map((url) => new URL(url).pathname))
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1)
    const listener = paths.has(path) ? guest : home
    listener(request, response)
  }
}

function createRest({ announcement, control, outbox }: Dispatched, listeners: ReadonlyMap<string, Listener>): Listener {
  return (request, response) => {
    const url = request.url ?? ''
    if (url === outboxPath || url.startsWith(`${outboxPath}?`)) return serveOutbox(outbox, request, response)
    if (url.startsWith('/_control/') || url === '/_control') return control(request, response)
    if (url.startsWith(picturesPath)) return servePicture(request, response)
    if (url === '/') return serveFrontPage(announcement, request, response)
    const [, kind, platformId] = insertedWellKnown.exec(url) ?? []
    const listener = listeners.get(`/${platformId}/`)
    if (listener === undefined) return serveNothing(announcement, request, response)
    request.url = `/${platformId}/.well-known/${kind}`
    listener(request, response)
  }
}
