import { webMessages } from '@stagedoor/client'
import { audiotool, audius, auphonic, type ClientPlatform } from '@stagedoor/platforms'
import { describe, expect, it, vi } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { APP, codeOf, SignInWorld, type Tab } from '../../test/sign-in-world.ts'

const ORIGIN = 'http://127.0.0.1:5173'

/** A login that waits for a message of its window. */
interface Waiting {
  readonly world: SignInWorld
  readonly tab: Tab
  readonly asked: URL
  readonly login: Promise<unknown>
  /** The reply the platform would post. */
  readonly reply: Readonly<Record<string, string>>
}

function openWindow(platform: ClientPlatform): Waiting {
  const world = new SignInWorld(platform)
  const tab = world.openTab(APP, { redirectUri: 'postmessage', with: [webMessages] })
  const login = tab.client.login({ scope: 'read' }).catch((error: unknown) => error)
  const asked = new URL(tab.popups.opened[0] ?? '')
  const answer = new URL(world.server.approve(asked.href).replace(/^\w+[?#]/, 'https://reply.example/?'))
  const type = platform.authorization.webMessage?.type
  return { world, tab, asked, login, reply: { ...Object.fromEntries(answer.searchParams), ...(type && { type }) } }
}

describe('a reply that the window posts', () => {
  it('[Audius] is asked for by a redirect URI of its own name, with the origin to post to', async () => {
    const { world, tab, asked, login, reply } = openWindow(audius)
    expect(asked.origin + asked.pathname).toBe(audius.endpoints.authorization)
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({ redirect_uri: 'postmessage', origin: ORIGIN, response_type: 'code' })

    tab.popups.post('https://audius.co', reply)

    expect(await login).toMatchObject({ status: 'authenticated' })
    expect(world.server.received[0]?.parameters).toMatchObject({ grant_type: 'authorization_code', redirect_uri: 'postmessage' })
    expect(tab.popups.closedByUs).toBe(1)
    expect(tab.events).toEqual(['signed_in'])
  })

  it("[Audiotool] is asked for at the platform's own popup page, whose callback page redeems the code", async () => {
    const { world, tab, asked, login, reply } = openWindow(audiotool)
    expect(asked.origin + asked.pathname).toBe(audiotool.endpoints.popupStart)
    expect([...asked.searchParams.keys()].sort()).toEqual(
      ['client_id', 'code_challenge', 'code_challenge_method', 'scope', 'state', 'target_origin'].sort(),
    )
    expect(asked.searchParams.get('target_origin')).toBe(ORIGIN)

    tab.popups.post('https://accounts.audiotool.com', reply)

    expect(await login).toMatchObject({ status: 'authenticated' })
    expect(world.server.received[0]?.parameters).toMatchObject({ redirect_uri: audiotool.endpoints.popupCallback })
  })

  it('is not waited for in a cross-origin isolated page, which no message can reach', async () => {
    vi.stubGlobal('crossOriginIsolated', true)
    const world = new SignInWorld(audiotool)
    const { client, popups } = world.openTab(APP, { with: [webMessages] })

    expect(await codeOf(client.login({ redirectUri: 'postmessage' }))).toBe('popup_unreachable')
    expect(popups.opened).toEqual([])
  })

  it('is taken from where the platform runs, when that is elsewhere', async () => {
    const world = new SignInWorld(audius)
    const { client, popups } = world.openTab(APP, { baseUrl: 'http://127.0.0.1:4700/audius', with: [webMessages] })
    const login = codeOf(client.login({ redirectUri: 'postmessage' }))
    const state = new URL(popups.opened[0] ?? '').searchParams.get('state')

    popups.post('https://audius.co', { state, error: 'access_denied' })
    popups.post('http://127.0.0.1:4700', { state, error: 'server_error' })

    expect(await login).toBe('provider_unavailable')
  })

  it.each([
    ['from another origin', 'https://evil.example', (reply: object) => reply],
    ['from the origin of the app', ORIGIN, (reply: object) => reply],
    ['from an opaque origin', 'null', (reply: object) => reply],
    ['with another state', 'https://accounts.audiotool.com', (reply: object) => ({ ...reply, state: 'forged' })],
    ['without a state', 'https://accounts.audiotool.com', (reply: object) => ({ ...reply, state: undefined })],
    ['of another type', 'https://accounts.audiotool.com', (reply: object) => ({ ...reply, type: 'resize' })],
    ['that is no object', 'https://accounts.audiotool.com', () => 'code'],
    ['that is null', 'https://accounts.audiotool.com', () => null],
  ])('[RFC 6749 §10.12] is left alone %s', async (_name, origin, forge) => {
    const { world, tab, login, reply } = openWindow(audiotool)

    tab.popups.post(origin, forge(reply))
    await settle()
    expect(world.server.received).toEqual([])
    expect(tab.popups.closedByUs).toBe(0)

    tab.popups.post('https://accounts.audiotool.com', reply)
    expect(await login).toMatchObject({ status: 'authenticated' })
  })

  it('tells that the person did not allow it, also where it comes without a state', async () => {
    const { tab, login } = openWindow(audiotool)

    tab.popups.post('https://accounts.audiotool.com', { type: 'audiotool-oauth', error: 'access_denied' })

    expect(await login).toMatchObject({ code: 'consent_denied' })
    expect(tab.popups.closedByUs).toBe(1)
  })

  it('redeems once, however often it is posted', async () => {
    const { world, tab, login, reply } = openWindow(audius)
    for (let copy = 0; copy < 5; copy++) tab.popups.post('https://audius.co', reply)
    await login

    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('is not listened for where the app has a callback page', async () => {
    const world = new SignInWorld(audius)
    const { client, popups } = world.openTab()
    const login = codeOf(client.login())
    const reply = new URL(world.server.approve(popups.opened[0] ?? '').replace('#', '?')).searchParams

    popups.post('https://audius.co', Object.fromEntries(reply))
    popups.seen = 'gone'
    await world.clock.advance(2)

    expect(await login).toBe('cancelled')
    expect(world.server.received).toEqual([])
  })

  it('is configuration without a window, on a platform that posts nothing, and without the part for it', async () => {
    const page = new SignInWorld(audius).openTab(APP, { with: [webMessages] })
    const posting = new SignInWorld(auphonic).openTab(APP, { with: [webMessages] })
    const plain = new SignInWorld(audius).openTab()

    expect(await codeOf(page.client.login({ display: 'page', redirectUri: 'postmessage' }))).toBe('configuration')
    expect(await codeOf(posting.client.login({ redirectUri: 'postmessage' }))).toBe('configuration')
    expect(await codeOf(plain.client.login({ redirectUri: 'postmessage' }))).toBe('configuration')
    expect([...page.page.left, ...plain.popups.opened, ...posting.popups.opened]).toEqual([])
  })
})
