import { describe, expect, it } from 'vitest'
import { REFRESH_LIFETIME_SECONDS, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS } from './race-outcomes.ts'

/** What every engine promises about what people gave to clients, and took back. */
export function describeAuthorizedApps(openStore: OpenStore): void {
  describe('authorizedApps', () => {
    it('lists who holds a consent or a live grant, with scope, since when and when last used', () =>
      withWorld(openStore, async (world) => {
        const { store, user, client, addClient } = world
        const [consented] = [await addClient(), await addClient()]
        const held = await world.logIn({ createdAt: START + 10, scope: ['openid', 'tracks:write'] })
        await store.consents.remember({ userId: user.id, clientId: consented.id, scope: ['profile'], updatedAt: START + 5 })
        await world.rotate(held, held.digest, { now: START + 100 })

        expect(await store.authorizedApps.list(user.id, START + 200)).toEqual([
          { client, scope: ['openid', 'tracks:write'], since: START + 10, lastUsedAt: START + 100 },
          { client: consented, scope: ['profile'], since: START + 5, lastUsedAt: null },
        ])
      }))

    it('keeps since when across a second consent, and adds its scope', () =>
      withWorld(openStore, async ({ store, user, client }) => {
        await store.consents.remember({ userId: user.id, clientId: client.id, scope: ['openid'], updatedAt: START })
        await store.consents.remember({ userId: user.id, clientId: client.id, scope: ['profile'], updatedAt: START + 500 })

        expect(await store.authorizedApps.list(user.id, START + 501)).toMatchObject([{ scope: ['openid', 'profile'], since: START }])
      }))

    it('lists no grant that is over, and nothing of anybody else', () =>
      withWorld(openStore, async (world) => {
        const other = await world.addUser()
        await world.logIn()
        const revoked = await world.logIn({ clientId: (await world.addClient()).id })
        await world.store.grants.revoke(revoked.grant.id, START)

        expect(await world.store.authorizedApps.list(world.user.id, START)).toMatchObject([{ client: { id: world.client.id } }])
        expect(await world.store.authorizedApps.list(world.user.id, START + REFRESH_LIFETIME_SECONDS + 1)).toEqual([])
        expect(await world.store.authorizedApps.list(other.id, START)).toEqual([])
      }))

    it('takes back consent, tokens and unredeemed codes of one client at once, and leaves the others', () =>
      withWorld(openStore, async (world) => {
        const { store, user, client } = world
        const held = await world.logIn()
        const elsewhere = await world.addClient()
        const other = await world.logIn({ clientId: elsewhere.id })
        await store.consents.remember({ userId: user.id, clientId: client.id, scope: ['openid'], updatedAt: START })
        const code = await world.issueCode()

        expect(await store.authorizedApps.withdraw(user.id, client.id, START)).toEqual({ apps: 1, grants: 1 })
        expect(await store.consents.find(user.id, client.id)).toBeUndefined()
        expect(await world.isActive(held.accessToken.key)).toBe(false)
        expect(await world.rotate(held, held.digest)).toMatchObject({ outcome: 'unknown', reason: 'grant_revoked' })
        expect(await world.redeem(code)).toMatchObject({ outcome: 'unknown' })
        expect(await world.isActive(other.accessToken.key)).toBe(true)
        expect(await store.authorizedApps.list(user.id, START)).toMatchObject([{ client: { id: elsewhere.id } }])
      }))

    it('takes back from every client, of one person alone', () =>
      withWorld(openStore, async (world) => {
        const stranger = await world.addUser()
        await world.logIn()
        await world.logIn({ clientId: (await world.addClient()).id })
        const kept = await world.logIn({ userId: stranger.id })

        expect(await world.store.authorizedApps.withdraw(world.user.id, null, START)).toEqual({ apps: 2, grants: 2 })
        expect(await world.store.authorizedApps.list(world.user.id, START)).toEqual([])
        expect(await world.isActive(kept.accessToken.key)).toBe(true)
      }))

    it('also takes back from a device that was let in and has not asked since', () =>
      withWorld(openStore, async (world) => {
        const { store, user, client } = world
        const key = world.createKey()
        const device = { clientId: client.id, userCode: 'BCDFGHJK', scope: ['openid'], createdAt: START, expiresAt: START + 600 }
        await store.deviceCodes.issue(key, device)
        await store.deviceCodes.decide(device.userCode, { userId: user.id, authenticatedAt: START }, START)

        expect(await store.authorizedApps.withdraw(user.id, client.id, START)).toEqual({ apps: 1, grants: 0 })
        const polled = await store.deviceCodes.poll(key, { clientId: client.id, intervalSeconds: 5 }, START + 10, () => world.createGrant())
        expect(polled).toMatchObject({ outcome: 'unknown' })
      }))

    it('counts each grant once among fifty concurrent calls', () =>
      withWorld(openStore, async (world) => {
        await world.logIn()
        await world.logIn()

        const outcomes = await Promise.all(
          Array.from({ length: RACERS }, () => world.store.authorizedApps.withdraw(world.user.id, world.client.id, START)),
        )

        expect(outcomes.reduce((sum, { grants }) => sum + grants, 0)).toBe(2)
      }))
  })
}
