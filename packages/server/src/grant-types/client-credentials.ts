import { OAuthError } from '@stagedoor/protocol'
import { createRateLimiter } from '../rate-limit/rate-limiter.ts'
import type { ServerContext } from '../server-context.ts'
import { createGrant } from './create-grant.ts'
import { decideScope } from './decide-scope.ts'
import type { GrantHandler } from './grant-handler.ts'
import { findServiceAccount } from './service-account.ts'

/**
 * Grant type `client_credentials`: a token of the app's own, for no person (RFC 6749 §4.4).
 *
 * With a refresh token where the platform issues any: > A refresh token SHOULD NOT be included (§4.4.3), but SoundCloud does, so that an app
 * need not come back and be counted. What is asked for too often is refused before anything is written.
 *
 * @throws OAuthError `unauthorized_client`: > The client credentials grant type MUST only be used by confidential clients (§4.4).
 * `invalid_scope`. RateLimitRefusal.
 */
export function createClientCredentialsGrant(context: ServerContext): GrantHandler {
  const { platform, store } = context
  const checkLimits = createRateLimiter('client-credentials-exchange', platform.tokenRequest.clientCredentialsLimits)

  return {
    grantType: 'client_credentials',

    async issue({ parameters, client, remoteAddress, binding }) {
      if (client === null || client.authenticationMethod === 'none') throw refuse('client_is_public')
      const scope = decideScope(platform, client, parameters)
      const now = context.now()
      checkLimits({ clientId: client.id, remoteAddress }, now)
      const { id: userId } = await findServiceAccount(context, client)
      const terms = { clientId: client.id, userId, scope, nonce: null, authenticatedAt: now, binding }
      const { records, tokens } = createGrant(context, terms, now)
      const issued = await store.grants.issue(records)
      if (issued.outcome === 'refused') throw refuse(issued.reason)
      return tokens
    },
  }
}

function refuse(reason: string): OAuthError {
  return new OAuthError('unauthorized_client', 'The client may not have a token of its own.', { reason })
}
