import type { ServerEvent } from '@stagedoor/server/ports'

interface Unsafe {
  readonly what: string
  readonly instead: string
}

/** What the emulator does because a platform's own documents do it, and a server for real people must not. By the reason of the event. */
const unsafe: ReadonlyMap<string, Unsafe> = new Map([
  [
    'unsafe_client_unregistered',
    { what: 'is not registered and gave a name that anybody can give', instead: 'Register the app and send its client id.' },
  ],
  [
    'unsafe_redirect_uri',
    {
      what: 'has no redirect URI registered, so whoever makes the link chooses who gets the answer',
      instead: 'Register the redirect URI.',
    },
  ],
  [
    'unsafe_state_missing',
    {
      what: 'sent neither state nor PKCE, so a stranger can have somebody signed in with an account of their own',
      instead: 'Send a state and compare it.',
    },
  ],
])

/** How many warnings are remembered; a client id is a stranger's text, and there is no end of them. */
const maxRemembered = 1000

/** Writes an event as a warning in plain words; `undefined` for events that are none, and empty for what has been said before. */
export type UnsafeWarnings = (platformId: string, event: ServerEvent) => string | undefined

/** Creates warnings that are said once for each client and reason. */
export function createUnsafeWarnings(): UnsafeWarnings {
  const said = new Set<string>()
  return (platformId, { reason, clientId = 'an app', error }) => {
    const found = unsafe.get(reason)
    // With an error code it was refused, and is an event like others.
    if (found === undefined || error !== undefined) return undefined
    const key = JSON.stringify([platformId, clientId, reason])
    if (said.has(key) || said.size >= maxRemembered) return ''
    said.add(key)
    return `Warning: ${platformId}: ${visible(clientId)} ${found.what}.\n         Only an emulator allows it; a server for real people refuses. ${found.instead}\n`
  }
}

/** Nothing in it may move the cursor or turn the line. */
function visible(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)
}
