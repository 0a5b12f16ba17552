import type { ServerContext } from '../server-context.ts'
import type { SiteRoute } from '../site/site-route.ts'
import { showPasskeys, submitPasskeys } from './manage-passkeys.ts'
import { findPasskeyPlace } from './passkey-place.ts'
import { submitPasskeySignIn } from './submit-passkey-sign-in.ts'

/** The pages of passkeys, where there are any. */
export function createPasskeyRoutes(context: ServerContext): readonly SiteRoute[] {
  if (findPasskeyPlace(context) === undefined) return []
  const settings = { path: '/account/passkeys', section: 'security', access: 'recently_signed_in' } as const
  return [
    { method: 'POST', path: '/account/sign-in/passkey', section: null, access: 'anyone', answer: submitPasskeySignIn },
    { method: 'GET', ...settings, answer: showPasskeys },
    { method: 'POST', ...settings, answer: submitPasskeys },
  ]
}
