import { describe, expect, it } from 'vitest'
import { digestOf, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

/** What every engine promises about users, clients and browser sessions. */
export function describeAccounts(openStore: OpenStore): void {
  describe('users', () => {
    it('gives back what was added, with a number of its own', () =>
      withWorld(openStore, async ({ store, user, addUser }) => {
        const full = await addUser({
          email: 'singer@example.com',
          emailVerified: true,
          verified: true,
          passwordDigest: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$ZGlnZXN0',
          pictureTemplate: 'https://cdn.example/{size}.jpg',
          disabledAt: START,
        })

        expect(await store.users.find(full.id)).toEqual(full)
        expect(await store.users.find('no such user')).toBeUndefined()
        expect(Number.isSafeInteger(full.number) && full.number > 0).toBe(true)
        expect(full.number).not.toBe(user.number)
      }))

    it('adds one of fifty concurrent users with one name in many letter cases', () =>
      withWorld(openStore, async ({ store, user }) => {
        let next = 0
        const counts = await raceOutcomes(() => {
          next += 1
          return store.users.add({ ...user, id: `racer-${next}`, username: next % 2 === 0 ? 'ÄRGER' : 'ärger' })
        })

        expect(counts).toEqual({ added: 1, username_taken: RACERS - 1 })
      }))

    it.each([
      { added: 'Zoë', asked: 'ZOË' },
      { added: 'ДЖАЗ', asked: 'джаз' },
      { added: 'ﬁddle', asked: 'FIDDLE' },
      { added: 'Zoe\u0308', asked: 'zo\u00eb' },
    ])('finds $added by $asked', ({ added, asked }) =>
      withWorld(openStore, async ({ store, addUser }) => {
        const user = await addUser({ username: added })

        expect(await store.users.findByUsername(asked)).toEqual(user)
        expect(await store.users.findByUsername(`${asked}x`)).toBeUndefined()
      }),
    )
  })

  describe('clients', () => {
    it('gives back what was added, oldest first', () =>
      withWorld(openStore, async ({ store, client, addClient }) => {
        const full = await addClient({
          applicationType: 'native',
          authenticationMethod: 'client_secret_basic',
          secretDigests: [new Uint8Array(digestOf('one')), new Uint8Array(digestOf('two'))],
          redirectUris: ['myapp://callback', 'http://127.0.0.1/callback', 'https://app.example/a b'],
          scope: [],
          homepage: 'https://app.example/',
          verified: true,
          disabledAt: START,
        })

        expect(await store.clients.find(full.id)).toEqual(full)
        expect(await store.clients.list()).toEqual([client, full])
      }))

    it('finds a client that was asked for before it was added', () =>
      withWorld(openStore, async ({ store, client }) => {
        const late = { ...client, id: 'late' }
        const before = await store.clients.find('late')
        await store.clients.add(late)

        expect(before).toBeUndefined()
        expect(await store.clients.find('late')).toEqual(late)
      }))

    it('adds one of fifty concurrent clients with one id', () =>
      withWorld(openStore, async ({ store, client }) => {
        const counts = await raceOutcomes(() => store.clients.add({ ...client, id: 'one' }))
        expect(counts).toEqual({ added: 1, id_taken: RACERS - 1 })
      }))

    it('tells ids apart by letter case', () =>
      withWorld(openStore, async ({ store, addClient }) => {
        await addClient({ id: 'Case' })
        expect(await store.clients.find('case')).toBeUndefined()
      }))
  })

  describe('browserSessions', () => {
    it('finds the session with its user until it expires or is revoked', () =>
      withWorld(openStore, async ({ store, user, createKey }) => {
        const key = createKey()
        const session = { userId: user.id, authenticatedAt: START, expiresAt: START + 100 }
        await store.browserSessions.issue(key, session)

        const found = await store.browserSessions.find(key, START + 99)
        const expired = await store.browserSessions.find(key, START + 100)
        await store.browserSessions.revoke(key)

        expect(found).toEqual({ session, user, lastSeenAt: START })
        expect(expired).toBeUndefined()
        expect(await store.browserSessions.find(key, START)).toBeUndefined()
      }))

    it('finds no session of a disabled user', () =>
      withWorld(openStore, async ({ opened, store, addUser, createKey }) => {
        const user = await addUser()
        const key = createKey()
        await store.browserSessions.issue(key, { userId: user.id, authenticatedAt: START, expiresAt: START + 100 })
        const before = await store.browserSessions.find(key, START)
        await opened.disable('user', user.id, START)

        expect(before).toBeDefined()
        expect(await store.browserSessions.find(key, START)).toBeUndefined()
      }))
  })
}
