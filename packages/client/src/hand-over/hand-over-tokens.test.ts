import type { StoragePort } from '@stagedoor/client'
import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { HAND_OVER, HandOverWorld } from '../../test/hand-over-world.ts'
import { APP, codeOf, type Tab } from '../../test/sign-in-world.ts'
import { handOverTokens } from './hand-over-tokens.ts'

const hand = (tab: Tab) => handOverTokens(tab.client, HAND_OVER)
const textsOf = (world: HandOverWorld) => [...world.origin.texts.values()].join()

describe('handOverTokens', () => {
  it('[row: hand-over/one owner] moves the tokens, and deletes the copy here, in every tab', async () => {
    const world = new HandOverWorld()
    const tab = await world.signedInHere()
    const other = world.openTab()
    await other.client.restore()

    expect(await hand(tab)).toEqual({ status: 'unauthenticated', reason: 'signed_out' })
    expect(textsOf(world)).not.toMatch(/access-|refresh-/)
    expect(await codeOf(other.client.refresh())).toBe('not_signed_in')
    expect(await world.serverClient().refresh()).toMatchObject({ status: 'authenticated', scope: ['read'] })
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('[row: hand-over/no refresh meanwhile] no tab refreshes while the tokens are on their way', async () => {
    const world = new HandOverWorld()
    const tab = await world.signedInHere()
    const other = world.openTab()
    let refreshed: Promise<unknown> | undefined
    world.meanwhile = async () => {
      refreshed ??= codeOf(other.client.refresh())
    }

    await hand(tab)

    expect(await refreshed).toBe('not_signed_in')
    expect(world.server.count('refresh_token')).toBe(0)
  })

  it('[row: hand-over/refresh before] waits for a refresh under way, and hands over what it brought', async () => {
    const world = new HandOverWorld()
    const tab = await world.signedInHere()
    const other = world.openTab()
    const hold = Promise.withResolvers<void>()
    world.server.hold = hold.promise
    const refreshed = other.client.refresh()
    await settle()
    const handed = hand(tab)
    hold.resolve()
    await refreshed
    await handed

    expect(world.sent).toMatchObject([{ kind: 'tokens', session: { refreshToken: 'refresh-3' } }])
    expect(await world.serverClient().refresh()).toMatchObject({ status: 'authenticated' })
  })

  it('[row: hand-over/refresh before: slow storage] hands over what another tab was given, though that is shown late', async () => {
    const world = new HandOverWorld()
    const one = await world.signedInHere()
    let isShown = false
    const tab = world.openLateTab(() => isShown, APP, { fetch: world.pageFetch })
    await one.client.refresh()
    const handed = hand(tab)
    await settle()
    isShown = true
    await world.clock.advance(2)
    await handed

    expect(world.sent).toMatchObject([{ kind: 'tokens', session: { refreshToken: 'refresh-3' } }])
  })

  it.each(['before', 'after'] as const)(
    '[row: hand-over/lost acknowledgement] lost %s the server acted: the page does not refresh, and the next try ends it',
    async (loss) => {
      const world = new HandOverWorld()
      const tab = await world.signedInHere()
      world.losses.push(loss)

      expect(await codeOf(hand(tab))).toBe('hand_over_uncertain')
      expect(tab.client.session).toMatchObject({ status: 'authenticated' })
      expect(await tab.client.getAccessToken()).toBe('access-2')
      expect(await codeOf(tab.client.refresh())).toBe('configuration')
      expect(world.server.count('refresh_token')).toBe(0)

      const reloaded = world.openTab(APP, { fetch: world.pageFetch })
      expect(await hand(reloaded)).toMatchObject({ status: 'unauthenticated' })
      expect(textsOf(world)).not.toMatch(/access-|refresh-/)
      expect(await world.serverClient().refresh()).toMatchObject({ status: 'authenticated' })
    },
  )

  it('leaves what the server has refreshed since alone when the same tokens come again', async () => {
    const world = new HandOverWorld()
    const tab = await world.signedInHere()
    world.losses.push('after')
    await codeOf(hand(tab))
    await world.serverClient().refresh()

    await hand(tab)

    expect(await world.serverClient().getAccessToken()).toBe('access-3')
    expect(await world.serverClient().refresh()).toMatchObject({ status: 'authenticated' })
  })

  it.each([
    ['not_signed_in', (world: HandOverWorld): unknown => (world.isKnown = false)],
    ['configuration', (world: HandOverWorld): unknown => world.losses.push(() => new Response('', { status: 404 }))],
  ] as const)('[row: hand-over/refused] %s: the session is what it was', async (code, go) => {
    const world = new HandOverWorld()
    const tab = await world.signedInHere()
    go(world)

    expect(await codeOf(hand(tab))).toBe(code)
    expect(await tab.client.refresh()).toMatchObject({ status: 'authenticated' })
  })

  it('does not take back on a refusal what an earlier try may have handed over', async () => {
    const world = new HandOverWorld()
    const tab = await world.signedInHere()
    world.losses.push('after')
    await codeOf(hand(tab))
    world.isKnown = false

    expect(await codeOf(hand(tab))).toBe('not_signed_in')
    expect(await codeOf(tab.client.refresh())).toBe('configuration')
    expect(world.server.count('refresh_token')).toBe(0)
  })

  it('[row: hand-over/logged out meanwhile] logs out at the server too', async () => {
    const world = new HandOverWorld()
    const tab = await world.signedInHere()
    const other = world.openTab()
    world.meanwhile = async () => {
      world.meanwhile = async () => undefined
      await other.client.logout()
    }

    await hand(tab)

    expect(world.sent.map(({ kind }) => kind)).toEqual(['tokens', 'logout'])
    expect(await world.serverClient().restore()).toMatchObject({ status: 'unauthenticated' })
  })

  it('revokes tokens that were on their way when somebody logged out', async () => {
    const world = new HandOverWorld()
    const tab = await world.signedInHere()
    world.losses.push('before')
    await codeOf(hand(tab))
    await tab.client.logout()

    expect(await codeOf(hand(tab))).toBe('not_signed_in')
    expect(textsOf(world)).not.toMatch(/access-|refresh-/)
    expect(world.sent).toHaveLength(1)
  })

  it.each([0, 1, 2, 3, 4, 5, 6])(
    '[row: hand-over/a page that ends] after %i writes: the next page ends what it began, with one owner',
    async (writes) => {
      const world = new HandOverWorld()
      await world.signedInHere()
      const storage = world.origin.storage()
      let left = writes
      const ending: StoragePort = {
        ...storage,
        replace(...entry) {
          if (left-- <= 0) throw new Error('This page is over.')
          return storage.replace(...entry)
        },
      }
      const tab = world.openTab(APP, { fetch: world.pageFetch, storage: ending })
      await hand(tab).catch(() => undefined)

      const reloaded = world.openTab(APP, { fetch: world.pageFetch })
      expect([undefined, 'not_signed_in']).toContain(await codeOf(hand(reloaded)))

      expect(textsOf(world)).not.toMatch(/access-|refresh-/)
      expect(await codeOf(reloaded.client.refresh())).toBe('not_signed_in')
      expect(await world.serverClient().refresh()).toMatchObject({ status: 'authenticated' })
      expect(world.server.count('refresh_token')).toBe(1)
    },
  )

  it('goes on though the access token has run out meanwhile', async () => {
    const world = new HandOverWorld()
    const tab = await world.signedInHere()
    world.losses.push('before')
    await codeOf(hand(tab))
    await world.clock.advance(4000)
    expect(await tab.client.restore()).toEqual({ status: 'unauthenticated', reason: 'session_ended' })

    await hand(tab)

    expect(await world.serverClient().restore()).toMatchObject({ status: 'authenticated' })
  })

  it('moves them once when two tabs ask for it', async () => {
    const world = new HandOverWorld()
    const tabs = [await world.signedInHere(), world.openTab(APP, { fetch: world.pageFetch })]

    expect(await Promise.all(tabs.map((tab) => codeOf(hand(tab))))).toEqual([undefined, 'not_signed_in'])
    expect(world.sent).toHaveLength(1)
  })

  it('sends nothing offline, and nothing where nobody is signed in', async () => {
    const world = new HandOverWorld()
    const tab = await world.signedInHere()
    tab.page.online = false

    expect(await codeOf(hand(tab))).toBe('offline')
    tab.page.online = true
    expect(await tab.client.refresh()).toMatchObject({ status: 'authenticated' })
    await tab.client.logout()
    expect(await codeOf(hand(tab))).toBe('not_signed_in')
    expect(world.sent).toEqual([])
  })
})
