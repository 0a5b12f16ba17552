import type { AppRole } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { createApp } from './app-contract.ts'
import { type ContractWorld, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

const DAY = 86_400

/** What every engine promises the teams of apps. */
export function describeAppTeams(openStore: OpenStore): void {
  describe('teams of apps', () => {
    it('never lose their last owner, whoever leaves at once', () =>
      withWorld(openStore, async (world) => {
        const { store, user, addUser } = world
        const other = await addUser()
        const clientId = await createApp(world)
        await store.apps.addMember(clientId, { userId: other.id, role: 'owner', addedAt: START })

        const outcomes = await Promise.all([
          store.apps.removeMember(clientId, user.id),
          store.apps.changeRole(clientId, other.id, 'developer'),
        ])
        expect(outcomes).toEqual([{ outcome: 'removed' }, { outcome: 'last_owner' }])
        expect(await store.apps.removeMember(clientId, other.id)).toEqual({ outcome: 'last_owner' })
        expect(await store.apps.removeMember(clientId, user.id)).toEqual({ outcome: 'unknown' })
        expect(await store.apps.listMembers(clientId)).toMatchObject([{ userId: other.id, role: 'owner' }])
      }))

    it('do not count an owner whose account is disabled', () =>
      withWorld(openStore, async (world) => {
        const { store, user, addUser, opened } = world
        const other = await addUser()
        const clientId = await createApp(world)
        await store.apps.addMember(clientId, { userId: other.id, role: 'owner', addedAt: START })
        await opened.disable('user', other.id, START)

        expect(await store.apps.removeMember(clientId, user.id)).toEqual({ outcome: 'last_owner' })
        expect(await store.apps.removeMember(clientId, other.id)).toEqual({ outcome: 'removed' })
      }))

    it('add a member once, and nobody to an app that is not there', () =>
      withWorld(openStore, async (world) => {
        const { store, addUser } = world
        const userId = (await addUser()).id
        const clientId = await createApp(world)
        const member = { userId, role: 'developer' as const, addedAt: START }

        expect(await raceOutcomes(() => store.apps.addMember(clientId, member))).toEqual({ added: 1, member_already: RACERS - 1 })
        expect(await store.apps.addMember('nobody', member)).toEqual({ outcome: 'unknown' })
        expect(await store.apps.findOwn(clientId, userId)).toMatchObject({ role: 'developer' })
        expect(await store.apps.changeRole(clientId, userId, 'owner')).toEqual({ outcome: 'changed' })
        expect((await store.apps.listMembers(clientId)).map(({ role }) => role)).toEqual(['owner', 'owner'])
      }))

    it('offer a place under what was typed, found in any letter case, until it expires', () =>
      withWorld(openStore, async (world) => {
        const { store, user } = world
        const clientId = await createApp(world)
        await invite(world, clientId, 'Ada@Example.org')

        expect(await store.apps.listInvitations(clientId, START)).toMatchObject([{ invitee: 'Ada@Example.org', role: 'developer' }])
        expect(await store.apps.listReceived(['ada', 'ada@example.org'], START)).toEqual([
          {
            ...{ clientId, appName: 'An App', invitee: 'Ada@Example.org', role: 'developer', invitedBy: user.username },
            ...{ createdAt: START, expiresAt: START + DAY },
          },
        ])
        expect(await store.apps.listReceived(['bob'], START)).toEqual([])
        expect(await store.apps.listReceived(['ada@example.org'], START + DAY)).toEqual([])
        expect(await store.apps.listInvitations(clientId, START + DAY)).toEqual([])
      }))

    it('are joined once, of fifty who answer at once', () =>
      withWorld(openStore, async (world) => {
        const { store, addUser } = world
        const clientId = await createApp(world)
        const { id: userId } = await addUser()
        await invite(world, clientId, 'ada', 'owner')
        const answer = { names: ['ada'], userId, accepts: true, at: START + 1 }

        expect(await raceOutcomes(() => store.apps.answerInvitation(clientId, answer))).toEqual({ joined: 1, unknown: RACERS - 1 })
        expect(await store.apps.findOwn(clientId, userId)).toMatchObject({ role: 'owner' })
      }))

    it('are not joined by who declines, comes late, was withdrawn, or was not asked', () =>
      withWorld(openStore, async (world) => {
        const { store, addUser } = world
        const clientId = await createApp(world)
        const { id: userId } = await addUser()
        const answer = (names: string[], accepts: boolean, at = START) =>
          store.apps.answerInvitation(clientId, { names, userId, accepts, at })

        await invite(world, clientId, 'ada')
        expect(await answer(['bob'], true)).toEqual({ outcome: 'unknown' })
        expect(await answer(['ada'], true, START + DAY)).toEqual({ outcome: 'unknown' })
        expect(await answer(['ada'], false)).toEqual({ outcome: 'declined' })
        await invite(world, clientId, 'ada')
        expect(await store.apps.withdrawInvitation(clientId, 'ADA')).toEqual({ outcome: 'withdrawn' })
        expect(await answer(['ada'], true)).toEqual({ outcome: 'unknown' })
        expect(await store.apps.findOwn(clientId, userId)).toBeUndefined()
      }))

    it('have a bounded number of invitations open, of fifty at once; the same words again are the same one', () =>
      withWorld(openStore, async (world) => {
        const clientId = await createApp(world)
        let number = 0
        const outcomes = await raceOutcomes(() => {
          number += 1
          return invite(world, clientId, `person-${number}`)
        })

        expect(outcomes).toEqual({ invited: 5, too_many: RACERS - 5 })
        expect(await invite(world, clientId, 'PERSON-1', 'owner')).toEqual({ outcome: 'invited' })
        expect(await world.store.apps.listInvitations(clientId, START)).toHaveLength(5)
      }))
  })
}

function invite({ store, user }: ContractWorld, clientId: string, invitee: string, role: AppRole = 'developer') {
  return store.apps.invite(clientId, { invitee, role, invitedById: user.id, createdAt: START, expiresAt: START + DAY }, 5)
}
