import { findCookie, formatSetCookie } from './cookies.ts'
import type { WebContext } from './web-context.ts'

/** As long as an attempt is kept. */
const MAX_AGE_SECONDS = 600

/** What a sign-in at a platform is for: to connect whoever is signed in to the app, or to sign somebody in to it. */
export type Purpose = 'connect' | 'sign_in'

/** Finds what binds sign-ins under way to this browser; `undefined` for what no vault has made. */
export function findBinding({ app }: Pick<WebContext, 'app'>, request: Request, purpose: Purpose): string | undefined {
  const value = findCookie(request, app.cookieName(purpose))
  return value !== undefined && /^[\w-]{20,128}$/.test(value) ? value : undefined
}

/** Keeps it in this browser, for one more attempt. It stays when one is through: another tab may be at the platform still. */
export function formatBindingCookie({ app }: Pick<WebContext, 'app'>, purpose: Purpose, binding: string): string {
  return formatSetCookie({ name: app.cookieName(purpose), value: binding, maxAgeSeconds: MAX_AGE_SECONDS, isSecure: app.isSecure })
}
