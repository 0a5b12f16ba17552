import type { AuthorizationCode, EpochSeconds } from '../ports/records.ts'
import type { IssuedGrant } from '../ports/store.ts'
import { createOpaqueSecret } from '../secrets/opaque-secret.ts'
import { createGrantId, createRefreshToken } from '../secrets/refresh-token-secret.ts'
import type { ServerContext } from '../server-context.ts'
import type { IssuedTokens, TokenBinding } from './grant-handler.ts'

/** Whose grant it is and what it allows. */
export type GrantTerms = Pick<AuthorizationCode, 'clientId' | 'userId' | 'scope' | 'nonce' | 'authenticatedAt'> & {
  readonly binding: TokenBinding
}

/** A grant with its first tokens: records for the store, texts for the client. */
export interface CreatedGrant {
  readonly records: IssuedGrant
  readonly tokens: IssuedTokens
}

/** Draws a grant and its first tokens; stores nothing. */
export function createGrant({ platform, clock, random }: ServerContext, terms: GrantTerms, now: EpochSeconds): CreatedGrant {
  const { accessTokenFormat, accessTokenLifetimeSeconds, refreshToken: rules } = platform.tokens
  const atMs = clock()
  const accessToken = createOpaqueSecret(accessTokenFormat, atMs, random)
  const refreshToken = rules === null ? null : createRefreshToken(rules.format, atMs, random)
  const id = refreshToken?.grantId ?? createGrantId(atMs, random)
  const { clientId, userId, scope, nonce, authenticatedAt, binding } = terms
  const endsAt = rules === null || rules.absoluteLifetimeSeconds === null ? null : now + rules.absoluteLifetimeSeconds
  const records: IssuedGrant = {
    grant: { id, clientId, userId, scope, nonce, dpopKey: binding.refreshToken, authenticatedAt, createdAt: now, endsAt },
    refreshToken:
      rules === null || refreshToken === null
        ? null
        : { digest: refreshToken.digest, expiresAt: earlier(now + rules.lifetimeSeconds, endsAt) },
    accessToken: {
      key: accessToken.key,
      grantId: id,
      scope,
      dpopKey: binding.accessToken,
      issuedAt: now,
      expiresAt: earlier(now + accessTokenLifetimeSeconds, endsAt),
    },
  }
  return {
    records,
    tokens: {
      accessToken: accessToken.text,
      lifetimeSeconds: records.accessToken.expiresAt - now,
      refreshToken: refreshToken?.text ?? null,
      scope,
      idToken: null,
      userId,
      isBound: binding.accessToken !== null,
      trace: { clientId, keys: [id] },
    },
  }
}

/** The earlier of a sliding end and a grant's absolute one. */
export function earlier(expiresAt: EpochSeconds, endsAt: EpochSeconds | null): EpochSeconds {
  return endsAt === null ? expiresAt : Math.min(expiresAt, endsAt)
}
