import type { SitePages } from '@stagedoor/server/ports'
import { createAccountPages } from './account/create-account-pages.ts'
import { authorizedAppsPage } from './authorized-apps/authorized-apps-page.ts'
import { createDeveloperPages } from './developers/developer-pages.ts'
import type { SharedTools } from './page-tools.ts'
import { passkeysPage } from './passkeys/passkeys-page.ts'
import { secondStepPage } from './second-factors/second-step-page.ts'
import { recoveryCodesPage, twoStepPage } from './second-factors/two-step-page.ts'
import { signInAttemptPage } from './sign-in-log/sign-in-attempt-page.ts'
import { signInLogPage } from './sign-in-log/sign-in-log-page.ts'
import { formAgainPage } from './site/form-again-page.ts'
import { newTokenPage, tokenFormPage } from './tokens/token-form-page.ts'
import { tokenListPage } from './tokens/token-list-page.ts'
import { tryItPage } from './try-it/try-it-page.ts'
import { upstreamSignInPage } from './upstream-accounts/upstream-sign-in-page.ts'

/** Makes the pages beside sign-in. */
export function createSitePages({ toolsFor }: Pick<SharedTools, 'toolsFor'>): SitePages {
  return {
    developers: createDeveloperPages(toolsFor),
    tryIt: { console: (page) => tryItPage(page, toolsFor(page)) },
    signInLog: {
      list: (page) => signInLogPage(page, toolsFor(page)),
      attempt: (page) => signInAttemptPage(page, toolsFor(page)),
    },
    upstreamAccounts: { signIn: (page) => upstreamSignInPage(page, toolsFor(page)) },
    passkeys: { manage: (page) => passkeysPage(page, toolsFor(page)) },
    secondFactors: {
      step: (page) => secondStepPage(page, toolsFor(page)),
      settings: (page) => twoStepPage(page, toolsFor(page)),
      recoveryCodes: (page) => recoveryCodesPage(page, toolsFor(page)),
    },
    tokens: {
      list: (page) => tokenListPage(page, toolsFor(page)),
      form: (page) => tokenFormPage(page, toolsFor(page)),
      created: (page) => newTokenPage(page, toolsFor(page)),
    },
    account: createAccountPages(toolsFor),
    formAgain: (page) => formAgainPage(page, toolsFor(page)),
    authorizedApps: { list: (page) => authorizedAppsPage(page, toolsFor(page)) },
  }
}
