import { OAuthError, parseScope } from '@stagedoor/protocol'
import { coversScope, withoutIncluded } from '../../scope-inclusion.ts'
import { type AuthorizationStep, known } from './authorization-context.ts'

/**
 * Decides the scope that is asked for: requested ⊆ registered for the client ⊆ known to the platform (RFC 6749 §3.3).
 *
 * A token that another requested one includes is dropped: `read write` asks for `write` where `write` includes `read`.
 * A platform without scopes means one thing by every `scope`: whatever is sent is dropped (old clients send `*` or `non-expiring`).
 */
export const checkScope: AuthorizationStep = (context) => {
  const { scopes, defaultScope, unscopedAccess } = context.server.platform
  if (scopes.length === 0) return undefined
  const client = known(context.client)
  const parsed = parseScope(context.parameters.get('scope') ?? '')
  if (!parsed.ok)
    throw new OAuthError('invalid_scope', 'The scope is malformed: tokens with one space between them.', { reason: parsed.problem.code })

  const requested = parsed.value.length > 0 ? parsed.value : defaultScope.filter((token) => coversScope(scopes, client.scope, [token]))
  if (requested.length === 0 && unscopedAccess !== null) return undefined
  if (requested.length === 0) throw new OAuthError('invalid_scope', 'The scope is missing.', { reason: 'scope_missing' })
  if (!requested.every((token) => scopes.some((scope) => scope.token === token))) {
    throw new OAuthError('invalid_scope', 'The scope holds a token that does not exist here.', { reason: 'scope_unknown' })
  }
  if (!coversScope(scopes, client.scope, requested)) {
    throw new OAuthError('invalid_scope', 'The scope holds a token that this app is not registered for.', {
      reason: 'scope_not_registered',
    })
  }
  context.scope = withoutIncluded(scopes, requested)
  return undefined
}
