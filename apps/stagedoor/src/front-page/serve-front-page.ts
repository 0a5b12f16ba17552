import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Announcement } from '../emulator/announcement.ts'
import { checkReads, sendPage } from '../emulator/answers.ts'

/** Serves `GET /`: what runs here, for a person who opened it in a browser. */
export function serveFrontPage(announcement: Announcement, request: IncomingMessage, response: ServerResponse): void {
  if (checkReads(request, response)) void showFrontPage(announcement, request, response)
}

async function showFrontPage(announcement: Announcement, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { drawFrontPage, frontPageStyleSource } = await import('./front-page.ts')
  sendPage(request, response, { styleSource: frontPageStyleSource, body: drawFrontPage(announcement) })
}
