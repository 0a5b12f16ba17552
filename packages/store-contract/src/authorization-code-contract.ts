import { describe, expect, it } from 'vitest'
import { CODE_LIFETIME_SECONDS, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

/** What every engine promises about authorization codes. */
export function describeAuthorizationCodes(openStore: OpenStore): void {
  describe('codes.redeem', () => {
    it('[RFC 6749 §4.1.2] takes the code and gives `decide` all that was stored', () =>
      withWorld(openStore, async ({ store, client, createKey, createCode, createGrant }) => {
        const code = createCode({ nonce: null, scope: [] })
        const key = createKey()
        await store.codes.issue(key, code)

        const seen: unknown[] = []
        const outcome = await store.codes.redeem(key, client.id, START, (stored) => {
          seen.push(stored)
          return { outcome: 'issued', ...createGrant() }
        })

        expect(outcome).toEqual({ outcome: 'issued', code })
        expect(seen).toEqual([code])
      }))

    it('creates the grant with its tokens in the same act', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()

        expect(await world.store.accessTokens.findActive(held.accessToken.key, START)).toEqual({
          clientId: world.client.id,
          userId: world.user.id,
          username: world.user.username,
          scope: held.accessToken.scope,
          dpopKey: null,
          issuedAt: held.accessToken.issuedAt,
          expiresAt: held.accessToken.expiresAt,
        })
        expect(await world.rotate(held, held.digest)).toMatchObject({ outcome: 'rotated', grant: held.grant })
      }))

    it('[RFC 6749 §4.1.2] has one winner among fifty concurrent calls, and the grant of that one is revoked by the others', () =>
      withWorld(openStore, async (world) => {
        const key = await world.issueCode()
        const issued = Array.from({ length: RACERS }, () => world.createGrant())
        let next = 0

        const counts = await raceOutcomes(() => {
          const candidate = issued[next]
          next += 1
          return world.redeem(key, candidate === undefined ? {} : { issued: candidate })
        })

        expect(counts).toEqual({ issued: 1, replayed: RACERS - 1 })
        const active = await Promise.all(issued.map(({ accessToken }) => world.isActive(accessToken.key)))
        expect(active).not.toContain(true)
      }))

    it('calls `decide` once among fifty concurrent calls', () =>
      withWorld(openStore, async ({ store, client, issueCode, createGrant }) => {
        const key = await issueCode()
        let decisions = 0

        await raceOutcomes(() =>
          store.codes.redeem(key, client.id, START, () => {
            decisions += 1
            return { outcome: 'issued', ...createGrant() }
          }),
        )

        expect(decisions).toBe(1)
      }))

    it('[RFC 6749 §4.1.2] revokes what the first use issued when the code is replayed, even after it expired', () =>
      withWorld(openStore, async (world) => {
        const key = await world.issueCode()
        const issued = world.createGrant()
        await world.redeem(key, { issued })
        const before = await world.isActive(issued.accessToken.key)

        const replayed = await world.redeem(key, { now: START + CODE_LIFETIME_SECONDS + 1 })

        expect(before).toBe(true)
        expect(replayed).toEqual({ outcome: 'replayed' })
        expect(await world.isActive(issued.accessToken.key)).toBe(false)
      }))

    it('[RFC 7636 §4.6] spends the code when `decide` refuses, and creates nothing', () =>
      withWorld(openStore, async ({ store, client, issueCode, redeem }) => {
        const key = await issueCode()

        const refused = await store.codes.redeem(key, client.id, START, () => ({ outcome: 'refused', reason: 'code_verifier_mismatch' }))

        expect(refused).toEqual({ outcome: 'refused', reason: 'code_verifier_mismatch' })
        expect(await redeem(key)).toEqual({ outcome: 'replayed' })
      }))

    it('neither burns nor reports a code of another client', () =>
      withWorld(openStore, async (world) => {
        const key = await world.issueCode()
        const other = await world.addClient()
        const issued = world.createGrant()

        const early = await world.redeem(key, { clientId: other.id })
        const own = await world.redeem(key, { issued })
        const late = await world.redeem(key, { clientId: other.id })

        expect([early, late]).toEqual(Array(2).fill({ outcome: 'unknown', reason: 'code_other_client' }))
        expect(own.outcome).toBe('issued')
        expect(await world.isActive(issued.accessToken.key)).toBe(true)
      }))

    it('lets the code name its client where `clientId` is null', () =>
      withWorld(openStore, async ({ issueCode, redeem, client }) => {
        const key = await issueCode()
        expect(await redeem(key, { clientId: null })).toMatchObject({ outcome: 'issued', code: { clientId: client.id } })
      }))

    it('[RFC 6749 §4.1.2] ends a code at the second it expires', () =>
      withWorld(openStore, async ({ issueCode, redeem }) => {
        const [expired, last] = [await issueCode(), await issueCode()]

        expect(await redeem(expired, { now: START + CODE_LIFETIME_SECONDS })).toEqual({ outcome: 'unknown', reason: 'code_expired' })
        expect(await redeem(last, { now: START + CODE_LIFETIME_SECONDS - 1 })).toMatchObject({ outcome: 'issued' })
      }))

    it('refuses for a disabled user and for a disabled client, named or not, and creates nothing', () =>
      withWorld(openStore, async (world) => {
        const [user, client] = [await world.addUser(), await world.addClient()]
        const refusal = { outcome: 'unknown', reason: 'account_disabled' }
        const issued = world.createGrant({ userId: user.id })
        const ofUser = await world.issueCode({ userId: user.id })
        const ofClient = await world.issueCode({ clientId: client.id })
        await world.opened.disable('user', user.id, START)
        await world.opened.disable('client', client.id, START)

        expect(await world.redeem(ofUser, { issued })).toEqual(refusal)
        expect(await world.redeem(ofClient, { clientId: client.id })).toEqual(refusal)
        expect(await world.redeem(ofClient, { clientId: null })).toEqual(refusal)
        expect(await world.rotate({ ...issued, digest: issued.refreshToken.digest }, issued.refreshToken.digest)).toEqual({
          outcome: 'unknown',
          reason: 'refresh_token_unknown',
        })
      }))

    it('does not know a code that was never issued', () =>
      withWorld(openStore, async ({ createKey, redeem }) => {
        expect(await redeem(createKey())).toEqual({ outcome: 'unknown', reason: 'code_unknown' })
      }))

    it('leaves the code as it was, and its neighbours alone, when `decide` throws', () =>
      withWorld(openStore, async ({ store, client, issueCode, redeem }) => {
        const [broken, neighbour] = [await issueCode(), await issueCode()]

        const [failed, fine] = await Promise.allSettled([
          store.codes.redeem(broken, client.id, START, () => {
            throw new RangeError('a bug')
          }),
          redeem(neighbour),
        ])

        expect(failed).toMatchObject({ status: 'rejected', reason: expect.any(RangeError) })
        expect(fine).toMatchObject({ status: 'fulfilled', value: { outcome: 'issued' } })
        expect(await redeem(broken)).toMatchObject({ outcome: 'issued' })
      }))

    it('leaves nothing behind, and its neighbours alone, when what `decide` made cannot be stored', () =>
      withWorld(openStore, async (world) => {
        const [broken, neighbour] = [await world.issueCode(), await world.issueCode()]
        const taken = await world.logIn()
        const clash = { ...world.createGrant(), accessToken: taken.accessToken } // fails at the last of its writes

        const [failed, fine] = await Promise.allSettled([world.redeem(broken, { issued: clash }), world.redeem(neighbour)])

        expect(failed.status).toBe('rejected')
        expect(fine).toMatchObject({ status: 'fulfilled', value: { outcome: 'issued' } })
        expect(await world.redeem(broken, { issued: { ...clash, accessToken: world.createAccessToken(clash.grant.id) } })).toMatchObject({
          outcome: 'issued',
        })
      }))
  })
}
