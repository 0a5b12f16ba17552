import type { PopupPort } from '../ports/popup-port.ts'

const WIDTH = 480
const HEIGHT = 760
/** The click that brings the focus follows it at once. */
const CLICK_MS = 300

/** Opens a browser window over the middle of this one. A second login reuses it. */
export const browserPopup: PopupPort = {
  open() {
    // No `noopener`: it would return null and cut the way back of an app inside an iframe.
    const popup = open(
      '',
      'stagedoor',
      `popup,width=${WIDTH},height=${HEIGHT},left=${screenX + (outerWidth - WIDTH) / 2},top=${screenY + (outerHeight - HEIGHT) / 2}`,
    )
    if (popup === null) return null

    let attention: 'away' | 'back' | 'clicked' | undefined
    let backAt = 0
    /** Polls that saw a page of another site in the window. Without two, what looks closed was cut off from the start; one is seen in passing. */
    let reached = 0
    /** Polls that found it closed with the person still away: who closes a window comes back in the same moment. */
    let closedWhileAway = 0
    const watching = new AbortController()
    const listen = <E extends keyof WindowEventMap>(type: E, listener: (event: WindowEventMap[E]) => unknown): void =>
      addEventListener(type, listener, watching)
    listen('blur', () => {
      attention = 'away'
    })
    listen('focus', ({ timeStamp }) => {
      if (attention === 'away') attention = 'back'
      backAt = timeStamp
    })
    listen('pointerdown', ({ timeStamp }) => {
      if (attention === 'back' && timeStamp - backAt < CLICK_MS) attention = 'clicked'
    })
    return {
      presence() {
        if (!popup.closed) {
          if (isForeign(popup)) reached++
          return 'open'
        }
        if (reached < 2 && isUnderOtherSite()) return 'lost'
        if (attention === 'away') closedWhileAway++
        else if (reached > 1 && closedWhileAway < 2) return attention === 'back' ? 'gone' : 'perhaps'
        // Nobody can tell a window that is closed from one that was cut off; but who comes back by a click has left it open.
        else if (attention === 'back') return 'perhaps'
        return 'open'
      },
      show: (url) => popup.location.replace(url),
      focus() {
        popup.focus()
        return !popup.closed
      },
      listen: (listener) => listen('message', (event) => event.source === popup && listener(event.origin, event.data)),
      close: () => popup.close(),
      release: () => watching.abort(),
    }
  },
}

/** Tells whether a window shows a page of another origin that we are still connected with. */
function isForeign(popup: Window): boolean {
  try {
    return !popup.document
  } catch {
    return true
  }
}

/** Tells whether this page stands in a frame of another site, as far as names show it: its own callback page shares no storage with it then. */
function isUnderOtherSite(): boolean {
  const site = (origin: string): string => new URL(origin).hostname.split('.').slice(-2).join()
  return [...(location.ancestorOrigins ?? [])].some((origin) => site(origin) !== site(location.href))
}
