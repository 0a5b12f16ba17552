import { showCloseAccount, submitCloseAccount } from '../accounts/close-account.ts'
import { showSecurity, submitSecurity } from '../accounts/security.ts'
import { submitSignOut } from '../accounts/sign-out.ts'
import type { ServerContext } from '../server-context.ts'
import { goTo } from '../site/site-answers.ts'
import type { SiteRoute } from '../site/site-route.ts'
import type { AccountSource } from './account-source.ts'
import { createSignInElsewhere } from './sign-in-elsewhere.ts'

/** What is left of the account pages where accounts are elsewhere: the way there, sessions, and closing what this server keeps. */
export function createUpstreamAccountRoutes(context: ServerContext, source: AccountSource): readonly SiteRoute[] {
  const elsewhere = createSignInElsewhere(context, source)
  const open = { section: null, access: 'anyone' } as const
  const security = { path: '/account/security', section: 'security', access: 'signed_in' } as const
  const close = { path: '/account/close', section: 'security', access: 'recently_signed_in' } as const
  return [
    { method: 'GET', path: '/account/sign-in', ...open, answer: elsewhere.show },
    { method: 'GET', path: '/account/sign-in/return', ...open, answer: elsewhere.conclude },
    { method: 'POST', path: '/account/sign-out', ...open, answer: submitSignOut },
    { method: 'GET', path: '/account', section: 'security', access: 'signed_in', answer: (visit) => goTo(visit, '/account/security') },
    { method: 'GET', ...security, answer: showSecurity },
    { method: 'POST', ...security, answer: submitSecurity },
    { method: 'GET', ...close, answer: showCloseAccount },
    { method: 'POST', ...close, answer: submitCloseAccount },
  ]
}
