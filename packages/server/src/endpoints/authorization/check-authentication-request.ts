import { OAuthError } from '@stagedoor/protocol'
import type { AuthorizationStep } from './authorization-context.ts'

/** Reads what else OpenID Connect may ask for: `nonce`, `max_age`, `login_hint` and `display` (OpenID Connect Core §3.1.2.1). */
export const checkAuthenticationRequest: AuthorizationStep = (context) => {
  const { parameters, server } = context
  const nonce = parameters.get('nonce')
  if (nonce !== undefined) {
    if (!/^[\x20-\x7e]{1,512}$/.test(nonce))
      throw refuse('The nonce may only hold printable ASCII characters, 512 at most.', 'nonce_malformed')
    context.nonce = nonce
  }
  const maxAge = parameters.get('max_age')
  if (maxAge !== undefined) {
    if (!/^\d{1,9}$/.test(maxAge)) throw refuse('The max_age is a number of seconds.', 'max_age_malformed')
    context.maxAgeSeconds = Number(maxAge)
  }
  // A hint only fills in a field: what cannot be a user name is no hint, and no error either.
  const loginHint = parameters.get('login_hint')
  if (loginHint !== undefined && loginHint.length <= 256 && !/\p{Cc}/u.test(loginHint)) context.loginHint = loginHint

  const display = server.platform.authorization.display
  // A web message needs its opener, and only the pages of a popup keep it.
  if (display !== undefined && context.responseMode !== 'web_message') {
    const sent = parameters.get(display.parameter)
    context.display = sent === display.popup ? 'popup' : sent === display.page ? 'page' : display.default
  }
  return undefined
}

function refuse(description: string, reason: string): OAuthError {
  return new OAuthError('invalid_request', description, { reason })
}
