import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendNotFound, sendText } from '../emulator/answers.ts'
import { drawPicture } from './draw-picture.ts'
import { picturesPath } from './place-pictures.ts'

/** Serves `/_pictures/<platform>/<username>/<side>x<side>.svg`. Every name has a picture: it tells nobody which accounts exist. */
export function servePicture(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').slice(picturesPath.length)
  const [, platformId, segment = '', side, sameSide] = /^([a-z\d-]{1,64})\/([^/?]{1,600})\/(\d{2,4})x(\d{2,4})\.svg$/.exec(path) ?? []
  const username = decodeSegment(segment)
  if (platformId === undefined || username === undefined || side !== sameSide) {
    sendNotFound(request, response)
    return
  }
  sendText(request, response, {
    status: 200,
    headers: {
      'Content-Type': 'image/svg+xml',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'public, max-age=86400',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
    body: drawPicture(platformId, username, Number(side)),
  })
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
