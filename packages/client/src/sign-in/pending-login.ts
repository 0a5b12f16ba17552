import type { ClientContext } from '../client-context.ts'
import { hasTexts, parseJsonObject } from '../json-object.ts'
import type { Awaitable } from '../ports/awaitable.ts'

/** A sign-in that was started and has not come back. */
export interface PendingLogin {
  readonly state: string
  readonly codeVerifier: string
  /** Of the token request. */
  readonly redirectUri: string
  readonly scope: readonly string[]
  readonly display: 'popup' | 'page'
  /** Epoch seconds. */
  readonly expiresAt: number
  readonly returnTo?: string | undefined
  /** Asks for more scope than a session has, which this one then takes the place of. */
  readonly extends?: boolean | undefined
}

/** Pending logins by state; several at once, each good for one reply. */
export interface PendingLogins {
  /** Writes at once where the storage can, so that a popup's copied session storage has it too. */
  add(pending: PendingLogin): Awaitable<boolean>
  find(state: string): Promise<PendingLogin | undefined>
  /** Takes it, once: of any number of concurrent calls, in any number of tabs, one gets it. */
  take(state: string): Promise<PendingLogin | undefined>
  /** Removes the expired ones, and tells whether any other is left. */
  sweep(): Promise<boolean>
}

/** Keeps pending logins in the storage of a client. */
export function createPendingLogins({ pendingStorage: storage, namespace, clock, lock }: ClientContext): PendingLogins {
  const prefix = `${namespace}/pending/`
  const parse = (text: string | null): PendingLogin | undefined => parsePendingLogin(text, clock.now())
  return {
    add: (pending) => storage.replace(prefix + pending.state, null, JSON.stringify(pending)),
    find: async (state) => parse(await storage.read(prefix + state)),
    // Locked: two tabs may both see it in a storage that compares within a tab only, and a code that is sent twice ends what it began.
    take: (state) =>
      lock.withLock(prefix + state, async (waited) => {
        // Who was here before has taken it, though this tab may be shown that late.
        const text = waited === true ? null : await storage.read(prefix + state)
        return text !== null && (await storage.replace(prefix + state, text, null)) ? parse(text) : undefined
      }),
    async sweep() {
      let left = false
      for (const key of await storage.keys(prefix)) {
        const text = await storage.read(key)
        if (parse(text)) left = true
        else await storage.replace(key, text, null)
      }
      return left
    },
  }
}

/** Reads what was kept of a sign-in; `undefined` when it is none, or too old. */
export function parsePendingLogin(text: string | null, now: number): PendingLogin | undefined {
  const kept = parseJsonObject(text)
  return isPendingLogin(kept) && kept.expiresAt > now ? kept : undefined
}

/** Looks at what every sign-in has: whoever can write the rest wrong can write it right as well. */
function isPendingLogin(kept: unknown): kept is PendingLogin {
  return hasTexts(kept, 'state', 'codeVerifier', 'redirectUri') && Array.isArray(kept['scope'])
}
