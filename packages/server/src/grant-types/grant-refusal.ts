import type { PlatformDescription } from '@stagedoor/platforms'
import { OAuthError } from '@stagedoor/protocol'
import type { SignInFacts } from '../ports/sign-in-log-store.ts'
import { ExplainedRefusal } from '../sign-in-log/explained-refusal.ts'
import type { TokenBinding } from './grant-handler.ts'

/**
 * Refuses a code, a refresh token or a password with `invalid_grant` (RFC 6749 §5.2).
 *
 * The caller hears one sentence for every reason, so that it cannot tell which check failed, except where the platform is known to tell.
 * The reason itself goes to the log.
 */
export function refuseGrant({ refusalDescriptions }: PlatformDescription, reason: string, sentence: string): OAuthError {
  return new OAuthError('invalid_grant', refusalDescriptions[reason] ?? sentence, { reason })
}

/** {@link refuseGrant}, with what the app's developers see of it. */
export function refuseGrantFor(
  { refusalDescriptions }: PlatformDescription,
  { reason, facts }: { readonly reason: string; readonly facts: SignInFacts },
  sentence: string,
): OAuthError {
  return new ExplainedRefusal('invalid_grant', refusalDescriptions[reason] ?? sentence, { reason, facts })
}

/**
 * Compares the key that a code or a refresh token is bound to with the one that was proven (RFC 9449 §5, §10).
 *
 * @returns The reason of the refusal.
 */
export function findKeyMismatch(boundTo: string | null, { accessToken: proven }: TokenBinding): string | undefined {
  return boundTo === null || boundTo === proven ? undefined : 'dpop_key_mismatch'
}
