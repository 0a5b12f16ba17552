import { type IncomingMessage, type ServerResponse, request as startHttpRequest } from 'node:http'
import { request as startHttpsRequest } from 'node:https'
import { pipeline } from 'node:stream'
import { formatProxyAuthorization } from './parent-proxy.ts'
import { sendBody } from './send-body.ts'

/** Where a request goes on to. */
export interface ForwardTarget {
  readonly protocol: string
  readonly hostname: string
  readonly port: number
  /** What was asked for, whole: a proxy behind us wants it so. */
  readonly url: URL
  readonly parent?: URL | undefined
}

/** For the one connection they came by, not for the next (RFC 9110 §7.6.1); `Transfer-Encoding` stays, since it frames the body. */
const hopByHopHeaders = ['connection', 'keep-alive', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'upgrade']

/** Sends a request on and its answer back. A reply that breaks off breaks off for the caller as well. */
export function forwardRequest(request: IncomingMessage, response: ServerResponse, target: ForwardTarget): void {
  const { url, parent } = target
  const next = parent === undefined ? target : { protocol: parent.protocol, hostname: parent.hostname, port: parent.port }
  const start = next.protocol === 'https:' ? startHttpsRequest : startHttpRequest
  const proxyHeaders = parent === undefined ? [] : Object.entries(formatProxyAuthorization(parent)).flat()
  const forwarded = start({
    host: next.hostname.replace(/^\[|\]$/g, ''),
    port: next.port,
    method: request.method,
    path: parent === undefined ? readPath(request) : url.href,
    headers: [...keepEndToEnd(request), ...proxyHeaders],
    agent: false,
  })
  forwarded.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, keepEndToEnd(answer))
    pipeline(answer, response, () => undefined)
  })
  forwarded.on('error', (error: NodeJS.ErrnoException) => {
    // What comes after an answer has begun is seen where that is read.
    if (response.headersSent) return
    if (error.code === 'ECONNRESET') return void response.destroy()
    response.writeHead(502, { 'content-type': 'text/plain' }).end(`stagedoor run: ${url.host} cannot be reached: ${error.message}\n`)
  })
  void sendBody(request, forwarded, request.headers['content-length'])
}

/** Path and query as they were sent, without the origin before them. */
function readPath({ url = '' }: IncomingMessage): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '')
  return path.startsWith('/') ? path : `/${path}`
}

/** The raw pairs, so that letter case, order and repetition arrive as they were sent. */
function keepEndToEnd({ rawHeaders, headers }: IncomingMessage): string[] {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase())
  const dropped = new Set([...hopByHopHeaders, ...named])
  return rawHeaders.filter((_, index) => !dropped.has(rawHeaders[index - (index % 2)]?.toLowerCase() ?? ''))
}
