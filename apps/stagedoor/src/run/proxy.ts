import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { forwardRequest } from './forward-request.ts'
import { type LocalServer, listenLocally } from './local-server.ts'
import { openDirectly, openOutside } from './outside-tunnel.ts'
import { findParentProxy } from './parent-proxy.ts'
import type { PlatformHosts } from './platform-hosts.ts'
import { decideRoute, isThisMachine, type Reach, type Route } from './routes.ts'
import { joinSockets } from './tls-front.ts'

export interface ProxyOptions {
  readonly hosts: PlatformHosts
  readonly reach: Reach
  /** On 127.0.0.1. */
  readonly tlsFrontPort: number
  /** On 127.0.0.1. */
  readonly emulatorPort: number
  /** Of the person who started us: its proxy variables say how the rest of the world is reached. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * Starts an HTTP proxy on 127.0.0.1 that leads the platforms' hosts to the emulator and everything else where it was going,
 * untouched: of an https connection to elsewhere it sees the name and nothing more.
 */
export async function startProxy(options: ProxyOptions): Promise<LocalServer> {
  let ownPort = 0
  const server = createServer((request, response) => answerRequest(request, response, options))
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => client.destroy())
    openTunnel(request.url ?? '', options, ownPort).then(
      (socket) => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        if (head.length > 0) client.unshift(head)
        joinSockets(client, socket)
      },
      (error: Error) => client.end(formatRefusedTunnel(error.message)),
    )
  })
  const local = await listenLocally(server)
  ownPort = local.port
  return local
}

function answerRequest(request: IncomingMessage, response: ServerResponse, options: ProxyOptions): void {
  const url = readTarget(request, options.hosts)
  if (url === undefined) return void sendText(response, 400, notAWebsite)
  const { protocol, hostname } = url
  const port = portOf(url)
  const route = chooseRoute(options, hostname, port)
  if (route === 'refused') {
    sendText(response, 502, `${explainRefusal(options, url.host)}\n`)
  } else if (route === 'to-https') {
    response.writeHead(301, { location: url.href.replace('http:', 'https:') }).end()
  } else if (route === 'outside') {
    const parent = findParentProxy(options.environment, protocol === 'https:' ? 'https:' : 'http:', hostname)
    forwardRequest(request, response, { protocol, hostname, port, url, parent })
  } else {
    // An https address as well: some HTTP clients ask a proxy for it in the clear.
    forwardRequest(request, response, { protocol: 'http:', hostname: '127.0.0.1', port: options.emulatorPort, url })
  }
}

const notAWebsite = 'This is the proxy of `stagedoor run`: its address goes into HTTPS_PROXY, not into a browser.\n'

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
}

function formatRefusedTunnel(reason: string): string {
  const body = `${reason}\n`
  return `HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

function chooseRoute({ hosts, reach }: ProxyOptions, hostname: string, port: number): Route {
  const route = decideRoute(hosts, hostname, port)
  return route === 'outside' && reach === 'this-machine' && !isThisMachine(hostname) ? 'refused' : route
}

function explainRefusal({ reach }: ProxyOptions, host: string): string {
  if (reach === 'this-machine') return `stagedoor run --offline: ${host} is neither this machine nor an address of a platform.`
  return `stagedoor run: the emulator has nothing on ${host}, and a platform's host never leads outside.`
}

function openTunnel(authority: string, options: ProxyOptions, ownPort: number): Promise<Socket> {
  const [, address, name, digits] = /^(?:\[([0-9a-f:.]+)\]|([^\s:/?#@[\]]+)):(\d{1,5})$/i.exec(authority) ?? []
  const [hostname, port] = [address ?? name, Number(digits)]
  if (hostname === undefined || port > 65_535) return Promise.reject(new Error('CONNECT needs a host and a port.'))
  const route = chooseRoute(options, hostname, port)
  if (route === 'tls-front') return openDirectly('127.0.0.1', options.tlsFrontPort)
  if (route === 'emulator') return openDirectly('127.0.0.1', options.emulatorPort)
  if (route === 'to-https') return openDirectly('127.0.0.1', ownPort)
  if (route === 'refused') return Promise.reject(new Error(explainRefusal(options, authority)))
  return openOutside(hostname, port, findParentProxy(options.environment, 'https:', hostname))
}

/** Reads where a request wants to go: the absolute form that proxies get (RFC 9112 §3.2.2), or a platform's host that was led here. */
function readTarget({ url = '', headers }: IncomingMessage, hosts: PlatformHosts): URL | undefined {
  const isAbsolute = /^https?:\/\//i.test(url)
  const target = URL.parse(isAbsolute ? url : `http://${headers.host}${url}`) ?? undefined
  // A web page can send this port a request, but not in absolute form: it is nobody's way into the network of this machine.
  if (target === undefined || isAbsolute) return target
  return hosts.secure.includes(target.hostname) ? target : undefined
}

function portOf({ protocol, port }: URL): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}
