import type { ForeignServerCase } from './foreign-server.ts'
import { startDjango } from './start-django.ts'
import { startOidcProvider } from './start-oidc-provider.ts'

const DJANGO: ForeignServerCase = {
  name: 'django-oauth-toolkit',
  start: (app) => startDjango(app),
  // Its document has no revocation endpoint, though the server has.
  endpoints: (issuer) => ({ revocation: `${issuer}/revoke_token/` }),
  scope: 'openid profile',
  scopeWithoutProfile: 'tracks',
  // It says `invalid_token` where RFC 6750 §3.1 has `insufficient_scope`.
  profileRefusal: 'request_refused',
  parameters: {},
  rotation: 'strict',
  hasLogoutPage: false,
}

/** With the one setting that makes a lost reply harmless. */
export const DJANGO_WITH_GRACE: ForeignServerCase = { ...DJANGO, start: (app) => startDjango(app, 60), rotation: 'grace' }

/** The servers that we did not write. */
export const FOREIGN_SERVERS: readonly ForeignServerCase[] = [
  {
    name: 'oidc-provider',
    start: startOidcProvider,
    endpoints: () => ({}),
    scope: 'openid profile offline_access',
    scopeWithoutProfile: 'tracks',
    profileRefusal: 'configuration',
    // OpenID Connect Core §11: without it a refresh token is not given.
    parameters: { prompt: 'consent' },
    rotation: 'strict',
    hasLogoutPage: true,
  },
  DJANGO,
]
