import type { IncomingMessage, ServerResponse } from 'node:http'
import type { NodeListener } from '@stagedoor/server'
import { findResource } from '../resources/find-resource.ts'
import { findPicture } from './pictures.ts'
import type { PlatformHost } from './platform-host.ts'
import { welcomePage } from './welcome-page.ts'

export interface FrontDoorOptions {
  readonly url: string
  readonly hosts: readonly PlatformHost[]
  readonly control: NodeListener
}

/**
 * Leads each request to its platform: by path (`/audius/…`), or by host name where a platform's own SDK was led here (`http://audius-api/v1/…`).
 *
 * Any other host name is refused (421): a page that resolves its own name to this machine must not reach the platforms or the control API (DNS rebinding).
 */
export function createFrontDoor({ url, hosts, control }: FrontDoorOptions): NodeListener {
  const port = new URL(url).port
  const ownHosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
  const byPrefix = new Map(hosts.map((host) => [host.description.id, host]))
  const byHost = new Map(hosts.flatMap((host) => platformHostNames(host).map((name) => [name, host] as const)))
  const local = createLocalAnswers(url, hosts)

  return (request, response) => {
    const hostName = request.headers.host ?? ''
    const path = request.url ?? '/'
    const slash = path.indexOf('/', 1)
    const first = slash < 0 ? path.slice(1) : path.slice(1, slash)
    if (ownHosts.has(hostName)) {
      const host = byPrefix.get(first)
      if (host !== undefined) return host.server.nodeListener(request, response)
      if (first === '_control') return control(request, response)
      return local(request, response)
    }
    const host = byHost.get(hostName.replace(/:\d+$/, '').toLowerCase())
    if (host === undefined) return misdirected(response)
    if (first !== host.description.id) request.url = `/${host.description.id}${path}`
    if (answerResource(host, path, response)) return
    host.server.nodeListener(request, response)
  }
}

/** Host names under which the platform's own SDK looks for it. */
function platformHostNames({ description }: PlatformHost): readonly string[] {
  if (description.issuerIsPlaceholder) return []
  return [description.issuer, ...description.aliasOrigins].map((origin) => new URL(origin).hostname)
}

function answerResource(host: PlatformHost, path: string, response: ServerResponse): boolean {
  const resource = findResource(host.description.id, path)
  if (resource === undefined) return false
  response.writeHead(200, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' }).end(JSON.stringify(resource))
  return true
}

/** What belongs to the emulator itself: the welcome page, pictures, and metadata with the path inserted (RFC 8414 §3.1). */
function createLocalAnswers(url: string, hosts: readonly PlatformHost[]): NodeListener {
  const welcome = welcomePage(url, hosts)
  const metadata = new Map(
    hosts.map(({ description, server }) => [`/.well-known/oauth-authorization-server/${description.id}`, JSON.stringify(server.metadata)]),
  )
  return (request: IncomingMessage, response: ServerResponse) => {
    const [path = ''] = (request.url ?? '').split('?')
    const document = metadata.get(path)
    const picture = findPicture(path)
    if (path === '/') answer(response, 200, 'text/html; charset=utf-8', welcome)
    else if (document !== undefined) answer(response, 200, 'application/json', document)
    else if (picture !== undefined) answer(response, 200, 'image/svg+xml', picture)
    else answer(response, 404, 'text/plain; charset=utf-8', `There is nothing at this address. See ${url}/`)
  }
}

function answer(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Access-Control-Allow-Origin': '*',
  })
  response.end(body)
}

function misdirected(response: ServerResponse): void {
  response.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8' })
  response.end('This machine does not serve that host name.')
}
