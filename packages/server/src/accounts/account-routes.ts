import type { ServerContext } from '../server-context.ts'
import type { AccountSiteRoute, OpenSiteRoute, SiteRoute } from '../site/site-route.ts'
import { showChangeEmail, showChangeEmailSent, showConfirmEmail, submitChangeEmail, submitConfirmEmail } from './change-email.ts'
import { showChangePassword, submitChangePassword } from './change-password.ts'
import { showCloseAccount, submitCloseAccount } from './close-account.ts'
import { showConfirmSignUp, submitConfirmSignUp } from './confirm-sign-up.ts'
import { offersSignUp } from './offers-sign-up.ts'
import { showProfile, submitProfile } from './profile.ts'
import { showNewPassword, showRecover, showRecoverSent, submitNewPassword, submitRecover } from './recover.ts'
import { showSecurity, submitSecurity } from './security.ts'
import { showSignIn, submitSignIn } from './sign-in.ts'
import { submitSignOut } from './sign-out.ts'
import { showSignUp, showSignUpSent, submitSignUp } from './sign-up.ts'

/** The pages on which people open, use and close their account. What begins with a mail is there where mail can be sent. */
export function createAccountRoutes({ site }: Pick<ServerContext, 'site'>): readonly SiteRoute[] {
  const open = (method: 'GET' | 'POST', path: string, answer: OpenSiteRoute['answer']): SiteRoute => ({
    method,
    path,
    section: null,
    access: 'anyone',
    answer,
  })
  const own = (method: 'GET' | 'POST', path: string, answer: AccountSiteRoute['answer']): SiteRoute => ({
    method,
    path,
    section: path.endsWith('/security') || path.endsWith('/password') ? 'security' : 'account',
    access: path === '/account' || path.endsWith('/security') ? 'signed_in' : 'recently_signed_in',
    answer,
  })
  return [
    open('GET', '/account/sign-in', showSignIn),
    open('POST', '/account/sign-in', submitSignIn),
    open('POST', '/account/sign-out', submitSignOut),
    own('GET', '/account', showProfile),
    own('POST', '/account', submitProfile),
    own('GET', '/account/security', showSecurity),
    own('POST', '/account/security', submitSecurity),
    own('GET', '/account/password', showChangePassword),
    own('POST', '/account/password', submitChangePassword),
    own('GET', '/account/close', showCloseAccount),
    own('POST', '/account/close', submitCloseAccount),
    // An operator hands these links over where no mail can be sent.
    open('GET', '/account/recover/confirm', showNewPassword),
    open('POST', '/account/recover/confirm', submitNewPassword),
    ...(site?.mailer === undefined
      ? []
      : [
          own('GET', '/account/email', showChangeEmail),
          own('POST', '/account/email', submitChangeEmail),
          open('GET', '/account/email/sent', showChangeEmailSent),
          open('GET', '/account/email/confirm', showConfirmEmail),
          open('POST', '/account/email/confirm', submitConfirmEmail),
          open('GET', '/account/recover', showRecover),
          open('POST', '/account/recover', submitRecover),
          open('GET', '/account/recover/sent', showRecoverSent),
        ]),
    ...(offersSignUp(site)
      ? [
          open('GET', '/account/sign-up', showSignUp),
          open('POST', '/account/sign-up', submitSignUp),
          open('GET', '/account/sign-up/sent', showSignUpSent),
          open('GET', '/account/sign-up/confirm', showConfirmSignUp),
          open('POST', '/account/sign-up/confirm', submitConfirmSignUp),
        ]
      : []),
  ]
}
