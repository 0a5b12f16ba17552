import { OAuthError } from '@stagedoor/protocol'

/** Refuses a token that is unknown, dead or none at all, in one sentence (RFC 6750 §3.1). */
export function refuseToken(reason: string): OAuthError {
  return new OAuthError('invalid_token', 'The access token is not valid.', { reason })
}
