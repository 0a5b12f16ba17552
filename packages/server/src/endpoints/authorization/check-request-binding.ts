import { OAuthError } from '@stagedoor/protocol'
import { type AuthorizationStep, known } from './authorization-context.ts'

/**
 * Requires that the client can tell its own request from a forged one by the answer: PKCE, or a `state` (RFC 9700 §2.1, RFC 6749 §10.12).
 *
 * With neither, anybody can have a victim's browser take an answer that was made for the attacker's account. Where a platform asks for
 * neither, only a server that allows unsafe flows goes on.
 */
export const checkRequestBinding: AuthorizationStep = ({ server, client, codeChallenge, state }) => {
  if (known(codeChallenge) !== '' || state !== null) return undefined
  if (server.unsafeFlows !== 'allow') {
    throw new OAuthError(
      'invalid_request',
      'Send a state, or a code_challenge with code_challenge_method=S256: without one of them an answer can be forged.',
      {
        reason: 'unsafe_state_missing',
      },
    )
  }
  server.log({ reason: 'unsafe_state_missing', at: server.clock(), clientId: known(client).id })
  return undefined
}
