import type { PopupPort } from '../ports/popup-port.ts'

const WIDTH = 480
const HEIGHT = 760

/** Opens a browser window over the middle of this one. A second login reuses it. */
export const browserPopup: PopupPort = {
  open(url) {
    const left = Math.round(screenX + (outerWidth - WIDTH) / 2)
    const top = Math.round(screenY + (outerHeight - HEIGHT) / 2)
    // No `noopener`: it would return null and cut the way back of an app inside an iframe.
    const popup = open(url, 'stagedoor', `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`)
    if (popup === null) return null

    let attention: 'never-left' | 'away' | 'back' = 'never-left'
    const watching = new AbortController()
    const watch = { signal: watching.signal }
    addEventListener('blur', () => (attention = 'away'), watch)
    addEventListener('focus', () => (attention = attention === 'away' ? 'back' : attention), watch)
    return {
      presence() {
        if (!popup.closed || attention === 'away') return 'open'
        return attention === 'back' ? 'gone' : 'perhaps'
      },
      listen: (listener) => addEventListener('message', (event) => event.source === popup && listener(event.origin, event.data), watch),
      close: () => popup.close(),
      release: () => watching.abort(),
    }
  },
}
