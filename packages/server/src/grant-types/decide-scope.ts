import type { PlatformDescription } from '@stagedoor/platforms'
import { OAuthError, type Parameters, parseScope } from '@stagedoor/protocol'
import { malformed } from '../http/read-parameters.ts'
import type { Client } from '../ports/records.ts'
import { coversScope, withoutIncluded } from '../scope-inclusion.ts'

/**
 * Decides the scope of a token that no person is asked about (RFC 6749 §4.3.2, §4.4.2): requested ⊆ registered for the client ⊆ known to the
 * platform. A platform without scopes takes no notice of one that is asked for.
 *
 * @throws OAuthError `invalid_scope`.
 */
export function decideScope(
  { scopes, defaultScope, unscopedAccess }: PlatformDescription,
  client: Client,
  parameters: Parameters,
): readonly string[] {
  if (scopes.length === 0) return []
  const requested = readScope(parameters) ?? defaultScope.filter((token) => coversScope(scopes, client.scope, [token]))
  if (requested.length === 0 && unscopedAccess === null) {
    throw new OAuthError('invalid_scope', 'The scope is missing.', { reason: 'scope_missing' })
  }
  const isKnown = requested.every((token) => scopes.some((scope) => scope.token === token))
  if (!isKnown || !coversScope(scopes, client.scope, requested)) {
    throw new OAuthError('invalid_scope', 'The scope holds a token that this client is not registered for.', {
      reason: isKnown ? 'scope_not_registered' : 'scope_unknown',
    })
  }
  return withoutIncluded(scopes, requested)
}

/** Reads the `scope` of a token request; `undefined` when there is none. @throws OAuthError `invalid_scope` for one that is malformed. */
export function readScope(parameters: Parameters): readonly string[] | undefined {
  const text = parameters.get('scope')
  if (text === undefined) return undefined
  const result = parseScope(text)
  if (!result.ok) throw new OAuthError('invalid_scope', malformed(result.problem).message, { reason: result.problem.code })
  return result.value
}
