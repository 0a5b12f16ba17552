import { audiotool } from '@stagedoor/platforms/client'
import { createContext } from '../../client-context.ts'
import type { ClientOptions } from '../../client-options.ts'
import { requestTokens } from '../../requests/request-tokens.ts'
import { spendRefreshToken } from '../../requests/spend-refresh-token.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import type { AuthProvider, TokenData } from './auth-provider.ts'
import { callOff } from './call-off.ts'

const FAILURES = { interrupted: 'refresh_uncertain', refused: 'session_ended' } as const
/** Refreshed this long before the end, as the platform's SDK does. */
const EARLY_MS = 60_000
/** Where the platform says nothing of the time (Ory Hydra's default). */
const LIFETIME_SECONDS = 3600

/** The tokens of one person, and where new ones go. */
export interface ServerAuthOptions extends TokenData, Pick<ClientOptions, 'baseUrl' | 'fetch' | 'clock'> {
  readonly clientId: string
  /** Keeps the new tokens; the old refresh token is spent. Awaited before they are used, and called again when it fails. */
  readonly onTokenRefresh?: (tokens: TokenData) => void | Promise<void>
}

/**
 * Makes the auth of a person whose tokens came from a browser. Refreshes when they are due, once however many ask.
 *
 * `getToken()` rejects with `session_ended` when the platform refuses to go on; no request is sent after that.
 *
 * @throws {@link StagedoorError} `configuration`: the client id is empty.
 */
export function createServerAuth(options: ServerAuthOptions): AuthProvider {
  const { accessToken, refreshToken, expiresAt, onTokenRefresh, ...rest } = options
  const context = createContext({ ...rest, platform: audiotool, redirectUri: audiotool.issuer, page: null, storage: 'memory' })
  let tokens: TokenData = { accessToken, refreshToken, expiresAt }
  let unsaved = false
  let ended: StagedoorError | undefined
  let running: Promise<void> | undefined

  const isGood = (earlyMs: number): boolean => !tokens.refreshToken || context.clock.now() * 1000 < tokens.expiresAt - earlyMs

  async function refresh(): Promise<void> {
    const spent = tokens.refreshToken
    const next = await spendRefreshToken(context, spent, () =>
      requestTokens(context, { grant_type: 'refresh_token', refresh_token: spent }, FAILURES),
    )
    tokens = {
      accessToken: next.accessToken,
      refreshToken: next.refreshToken ?? spent,
      expiresAt: Math.round((context.clock.now() + (next.expiresInSeconds ?? LIFETIME_SECONDS)) * 1000),
    }
    unsaved = true
  }

  async function renew(): Promise<void> {
    if (!isGood(EARLY_MS)) {
      await refresh().catch((error: unknown) => {
        if (error instanceof StagedoorError && error.code === 'session_ended') ended = error
        // A minute early is early enough to fail once in a while.
        if (ended !== undefined || !isGood(0)) throw error
      })
    }
    if (unsaved) await onTokenRefresh?.(tokens)
    unsaved = false
  }

  return {
    async getToken() {
      if (ended !== undefined) throw ended
      if (unsaved || !isGood(EARLY_MS)) {
        running ??= renew().finally(() => {
          running = undefined
        })
        await callOff(running)
      }
      return `Bearer ${tokens.accessToken}`
    },
  }
}
