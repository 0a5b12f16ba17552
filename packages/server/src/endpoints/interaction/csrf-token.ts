import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a form does: a token for one of them is none for another. */
export type FormPurpose = 'sign-in' | `consent:${string}` | `site:${string}`

/**
 * Creates the token that a form of ours carries, so that no other site can send it: a MAC that only this browser's secret makes.
 *
 * @param browserSecret - The browser cookie.
 * @param purpose - The form; consent is bound to the account that the page showed.
 */
export function createCsrfToken(browserSecret: string, transaction: string, purpose: FormPurpose): string {
  return createHmac('sha256', browserSecret).update(`${transaction}\0${purpose}`).digest('base64url')
}

/** Tells whether a form carried the right token, in constant time. */
export function isCsrfToken(sent: string | undefined, expected: string): boolean {
  if (sent === undefined) return false
  const [a, b] = [Buffer.from(sent), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
