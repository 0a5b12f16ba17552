import { isCodeChallenge, OAuthError } from '@stagedoor/protocol'
import type { AuthorizationStep } from './authorization-context.ts'

/**
 * Requires PKCE with S256 of every client (RFC 7636 §4.4.1, RFC 9700 §2.1.1), unless the platform knows none.
 *
 * There, a challenge that is sent all the same is honoured: it protects the code, and harms nobody. A wrong one is refused everywhere, as
 * its sender counts on it. A missing method would mean `plain` (RFC 7636 §4.3), which shows the verifier to whoever reads the request.
 */
export const checkPkce: AuthorizationStep = (context) => {
  const challenge = context.parameters.get('code_challenge')
  if (challenge === undefined) {
    if (context.server.platform.authorization.pkce === 'required') {
      throw refuse('The code_challenge is missing: PKCE is required.', 'code_challenge_missing')
    }
    context.codeChallenge = ''
    return undefined
  }
  if (context.parameters.get('code_challenge_method') !== 'S256') {
    throw refuse('The code_challenge_method must be S256.', 'code_challenge_method_unsupported')
  }
  if (!isCodeChallenge(challenge)) {
    throw refuse('The code_challenge must be the SHA-256 of the verifier in base64url: 43 characters.', 'code_challenge_malformed')
  }
  context.codeChallenge = challenge
  return undefined
}

function refuse(description: string, reason: string): OAuthError {
  return new OAuthError('invalid_request', description, { reason })
}
