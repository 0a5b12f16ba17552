import { createHash } from 'node:crypto'
import type { PageFrame, Pages } from '@stagedoor/server/ports'
import { createAccountPages } from './account/create-account-pages.ts'
import { authorizedAppsPage } from './authorized-apps/authorized-apps-page.ts'
import { consentPage } from './consent-page.ts'
import { createDeveloperPages } from './developers/developer-pages.ts'
import { devicePage } from './device-page.ts'
import { errorPage } from './error-page.ts'
import { formPostPage } from './form-post-page.ts'
import { doorFile } from './icons.ts'
import { catalogues, messagesFor } from './messages/index.ts'
import type { AssetPaths, PageTools } from './page-document.ts'
import { passkeysPage } from './passkeys/passkeys-page.ts'
import { secondStepPage } from './second-factors/second-step-page.ts'
import { recoveryCodesPage, twoStepPage } from './second-factors/two-step-page.ts'
import { signInAttemptPage } from './sign-in-log/sign-in-attempt-page.ts'
import { signInLogPage } from './sign-in-log/sign-in-log-page.ts'
import { signInPage } from './sign-in-page.ts'
import { formAgainPage } from './site/form-again-page.ts'
import { formatColour } from './style/colour.ts'
import { type Look, lookColours, lookStylesheet } from './style/look-stylesheet.ts'
import { stylesheet } from './style/stylesheet.ts'
import { newTokenPage, tokenFormPage } from './tokens/token-form-page.ts'
import { tokenListPage } from './tokens/token-list-page.ts'
import { tryItPage } from './try-it/try-it-page.ts'
import { upstreamSignInPage } from './upstream-accounts/upstream-sign-in-page.ts'
import { webMessagePage } from './web-message-page.ts'

export interface PagesOptions {
  /**
   * Looks of the platforms that will be shown, so that their files are in `assets` from the start.
   * A look that is met first on a page gets its files then; name them here when several processes serve one site.
   */
  readonly looks?: readonly Look[]
}

/**
 * Makes the pages of an authorization server: sign in, consent, devices, errors, form_post, web messages.
 *
 * A page is complete without scripts and asks for two files of its own server, a stylesheet per look and an icon,
 * so `style-src 'self'; img-src 'self'` is all it needs.
 */
export function createPages({ looks = [] }: PagesOptions = {}): Pages {
  const assets = new Map<string, { readonly contentType: string; readonly body: string }>()
  const pathsByLook = new Map<string, AssetPaths>()

  const publish = (extension: string, contentType: string, body: string): string => {
    const path = `/assets/stagedoor-${createHash('sha256').update(body).digest('hex').slice(0, 16)}.${extension}`
    assets.set(path, { contentType, body })
    return path
  }
  const assetsOf = (look: Look): AssetPaths => {
    const key = `${look.accent} ${look.onAccent}`
    const known = pathsByLook.get(key)
    if (known !== undefined) return known
    const paths = {
      stylesheet: publish('css', 'text/css; charset=utf-8', lookStylesheet(look) + stylesheet),
      icon: publish('svg', 'image/svg+xml', doorFile(formatColour(lookColours(look).accent))),
    }
    pathsByLook.set(key, paths)
    return paths
  }
  const toolsFor = ({ language, platform }: PageFrame): PageTools => ({ messages: messagesFor(language), assets: assetsOf(platform) })

  for (const look of looks) assetsOf(look)
  return {
    assets,
    languages: catalogues.map((messages) => messages.language),
    signIn: (page) => signInPage(page, toolsFor(page)),
    consent: (page) => consentPage(page, toolsFor(page)),
    error: (page) => errorPage(page, toolsFor(page)),
    formPost: (page) => formPostPage(page, toolsFor(page)),
    device: (page) => devicePage(page, toolsFor(page)),
    webMessage: (page) => webMessagePage(page, toolsFor(page)),
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
