import type { IncomingMessage, ServerResponse } from 'node:http'

/** An answer of the emulator's own, beside those of its platforms. */
export interface TextAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** Sends an answer; HEAD gets the headers alone. */
export function sendText(request: IncomingMessage, response: ServerResponse, { status, headers = {}, body }: TextAnswer): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { 'X-Content-Type-Options': 'nosniff', 'Content-Length': bytes.length, ...headers })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

/** Sends JSON that nobody may keep. */
export function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  answer: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown },
): void {
  sendText(request, response, {
    status: answer.status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...answer.headers },
    body: JSON.stringify(answer.body),
  })
}

/** Sends a page of the emulator's own; it may load its one style sheet and pictures of this server, and nothing else. */
export function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  page: {
    readonly status?: number
    readonly styleSource: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body: string
  },
): void {
  const policy = `default-src 'none'; style-src ${page.styleSource}; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`
  sendText(request, response, {
    status: page.status ?? 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      ...page.headers,
    },
    body: page.body,
  })
}

/** Says whether a request asks to read; answers that of any other method. */
export function checkReads(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true
  const body = { error: 'method_not_allowed', error_description: 'This takes GET.' }
  sendJson(request, response, { status: 405, headers: { Allow: 'GET, HEAD' }, body })
  return false
}

/** Answers that nothing is here. */
export function sendNotFound(request: IncomingMessage, response: ServerResponse): void {
  sendJson(request, response, {
    status: 404,
    body: { error: 'not_found', error_description: 'Nothing is here. GET / lists what this emulator serves.' },
  })
}
