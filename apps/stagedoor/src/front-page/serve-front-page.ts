import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Announcement } from '../emulator/announcement.ts'
import { checkReads, sendNotFound, sendPage } from '../emulator/answers.ts'

/** Serves `GET /`: what runs here, for a person who opened it in a browser. */
export function serveFrontPage(announcement: Announcement, request: IncomingMessage, response: ServerResponse): void {
  if (checkReads(request, response)) void showFrontPage(announcement, request, response)
}

/** Answers that nothing is here: a page for a person, JSON for a program. */
export function serveNothing(announcement: Announcement, request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.accept?.includes('text/html') === true) void showNothing(announcement, request, response)
  else sendNotFound(request, response)
}

async function showFrontPage(announcement: Announcement, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [{ drawFrontPage }, { emulatorStyleSource }] = await Promise.all([import('./front-page.ts'), import('./emulator-page.ts')])
  sendPage(request, response, { styleSource: emulatorStyleSource, body: drawFrontPage(announcement) })
}

async function showNothing(announcement: Announcement, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [{ drawNothing }, { emulatorStyleSource }] = await Promise.all([import('./draw-nothing.ts'), import('./emulator-page.ts')])
  const headers = { Vary: 'Accept' }
  sendPage(request, response, { status: 404, styleSource: emulatorStyleSource, headers, body: drawNothing(announcement) })
}
