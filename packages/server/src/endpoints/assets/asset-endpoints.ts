import { createPageFrame } from '../../page-frame.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'

/** Creates an endpoint per file of the pages. Their names change with their contents, so they may be kept for ever. */
export function createAssetEndpoints(context: ServerContext): ReadonlyMap<string, Endpoint> {
  drawOnce(context)
  const endpoints = new Map<string, Endpoint>()
  for (const [path, { contentType, body }] of context.pages.assets) {
    const response = {
      status: 200,
      headers: {
        'Content-Type': contentType,
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff',
      },
      body,
    }
    endpoints.set(`GET ${path}`, () => response)
  }
  return endpoints
}

/** Pages may make the files of a platform's look when they first draw it: after a restart, a page drawn before must still find its own. */
function drawOnce(context: ServerContext): void {
  const frame = createPageFrame(context, { headers: {} }, 'page')
  context.pages.error({ ...frame, code: 'server_error', title: '', message: '', developer: [], errorId: null })
}
