import type { IncomingMessage, ServerResponse } from 'node:http'
import { checkReads, sendJson, sendPage } from '../emulator/answers.ts'
import type { Outbox } from './outbox.ts'

/** Where the outbox is, below the emulator. */
export const outboxPath = '/_control/outbox'

/** Serves `GET /_control/outbox`: a page for a person, JSON for a program. */
export function serveOutbox(outbox: Outbox, request: IncomingMessage, response: ServerResponse): void {
  if (!checkReads(request, response)) return
  if (request.headers.accept?.includes('text/html') !== true) {
    sendJson(request, response, { status: 200, headers: { Vary: 'Accept' }, body: { mails: outbox.list() } })
    return
  }
  void showOutbox(outbox, request, response)
}

async function showOutbox(outbox: Outbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [{ drawOutbox }, { emulatorStyleSource }] = await Promise.all([
    import('./draw-outbox.ts'),
    import('../front-page/emulator-page.ts'),
  ])
  sendPage(request, response, { styleSource: emulatorStyleSource, headers: { Vary: 'Accept' }, body: drawOutbox(outbox.list()) })
}
