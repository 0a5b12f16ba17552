import { encodeBase64url, sha256 } from '@stagedoor/protocol'
import type { Clock } from '../../ports/clock.ts'
import type { StoragePort } from '../../ports/storage-port.ts'
import { defaultLock } from '../../runtime/default-lock.ts'
import { type LiveSession, parseStoredSession } from '../../session/stored-session.ts'
import type { AudiusTokenStore } from './audius-token-store.ts'

/**
 * Keeps the session in an app's own token store; everything else in `rest`.
 *
 * A token store has no place for what we know of a session besides its tokens: that stays in this process, as long as the tokens are those.
 * Tokens that somebody else put there are a session of their own.
 */
export function tokenStoreStorage(store: AudiusTokenStore, rest: StoragePort, clock: Clock): StoragePort {
  let known: string | null = null

  const read = async (): Promise<string | null> => {
    // An empty text is no token: `setTokens` insists on two.
    const accessToken = (await store.getAccessToken()) || ''
    const refreshToken = (await store.getRefreshToken()) || ''
    const session = parseStoredSession(known)
    if (!accessToken && !refreshToken) return session?.kind === 'ended' ? known : null
    if (session?.kind === 'live' && session.accessToken === accessToken && (session.refreshToken ?? '') === refreshToken) return known
    const expiry = accessToken ? await store.getAccessTokenExpiry() : 0
    return JSON.stringify({
      kind: 'live',
      signIn: encodeBase64url(sha256(refreshToken || accessToken)),
      rotation: 0,
      accessToken,
      scope: [],
      ...(refreshToken && { refreshToken }),
      ...(expiry !== null && { expiresAt: expiry / 1000 }),
    } satisfies LiveSession)
  }
  const write = async (next: string | null): Promise<void> => {
    const session = parseStoredSession(next)
    if (session?.kind === 'live') {
      const { accessToken, refreshToken = '', expiresAt } = session
      await store.setTokens(accessToken, refreshToken, expiresAt && Math.round(expiresAt - clock.now()))
    } else await store.clear()
    known = next
  }
  const isSession = (key: string): boolean => key.endsWith('/session')

  return {
    ...rest,
    get durable() {
      return rest.durable
    },
    read: (key) => (isSession(key) ? read() : rest.read(key)),
    replace(key, expected, next) {
      if (!isSession(key)) return rest.replace(key, expected, next)
      // The store cannot compare and set: one at a time does, also between tabs.
      return defaultLock.withLock('stagedoor/token-store', async () => {
        if ((await read()) !== expected) return false
        await write(next)
        return true
      })
    },
  }
}
