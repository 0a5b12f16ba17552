import type { TokenSet } from '@stagedoor/protocol'

/** Tokens as the platform sends them, to be stored as they are. */
export interface SoundcloudToken {
  readonly access_token: string
  readonly token_type: string
  /** From receipt; about an hour. */
  readonly expires_in?: number
  /** Works once: the answer to it has the next one. */
  readonly refresh_token?: string
  readonly scope: string
}

/** Writes tokens as the platform does. A refresh that brings no new refresh token leaves the old one good (RFC 6749 §6). */
export function soundcloudToken(tokens: TokenSet, oldRefreshToken?: string): SoundcloudToken {
  const refreshToken = tokens.refreshToken ?? oldRefreshToken
  return {
    access_token: tokens.accessToken,
    token_type: tokens.tokenType ?? 'Bearer',
    ...(tokens.expiresInSeconds !== undefined && { expires_in: tokens.expiresInSeconds }),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    scope: tokens.scope?.join(' ') ?? '',
  }
}
