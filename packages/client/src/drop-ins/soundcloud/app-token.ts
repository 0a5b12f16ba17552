import type { ClientContext } from '../../client-context.ts'
import { requestTokens } from '../../requests/request-tokens.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import { refreshSoundcloudToken } from './refresh-token.ts'
import { type SoundcloudToken, soundcloudToken } from './soundcloud-token.ts'

const FAILURES = { interrupted: 'provider_unavailable', refused: 'credentials_rejected' } as const
const EARLY_SECONDS = 60

/**
 * Makes `token.clientCredentials`: a token of the app's own, for what is public. Keeps it while it lasts, and refreshes it then, because the
 * platform counts: 50 in twelve hours for an app, 30 an hour for an address.
 */
export function createAppToken(context: ClientContext): () => Promise<SoundcloudToken> {
  let kept: { readonly token: SoundcloudToken; readonly until: number } | undefined
  let running: Promise<SoundcloudToken> | undefined

  async function renew(): Promise<SoundcloudToken> {
    const token = (await refresh()) ?? soundcloudToken(await requestTokens(context, { grant_type: 'client_credentials' }, FAILURES))
    kept = { token, until: context.clock.now() + (token.expires_in ?? 0) - EARLY_SECONDS }
    return token
  }

  /** `undefined`: it takes a new one. */
  async function refresh(): Promise<SoundcloudToken | undefined> {
    const refreshToken = kept?.token.refresh_token
    kept = undefined
    if (refreshToken === undefined) return undefined
    return refreshSoundcloudToken(context, refreshToken).catch((error: unknown) => {
      if (error instanceof StagedoorError && error.code === 'session_ended') return undefined
      throw error
    })
  }

  return async () => {
    if (kept !== undefined && context.clock.now() < kept.until) return kept.token
    running ??= renew().finally(() => {
      running = undefined
    })
    return running
  }
}
