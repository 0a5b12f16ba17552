import { encodeBase64url } from '@stagedoor/protocol'
import type { AssembledClient } from '../../assemble-client.ts'
import type { LiveSession } from '../../session/stored-session.ts'
import { StagedoorError } from '../../stagedoor-error.ts'

/** Where tokens are kept, by the names of the original SDK. */
export interface AudiusTokenStore {
  getAccessToken(): Promise<string | null>
  getRefreshToken(): Promise<string | null>
  /** Epoch milliseconds; `null` when unknown. */
  getAccessTokenExpiry(): Promise<number | null>
  getRefreshTokenExpiry(): Promise<number | null>
  /** @param expiresIn - Seconds from now, of the access token. */
  setTokens(access: string, refresh: string, expiresIn?: number, refreshExpiresIn?: number): Promise<void>
  clear(): Promise<void>
}

/** Shows the session of a client as a token store. Its access token is good now: it is refreshed on the way out. */
export function createTokenStore({ client, parts: { context, keeper } }: AssembledClient): AudiusTokenStore {
  const read = async (): Promise<LiveSession | undefined> => (await keeper.read()).live
  return {
    getAccessToken: () => client.getAccessToken().catch(nullWhenSignedOut),
    getRefreshToken: async () => (await read())?.refreshToken ?? null,
    getAccessTokenExpiry: async () => {
      const expiresAt = (await read())?.expiresAt
      return expiresAt ? expiresAt * 1000 : null
    },
    getRefreshTokenExpiry: async () => null, // Audius does not say
    async setTokens(accessToken, refreshToken, expiresIn) {
      const { signIn, rotation, scope } = (await read()) ?? { signIn: encodeBase64url(context.random(12)), rotation: 0, scope: [] }
      const expiry = expiresIn !== undefined && { expiresAt: context.clock.now() + expiresIn }
      await keeper.put({ kind: 'live', signIn, rotation: rotation + 1, accessToken, refreshToken, scope, ...expiry })
    },
    clear: () => keeper.put(undefined),
  }
}

/** Tells "nobody is signed in" from "cannot be told now". */
export function nullWhenSignedOut(error: unknown): null {
  if (error instanceof StagedoorError && error.action === 'login') return null
  throw error
}
