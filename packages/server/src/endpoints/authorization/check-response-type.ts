import { OAuthError } from '@stagedoor/protocol'
import type { AuthorizationStep } from './authorization-context.ts'

/**
 * Requires `response_type=code`: the implicit grant is gone (RFC 9700 §2.1.2).
 *
 * Where the platform answers with a signed profile, the type is named after its parameter, and may be left out: nothing else is to be had.
 */
export const checkResponseType: AuthorizationStep = (context) => {
  const isStated = context.parameters.has('response_type')
  if (!isStated && context.server.platform.signedProfile === null) {
    throw new OAuthError('invalid_request', 'The response_type is missing.', { reason: 'response_type_missing' })
  }
  return checkStatedResponseType(context)
}

/** {@link checkResponseType} where the type goes without saying. */
export const checkStatedResponseType: AuthorizationStep = ({ parameters, server }) => {
  const sent = parameters.get('response_type')
  const only = server.platform.signedProfile?.parameter ?? 'code'
  if (sent !== undefined && sent !== only) throw new OAuthError('unsupported_response_type', `The only response_type here is ${only}.`)
  return undefined
}
