import { describe, expect, it } from 'vitest'
import { START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'

/** What every engine promises about the sessions of one person. */
export function describeSessionsOfUser(openStore: OpenStore): void {
  describe('browserSessions of a person', () => {
    it('are listed with what their browsers left behind, latest use first, without those of others and expired ones', () =>
      withWorld(openStore, async ({ store, user, addUser, createKey }) => {
        const other = await addUser()
        const [phone, desktop, old, foreign] = [createKey(), createKey(), createKey(), createKey()]
        const session = { userId: user.id, authenticatedAt: START, expiresAt: START + 1000 }
        const traces = { userAgent: 'Phone/1.0', remoteAddress: '192.0.2.7', startedAt: START - 500 }
        await store.browserSessions.issue(phone, session, traces)
        await store.browserSessions.issue(desktop, session)
        await store.browserSessions.issue(old, { ...session, expiresAt: START + 10 })
        await store.browserSessions.issue(foreign, { ...session, userId: other.id })
        await store.browserSessions.touch(phone, START + 50, '192.0.2.8')

        const listed = await store.browserSessions.list(user.id, START + 10)

        expect(listed.map(({ key, ...rest }) => ({ ...rest, key: Buffer.from(key).toString('hex') }))).toEqual([
          { ...traces, remoteAddress: '192.0.2.8', lastSeenAt: START + 50, key: Buffer.from(phone).toString('hex') },
          { userAgent: null, remoteAddress: null, startedAt: START, lastSeenAt: START, key: Buffer.from(desktop).toString('hex') },
        ])
        expect((await store.browserSessions.find(phone, START))?.lastSeenAt).toBe(START + 50)
      }))

    it('are listed up to a hundred, and all of them end', () =>
      withWorld(openStore, async ({ store, user, createKey }) => {
        const keys = Array.from({ length: 101 }, () => createKey())
        const session = { userId: user.id, authenticatedAt: START, expiresAt: START + 1000 }
        await Promise.all(keys.map((key) => store.browserSessions.issue(key, session)))

        expect(await store.browserSessions.list(user.id, START)).toHaveLength(100)
        expect(await store.browserSessions.revokeAll(user.id, null)).toBe(101)
      }))

    it('end one by one, by their own person only, or all but one', () =>
      withWorld(openStore, async ({ store, user, addUser, createKey }) => {
        const other = await addUser()
        const keys = [createKey(), createKey(), createKey()]
        const [one, two, kept] = keys
        if (one === undefined || two === undefined || kept === undefined) throw new Error('three')
        for (const key of keys) {
          await store.browserSessions.issue(key, { userId: user.id, authenticatedAt: START, expiresAt: START + 1000 })
        }

        expect(await store.browserSessions.revokeOf(other.id, one)).toBe(false)
        expect(await store.browserSessions.revokeOf(user.id, one)).toBe(true)
        expect(await store.browserSessions.revokeOf(user.id, one)).toBe(false)
        expect(await store.browserSessions.revokeAll(user.id, kept)).toBe(1)
        expect(await store.browserSessions.find(two, START)).toBeUndefined()
        expect(await store.browserSessions.find(kept, START)).toBeDefined()
        expect(await store.browserSessions.revokeAll(user.id, null)).toBe(1)
      }))
  })
}
