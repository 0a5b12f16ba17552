import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Announcement } from '../emulator/announcement.ts'
import { sendJson, sendText } from '../emulator/answers.ts'

/** Serves `GET /`: what runs here, for a person who opened it in a browser. */
export function serveFrontPage(announcement: Announcement, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const body = { error: 'method_not_allowed', error_description: 'This takes GET.' }
    sendJson(request, response, { status: 405, headers: { Allow: 'GET, HEAD' }, body })
    return
  }
  void sendPage(announcement, request, response)
}

async function sendPage(announcement: Announcement, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { drawFrontPage, frontPageStyleSource } = await import('./front-page.ts')
  const policy = `default-src 'none'; style-src ${frontPageStyleSource}; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`
  sendText(request, response, {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
    },
    body: drawFrontPage(announcement),
  })
}
