import type { Clock } from '../ports/clock.ts'
import type { Linking } from './native-packages.ts'

/** How long a deep link may come after the system has called the browser closed (expo/expo#23781). */
const LATE_LINK_MS = 1500

/** The deep links of one sign-in. */
export interface LinkWatch {
  /** The link that came, or comes within a moment. */
  wait(): Promise<string | undefined>
  stop(): void
}

/** Watches for a deep link that is the reply to one sign-in. */
export function watchLinks(linking: Linking, clock: Clock, isReply: (url: string) => boolean): LinkWatch {
  let found: string | undefined
  let told: (() => void) | undefined
  const subscription = linking.addEventListener('url', ({ url }) => {
    if (!isReply(url)) return
    found = url
    told?.()
  })
  return {
    async wait() {
      if (found === undefined) {
        await new Promise<void>((resolve) => {
          const stop = clock.after(LATE_LINK_MS, resolve)
          told = () => {
            stop()
            resolve()
          }
        })
      }
      return found
    },
    stop: () => subscription.remove(),
  }
}
