import { expect } from 'vitest'
import type { SeenPage } from './browser.ts'
import { type Answer, redirectUri, responseParameters } from './registered-app.ts'

/** What a refusal must never show: a stack, a path of ours, a database's words. */
const revealing = /\bat \S+ \(|node:internal|node_modules|\.ts:\d|\/packages\/|SQLITE|Error:/

/**
 * Expects a refusal of an endpoint that speaks JSON (RFC 6749 §5.2): this error and status, kept by nobody, and nothing in it but
 * the two members; none of `secrets` comes back.
 */
export function expectRefusal(
  answer: Answer,
  { status, error, secrets = [] }: { readonly status: number; readonly error: string; readonly secrets?: readonly string[] },
): void {
  expect({ status: answer.status, error: answer.body.error }, answer.text).toEqual({ status, error })
  expect(Object.keys(answer.body)).toEqual(['error', 'error_description'])
  expect(answer.body.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/) // RFC 6749 appendix A.8
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expectNothingRevealed(answer.text, answer.headers, secrets)
}

/** Expects an error by redirect to the registered address (RFC 6749 §4.1.2.1), with the `state` that was sent. */
export function expectRedirectedError(seen: SeenPage, error: string, state: string | null = 'af0ifjsldkj'): void {
  const parameters = responseParameters(seen)
  expect(seen.location.split(/[?#]/)[0], seen.html).toBe(redirectUri)
  expect(seen.status).toBe(303)
  expect({ error: parameters.get('error'), state: parameters.get('state') }).toEqual({ error, state })
  expect(parameters.get('code')).toBeNull()
  expect(seen.headers.get('cache-control')).toBe('no-store')
  expectNothingRevealed(seen.location, seen.headers)
}

/** Expects an error page: no redirect, whatever was asked for (RFC 6749 §4.1.2.1), and nothing kept. */
export function expectErrorPage(seen: SeenPage, status: number): void {
  expect({ status: seen.status, location: seen.location }, seen.html.slice(0, 300)).toEqual({ status, location: '' })
  expect(seen.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(seen.headers.get('cache-control')).toBe('no-store')
  expect(seen.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expectNothingRevealed(seen.html, seen.headers)
}

function expectNothingRevealed(text: string, headers: Headers, secrets: readonly string[] = []): void {
  const everything = `${text}\n${[...headers].map((line) => line.join(': ')).join('\n')}`
  expect(everything).not.toMatch(revealing)
  for (const secret of secrets) expect(everything).not.toContain(secret)
}
