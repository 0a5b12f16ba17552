import type { AccountPages, PageFrame } from '@stagedoor/server/ports'
import type { PageTools } from '../page-document.ts'
import { accountSignInPage } from './account-sign-in-page.ts'
import { accountMail } from './mails/account-mail.ts'
import { changePasswordPage, linkOverPage, newPasswordPage, recoverPage } from './password-pages.ts'
import { changeEmailPage, closeAccountPage, confirmEmailPage, profilePage } from './profile-pages.ts'
import { securityPage } from './security-page.ts'
import { confirmSignUpPage, mailSentPage, signUpPage } from './sign-up-pages.ts'

/** Makes the pages and mails of accounts. */
export function createAccountPages(toolsFor: (page: PageFrame) => PageTools): AccountPages {
  return {
    signUp: (page) => signUpPage(page, toolsFor(page)),
    mailSent: (page) => mailSentPage(page, toolsFor(page)),
    confirmSignUp: (page) => confirmSignUpPage(page, toolsFor(page)),
    signIn: (page) => accountSignInPage(page, toolsFor(page)),
    profile: (page) => profilePage(page, toolsFor(page)),
    changeEmail: (page) => changeEmailPage(page, toolsFor(page)),
    confirmEmail: (page) => confirmEmailPage(page, toolsFor(page)),
    changePassword: (page) => changePasswordPage(page, toolsFor(page)),
    recover: (page) => recoverPage(page, toolsFor(page)),
    newPassword: (page) => newPasswordPage(page, toolsFor(page)),
    security: (page) => securityPage(page, toolsFor(page)),
    closeAccount: (page) => closeAccountPage(page, toolsFor(page)),
    linkOver: (page) => linkOverPage(page, toolsFor(page)),
    mail: accountMail,
  }
}
