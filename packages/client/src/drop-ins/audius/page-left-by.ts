import type { PagePort } from '../../ports/page-port.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import type { OpenUrl } from './audius-sdk.ts'

/** Stands for the page of a login that an app opens in its own way: in React Native and in Node there is no other. */
export function pageLeftBy(openUrl: OpenUrl, url: string): PagePort {
  return {
    url: () => url,
    replaceUrl: () => undefined,
    async leave(authorizationUrl) {
      try {
        await openUrl(authorizationUrl)
      } catch (cause) {
        throw new StagedoorError('cancelled', { cause })
      }
      return new Promise(() => undefined) // what comes back is told to `handleRedirect(url)`
    },
    isSecure: () => true,
    isOnline: () => true,
    hasOpener: () => false,
    close: () => undefined,
  }
}
