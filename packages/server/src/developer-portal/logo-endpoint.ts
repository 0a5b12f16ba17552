import { RequestRefusal } from '../http/request-refusal.ts'
import type { Endpoint, ServerContext } from '../server-context.ts'

/** Where logos are served, below the server. */
export const logosPath = '/logos/:file'

/** Where a logo stands, below the server. */
export function logoPath(digest: string): string {
  return `/logos/${digest}.webp`
}

/** `GET /logos/<digest>.webp`: a picture of ours, named by what is in it, so it may be kept for ever. */
export function createLogoEndpoint({ store }: ServerContext): Endpoint {
  return async ({ path }) => {
    const [, digest] = /^\/logos\/([\da-f]{64})\.webp$/.exec(path) ?? []
    const logo = digest === undefined ? undefined : await store.apps.findLogo(digest)
    if (logo === undefined) throw new RequestRefusal(404, 'There is no such logo.', { reason: 'logo_unknown' })
    return {
      status: 200,
      headers: {
        'Content-Type': logo.contentType,
        'Cache-Control': 'public, max-age=31536000, immutable',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cross-Origin-Resource-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff',
      },
      body: logo.body,
    }
  }
}
