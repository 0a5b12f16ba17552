import type { ScopeDescription } from '@stagedoor/platforms'
import type { AuthorizationTransaction, BrowserSession, Client, Consent, EpochSeconds } from './ports/records.ts'
import { coversScope } from './scope-inclusion.ts'

/** What a request wants of the person, beyond what is remembered. */
export type Wishes = Pick<AuthorizationTransaction, 'prompt' | 'maxAgeSeconds'>

/**
 * Decides whether the person must sign in for this request.
 *
 * @param askedAt - When the request arrived: a sign-in since then is an answer to it; `null` while it has just arrived.
 */
export function needsSignIn(
  session: BrowserSession | undefined,
  wishes: Wishes,
  { askedAt, now }: { readonly askedAt: EpochSeconds | null; readonly now: EpochSeconds },
): boolean {
  if (session === undefined) return true
  if (askedAt !== null && session.authenticatedAt >= askedAt) return false
  if (wishes.prompt.includes('login')) return true
  return wishes.maxAgeSeconds !== null && (wishes.maxAgeSeconds === 0 || now - session.authenticatedAt > wishes.maxAgeSeconds)
}

/**
 * Decides whether the person must see the consent screen.
 *
 * A native client always shows it: any app on a device can claim its redirect URI, so being asked is the only sign of it (RFC 8252 §8.6).
 * So does a client that has registered no redirect URI: any page can claim to be it.
 *
 * @param destination - From {@link whereTo}.
 */
export function needsConsent(
  client: Client,
  consent: Consent | undefined,
  {
    prompt,
    scope,
    destination,
    scopes,
  }: Pick<AuthorizationTransaction, 'prompt' | 'scope'> & { readonly destination: string; readonly scopes: readonly ScopeDescription[] },
): boolean {
  if (isOnDevice(client, destination) || client.redirectUris.length === 0 || prompt.includes('consent')) return true
  return consent === undefined || !coversScope(scopes, consent.scope, scope)
}

/** Tells whether the answer goes to a program on the person's device: a native client, or a custom scheme whatever the client says of itself. */
export function isOnDevice(client: Client, destination: string): boolean {
  return client.applicationType === 'native' || !/^https?:/i.test(destination)
}
