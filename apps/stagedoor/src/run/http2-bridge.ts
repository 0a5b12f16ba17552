import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request as startRequest } from 'node:http'
import { constants, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import { pipeline } from 'node:stream'
import { sendBody } from './send-body.ts'

/** They speak of the one connection they came by, and HTTP/2 has none of them (RFC 9113 §8.2.2). */
const connectionHeaders = ['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade', 'http2-settings']

/** Answers a request over HTTP/2 with what a server on 127.0.0.1 answers over HTTP/1.1; `Host` is what `:authority` was (RFC 9113 §8.3.1). */
export function answerFromHttp1(request: Http2ServerRequest, response: Http2ServerResponse, port: number): void {
  const forwarded = startRequest({
    host: '127.0.0.1',
    port,
    method: request.method,
    path: request.url,
    headers: toHttp1Headers(request),
    agent: false,
  })
  forwarded.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, toHttp2Headers(answer.headers))
    pipeline(answer, response, (error) => {
      if (error !== undefined) response.stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    })
  })
  // The emulator may drop a reply on purpose: the client is to see a broken stream, not an answer of ours.
  forwarded.on('error', () => response.headersSent || response.stream.close(constants.NGHTTP2_INTERNAL_ERROR))
  response.stream.once('aborted', () => forwarded.destroy())
  void sendBody(request, forwarded, request.headers['content-length'])
}

function toHttp1Headers({ headers, authority }: Http2ServerRequest): OutgoingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith(':') && name !== 'host')
  // > The normal form is to omit the port when it matches the default (RFC 9110 §4.2.3); Node's own client writes it.
  return { host: authority.replace(/:443$/, ''), ...Object.fromEntries(kept) }
}

function toHttp2Headers(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !connectionHeaders.includes(name)))
}
