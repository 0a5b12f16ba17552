import type { NewUser, SecretKey, SignUpLink } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { createApp } from './app-contract.ts'
import { type ContractWorld, digestOf, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

const EXPIRES_AT = START + 1800

const signUpLink: SignUpLink = {
  purpose: 'sign_up',
  email: 'Zoe@Example.com',
  username: 'Zoe',
  name: 'Zoë',
  passwordDigest: '$argon2id$new',
  browserKey: new Uint8Array(digestOf('browser')),
  continueAt: '/account',
  expiresAt: EXPIRES_AT,
}

/** What every engine promises about e-mails with one-time links, and about changes of accounts. */
export function describeAccountActs(openStore: OpenStore): void {
  describe('accounts', () => {
    it('keep a link until it expires', () =>
      withWorld(openStore, async ({ store, user, createKey }) => {
        const [signUp, recover] = [createKey(), createKey()]
        await store.accounts.issueLink(signUp, signUpLink)
        await store.accounts.issueLink(recover, { purpose: 'recover', userId: user.id, email: 'a@b.example', expiresAt: EXPIRES_AT })

        expect(await store.accounts.findLink(signUp, EXPIRES_AT - 1)).toEqual(signUpLink)
        expect(await store.accounts.findLink(recover, START)).toEqual({
          purpose: 'recover',
          userId: user.id,
          email: 'a@b.example',
          expiresAt: EXPIRES_AT,
        })
        expect(await store.accounts.findLink(signUp, EXPIRES_AT)).toBeUndefined()
        expect(await store.accounts.findLink(createKey(), START)).toBeUndefined()
        expect(await store.deleteExpired(EXPIRES_AT, 10)).toBe(2)
      }))

    it('add one user for one link, of fifty at once', () =>
      withWorld(openStore, async ({ store, createKey }) => {
        const key = createKey()
        await store.accounts.issueLink(key, signUpLink)
        let next = 0
        const counts = await raceOutcomes(() => {
          next += 1
          return store.accounts.signUp(key, START, (link) => newUser(link, `new-${next}`))
        })

        expect(counts).toEqual({ added: 1, unknown: RACERS - 1 })
        expect(await store.users.findByEmail('zoe@example.COM')).toMatchObject({ username: 'Zoe', emailVerified: true })
      }))

    it('keep the link when the username is taken, so that another can be tried, and spend it when the address is', () =>
      withWorld(openStore, async ({ store, addUser, createKey }) => {
        await addUser({ username: 'zoe' })
        const key = createKey()
        await store.accounts.issueLink(key, signUpLink)

        expect(await store.accounts.signUp(key, START, (link) => newUser(link, 'a'))).toEqual({ outcome: 'username_taken' })
        await addUser({ email: 'zoe@example.com', emailVerified: true })
        const other = { ...newUser(signUpLink, 'b'), username: 'another' }
        expect(await store.accounts.signUp(key, START, () => other)).toEqual({ outcome: 'email_taken' })
        expect(await store.accounts.signUp(key, START, () => other)).toEqual({ outcome: 'unknown' })
      }))

    it('let many name an address and one prove it', () =>
      withWorld(openStore, async ({ store, user, addUser }) => {
        const [owner, other] = [
          await addUser({ email: 'same@example.com', emailVerified: true }),
          await addUser({ email: 'SAME@example.com', emailVerified: false }),
        ]
        const added = await store.users.add({ ...user, id: 'x', username: 'x', email: 'Same@Example.com', emailVerified: true })

        expect(added).toEqual({ outcome: 'email_taken' })
        expect(await store.users.findByEmail('SAME@EXAMPLE.COM')).toEqual(owner)
        expect(other.id).not.toBe(owner.id)
      }))

    it('take a new address once of fifty at once, and forget the links to the old one', () =>
      withWorld(openStore, async ({ store, addUser, createKey }) => {
        const user = await addUser({ email: 'old@example.com', emailVerified: true })
        const [key, recover] = [createKey(), createKey()]
        await store.accounts.issueLink(recover, { purpose: 'recover', userId: user.id, email: 'old@example.com', expiresAt: EXPIRES_AT })
        await store.accounts.issueLink(key, { purpose: 'change_email', userId: user.id, email: 'new@example.com', expiresAt: EXPIRES_AT })

        const counts = await raceOutcomes(() => store.accounts.changeEmail(key, START))

        expect(counts).toEqual({ changed: 1, unknown: RACERS - 1 })
        expect(await store.users.findByEmail('new@example.com')).toMatchObject({ id: user.id })
        expect(await store.users.findByEmail('old@example.com')).toBeUndefined()
        expect(await store.accounts.findLink(recover, START)).toBeUndefined()
      }))

    it('refuse an address that somebody else has proven meanwhile', () =>
      withWorld(openStore, async ({ store, user, addUser, createKey }) => {
        const key = createKey()
        await store.accounts.issueLink(key, { purpose: 'change_email', userId: user.id, email: 'new@example.com', expiresAt: EXPIRES_AT })
        await addUser({ email: 'new@example.com', emailVerified: true })

        expect(await store.accounts.changeEmail(key, START)).toEqual({ outcome: 'email_taken' })
        expect((await store.users.find(user.id))?.email).toBeNull()
      }))

    it('recover once of fifty at once: new password, no session, no known browser, no other link', () =>
      withWorld(openStore, async (world) => {
        const { store, user, createKey } = world
        const [key, other, browser] = [createKey(), createKey(), createKey()]
        const session = await signIn(world)
        await store.accounts.rememberBrowser(user.id, browser, START)
        for (const link of [key, other])
          await store.accounts.issueLink(link, { purpose: 'recover', userId: user.id, email: 'a@b.example', expiresAt: EXPIRES_AT })

        const counts = await raceOutcomes(() => store.accounts.recover(key, START, '$argon2id$other'))

        expect(counts).toEqual({ changed: 1, unknown: RACERS - 1 })
        expect((await store.users.find(user.id))?.passwordDigest).toBe('$argon2id$other')
        expect(await store.browserSessions.find(session, START)).toBeUndefined()
        expect(await store.accounts.knowsBrowser(user.id, browser)).toBe(false)
        expect(await store.accounts.recover(other, START, '$argon2id$third')).toEqual({ outcome: 'unknown' })
      }))

    it('take no link for another purpose, nor for a disabled account', () =>
      withWorld(openStore, async ({ opened, store, addUser, createKey }) => {
        const user = await addUser()
        const [signUp, recover] = [createKey(), createKey()]
        await store.accounts.issueLink(signUp, signUpLink)
        await store.accounts.issueLink(recover, { purpose: 'recover', userId: user.id, email: 'a@b.example', expiresAt: EXPIRES_AT })

        expect(await store.accounts.recover(signUp, START, 'x')).toEqual({ outcome: 'unknown' })
        expect(await store.accounts.changeEmail(recover, START)).toEqual({ outcome: 'unknown' })
        expect(await store.accounts.recover(recover, EXPIRES_AT, 'x')).toEqual({ outcome: 'unknown' })
        await opened.disable('user', user.id, START)
        expect(await store.accounts.recover(recover, START, 'x')).toEqual({ outcome: 'unknown' })
        expect(await store.accounts.findLink(recover, START)).toBeUndefined()
      }))

    it('change name and username, as every token then says at once', () =>
      withWorld(openStore, async (world) => {
        const { store, user, addUser } = world
        await addUser({ username: 'taken' })
        const { accessToken } = await world.logIn()
        const before = await store.accessTokens.findActiveWithUser(accessToken.key, START)

        const taken = await store.accounts.changeProfile(user.id, { name: 'X', username: 'TAKEN' })
        const changed = await store.accounts.changeProfile(user.id, { name: 'New Name', username: 'new-name' })

        expect(before?.user.name).toBe('A Singer')
        expect(taken).toEqual({ outcome: 'username_taken' })
        expect(changed).toMatchObject({ outcome: 'changed', user: { name: 'New Name', username: 'new-name' } })
        expect((await store.accessTokens.findActiveWithUser(accessToken.key, START))?.user).toMatchObject({ name: 'New Name' })
        expect(await store.users.findByUsername(user.username)).toBeUndefined()
      }))

    it('change the password and end the other sessions', () =>
      withWorld(openStore, async (world) => {
        const { store, user } = world
        const [kept, other] = [await signIn(world), await signIn(world)]

        expect(await store.accounts.changePassword(user.id, '$argon2id$other', kept)).toEqual({ outcome: 'changed' })
        expect(await store.accounts.changePassword('nobody', 'x', kept)).toEqual({ outcome: 'unknown' })
        expect((await store.users.find(user.id))?.passwordDigest).toBe('$argon2id$other')
        expect(await store.browserSessions.find(kept, START)).toBeDefined()
        expect(await store.browserSessions.find(other, START)).toBeUndefined()
      }))

    it('close once of fifty at once: tokens and sessions end, what was personal is gone, the username stays taken', () =>
      withWorld(openStore, async (world) => {
        const { store, user } = world
        const { accessToken } = await world.logIn()
        const session = await signIn(world)
        await world.isActive(accessToken.key)

        const counts = await raceOutcomes(() => store.accounts.closeAccount(user.id, START))

        expect(counts).toEqual({ closed: 1, unknown: RACERS - 1 })
        expect(await world.isActive(accessToken.key)).toBe(false)
        expect(await store.browserSessions.find(session, START)).toBeUndefined()
        expect(await store.users.find(user.id)).toMatchObject({ name: '', email: null, passwordDigest: null, pictureTemplate: null })
        expect(await store.users.add({ ...user, id: 'heir' })).toEqual({ outcome: 'username_taken' })
      }))

    it('stay open while an app would lose its last owner, and leave every team when they close', () =>
      withWorld(openStore, async (world) => {
        const { store, user, addUser } = world
        const other = await addUser()
        const clientId = await createApp(world)
        const { accessToken } = await world.logIn()

        expect(await store.accounts.closeAccount(user.id, START)).toEqual({ outcome: 'last_owner' })
        expect(await store.apps.listOwnedAlone(user.id)).toMatchObject([{ clientId }])
        expect(await world.isActive(accessToken.key)).toBe(true)
        await store.apps.addMember(clientId, { userId: other.id, role: 'owner', addedAt: START })

        const both = await Promise.all([user, other].map(({ id }) => store.accounts.closeAccount(id, START)))

        expect(both).toMatchObject([{ outcome: 'closed' }, { outcome: 'last_owner' }])
        expect(await store.apps.listMembers(clientId)).toMatchObject([{ userId: other.id }])
      }))

    it('take their invitations along to another username, so that nobody who takes the old one can answer them', () =>
      withWorld(openStore, async (world) => {
        const { store, user, addUser } = world
        const other = await addUser()
        const clientId = await createApp(world)
        const invitation = { invitee: other.username, role: 'owner', invitedById: user.id, createdAt: START, expiresAt: START + 9 } as const
        await store.apps.invite(clientId, invitation, 20)

        await store.accounts.changeProfile(other.id, { name: 'X', username: 'renamed' })

        expect(await store.apps.listReceived([other.username], START)).toEqual([])
        expect(await store.apps.listReceived(['Renamed'], START)).toMatchObject([{ clientId, invitee: 'renamed' }])
      }))

    it('forget an address that was asked for when the sessions end, but not how to recover', () =>
      withWorld(openStore, async ({ store, user, createKey }) => {
        const [change, recover] = [createKey(), createKey()]
        await store.accounts.issueLink(change, { purpose: 'change_email', userId: user.id, email: 'x@example.com', expiresAt: EXPIRES_AT })
        await store.accounts.issueLink(recover, { purpose: 'recover', userId: user.id, email: 'x@example.com', expiresAt: EXPIRES_AT })

        await store.browserSessions.revokeAll(user.id, null)

        expect(await store.accounts.findLink(change, START)).toBeUndefined()
        expect(await store.accounts.findLink(recover, START)).toBeDefined()
      }))

    it('know the latest twenty browsers of a person', () =>
      withWorld(openStore, async ({ store, user, addUser, createKey }) => {
        const other = await addUser()
        const keys = Array.from({ length: 21 }, () => createKey())
        for (const [index, key] of keys.entries()) await store.accounts.rememberBrowser(user.id, key, START + index)

        const known = await Promise.all(keys.map((key) => store.accounts.knowsBrowser(user.id, key)))
        expect(known).toEqual([false, ...Array.from({ length: 20 }, () => true)])
        expect(await store.accounts.knowsBrowser(other.id, keys[20] ?? createKey())).toBe(false)
      }))
  })
}

function newUser({ email, username, name, passwordDigest }: SignUpLink, id: string): NewUser {
  const rest = { emailVerified: true, verified: false, pictureTemplate: null, createdAt: START, disabledAt: null }
  return { id, email, username, name, passwordDigest, ...rest }
}

async function signIn({ store, user, createKey }: ContractWorld): Promise<SecretKey> {
  const key = createKey()
  await store.browserSessions.issue(key, { userId: user.id, authenticatedAt: START, expiresAt: START + 1000 })
  return key
}
