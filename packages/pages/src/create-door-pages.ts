import type { DoorPages } from '@stagedoor/server/ports'
import { consentPage } from './consent-page.ts'
import { devicePage } from './device-page.ts'
import { errorPage } from './error-page.ts'
import { formPostPage } from './form-post-page.ts'
import { catalogues } from './messages/index.ts'
import type { SharedTools } from './page-tools.ts'
import { signInPage } from './sign-in-page.ts'
import { webMessagePage } from './web-message-page.ts'

/** Makes the pages on the way of a sign-in. */
export function createDoorPages({ assets, toolsFor }: SharedTools): DoorPages {
  return {
    assets,
    languages: catalogues.map((messages) => messages.language),
    signIn: (page) => signInPage(page, toolsFor(page)),
    consent: (page) => consentPage(page, toolsFor(page)),
    error: (page) => errorPage(page, toolsFor(page)),
    formPost: (page) => formPostPage(page, toolsFor(page)),
    device: (page) => devicePage(page, toolsFor(page)),
    webMessage: (page) => webMessagePage(page, toolsFor(page)),
  }
}
