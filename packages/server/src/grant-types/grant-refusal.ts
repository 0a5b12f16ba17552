import type { PlatformDescription } from '@stagedoor/platforms'
import { OAuthError } from '@stagedoor/protocol'

/**
 * Refuses a code, a refresh token or a password with `invalid_grant` (RFC 6749 §5.2).
 *
 * The caller hears one sentence for every reason, so that it cannot tell which check failed, except where the platform is known to tell.
 * The reason itself goes to the log.
 */
export function refuseGrant({ refusalDescriptions }: PlatformDescription, reason: string, sentence: string): OAuthError {
  return new OAuthError('invalid_grant', refusalDescriptions[reason] ?? sentence, { reason })
}
