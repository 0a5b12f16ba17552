import type { AuthorizationCode, BrowserSession } from '../../ports/records.ts'
import type { ServerContext } from '../../server-context.ts'

/** Puts together what the redemption of a code will be checked against. */
export function createAuthorizationCode(
  { platform, now }: ServerContext,
  asked: Pick<AuthorizationCode, 'clientId' | 'redirectUri' | 'codeChallenge' | 'scope' | 'nonce' | 'dpopKey'>,
  session: BrowserSession,
): AuthorizationCode {
  return {
    clientId: asked.clientId,
    userId: session.userId,
    redirectUri: asked.redirectUri,
    codeChallenge: asked.codeChallenge,
    scope: asked.scope,
    nonce: asked.nonce,
    dpopKey: asked.dpopKey,
    authenticatedAt: session.authenticatedAt,
    expiresAt: now() + platform.tokens.codeLifetimeSeconds,
  }
}
