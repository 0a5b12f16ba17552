import type { PagePort } from '../ports/page-port.ts'

/** The page of a browser window. */
export const browserPage: PagePort = {
  url: () => location.href,
  replaceUrl: (url) => history.replaceState(history.state, '', url),
  leave(url) {
    location.assign(url)
    // A page that comes out of the back/forward cache goes on where it stopped; without it, this page is over.
    return new Promise((resolve) => addEventListener('pageshow', (event) => event.persisted && resolve(), { once: true }))
  },
  isSecure: () => isSecureContext,
  isOnline: () => navigator.onLine,
  hasOpener: () => opener !== null,
  isFramed: () => top !== self,
  onWake(listener) {
    const listening = new AbortController()
    const wake = (): void => {
      if (document.visibilityState === 'visible') listener()
    }
    document.addEventListener('visibilitychange', wake, listening)
    addEventListener('online', wake, listening)
    return () => listening.abort()
  },
  close: () => close(),
}
