import type { NewUser, UpstreamProfile } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

const identity = { issuer: 'https://id.example', subject: '4711' }
const profile: UpstreamProfile = { name: 'Kay', email: 'kay@example.com', emailVerified: true, picture: 'https://id.example/kay.png' }

/** What every engine promises about people whose account is elsewhere. */
export function describeUpstreamAccounts(openStore: OpenStore): void {
  describe('upstream accounts', () => {
    it('are added by the first of fifty sign-ins at once, and found by the others', () =>
      withWorld(openStore, async ({ store }) => {
        let number = 0
        const counts = await raceOutcomes(() => store.upstreamAccounts.signIn(identity, profile, () => userOf(`kay${number++}`)))
        expect(counts).toEqual({ added: 1, found: RACERS - 1 })
      }))

    it('follow their name, picture and address, and prove no address that another account has proven', () =>
      withWorld(openStore, async ({ store }) => {
        const other = { ...identity, subject: '4712' }
        await store.upstreamAccounts.signIn(identity, profile, () => userOf('kay'))
        await store.upstreamAccounts.signIn(other, { ...profile, email: undefined }, () => ({ ...userOf('kim'), email: null }))
        const changed = await store.upstreamAccounts.signIn(identity, { ...profile, name: 'K', picture: undefined }, () => userOf('unused'))
        const clash = await store.upstreamAccounts.signIn(other, profile, () => userOf('unused'))

        expect(changed).toMatchObject({ outcome: 'found', user: { name: 'K', pictureTemplate: profile.picture, emailVerified: true } })
        expect(clash).toMatchObject({ outcome: 'found', user: { id: 'id-kim', email: 'kay@example.com', emailVerified: false } })
      }))

    it('are refused under a username that is taken, and when they are disabled; a closed one begins anew', () =>
      withWorld(openStore, async ({ opened, store, user }) => {
        const taken = await store.upstreamAccounts.signIn(identity, profile, () => userOf(user.username))
        await store.upstreamAccounts.signIn(identity, profile, () => userOf('kay'))
        await store.accounts.closeAccount('id-kay', START)
        const anew = await store.upstreamAccounts.signIn(identity, profile, () => userOf('kay2'))
        await opened.disable('user', 'id-kay2', START)

        expect(taken).toEqual({ outcome: 'username_taken' })
        expect(anew.outcome).toBe('added')
        expect(await store.upstreamAccounts.signIn(identity, profile, () => userOf('kay3'))).toEqual({ outcome: 'disabled' })
      }))
  })
}

function userOf(username: string): NewUser {
  return {
    id: `id-${username}`,
    username,
    passwordDigest: null,
    name: 'Kay',
    email: 'kay@example.com',
    emailVerified: true,
    verified: false,
    pictureTemplate: 'https://id.example/kay.png',
    createdAt: START,
    disabledAt: null,
  }
}
