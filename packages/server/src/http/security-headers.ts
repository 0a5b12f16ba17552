import type { HttpResponse } from './http-message.ts'

/** What a page is allowed to do beyond what every page is. */
export interface PagePolicy {
  readonly scriptNonce: string
  readonly display: 'popup' | 'page'
  /** Sources where a form of this page may end, besides this origin. */
  readonly formTargets: readonly string[]
  /** Sources of pictures, besides this origin. */
  readonly imageSources: readonly string[]
}

/** Headers of every answer that a browser navigates to and that has no page of its own. */
const navigationHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/**
 * Lists the headers of a page: nobody frames it, nothing runs on it but our own script, nothing of it is kept.
 *
 * `Referrer-Policy` is `same-origin` where others say `no-referrer`: the latter makes browsers send `Origin: null` with our own forms
 * (Fetch §3.2), and to another origin both send nothing.
 */
function pageHeaders(policy: PagePolicy): Readonly<Record<string, string>> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': contentSecurityPolicy(policy),
    // A popup must keep its opener, which waits for it; anything else loses the window that opened it.
    'Cross-Origin-Opener-Policy': policy.display === 'popup' ? 'unsafe-none' : 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  }
}

function contentSecurityPolicy({ scriptNonce, formTargets, imageSources }: PagePolicy): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${scriptNonce}'`,
    "style-src 'self'",
    "font-src 'self'",
    ["img-src 'self' data:", ...imageSources].join(' '),
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}

/** Answers with a page. */
export function pageResponse(status: number, html: string, policy: PagePolicy): HttpResponse {
  return { status, headers: pageHeaders(policy), body: html }
}

/** Sends the browser on with a GET, whatever brought it here (RFC 9110 §15.4.4; RFC 9700 §4.12 warns of 307). */
export function seeOther(location: string, setCookies: readonly string[] = []): HttpResponse {
  const headers = { ...navigationHeaders, Location: location }
  return { status: 303, headers: setCookies.length === 0 ? headers : { ...headers, 'Set-Cookie': setCookies }, body: '' }
}
