import type { PlatformDescription } from '@stagedoor/platforms'
import { OAuthError } from '@stagedoor/protocol'
import { provePasswordOfProgram } from '../accounts/prove-password.ts'
import { getParameter } from '../http/read-parameters.ts'
import type { ServerContext } from '../server-context.ts'
import { createGrant } from './create-grant.ts'
import { decideScope } from './decide-scope.ts'
import type { GrantHandler } from './grant-handler.ts'
import { refuseGrant } from './grant-refusal.ts'

/**
 * Grant type `password`: a person's own user name and password for tokens (RFC 6749 §4.3), for platforms that still have it.
 *
 * > The resource owner password credentials grant MUST NOT be used (RFC 9700 §2.4): the app sees the password. A description asks for it.
 * A wrong password, an unknown account and a disabled one are refused in one sentence, after the same work.
 *
 * @throws OAuthError `invalid_grant`; `invalid_request`: a parameter is missing; `invalid_scope`. PasswordHasherBusyError.
 */
export function createPasswordGrant(context: ServerContext): GrantHandler {
  const { platform, store } = context

  return {
    grantType: 'password',

    async issue({ parameters, client, binding }) {
      const username = getParameter(parameters, 'username')
      const password = getParameter(parameters, 'password')
      if (client === null) throw new OAuthError('invalid_client', 'The client is not named: send client_id.', { reason: 'client_missing' })
      const scope = decideScope(platform, client, parameters)
      const proof = await provePasswordOfProgram(context, username, password)
      if (proof.outcome !== 'proven') throw refuse(platform, proof.outcome === 'wrong' ? 'password_wrong' : 'password_must_wait')
      const { user } = proof
      // A program cannot be asked for the second step, and a password alone must not do.
      if ((await store.secondFactors.findTotp(user.id)) !== undefined) throw refuse(platform, 'second_step_needed')
      const now = context.now()
      const terms = { clientId: client.id, userId: user.id, scope, nonce: null, authenticatedAt: now, binding }
      const { records, tokens } = createGrant(context, terms, now)
      const issued = await store.grants.issue(records)
      if (issued.outcome === 'refused') throw refuse(platform, issued.reason)
      return tokens
    },
  }
}

function refuse(platform: PlatformDescription, reason: string): Error {
  return refuseGrant(platform, reason, 'The user name or password is not right.')
}
