import { createPages } from '@stagedoor/pages'
import type { ConsentPage, DevicePage, ErrorPage, FormPostPage, Pages, SignInPage, WebMessagePage } from '../src/ports/pages.ts'

/** A page as the server meant it. */
export type ShownPage =
  | ({ readonly kind: 'sign-in' } & SignInPage)
  | ({ readonly kind: 'consent' } & ConsentPage)
  | ({ readonly kind: 'error' } & ErrorPage)
  | ({ readonly kind: 'form-post' } & FormPostPage)
  | ({ readonly kind: 'web-message' } & WebMessagePage)
  | ({ readonly kind: 'device' } & DevicePage)

/** The real pages, but each is also written down in `shown`, so that a test can read what the server meant. */
export function createRecordingPages(shown: ShownPage[]): Pages {
  const pages = createPages()
  const record = (page: ShownPage, html: string): string => {
    shown.push(page)
    return html
  }
  return {
    ...pages,
    signIn: (page) => record({ kind: 'sign-in', ...page }, pages.signIn(page)),
    consent: (page) => record({ kind: 'consent', ...page }, pages.consent(page)),
    error: (page) => record({ kind: 'error', ...page }, pages.error(page)),
    formPost: (page) => record({ kind: 'form-post', ...page }, pages.formPost(page)),
    device: (page) => record({ kind: 'device', ...page }, pages.device(page)),
    webMessage: (page) => record({ kind: 'web-message', ...page }, pages.webMessage(page)),
  }
}
