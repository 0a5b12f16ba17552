import { OAuthError } from '@stagedoor/protocol'
import type { AuthorizationStep } from './authorization-context.ts'

/** Refuses requests inside a JWT (RFC 9101, OpenID Connect Core §6): what they hold would go unread, which must not look like consent to it. */
export const checkRequestObject: AuthorizationStep = ({ parameters }) => {
  if (parameters.has('request')) {
    throw new OAuthError('request_not_supported', 'Request objects are not supported.')
  }
  if (parameters.has('request_uri')) {
    throw new OAuthError('request_uri_not_supported', 'Request objects are not supported.')
  }
  return undefined
}
