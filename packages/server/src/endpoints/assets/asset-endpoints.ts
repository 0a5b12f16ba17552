import type { Pages } from '../../ports/pages.ts'
import type { Endpoint } from '../../server-context.ts'

/** Creates an endpoint per file of the pages. Their names change with their contents, so they may be kept for ever. */
export function createAssetEndpoints({ assets }: Pick<Pages, 'assets'>): ReadonlyMap<string, Endpoint> {
  const endpoints = new Map<string, Endpoint>()
  for (const [path, { contentType, body }] of assets) {
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
