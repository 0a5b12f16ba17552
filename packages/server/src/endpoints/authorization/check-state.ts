import { OAuthError } from '@stagedoor/protocol'
import type { AuthorizationStep } from './authorization-context.ts'

/** Refuses a `state` that may not be echoed (RFC 6749 appendix A.5), and a missing one where the platform insists on it. */
export const checkState: AuthorizationStep = ({ parameters, malformed, state, server }) => {
  if (parameters.has('state') && state === null) {
    throw new OAuthError('invalid_request', 'The state may only hold printable ASCII characters, 4096 at most.', {
      reason: 'state_malformed',
    })
  }
  if (state === null && server.platform.authorization.stateRequired && malformed === undefined) {
    throw new OAuthError('invalid_request', 'The state is missing.', { reason: 'state_missing' })
  }
  return undefined
}

/** Reads the `state`: `null` when there is none that could be echoed byte by byte. */
export function readState(sent: string | undefined): string | null {
  return sent !== undefined && /^[\x20-\x7e]{1,4096}$/.test(sent) ? sent : null
}
