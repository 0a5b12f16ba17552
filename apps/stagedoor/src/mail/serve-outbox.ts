import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson, sendText } from '../emulator/answers.ts'
import type { Outbox } from './outbox.ts'

/** Where the outbox is, below the emulator. */
export const outboxPath = '/_control/outbox'

/** Serves `GET /_control/outbox`: a page for a person, JSON for a program. */
export function serveOutbox(outbox: Outbox, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const body = { error: 'method_not_allowed', error_description: 'This takes GET.' }
    sendJson(request, response, { status: 405, headers: { Allow: 'GET, HEAD' }, body })
    return
  }
  if (request.headers.accept?.includes('text/html') !== true) {
    sendJson(request, response, { status: 200, headers: { Vary: 'Accept' }, body: { mails: outbox.list() } })
    return
  }
  void sendPage(outbox, request, response)
}

async function sendPage(outbox: Outbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { drawOutbox, outboxStyleSource } = await import('./draw-outbox.ts')
  const policy = `default-src 'none'; style-src ${outboxStyleSource}; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`
  sendText(request, response, {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      Vary: 'Accept',
    },
    body: drawOutbox(outbox.list()),
  })
}
