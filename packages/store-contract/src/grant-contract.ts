import { describe, expect, it } from 'vitest'
import { DPOP_KEY, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

/** What every engine promises about grants that need no code, and about the end of any. */
export function describeGrants(openStore: OpenStore): void {
  describe('grants.issue', () => {
    it('[RFC 6749 §4.3] creates the grant with its tokens, as a code would', () =>
      withWorld(openStore, async (world) => {
        const issued = world.createGrant()

        expect(await world.store.grants.issue(issued)).toEqual({ outcome: 'issued' })
        expect(await world.store.accessTokens.findActive(issued.accessToken.key, START)).toMatchObject({
          clientId: world.client.id,
          userId: world.user.id,
          scope: issued.accessToken.scope,
        })
        const held = { ...issued, digest: issued.refreshToken.digest }
        expect(await world.rotate(held, held.digest)).toMatchObject({ outcome: 'rotated', grant: issued.grant })
      }))

    it('[RFC 9449 §6] keeps which key each token is bound to, of the code, the grant and the access token apart', () =>
      withWorld(openStore, async (world) => {
        const issued = world.createGrant({ dpopKey: DPOP_KEY })
        const code = await world.issueCode({ dpopKey: 'of the code' })
        const accessToken = { ...issued.accessToken, dpopKey: 'of the access token' }
        const redeemed = await world.redeem(code, { issued: { ...issued, accessToken } })
        const { accessTokens, refreshTokens } = world.store
        const presented = { grantId: issued.grant.id, digest: issued.refreshToken.digest }

        expect(redeemed).toMatchObject({ outcome: 'issued', code: { dpopKey: 'of the code' } })
        expect(await accessTokens.findActive(accessToken.key, START)).toMatchObject({ dpopKey: 'of the access token' })
        expect(await accessTokens.findActiveWithUser(accessToken.key, START)).toMatchObject({
          accessToken: { dpopKey: 'of the access token' },
        })
        expect(await refreshTokens.findActive(presented, START)).toMatchObject({ dpopKey: DPOP_KEY })
        const rotated = await world.rotate({ ...issued, digest: issued.refreshToken.digest }, issued.refreshToken.digest)
        expect(rotated).toMatchObject({ outcome: 'rotated', grant: { dpopKey: DPOP_KEY } })
      }))

    it('creates one without a refresh token', () =>
      withWorld(openStore, async (world) => {
        const issued = { ...world.createGrant(), refreshToken: null }

        expect(await world.store.grants.issue(issued)).toEqual({ outcome: 'issued' })
        expect(await world.isActive(issued.accessToken.key)).toBe(true)
      }))

    it('has one winner among fifty concurrent calls with one access token, and its grant lives', () =>
      withWorld(openStore, async (world) => {
        const accessToken = world.createGrant().accessToken
        const issued = Array.from({ length: RACERS }, () => world.createGrant())
        let next = 0

        const counts = await raceOutcomes(async () => {
          const candidate = issued[next] ?? world.createGrant()
          next += 1
          return world.store.grants.issue({ ...candidate, accessToken: { ...accessToken, grantId: candidate.grant.id } })
        })

        expect(counts).toEqual({ issued: 1, refused: RACERS - 1 })
        expect(await world.isActive(accessToken.key)).toBe(true)
        const [winner] = issued
        expect(await world.store.grants.revokeByRefreshToken(winner?.grant.id ?? expect.fail(), null, START)).toBe(true)
        expect(await world.isActive(accessToken.key)).toBe(false)
      }))

    it('refuses for a disabled or unknown user and client, and writes nothing', () =>
      withWorld(openStore, async (world) => {
        const [user, client] = [await world.addUser(), await world.addClient()]
        const [ofUser, ofClient] = [world.createGrant({ userId: user.id }), world.createGrant({ clientId: client.id })]
        await world.opened.disable('user', user.id, START)
        await world.opened.disable('client', client.id, START)
        const { grants } = world.store

        expect(await grants.issue(ofUser)).toEqual({ outcome: 'refused', reason: 'account_disabled' })
        expect(await grants.issue(world.createGrant({ userId: 'nobody' }))).toEqual({ outcome: 'refused', reason: 'account_disabled' })
        expect(await grants.issue(ofClient)).toEqual({ outcome: 'refused', reason: 'client_disabled' })
        expect(await grants.issue(world.createGrant({ clientId: 'nothing' }))).toEqual({ outcome: 'refused', reason: 'client_disabled' })
        for (const { grant } of [ofUser, ofClient]) expect(await grants.revokeByRefreshToken(grant.id, null, START)).toBe(false)
      }))

    it('leaves nothing behind, and its neighbours alone, when it cannot be stored', () =>
      withWorld(openStore, async (world) => {
        const taken = await world.logIn()
        const [clash, neighbour] = [world.createGrant(), world.createGrant()]
        const broken = { ...clash, grant: { ...clash.grant, id: taken.grant.id } }

        const [failed, fine] = await Promise.allSettled([world.store.grants.issue(broken), world.store.grants.issue(neighbour)])

        expect(failed.status).toBe('rejected')
        expect(fine).toEqual({ status: 'fulfilled', value: { outcome: 'issued' } })
        expect(await world.isActive(clash.accessToken.key)).toBe(false)
        expect(await world.isActive(taken.accessToken.key)).toBe(true)
      }))
  })

  describe('grants', () => {
    it('[RFC 7009 §2.1] ends everything a grant owns at once', () =>
      withWorld(openStore, async (world) => {
        const [ended, other] = [await world.logIn(), await world.logIn()]

        await world.store.grants.revoke(ended.grant.id, START)

        expect(await world.isActive(ended.accessToken.key)).toBe(false)
        expect(await world.rotate(ended, ended.digest)).toEqual({ outcome: 'unknown', reason: 'grant_revoked' })
        expect(await world.isActive(other.accessToken.key)).toBe(true)
      }))

    it('[RFC 7009 §2.1] ends a grant by its access token, once, and for its own client only', () =>
      withWorld(openStore, async (world) => {
        const { grants } = world.store
        const held = await world.logIn()
        const other = await world.addClient()

        const attempts = [
          await grants.revokeByAccessToken(held.accessToken.key, other.id, START),
          await grants.revokeByAccessToken(held.accessToken.key, 'no such client', START),
          await grants.revokeByAccessToken(held.accessToken.key, held.grant.clientId, START),
          await grants.revokeByAccessToken(held.accessToken.key, held.grant.clientId, START),
          await grants.revokeByAccessToken(world.createKey(), null, START),
        ]

        expect(attempts).toEqual([false, false, true, false, false])
        expect(await world.isActive(held.accessToken.key)).toBe(false)
      }))

    it('[RFC 7009 §2.1] ends a grant by its refresh token, once, and for its own client only', () =>
      withWorld(openStore, async (world) => {
        const { grants } = world.store
        const held = await world.logIn()
        const other = await world.addClient()

        const attempts = [
          await grants.revokeByRefreshToken(held.grant.id, other.id, START),
          await grants.revokeByRefreshToken(held.grant.id, held.grant.clientId, START),
          await grants.revokeByRefreshToken(held.grant.id, held.grant.clientId, START),
          await grants.revokeByRefreshToken(world.createKey(), null, START),
        ]

        expect(attempts).toEqual([false, true, false, false])
        expect(await world.isActive(held.accessToken.key)).toBe(false)
      }))

    it('matches any client where `clientId` is null', () =>
      withWorld(openStore, async ({ store, logIn }) => {
        const [first, second] = [await logIn(), await logIn()]

        expect(await store.grants.revokeByAccessToken(first.accessToken.key, null, START)).toBe(true)
        expect(await store.grants.revokeByRefreshToken(second.grant.id, null, START)).toBe(true)
      }))

    it('ends all grants of a person, of a client, or of the two together, and says how many', () =>
      withWorld(openStore, async (world) => {
        const { grants } = world.store
        const [user, client] = [await world.addUser(), await world.addClient()]
        const both = await world.logIn({ userId: user.id, clientId: client.id })
        const sameUser = await world.logIn({ userId: user.id })
        const sameClient = [await world.logIn({ clientId: client.id }), await world.logIn({ clientId: client.id })]
        const stranger = await world.logIn()
        const areActive = (): Promise<boolean[]> =>
          Promise.all([both, sameUser, ...sameClient, stranger].map((held) => world.isActive(held.accessToken.key)))
        const before = await areActive()

        expect(await grants.revokeAll({ userId: 'nobody', clientId: null }, START)).toBe(0)
        expect(await grants.revokeAll({ userId: user.id, clientId: 'nothing' }, START)).toBe(0)
        expect(before).toEqual([true, true, true, true, true])
        expect(await grants.revokeAll({ userId: user.id, clientId: client.id }, START)).toBe(1)
        expect(await areActive()).toEqual([false, true, true, true, true])
        expect(await grants.revokeAll({ userId: null, clientId: client.id }, START)).toBe(2)
        expect(await areActive()).toEqual([false, true, false, false, true])
        expect(await grants.revokeAll({ userId: user.id, clientId: null }, START)).toBe(1)
        expect(await areActive()).toEqual([false, false, false, false, true])
        expect(await grants.revokeAll({ userId: null, clientId: null }, START)).toBe(1)
        expect(await world.rotate(stranger, stranger.digest)).toEqual({ outcome: 'unknown', reason: 'grant_revoked' })
      }))

    it('counts each grant for one of fifty callers who end them all at once', () =>
      withWorld(openStore, async (world) => {
        const held = await Promise.all(Array.from({ length: 20 }, () => world.logIn()))

        const counts = await Promise.all(
          Array.from({ length: RACERS }, () => world.store.grants.revokeAll({ userId: world.user.id, clientId: null }, START)),
        )

        expect(counts.reduce((sum, count) => sum + count)).toBe(held.length)
        expect(await Promise.all(held.map(({ accessToken }) => world.isActive(accessToken.key)))).not.toContain(true)
      }))

    it('ends a grant against a rotation that runs at the same time, whichever comes first', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        await Promise.all([
          world.rotate(held, held.digest),
          world.store.grants.revoke(held.grant.id, START),
          world.rotate(held, held.digest),
        ])

        expect(await world.rotate(held, held.digest)).toEqual({ outcome: 'unknown', reason: 'grant_revoked' })
      }))
  })
}
