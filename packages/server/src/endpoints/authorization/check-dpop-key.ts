import { decodeBase64url, OAuthError } from '@stagedoor/protocol'
import type { AuthorizationStep } from './authorization-context.ts'

/**
 * Notes the key that alone may redeem the code (RFC 9449 §10): a thief of code and verifier has no use for them.
 *
 * Where the platform binds no tokens the parameter is one of those that are not known (RFC 6749 §3.1: ignored).
 */
export const checkDpopKey: AuthorizationStep = (context) => {
  const thumbprint = context.parameters.get('dpop_jkt')
  if (thumbprint === undefined || context.server.platform.tokens.dpop === undefined) return undefined
  if (decodeBase64url(thumbprint)?.length !== 32) {
    const description = 'The dpop_jkt must be the SHA-256 thumbprint of a key in base64url: 43 characters.'
    throw new OAuthError('invalid_request', description, { reason: 'dpop_jkt_malformed' })
  }
  context.dpopKey = thumbprint
  return undefined
}
