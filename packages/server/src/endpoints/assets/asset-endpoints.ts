import { gzipSync } from 'node:zlib'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { createPageFrame } from '../../page-frame.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'

/** Creates an endpoint per file of the pages. Their names change with their contents, so they may be kept for ever. */
export function createAssetEndpoints(context: ServerContext): ReadonlyMap<string, Endpoint> {
  drawOnce(context)
  const endpoints = new Map<string, Endpoint>()
  for (const [path, { contentType, body }] of context.pages.assets) {
    const headers = {
      'Content-Type': contentType,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'Accept-Encoding',
    }
    const plain = { status: 200, headers, body }
    // Pages are never compressed: they show what a stranger wrote beside a form's token, and a length would tell of both.
    let small: HttpResponse | undefined
    endpoints.set(`GET ${path}`, (request) => {
      if (!takesGzip(request)) return plain
      small ??= { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: gzipSync(body, { level: 9 }) }
      return small
    })
  }
  return endpoints
}

/** Pages may make the files of a platform's look when they first draw it: after a restart, a page drawn before must still find its own. */
function drawOnce(context: ServerContext): void {
  const frame = createPageFrame(context, { headers: {} }, 'page')
  context.pages.error({ ...frame, code: 'server_error', title: '', message: '', developer: [], errorId: null })
}

/** `gzip;q=0` is a no (RFC 9110 §12.5.3). */
function takesGzip({ headers }: HttpRequest): boolean {
  const accepted = headers['accept-encoding']
  return typeof accepted === 'string' && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(accepted)
}
