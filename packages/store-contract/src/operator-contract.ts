import { describe, expect, it } from 'vitest'
import { START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'

/** What every engine promises to who runs the platform. */
export function describeOperators(openStore: OpenStore): void {
  describe('operator', () => {
    it('lists every account, and every app that is not deleted, oldest first and a page at a time', () =>
      withWorld(openStore, async ({ store, user, client, addUser, addClient }) => {
        const users = [user, await addUser(), await addUser({ disabledAt: START })]
        const [deleted, other] = [await addClient(), await addClient({ disabledAt: START })]
        await store.apps.delete(deleted.id, START)

        expect(await store.operator.listUsers({ limit: 2 })).toEqual(users.slice(0, 2))
        expect(await store.operator.listUsers({ limit: 2, after: users[1]?.id ?? '' })).toEqual(users.slice(2))
        expect((await store.operator.listApps({ limit: 10 })).map((app) => app.client)).toEqual([client, other])
        expect((await store.operator.listApps({ limit: 10, after: client.id })).map((app) => app.client)).toEqual([other])
      }))

    it('lets an account rest: no session, no token, until it is let again', () =>
      withWorld(openStore, async ({ store, user, createKey, logIn, isActive }) => {
        const session = createKey()
        await store.browserSessions.issue(session, { userId: user.id, authenticatedAt: START, expiresAt: START + 100 })
        const { accessToken } = await logIn()
        const isThere = async () => [await isActive(accessToken.key), (await store.browserSessions.find(session, START)) !== undefined]

        const before = await isThere()
        const disabled = await store.operator.setUserDisabled(user.id, START)
        const meanwhile = await isThere()
        await store.operator.setUserDisabled(user.id, null)

        expect([before, disabled, meanwhile, await isThere()]).toEqual([[true, true], { outcome: 'set' }, [false, false], [true, true]])
      }))

    it('gives the marks of who was checked, and takes them away', () =>
      withWorld(openStore, async ({ store, user, client }) => {
        const marks = async () => [(await store.users.find(user.id))?.verified, (await store.clients.find(client.id))?.verified]
        await store.operator.setUserVerified(user.id, true)
        await store.operator.setAppVerified(client.id, true)
        const given = await marks()
        await store.operator.setUserVerified(user.id, false)
        await store.operator.setAppVerified(client.id, false)

        expect([given, await marks()]).toEqual([
          [true, true],
          [false, false],
        ])
      }))

    it('gives nobody an account back that its person closed', () =>
      withWorld(openStore, async ({ store, user }) => {
        await store.accounts.closeAccount(user.id, START)

        expect(await store.operator.setUserDisabled(user.id, null)).toEqual({ outcome: 'unknown' })
        expect((await store.users.find(user.id))?.disabledAt).toBe(START)
      }))

    it('changes nothing for an account or an app that is not there', () =>
      withWorld(openStore, async ({ store }) => {
        expect(await store.operator.setUserDisabled('nobody', START)).toEqual({ outcome: 'unknown' })
        expect(await store.operator.setUserVerified('nobody', true)).toEqual({ outcome: 'unknown' })
        expect(await store.operator.setAppVerified('nothing', true)).toEqual({ outcome: 'unknown' })
      }))
  })
}
