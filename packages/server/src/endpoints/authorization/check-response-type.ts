import { OAuthError } from '@stagedoor/protocol'
import type { AuthorizationStep } from './authorization-context.ts'

/** Requires `response_type=code`: the implicit grant is gone (RFC 9700 §2.1.2). */
export const checkResponseType: AuthorizationStep = ({ parameters }) => {
  const sent = parameters.get('response_type')
  if (sent === undefined) throw new OAuthError('invalid_request', 'The response_type is missing.', { reason: 'response_type_missing' })
  if (sent !== 'code') throw new OAuthError('unsupported_response_type', 'The only response_type here is code.')
  return undefined
}
