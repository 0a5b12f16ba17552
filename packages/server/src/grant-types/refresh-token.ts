import type { PlatformDescription, RefreshTokenRules } from '@stagedoor/platforms'
import { OAuthError } from '@stagedoor/protocol'
import { getParameter } from '../http/read-parameters.ts'
import type { ActiveToken, EpochSeconds, Grant, RefreshTokenState } from '../ports/records.ts'
import type { RotationDecision } from '../ports/store.ts'
import { coversScope, withoutIncluded } from '../scope-inclusion.ts'
import { createOpaqueSecret } from '../secrets/opaque-secret.ts'
import {
  createSuccessorNonce,
  type DerivedSuccessors,
  deriveSuccessors,
  drawSuccessor,
  isDerivable,
  readRefreshToken,
} from '../secrets/refresh-token-secret.ts'
import type { ServerContext } from '../server-context.ts'
import { earlier } from './create-grant.ts'
import { readScope } from './decide-scope.ts'
import type { GrantHandler, IssuedTokens } from './grant-handler.ts'
import { findKeyMismatch, refuseGrant } from './grant-refusal.ts'

interface Successors extends DerivedSuccessors {
  /** `null` with strict rotation: nothing can be computed again. */
  readonly nonce: Uint8Array | null
}

/**
 * Grant type `refresh_token`: a refresh token for its successor and a fresh access token (RFC 6749 §6, RFC 9700 §4.14).
 *
 * A spent token ends its grant. With `rotation: 'grace'` a client that lost the reply may ask again, with the direct predecessor, soon, and
 * before the successor is used: it gets the very same tokens. Asking for less scope narrows the access token; the grant keeps its own.
 *
 * @throws OAuthError `invalid_grant`: unknown, expired, replayed, revoked, or another client's. `invalid_scope`: more than was granted.
 */
export function createRefreshTokenGrant(context: ServerContext, rules: RefreshTokenRules): GrantHandler {
  const { platform, store } = context
  if (rules.rotation === 'grace' && !isDerivable(rules.format, platform.tokens.accessTokenFormat)) {
    throw new TypeError('With rotation "grace", a refresh token has at most 48 bytes and an access token at most 38.')
  }

  return {
    grantType: 'refresh_token',

    async issue({ parameters, client, binding }) {
      const predecessor = getParameter(parameters, 'refresh_token')
      const wanted = readScope(parameters)
      const presented = readRefreshToken(rules.format, predecessor)
      if (presented === undefined) throw refuse(platform, 'refresh_token_unknown')

      const now = context.now()
      let issued: IssuedTokens | undefined
      const outcome = await store.refreshTokens.rotate(
        { grantId: presented.grantId, digest: presented.digest, clientId: client?.id ?? null },
        now,
        rules.rotation === 'grace' ? rules.retryWindowSeconds : 0,
        (grant) => {
          const mismatch = findKeyMismatch(grant.dpopKey, binding)
          if (mismatch !== undefined) return { outcome: 'refused', reason: mismatch }
          const scope = wanted === undefined ? grant.scope : withoutIncluded(platform.scopes, wanted)
          if (!coversScope(platform.scopes, grant.scope, scope)) return { outcome: 'refused', reason: 'scope_exceeds_grant' }
          const successors = createSuccessors(context, rules, predecessor)
          const decision = decideRotation(platform, { grant, scope, successors, now, dpopKey: binding.accessToken })
          issued = describeTokens(successors, { ...decision.accessToken, userId: grant.userId, trace: traceOf(grant) }, now)
          return decision
        },
      )
      switch (outcome.outcome) {
        case 'rotated':
          if (issued === undefined) throw new Error('The store rotated without asking.')
          return issued
        case 'repeated':
          return repeatTokens(context, { rules, predecessor, now, dpopKey: binding.accessToken, ...outcome })
        case 'refused':
          // Not spent: a thief without the key must not end the session of who has it.
          if (outcome.reason === 'dpop_key_mismatch') throw refuse(platform, outcome.reason)
          throw new OAuthError('invalid_scope', 'The scope is more than what was granted.', { reason: outcome.reason })
        case 'replayed':
          throw refuse(platform, 'refresh_token_replayed')
        case 'unknown':
          throw refuse(platform, outcome.reason)
      }
    },
  }
}

function refuse(platform: PlatformDescription, reason: string): Error {
  return refuseGrant(platform, reason, 'The refresh token is not valid.')
}

function createSuccessors({ platform, clock, random }: ServerContext, rules: RefreshTokenRules, predecessor: string): Successors {
  if (rules.rotation === 'grace') return repeatSuccessors(platform, rules, predecessor, createSuccessorNonce(clock(), random))
  return {
    refreshToken: drawSuccessor(rules.format, predecessor, random),
    accessToken: createOpaqueSecret(platform.tokens.accessTokenFormat, clock(), random),
    nonce: null,
  }
}

function repeatSuccessors(
  { tokens }: PlatformDescription,
  { format }: RefreshTokenRules,
  predecessor: string,
  nonce: Uint8Array,
): Successors {
  return { ...deriveSuccessors({ refreshToken: format, accessToken: tokens.accessTokenFormat }, predecessor, nonce), nonce }
}

interface Rotation {
  readonly grant: Grant
  readonly scope: readonly string[]
  readonly successors: Successors
  readonly now: EpochSeconds
  /** What the access token is bound to. */
  readonly dpopKey: string | null
}

/** Decides what the rotation writes. The refresh token's life slides, but never past the grant's own end. */
function decideRotation(
  { tokens }: PlatformDescription,
  { grant, scope, successors, now, dpopKey }: Rotation,
): Extract<RotationDecision, { outcome: 'rotated' }> {
  return {
    outcome: 'rotated',
    digest: successors.refreshToken.digest,
    expiresAt: earlier(now + (tokens.refreshToken?.lifetimeSeconds ?? 0), grant.endsAt),
    successorNonce: successors.nonce,
    accessToken: {
      key: successors.accessToken.key,
      grantId: grant.id,
      scope,
      dpopKey,
      issuedAt: now,
      expiresAt: earlier(now + tokens.accessTokenLifetimeSeconds, grant.endsAt),
    },
  }
}

interface Repetition {
  readonly rules: RefreshTokenRules
  readonly predecessor: string
  readonly grant: Grant
  readonly refreshToken: RefreshTokenState
  readonly now: EpochSeconds
  /** Proven with this request. */
  readonly dpopKey: string | null
}

/**
 * Gives the successor of a lost reply once more, with the lifetime that is left of it.
 * Scope and end are those of the access token that was written then, whatever this request asks for.
 */
async function repeatTokens(context: ServerContext, repetition: Repetition): Promise<IssuedTokens> {
  const { rules, predecessor, grant, refreshToken, now, dpopKey } = repetition
  const { successorNonce: nonce } = refreshToken
  if (nonce === null) throw refuse(context.platform, 'refresh_token_replayed')
  const successors = repeatSuccessors(context.platform, rules, predecessor, nonce)
  const accessToken = await context.store.accessTokens.findActive(successors.accessToken.key, now)
  if (accessToken === undefined) throw refuse(context.platform, 'grant_revoked')
  // What the first answer was bound to, the second must be, or it could be got without the key.
  if (accessToken.dpopKey !== dpopKey) throw refuse(context.platform, 'dpop_key_mismatch')
  context.log({ reason: 'refresh_repeated', at: context.clock(), clientId: grant.clientId, userId: grant.userId })
  return describeTokens(successors, { ...accessToken, trace: traceOf(grant) }, now)
}

function describeTokens(
  { refreshToken, accessToken }: Successors,
  {
    scope,
    expiresAt,
    userId,
    dpopKey,
    trace,
  }: Pick<ActiveToken, 'scope' | 'expiresAt' | 'userId' | 'dpopKey'> & Pick<IssuedTokens, 'trace'>,
  now: EpochSeconds,
): IssuedTokens {
  // OpenID Connect Core §12.2 leaves the ID token to us here: it would say again what the first one said.
  const lifetimeSeconds = expiresAt - now
  const isBound = dpopKey !== null
  return { accessToken: accessToken.text, lifetimeSeconds, refreshToken: refreshToken.text, scope, idToken: null, userId, isBound, trace }
}

function traceOf({ id, clientId }: Grant): IssuedTokens['trace'] {
  return { clientId, keys: [id] }
}
