import { describe, expect, it } from 'vitest'
import { START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'

/** What every engine promises about the end of grants. */
export function describeGrants(openStore: OpenStore): void {
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
