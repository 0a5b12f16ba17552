import type { ClientContext } from '../../client-context.ts'
import { requestTokens } from '../../requests/request-tokens.ts'
import { spendRefreshToken } from '../../requests/spend-refresh-token.ts'
import { type SoundcloudToken, soundcloudToken } from './soundcloud-token.ts'

const FAILURES = { interrupted: 'refresh_uncertain', refused: 'session_ended' } as const

/** Exchanges a refresh token for new tokens. All who come with the same one at about the same time get the same answer: it works once. */
export async function refreshSoundcloudToken(context: ClientContext, refreshToken: string): Promise<SoundcloudToken> {
  const request = { grant_type: 'refresh_token', refresh_token: refreshToken } as const
  return soundcloudToken(await spendRefreshToken(context, refreshToken, () => requestTokens(context, request, FAILURES)), refreshToken)
}
