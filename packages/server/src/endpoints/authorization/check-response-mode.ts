import { OAuthError } from '@stagedoor/protocol'
import { type AuthorizationStep, known } from './authorization-context.ts'

/**
 * Reads how to answer (OAuth 2.0 Multiple Response Types §2.1). A wrong one is told in the platform's default mode.
 *
 * `form_post` goes to web addresses alone: a form cannot reach a custom scheme, and an answer that cannot be given must not cost a sign-in.
 */
export const checkResponseMode: AuthorizationStep = (context) => {
  // Asked for by the redirect URI, which is the stronger word: clients send their usual response_mode beside it.
  if (context.responseMode === 'web_message') return undefined
  const sent = context.parameters.get('response_mode')
  if (sent === undefined) return undefined
  const mode = context.server.platform.authorization.responseModes.find((supported) => supported === sent)
  if (mode === undefined)
    throw new OAuthError('invalid_request', 'This response_mode is not supported.', { reason: 'response_mode_unsupported' })
  if (mode === 'form_post' && !/^https?:/i.test(known(context.redirectUri))) {
    throw new OAuthError('invalid_request', 'A form_post needs an http or https redirect_uri.', {
      reason: 'response_mode_form_post_unreachable',
    })
  }
  context.responseMode = mode
  return undefined
}
