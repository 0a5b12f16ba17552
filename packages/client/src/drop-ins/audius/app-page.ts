import type { PagePort } from '../../ports/page-port.ts'
import { browserPage } from '../../runtime/browser-page.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import type { AudiusSdkConfig, OpenUrl } from './audius-sdk.ts'

/** The page of an app, which may leave for the sign-in in the app's own way. */
export interface AppPage extends PagePort {
  /** How the next login leaves; `undefined`: as a page does. */
  openUrl: OpenUrl | undefined
}

/** Makes the page of an app; in React Native and in Node it stands for the page that is not there. */
export function createAppPage({ services, redirectUri = 'http://localhost' }: AudiusSdkConfig): AppPage {
  const page = services?.page ?? (typeof document === 'undefined' ? undefined : browserPage)
  const appPage: AppPage = {
    openUrl: undefined,
    url: () => page?.url() ?? redirectUri,
    replaceUrl: (url) => page?.replaceUrl(url),
    async leave(url) {
      const { openUrl } = appPage
      if (!openUrl && page) return page.leave(url)
      if (!openUrl) throw new StagedoorError('configuration', { message: 'There is no page, and no openUrl.' })
      try {
        await openUrl(url)
      } catch (cause) {
        throw new StagedoorError('cancelled', { cause })
      }
      return new Promise(() => undefined) // what comes back is told to `handleRedirect(url)`
    },
    isSecure: () => page?.isSecure() ?? true,
    isOnline: () => page?.isOnline() ?? true,
    hasOpener: () => page?.hasOpener() ?? false,
    close: () => page?.close(),
  }
  return appPage
}
