/**
 * Writes the Content-Security-Policy sources that let a form end at `uri` (CSP Level 3 §6.4.1).
 *
 * Chromium applies `form-action` to every redirect that follows a form post, so a page must allow where its answer will lead.
 * On loopback any port is allowed: a developer's callback on one port commonly leads on to a page on another.
 * The URI is the text of an app's developer: nothing of it may end one directive and begin another.
 *
 * @returns Sources, or the bare scheme where the host cannot be written as one; empty when `uri` is no URI.
 */
export function formActionSources(uri: string): readonly string[] {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase()
  if (scheme === undefined) return []
  if (scheme !== 'http' && scheme !== 'https') return [`${scheme}:`]
  const origin = contentSource(uri)
  if (origin === undefined) return [`${scheme}:`]
  if (loopbackOrigin.test(origin)) return [`${scheme}://localhost:*`, `${scheme}://127.0.0.1:*`]
  return [origin]
}

/** Writes the origin of an http or https URL as a Content-Security-Policy source; `undefined` where there is no way to write it. */
export function contentSource(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin } = new URL(url)
  return plainOrigin.test(origin) ? origin : undefined
}

/** A host may hold `;` and `,` by the URL standard, and CSP knows no IPv6 address. */
const plainOrigin = /^https?:\/\/[a-z0-9._-]+(:\d+)?$/
const loopbackOrigin = /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/
