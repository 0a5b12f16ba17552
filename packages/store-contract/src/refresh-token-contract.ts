import type { RotationDecision } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { ACCESS_LIFETIME_SECONDS, digestOf, REFRESH_LIFETIME_SECONDS, RETRY_WINDOW_SECONDS, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

/** What every engine promises about refresh tokens. */
export function describeRefreshTokens(openStore: OpenStore): void {
  describe('refreshTokens.rotate', () => {
    it('[RFC 9700 §4.14.2] replaces the token, and keeps earlier access tokens', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        const successor = digestOf('second')

        const first = await world.rotate(held, held.digest, { successor })
        const second = await world.rotate(held, successor)

        expect([first, second]).toEqual(Array(2).fill({ outcome: 'rotated', grant: held.grant }))
        expect(await world.isActive(held.accessToken.key)).toBe(true)
      }))

    it('stores the new access token in the same act', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        const accessToken = { ...world.createAccessToken(held.grant.id), scope: ['profile'] }
        const decide = (): RotationDecision => ({
          outcome: 'rotated',
          digest: digestOf('second'),
          expiresAt: START + REFRESH_LIFETIME_SECONDS,
          successorNonce: null,
          accessToken,
        })

        await world.rotate(held, held.digest, { decide })

        expect(await world.store.accessTokens.findActive(accessToken.key, START)).toMatchObject({ scope: ['profile'] })
      }))

    it('gives `decide` the state as it stands', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn({ endsAt: START + 10 * REFRESH_LIFETIME_SECONDS, nonce: 'n', scope: ['profile'] })
        const successor = new Uint8Array(digestOf('second'))
        await world.rotate(held, held.digest, { successor, now: START + 7 })

        const seen: unknown[] = []
        await world.store.refreshTokens.rotate(
          { grantId: held.grant.id, digest: successor, clientId: null },
          START + 9,
          0,
          (grant, current) => {
            seen.push(grant, current)
            return { outcome: 'refused', reason: 'scope_exceeded' }
          },
        )

        const state = {
          generation: 2,
          digest: successor,
          expiresAt: START + 7 + REFRESH_LIFETIME_SECONDS,
          predecessorDigest: new Uint8Array(held.digest),
          successorNonce: new Uint8Array(digestOf('nonce').subarray(0, 16)),
          rotatedAt: START + 7,
        }
        expect(seen).toEqual([held.grant, state])
      }))

    it('has one winner among fifty concurrent calls; the others are handed the winner’s successor', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        const counts = await raceOutcomes(() => world.rotate(held, held.digest))

        expect(counts).toEqual({ rotated: 1, repeated: RACERS - 1 })
        expect(await world.isActive(held.accessToken.key)).toBe(true)
      }))

    it('[RFC 9700 §4.14.2] with a window of 0 has one winner, one replay that revokes the grant, and a dead grant after it', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        const counts = await raceOutcomes(() => world.rotate(held, held.digest, { windowSeconds: 0 }))

        expect(counts).toEqual({ rotated: 1, replayed: 1, unknown: RACERS - 2 })
        expect(await world.isActive(held.accessToken.key)).toBe(false)
      }))

    it('repeats the very same successor, writes nothing, and lets it be used afterwards', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        const successor = new Uint8Array(digestOf('second'))
        await world.rotate(held, held.digest, { successor })

        const retries = [await world.rotate(held, held.digest), await world.rotate(held, held.digest)]

        const repeated = { outcome: 'repeated', grant: held.grant, refreshToken: { generation: 2, digest: successor } }
        expect(retries).toMatchObject([repeated, repeated])
        expect(await world.rotate(held, successor)).toMatchObject({ outcome: 'rotated' })
      }))

    it.each([
      { seconds: RETRY_WINDOW_SECONDS - 1, outcome: 'repeated', active: true },
      { seconds: RETRY_WINDOW_SECONDS, outcome: 'replayed', active: false },
    ])('$seconds s after the rotation the predecessor is $outcome', ({ seconds, outcome, active }) =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        await world.rotate(held, held.digest)

        const late = await world.rotate(held, held.digest, { now: START + seconds })

        expect(late.outcome).toBe(outcome)
        expect(await world.isActive(held.accessToken.key, START + seconds)).toBe(active)
      }),
    )

    it('[RFC 9700 §4.14.2] takes the predecessor for replayed once its successor was used, and every token two generations back', () =>
      withWorld(openStore, async (world) => {
        const [first, second, third] = [await world.logIn(), digestOf('second'), digestOf('third')]
        await world.rotate(first, first.digest, { successor: second })
        await world.rotate(first, second, { successor: third })

        expect(await world.rotate(first, first.digest)).toEqual({ outcome: 'replayed' })
        expect(await world.rotate(first, third)).toEqual({ outcome: 'unknown', reason: 'grant_revoked' })
        expect(await world.isActive(first.accessToken.key)).toBe(false)
      }))

    it('takes a made-up secret of a known grant for replayed', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        expect(await world.rotate(held, digestOf('made up'))).toEqual({ outcome: 'replayed' })
      }))

    it('changes nothing for a token of another client, current or spent', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        const other = await world.addClient()
        const refusal = { outcome: 'unknown', reason: 'refresh_token_other_client' }

        expect(await world.rotate(held, held.digest, { clientId: other.id })).toEqual(refusal)
        expect(await world.rotate(held, digestOf('made up'), { clientId: other.id })).toEqual(refusal)
        expect(await world.rotate(held, held.digest)).toMatchObject({ outcome: 'rotated' })
        expect(await world.isActive(held.accessToken.key)).toBe(true)
      }))

    it('keeps the token good when `decide` refuses or throws', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        const refusal: RotationDecision = { outcome: 'refused', reason: 'scope_exceeded' }
        const crash = (): RotationDecision => {
          throw new RangeError('a bug')
        }

        expect(await world.rotate(held, held.digest, { decide: () => refusal })).toEqual(refusal)
        await expect(world.rotate(held, held.digest, { decide: crash })).rejects.toThrow(RangeError)
        expect(await world.rotate(held, held.digest)).toMatchObject({ outcome: 'rotated' })
      }))

    it('leaves nothing behind when the new access token cannot be stored', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        const clash = (): RotationDecision => ({
          outcome: 'rotated',
          digest: digestOf('lost'),
          expiresAt: START + REFRESH_LIFETIME_SECONDS,
          successorNonce: null,
          accessToken: held.accessToken,
        })

        const results = await Promise.allSettled([world.rotate(held, held.digest, { decide: clash }), world.rotate(held, held.digest)])

        expect(results).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: { outcome: 'rotated' } }])
      }))

    it('[RFC 6749 §6] ends a token at the second it expires, and every token at the end of the grant', () =>
      withWorld(openStore, async (world) => {
        const [sliding, ending] = [await world.logIn(), await world.logIn({ endsAt: START + 100 })]
        const expired = { outcome: 'unknown', reason: 'refresh_token_expired' }

        expect(await world.rotate(sliding, sliding.digest, { now: START + REFRESH_LIFETIME_SECONDS })).toEqual(expired)
        expect(await world.rotate(sliding, sliding.digest, { now: START + REFRESH_LIFETIME_SECONDS - 1 })).toMatchObject({
          outcome: 'rotated',
        })
        expect(await world.rotate(ending, ending.digest, { now: START + 100 })).toEqual(expired)
        expect(await world.rotate(ending, ending.digest, { now: START + 99 })).toMatchObject({ outcome: 'rotated' })
      }))

    it('does not know a grant that never was, nor one without a refresh token', () =>
      withWorld(openStore, async (world) => {
        const unknown = { outcome: 'unknown', reason: 'refresh_token_unknown' }
        const never = { ...world.createGrant(), digest: digestOf('never') }
        const bare = { ...world.createGrant(), refreshToken: null }
        await world.redeem(await world.issueCode(), { issued: bare })

        expect(await world.rotate(never, never.digest)).toEqual(unknown)
        expect(await world.rotate({ ...bare, digest: digestOf('none') }, digestOf('none'))).toEqual(unknown)
        expect(await world.isActive(bare.accessToken.key)).toBe(true)
      }))

    it('refuses for a disabled user and for a disabled client, and leaves the grant for better days', () =>
      withWorld(openStore, async (world) => {
        const [user, client] = [await world.addUser(), await world.addClient()]
        const [ofUser, ofClient] = [await world.logIn({ userId: user.id }), await world.logIn({ clientId: client.id })]
        const refusal = { outcome: 'unknown', reason: 'account_disabled' }

        await world.opened.disable('user', user.id, START)
        await world.opened.disable('client', client.id, START)

        expect(await world.rotate(ofUser, ofUser.digest)).toEqual(refusal)
        expect(await world.rotate(ofClient, ofClient.digest)).toEqual(refusal)
      }))
  })

  describe('refreshTokens.findActive', () => {
    it('[RFC 7662 §2.2] finds the current token and no spent one, until it expires or its grant ends', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn({ scope: ['profile'] })
        const { refreshTokens, grants } = world.store
        const find = (digest: Uint8Array, now = START) => refreshTokens.findActive({ grantId: held.grant.id, digest }, now)
        const successor = digestOf('second')

        expect(await find(held.digest)).toMatchObject({ clientId: held.grant.clientId, userId: held.grant.userId, scope: ['profile'] })
        await world.rotate(held, held.digest, { successor, now: START + 5 })
        expect(await find(held.digest, START + 5)).toBeUndefined()
        expect(await find(successor, START + 5)).toMatchObject({ issuedAt: START + 5, expiresAt: START + 5 + REFRESH_LIFETIME_SECONDS })
        expect(await find(successor, START + 5 + REFRESH_LIFETIME_SECONDS)).toBeUndefined()
        await grants.revoke(held.grant.id, START + 6)
        expect(await find(successor, START + 6)).toBeUndefined()
      }))

    it('finds nothing for a disabled user or client, nor past the end of the grant', () =>
      withWorld(openStore, async (world) => {
        const [user, client] = [await world.addUser(), await world.addClient()]
        const held = [await world.logIn({ userId: user.id }), await world.logIn({ clientId: client.id })]
        await world.opened.disable('user', user.id, START)
        await world.opened.disable('client', client.id, START)
        const ending = await world.logIn({ endsAt: START + 10 })
        const find = (of: typeof ending, now: number) =>
          world.store.refreshTokens.findActive({ grantId: of.grant.id, digest: of.digest }, now)

        for (const one of held) expect(await find(one, START)).toBeUndefined()
        expect(await find(ending, START + 9)).toMatchObject({ expiresAt: START + 10 })
        expect(await find(ending, START + 10)).toBeUndefined()
      }))
  })

  describe('accessTokens.findActive', () => {
    it('[RFC 7662 §2.2] ends a token at the second it expires', () =>
      withWorld(openStore, async (world) => {
        const { accessToken } = await world.logIn()

        expect(await world.isActive(accessToken.key, START + ACCESS_LIFETIME_SECONDS - 1)).toBe(true)
        expect(await world.isActive(accessToken.key, START + ACCESS_LIFETIME_SECONDS)).toBe(false)
        expect(await world.isActive(world.createKey())).toBe(false)
      }))

    it('finds nothing for a disabled user or client', () =>
      withWorld(openStore, async (world) => {
        const [user, client] = [await world.addUser(), await world.addClient()]
        const grants = [await world.logIn({ userId: user.id }), await world.logIn({ clientId: client.id })]
        for (const { accessToken } of grants) expect(await world.isActive(accessToken.key)).toBe(true)

        await world.opened.disable('user', user.id, START)
        await world.opened.disable('client', client.id, START)

        for (const { accessToken } of grants) {
          expect(await world.isActive(accessToken.key)).toBe(false)
          expect(await world.store.accessTokens.findActiveWithUser(accessToken.key, START)).toBeUndefined()
        }
      }))

    it('finds the user together with the token', () =>
      withWorld(openStore, async ({ store, logIn, user }) => {
        const { accessToken } = await logIn()
        const alone = await store.accessTokens.findActive(accessToken.key, START)

        expect(await store.accessTokens.findActiveWithUser(accessToken.key, START)).toEqual({ accessToken: alone, user })
      }))
  })
}
