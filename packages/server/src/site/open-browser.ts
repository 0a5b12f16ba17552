import { findCookie, formatSetCookie } from '../http/cookies.ts'
import type { HttpRequest } from '../http/http-message.ts'
import { browserFormat, createOpaqueSecret, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'

/** Finds the secret of this browser, to which forms are bound, or gives it one; it says nothing about a person. */
export function openBrowser(context: ServerContext, request: HttpRequest): { readonly secret: string; readonly setCookie?: string } {
  const held = findCookie(request, context.cookieNames.browser)
  if (held !== undefined && readOpaqueSecret(browserFormat, held) !== undefined) return { secret: held }
  const { text } = createOpaqueSecret(browserFormat, context.clock(), context.random)
  const setCookie = formatSetCookie({
    name: context.cookieNames.browser,
    value: text,
    maxAgeSeconds: 365 * 86_400,
    secure: context.secureCookies,
  })
  return { secret: text, setCookie }
}
