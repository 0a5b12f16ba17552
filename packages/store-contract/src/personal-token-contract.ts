import { type IssuedGrant, KEPT_PERSONAL_TOKEN_SECONDS } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { type ContractWorld, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS } from './race-outcomes.ts'

/** What every engine promises about the tokens that people make for themselves. */
export function describePersonalTokens(openStore: OpenStore): void {
  describe('personalTokens', () => {
    it('adds a token with its grant, and lists it without its secret', () =>
      withWorld(openStore, async (world) => {
        const { store, user } = world
        const issued = issue(world)
        const described = { name: 'Backup', ending: 'Ab1_', expiresAt: START + 100 }

        expect(await store.personalTokens.add(described, issued, 50)).toEqual({ outcome: 'added' })
        expect(await world.isActive(issued.accessToken.key)).toBe(true)
        expect(await store.personalTokens.list(user.id, START)).toEqual([
          {
            ...described,
            id: issued.grant.id,
            scope: ['openid', 'profile'],
            createdAt: START,
            lastUsedAt: null,
            lastUsedFrom: null,
            revokedAt: null,
            reportedAt: null,
          },
        ])
        expect(await store.personalTokens.list((await world.addUser()).id, START)).toEqual([])
      }))

    it('adds one of fifty concurrent tokens with one id', () =>
      withWorld(openStore, async (world) => {
        const { grant } = issue(world)
        const race = Array.from({ length: RACERS }, () => add(world, { ...issue(world), grant }))

        const outcomes = (await Promise.all(race)).map(({ outcome }) => outcome)

        expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1)
        expect(outcomes.filter((outcome) => outcome === 'id_taken')).toHaveLength(RACERS - 1)
      }))

    it('lets nobody past the limit, not even with fifty at once; what has ended makes room', () =>
      withWorld(openStore, async (world) => {
        const outcomes = await Promise.all(Array.from({ length: RACERS }, () => add(world, issue(world), 3)))
        expect(outcomes.filter(({ outcome }) => outcome === 'added')).toHaveLength(3)

        const [first = expect.fail()] = await world.store.personalTokens.list(world.user.id, START)
        await world.store.personalTokens.revoke(world.user.id, first.id, START)
        expect(await add(world, issue(world), 3)).toEqual({ outcome: 'added' })
      }))

    it('adds nothing for a known token, or a person who is disabled', () =>
      withWorld(openStore, async (world) => {
        const known = issue(world)
        await add(world, known)
        const again = issue(world)
        expect(await add(world, { ...again, accessToken: { ...again.accessToken, key: known.accessToken.key } })).toEqual({
          outcome: 'refused',
          reason: 'access_token_taken',
        })
        await world.opened.disable('user', world.user.id, START)
        expect(await add(world, issue(world))).toEqual({ outcome: 'refused', reason: 'account_disabled' })
        expect(await world.store.personalTokens.list(world.user.id, START)).toHaveLength(1)
      }))

    it('is ended once by fifty concurrent calls, by its owner alone, and at once', () =>
      withWorld(openStore, async (world) => {
        const { store, user } = world
        const { grant, accessToken } = await added(world)
        await world.isActive(accessToken.key) // remembered

        expect(await store.personalTokens.revoke((await world.addUser()).id, grant.id, START)).toBe(false)
        const ended = await Promise.all(Array.from({ length: RACERS }, () => store.personalTokens.revoke(user.id, grant.id, START + 1)))

        expect(ended.filter(Boolean)).toHaveLength(1)
        expect(await world.isActive(accessToken.key)).toBe(false)
        expect(await store.personalTokens.list(user.id, START + 1)).toMatchObject([{ revokedAt: START + 1 }])
        expect(await store.personalTokens.list(user.id, START + 1 + KEPT_PERSONAL_TOKEN_SECONDS)).toEqual([])
      }))

    it('ends all of a person, and no grant of an app', () =>
      withWorld(openStore, async (world) => {
        const app = await world.logIn()
        const tokens = [await added(world), await added(world)]

        expect(await world.store.personalTokens.revoke(world.user.id, app.grant.id, START)).toBe(false)
        expect(await world.store.personalTokens.revokeAll(world.user.id, START)).toBe(2)
        expect(await world.isActive(app.accessToken.key)).toBe(true)
        for (const { accessToken } of tokens) expect(await world.isActive(accessToken.key)).toBe(false)
      }))

    it('is no app with access, and stays when those lose theirs', () =>
      withWorld(openStore, async (world) => {
        const { accessToken, grant } = await added(world)

        expect(await world.store.authorizedApps.list(world.user.id, START)).toEqual([])
        await world.store.authorizedApps.withdraw(world.user.id, null, START)
        await world.store.authorizedApps.withdraw(world.user.id, grant.clientId, START)
        expect(await world.isActive(accessToken.key)).toBe(true)
      }))

    it('is renamed by its owner alone, and keeps the latest use', () =>
      withWorld(openStore, async (world) => {
        const { store, user } = world
        const { grant, accessToken } = await added(world)

        expect(await store.personalTokens.rename((await world.addUser()).id, grant.id, 'Stolen')).toBe(false)
        expect(await store.personalTokens.rename(user.id, grant.id, 'Nightly')).toBe(true)
        await store.personalTokens.noteUse(accessToken.key, START + 60, '192.0.2.0/24')
        await store.personalTokens.noteUse(accessToken.key, START + 5, '198.51.100.0/24')

        const used = { name: 'Nightly', lastUsedAt: START + 60, lastUsedFrom: '192.0.2.0/24' }
        expect(await store.personalTokens.list(user.id, START)).toMatchObject([used])
      }))

    it('is ended by one of fifty reports, which tells whose it was', () =>
      withWorld(openStore, async (world) => {
        const { store, user } = world
        const { grant, accessToken } = await added(world)
        const app = await world.logIn()

        const found = await Promise.all(Array.from({ length: RACERS }, () => store.personalTokens.revokeReported(accessToken.key, START)))

        expect(found.filter((one) => one !== undefined)).toEqual([{ id: grant.id, userId: user.id, name: 'Backup' }])
        expect(await world.isActive(accessToken.key)).toBe(false)
        expect(await store.personalTokens.list(user.id, START)).toMatchObject([{ reportedAt: START, revokedAt: START }])
        expect(await store.personalTokens.revokeReported(app.accessToken.key, START)).toBeUndefined()
      }))

    it('ends and is forgotten with the account', () =>
      withWorld(openStore, async (world) => {
        const { accessToken } = await added(world)

        await world.store.accounts.closeAccount(world.user.id, START)

        expect(await world.isActive(accessToken.key)).toBe(false)
        expect(await world.store.personalTokens.list(world.user.id, START)).toEqual([])
      }))

    it('is gone a month after it expired', () =>
      withWorld(openStore, async (world) => {
        const { accessToken } = await added(world)
        await world.store.deleteExpired(accessToken.expiresAt + KEPT_PERSONAL_TOKEN_SECONDS - 1, 100)
        expect(await world.store.personalTokens.list(world.user.id, accessToken.expiresAt)).toHaveLength(1)
        await world.store.deleteExpired(accessToken.expiresAt + KEPT_PERSONAL_TOKEN_SECONDS, 100)
        expect(await world.store.personalTokens.list(world.user.id, accessToken.expiresAt)).toEqual([])
      }))

    it('finds a reported secret of an app by its digest, while it is good', () =>
      withWorld(openStore, async (world) => {
        const { store, addClient, createKey } = world
        const { id } = await addClient({ authenticationMethod: 'client_secret_basic' })
        const digest = createKey().subarray(6)
        await store.apps.addSecret(id, { digest, label: 'live', ending: 'wxyz', createdAt: START }, 2)

        expect(await store.apps.reportSecret(digest, START + 9)).toEqual({ clientId: id, ending: 'wxyz' })
        const [secret = expect.fail()] = await store.apps.listSecrets(id)
        expect(secret.reportedAt).toBe(START + 9)
        await store.apps.revokeSecret(id, secret.id)
        expect(await store.apps.reportSecret(digest, START + 10)).toBeUndefined()
      }))
  })
}

function issue(world: ContractWorld): IssuedGrant {
  return { ...world.createGrant(), refreshToken: null }
}

function add(world: ContractWorld, issued: IssuedGrant, limit = 50): ReturnType<ContractWorld['store']['personalTokens']['add']> {
  return world.store.personalTokens.add({ name: 'Backup', ending: 'Ab1_', expiresAt: issued.accessToken.expiresAt }, issued, limit)
}

async function added(world: ContractWorld): Promise<IssuedGrant> {
  const issued = issue(world)
  await add(world, issued)
  return issued
}
