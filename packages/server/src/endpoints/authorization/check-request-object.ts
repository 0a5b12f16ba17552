import { OAuthError } from '@stagedoor/protocol'
import type { AuthorizationStep } from './authorization-context.ts'

/** Refuses requests inside a JWT (RFC 9101, OpenID Connect Core §6): what they hold would go unread, which must not look like consent to it. */
export const checkRequestObject: AuthorizationStep = ({ parameters }) => {
  if (parameters.has('request')) {
    throw new OAuthError('invalid_request', 'Request objects are not supported.', { reason: 'request_not_supported' })
  }
  if (parameters.has('request_uri')) {
    throw new OAuthError('invalid_request', 'Request objects are not supported.', { reason: 'request_uri_not_supported' })
  }
  return undefined
}
