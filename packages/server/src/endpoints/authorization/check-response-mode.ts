import { OAuthError } from '@stagedoor/protocol'
import type { AuthorizationStep } from './authorization-context.ts'

/** Reads how to answer (OAuth 2.0 Multiple Response Types §2.1). A wrong one is told in the platform's default mode. */
export const checkResponseMode: AuthorizationStep = (context) => {
  const sent = context.parameters.get('response_mode')
  if (sent === undefined) return undefined
  const mode = context.server.platform.authorization.responseModes.find((known) => known === sent)
  if (mode === undefined)
    throw new OAuthError('invalid_request', 'This response_mode is not supported.', { reason: 'response_mode_unsupported' })
  context.responseMode = mode
  return undefined
}
