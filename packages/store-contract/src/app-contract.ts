import type { AppChanges, AppLogo, NewAppSecret } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { type ContractWorld, digestOf, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

/** What every engine promises the people who make apps. */
export function describeApps(openStore: OpenStore): void {
  describe('apps', () => {
    describeAppRegister(openStore)
    describeAppSecrets(openStore)
    describeAppEnd(openStore)
  })
}

function describeAppRegister(openStore: OpenStore): void {
  it('keeps an app with its first owner, and finds it for its team alone', () =>
    withWorld(openStore, async (world) => {
      const { store, user, addUser } = world
      const stranger = await addUser()
      const clientId = await createApp(world)

      const own = await store.apps.findOwn(clientId, user.id)
      expect(own).toMatchObject({ role: 'owner', app: { version: 1, listed: true, client: { id: clientId, secretDigests: [] } } })
      expect(own?.app.client).toEqual(await store.clients.find(clientId))
      expect(await store.apps.find(clientId)).toEqual(own?.app)
      expect(await store.apps.listOwn(user.id)).toEqual([own])
      expect(await store.apps.findOwn(clientId, stranger.id)).toBeUndefined()
      expect(await store.apps.listOwn(stranger.id)).toEqual([])
      expect(await store.apps.listPublic(10)).toEqual([own?.app])
    }))

  it('lets nobody past their most apps, of fifty at once', () =>
    withWorld(openStore, async (world) => {
      let number = 0
      const outcomes = await raceOutcomes(() => {
        number += 1
        return world.store.apps.create({ ...newApp(world, `app-${number}`), secret: null }, 3)
      })

      expect(outcomes).toEqual({ created: 3, too_many: RACERS - 3 })
      expect(await world.store.apps.listOwn(world.user.id)).toHaveLength(3)
    }))

  it('gives an id out once', () =>
    withWorld(openStore, async (world) => {
      const { store, client } = world

      expect(await store.apps.create({ ...newApp(world, client.id), secret: null }, 9)).toEqual({ outcome: 'id_taken' })
      expect(await store.apps.listOwn(world.user.id)).toEqual([])
    }))

  it('lets one of fifty save over the same version, and tells the others what is there now', () =>
    withWorld(openStore, async (world) => {
      const clientId = await createApp(world)
      await world.store.clients.find(clientId)
      let number = 0
      const outcomes = await raceOutcomes(() => {
        number += 1
        return world.store.apps.update(clientId, 1, { ...changes, name: `App ${number}` })
      })

      const late = await world.store.apps.update(clientId, 1, changes)
      expect(outcomes).toEqual({ updated: 1, changed_meanwhile: RACERS - 1 })
      expect(late).toMatchObject({ outcome: 'changed_meanwhile', app: { version: 2, client: { name: 'App 1', scope: ['openid'] } } })
      expect(await world.store.clients.find(clientId)).toMatchObject({ name: 'App 1', redirectUris: changes.redirectUris })
      expect(await world.store.apps.update('nobody', 1, changes)).toEqual({ outcome: 'unknown' })
    }))

  it('keeps a logo as long as an app shows it', () =>
    withWorld(openStore, async (world) => {
      const { store } = world
      const [one, other] = [await createApp(world), await createApp(world)]
      const logo: AppLogo = { digest: 'ab'.repeat(32), contentType: 'image/webp', body: new Uint8Array([1, 2, 3]) }

      for (const clientId of [one, other]) expect(await store.apps.setLogo(clientId, logo)).toEqual({ outcome: 'set' })
      expect((await store.clients.find(one))?.logo).toBe(logo.digest)
      await store.apps.setLogo(one, null)
      expect(await store.apps.findLogo(logo.digest)).toEqual(logo)
      await store.apps.delete(other, START)
      expect(await store.apps.findLogo(logo.digest)).toBeUndefined()
      expect((await store.clients.find(one))?.logo).toBeUndefined()
      expect(await store.apps.setLogo('nobody', logo)).toEqual({ outcome: 'unknown' })
    }))
}

function describeAppSecrets(openStore: OpenStore): void {
  it('lets two secrets live at a time, of fifty that are added at once', () =>
    withWorld(openStore, async (world) => {
      const clientId = await createApp(world, { secret: secretOf(1) })
      let number = 1
      const outcomes = await raceOutcomes(() => {
        number += 1
        return world.store.apps.addSecret(clientId, secretOf(number), 2)
      })

      expect(outcomes).toEqual({ added: 1, too_many: RACERS - 1 })
      expect(await world.store.apps.listSecrets(clientId)).toMatchObject([{ label: 'Secret 1' }, { label: 'Secret 2', ending: '0002' }])
      expect((await world.store.clients.find(clientId))?.secretDigests).toEqual([secretOf(1).digest, secretOf(2).digest])
    }))

  it('ends a secret at once, and once', () =>
    withWorld(openStore, async (world) => {
      const { store } = world
      const clientId = await createApp(world, { secret: secretOf(1) })
      const [secret] = await store.apps.listSecrets(clientId)
      await store.clients.find(clientId)

      const outcomes = await raceOutcomes(() => store.apps.revokeSecret(clientId, secret?.id ?? ''))
      expect(outcomes).toEqual({ revoked: 1, unknown: RACERS - 1 })
      expect((await store.clients.find(clientId))?.secretDigests).toEqual([])
    }))

  it('knows when a secret was last used, also one that nobody labelled, and says so of no other', () =>
    withWorld(openStore, async ({ store, addClient }) => {
      const { digest } = secretOf(1)
      const { id } = await addClient({ authenticationMethod: 'client_secret_basic', secretDigests: [digest] })

      await store.apps.noteSecretUse(id, digest, START + 60)
      await store.apps.noteSecretUse(id, digest, START)
      await store.apps.noteSecretUse(id, secretOf(2).digest, START)
      expect(await store.apps.listSecrets(id)).toEqual([
        { id: expect.any(String), label: '', ending: null, createdAt: null, lastUsedAt: START + 60, reportedAt: null },
      ])
    }))

  it('adds no secret to a public app', () =>
    withWorld(openStore, async ({ store, client }) => {
      expect(await store.apps.addSecret(client.id, secretOf(1), 2)).toEqual({ outcome: 'unknown' })
    }))
}

function describeAppEnd(openStore: OpenStore): void {
  it('counts the people and grants that would end with an app, and ends them with it', () =>
    withWorld(openStore, async (world) => {
      const { store, user, addUser, isActive } = world
      const other = await addUser()
      const clientId = await createApp(world)
      const held = [
        await world.logIn({ clientId }),
        await world.logIn({ clientId }),
        await world.logIn({ clientId, userId: other.id }),
        await world.logIn(),
      ]
      await store.consents.remember({ userId: other.id, clientId, scope: ['openid'], updatedAt: START })
      for (const { accessToken } of held) expect(await isActive(accessToken.key)).toBe(true)

      expect(await store.apps.measure(clientId, START)).toEqual({ people: 2, grants: 3 })
      expect(await raceOutcomes(() => store.apps.delete(clientId, START))).toEqual({ deleted: 1, unknown: RACERS - 1 })
      expect(await Promise.all(held.map(({ accessToken }) => isActive(accessToken.key)))).toEqual([false, false, false, true])
      expect(await store.clients.find(clientId)).toBeUndefined()
      expect((await store.clients.list()).map(({ id }) => id)).not.toContain(clientId)
      expect(await store.apps.listOwn(user.id)).toEqual([])
      expect(await store.apps.listPublic(9)).toEqual([])
      expect(await store.consents.find(other.id, clientId)).toBeUndefined()
      expect(await store.apps.create({ ...newApp(world, clientId), secret: null }, 9)).toEqual({ outcome: 'id_taken' })
    }))

  it('rests an app with all its tokens, and lets it work again', () =>
    withWorld(openStore, async (world) => {
      const { store, isActive } = world
      const clientId = await createApp(world)
      const { accessToken } = await world.logIn({ clientId })
      await isActive(accessToken.key)

      await store.apps.setDisabled(clientId, START)
      expect(await isActive(accessToken.key)).toBe(false)
      expect((await store.clients.find(clientId))?.disabledAt).toBe(START)
      expect(await store.apps.listPublic(9)).toEqual([])
      await store.apps.setDisabled(clientId, null)
      expect(await isActive(accessToken.key)).toBe(true)
      expect(await store.apps.setDisabled('nobody', null)).toEqual({ outcome: 'unknown' })
    }))
}

const changes: AppChanges = {
  name: 'Another name',
  homepage: 'https://app.example/',
  redirectUris: ['https://app.example/new'],
  scope: ['openid'],
  applicationType: 'web',
  listed: true,
}

function newApp({ user }: ContractWorld, id: string): Omit<Parameters<ContractWorld['store']['apps']['create']>[0], 'secret'> {
  return {
    client: {
      ...{ id, name: 'An App', applicationType: 'web', authenticationMethod: 'client_secret_basic', homepage: null },
      ...{ redirectUris: ['https://app.example/'], scope: ['openid', 'profile'], verified: false, createdAt: START, disabledAt: null },
    },
    listed: true,
    ownerId: user.id,
  }
}

/** Adds an app of the world's user; resolves to its id. */
export async function createApp(world: ContractWorld, { secret = null }: { readonly secret?: NewAppSecret | null } = {}): Promise<string> {
  const id = `app-${Buffer.from(world.createKey()).toString('hex', 6, 12)}`
  const created = await world.store.apps.create({ ...newApp(world, id), secret }, 99)
  if (created.outcome !== 'created') throw new Error(`A fresh app was ${created.outcome}.`)
  return id
}

function secretOf(number: number): NewAppSecret {
  return {
    digest: new Uint8Array(digestOf(`client secret ${number}`)),
    label: `Secret ${number}`,
    ending: String(number).padStart(4, '0'),
    createdAt: START,
  }
}
