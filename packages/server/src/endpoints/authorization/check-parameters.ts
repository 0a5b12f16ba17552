import { OAuthError } from '@stagedoor/protocol'
import type { AuthorizationStep } from './authorization-context.ts'

/**
 * Refuses what could not be read, now that there is a place to say so.
 *
 * > Request and response parameters MUST NOT be included more than once. (RFC 6749 §3.1)
 */
export const checkParameters: AuthorizationStep = ({ malformed }) => {
  if (malformed === undefined) return undefined
  const description =
    malformed.code === 'parameter_duplicate' ? 'A parameter was sent more than once.' : 'The request parameters could not be read.'
  throw new OAuthError('invalid_request', description, { reason: malformed.code })
}
