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

/** Answers that nothing is here. */
export function sendNotFound(request: IncomingMessage, response: ServerResponse): void {
  sendJson(request, response, {
    status: 404,
    body: { error: 'not_found', error_description: 'Nothing is here. GET / lists what this emulator serves.' },
  })
}
