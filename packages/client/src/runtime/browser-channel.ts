import { hasTexts, isJsonObject, parseJsonObject } from '../json-object.ts'
import type { ChannelMessage, ChannelPort } from '../ports/channel-port.ts'

/** Name of the broadcast channel, key of the storage event, and mark of our messages among others. */
const NAME = 'stagedoor:channel'

/**
 * Speaks through `postMessage`, `BroadcastChannel` and the storage event at once.
 *
 * A Cross-Origin-Opener-Policy loses the first, a partitioned iframe the other two; no one of them works everywhere.
 */
export const browserChannel: ChannelPort = {
  listen(listener) {
    // As the options of a listener it says what ends it: its own `signal`.
    const listening = new AbortController()
    const hear = (data: unknown, reply: (message: ChannelMessage) => void): void => {
      const message = isJsonObject(data) && data[NAME]
      if (isMessage(message)) listener(message, reply)
    }
    addEventListener(
      'message',
      (event) => {
        if (event.origin !== location.origin) return
        hear(event.data, (message) => {
          event.source?.postMessage(wrap(message), { targetOrigin: location.origin })
          broadcast(message)
        })
      },
      listening,
    )
    addEventListener('storage', (event) => event.key === NAME && hear(parseJsonObject(event.newValue), broadcast), listening)
    const channel = openBroadcast()
    channel?.addEventListener('message', (event) => hear(event.data, broadcast))
    return () => {
      listening.abort()
      channel?.close()
    }
  },
  post(message) {
    // The exact origin: an opener of another site hears nothing.
    opener?.postMessage(wrap(message), location.origin)
    broadcast(message)
  },
}

function broadcast(message: ChannelMessage): void {
  const channel = openBroadcast()
  channel?.postMessage(wrap(message))
  channel?.close()
  try {
    // Removed at once: the event carries the text, the storage need not.
    localStorage.setItem(NAME, JSON.stringify(wrap(message)))
    localStorage.removeItem(NAME)
  } catch {
    // Storage is blocked; two ways are left.
  }
}

function openBroadcast(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(NAME)
  } catch {
    return undefined // a sandboxed frame, or a browser without it
  }
}

function wrap(message: ChannelMessage): object {
  return { [NAME]: message }
}

/** Looks at what every message has: whoever can say the rest wrong on this origin can say it right as well. */
function isMessage(message: unknown): message is ChannelMessage {
  return hasTexts(message, 'state')
}
