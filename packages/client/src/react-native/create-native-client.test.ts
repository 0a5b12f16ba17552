import { randomBytes } from 'node:crypto'
import { audius, standard } from '@stagedoor/platforms'
import { describe, expect, it, vi } from 'vitest'
import { AuthorizationServerDouble } from '../../test/authorization-server-double.ts'
import { FakeClock, settle } from '../../test/fake-clock.ts'
import { Phone } from '../../test/phone.ts'
import { codeOf } from '../../test/sign-in-world.ts'
import type { StagedoorClient } from '../stagedoor-client.ts'
import { asyncStorage } from './async-storage.ts'
import { createNativeClient } from './create-native-client.ts'
import type { NativeClient, NativeClientOptions } from './native-client.ts'
import { secureStore } from './secure-store.ts'

const HOUR = 3600
const REDIRECT_URI = 'nightshift://oauth/callback'

/** A phone, a platform, and a clock; `launch` is a fresh process of the app. */
class NativeWorld {
  readonly phone: Phone = new Phone()
  readonly clock: FakeClock = new FakeClock()
  readonly server: AuthorizationServerDouble = new AuthorizationServerDouble(platform)

  launch(options: Partial<NativeClientOptions> = {}): NativeClient {
    const { browser, linking, appState } = this.phone
    return createNativeClient({
      platform,
      clientId: 'demo',
      redirectUri: REDIRECT_URI,
      storage: secureStore(this.phone.secureStore),
      browser,
      linking,
      appState,
      fetch: this.server.fetch,
      clock: this.clock,
      random: (length) => new Uint8Array(randomBytes(length)),
      ...options,
    })
  }

  /** The person allows it, and the system gives the reply to whoever opened the browser. */
  allow(): void {
    this.phone.behave = async (url) => ({ type: 'success', url: this.server.approve(url) })
  }
}

const platform = { ...standard, issuer: 'https://platform.example', issuerIsPlaceholder: false }

describe('a sign-in on a phone', () => {
  it.each([
    ['the keychain', (phone: Phone) => secureStore(phone.secureStore)],
    ['AsyncStorage', (phone: Phone) => asyncStorage(phone.asyncStorage)],
  ])('[row: native/sign-in] ends signed in, kept in %s, and restored by the next start', async (_, storageOf) => {
    const world = new NativeWorld()
    world.allow()

    const session = await world.launch({ storage: storageOf(world.phone) }).login()
    const next = await world.launch({ storage: storageOf(world.phone) }).start()

    expect(session.status).toBe('authenticated')
    expect(next).toMatchObject({ session: { status: 'authenticated' }, error: undefined })
    expect([...world.phone.entries.keys()].filter((key) => key.includes('pending'))).toEqual([])
  })

  it('[row: native/no WebCrypto] [RFC 7636 §4.2] sends S256 where there is no WebCrypto at all, and never plain', async () => {
    vi.stubGlobal('crypto', undefined)
    const world = new NativeWorld()
    world.allow()

    await world.launch().login()

    const asked = new URL(world.phone.opened[0] ?? '').searchParams
    expect([asked.get('code_challenge_method'), asked.get('code_challenge')?.length]).toEqual(['S256', 43])
    const { browser, linking, asyncStorage: store } = world.phone
    const bare = { platform, clientId: 'demo', redirectUri: REDIRECT_URI, storage: asyncStorage(store), browser, linking }
    expect(() => createNativeClient(bare)).toThrow('no random bytes')
  })

  it('[row: native/killed in the browser] is finished by the next start when the system ended the app meanwhile', async () => {
    const world = new NativeWorld()
    world.phone.behave = () => new Promise(() => undefined) // this process is never heard of again
    void world.launch().login()
    await settle()
    world.phone.initialUrl = world.server.approve(world.phone.opened[0] ?? '')

    const started = await world.launch().start()
    const reloaded = await world.launch().start() // Android gives the same URL again

    expect(started).toMatchObject({ session: { status: 'authenticated' }, error: undefined })
    expect(reloaded).toMatchObject({ session: { status: 'authenticated' }, error: undefined })
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('[row: native/killed in the browser] tells the next start when the person denied it', async () => {
    const world = new NativeWorld()
    world.phone.behave = () => new Promise(() => undefined)
    void world.launch().login()
    await settle()
    world.phone.initialUrl = world.server.refuse(world.phone.opened[0] ?? '')

    expect(await world.launch().start()).toMatchObject({ session: { status: 'unauthenticated' }, error: { code: 'consent_denied' } })
  })

  it.each(['cancel', 'dismiss'])('[row: native/one word for closing] is cancelled when the system says %s', async (type) => {
    const world = new NativeWorld()
    world.phone.behave = async () => ({ type })
    const login = codeOf(world.launch().login())
    await world.clock.advance(2)

    expect(await login).toBe('cancelled')
    expect(world.phone.listeners).toBe(0)
  })

  it('[row: native/dismissed yet signed in] waits for the deep link before it believes that', async () => {
    const world = new NativeWorld()
    world.phone.behave = async () => ({ type: 'dismiss' })
    const login = world.launch().login()
    await settle()
    await world.clock.advance(0.3)
    world.phone.openLink('nightshift://oauth/callback?code=forged&state=of-somebody-else')
    world.phone.openLink(world.server.approve(world.phone.opened[0] ?? ''))

    expect((await login).status).toBe('authenticated')
  })

  it('[row: native/late link] signs in by a link that comes minutes after the person left the browser', async () => {
    const world = new NativeWorld()
    const client = world.launch()
    await client.start()
    const login = codeOf(client.login())
    await world.clock.advance(120)
    world.phone.openLink(world.server.approve(world.phone.opened[0] ?? ''))
    await settle()
    await world.clock.advance(1)

    expect(await login).toBe('cancelled')
    expect(client.session.status).toBe('authenticated')
  })

  it('[row: native/locked] has another word for a browser that is open already, on iOS and on Android', async () => {
    const world = new NativeWorld()
    world.phone.behave = async () => ({ type: 'locked' })
    const ios = codeOf(world.launch().login())
    const first = await ios
    world.phone.behave = () => Promise.reject(new Error('WebBrowser is already open, only one can be open at a time'))

    expect([first, await codeOf(world.launch().login())]).toEqual(['popup_blocked', 'popup_blocked'])
    expect([...world.phone.entries.keys()].filter((key) => key.includes('pending'))).toEqual([])
  })

  it('stands where the client of a browser does, and takes a deep link from whoever has it', async () => {
    const world = new NativeWorld()
    world.phone.behave = () => new Promise(() => undefined)
    const client: StagedoorClient = world.launch()
    void client.login()
    await settle()

    const result = await client.handleCallback(world.server.approve(world.phone.opened[0] ?? ''))

    expect(result).toMatchObject({ outcome: 'signed_in', session: { status: 'authenticated' } })
  })

  it('redeems once when the browser and a deep link both bring the reply', async () => {
    const world = new NativeWorld()
    const client = world.launch()
    await client.start()
    world.phone.behave = async (url) => {
      const reply = world.server.approve(url)
      world.phone.openLink(reply)
      return { type: 'success', url: reply }
    }

    expect((await client.login()).status).toBe('authenticated')
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('[RFC 6749 §10.12] takes no reply with another state, and closes the browser when it is aborted', async () => {
    const world = new NativeWorld()
    world.phone.behave = async () => ({ type: 'success', url: `${REDIRECT_URI}?code=c&state=forged&iss=${platform.issuer}` })
    const forged = await codeOf(world.launch().login())
    const aborting = new AbortController()
    world.phone.behave = async () => {
      aborting.abort()
      return { type: 'dismiss' }
    }

    expect(forged).toBe('state_mismatch')
    expect(await codeOf(world.launch().login({ signal: aborting.signal }))).toBe('cancelled')
    expect(world.phone.dismissed).toBe(1)
  })
})

describe('a session on a phone', () => {
  it('[row: native/foreground] is refreshed when the app comes to the front', async () => {
    const world = new NativeWorld()
    world.allow()
    const client = world.launch()
    const { stop } = await client.start()
    await client.login()
    await world.clock.advance(HOUR + 1)

    world.phone.comeToFront()
    await settle()
    stop()

    expect(world.server.count('refresh_token')).toBe(1)
    expect(world.phone.listeners).toBe(0)
  })

  it('[row: native/offline] is kept without network, and nothing is asked', async () => {
    const world = new NativeWorld()
    world.allow()
    let online = true
    const client = world.launch({ isOnline: () => online })
    await client.login()
    await world.clock.advance(HOUR + 1)
    online = false
    const code = await codeOf(client.getAccessToken())
    online = true

    expect(code).toBe('offline')
    expect(await client.getAccessToken()).toMatch(/^access-/)
  })

  it('[row: native/locked keychain] is not lost when the keychain cannot be read, and no browser opens when it cannot be written', async () => {
    const world = new NativeWorld()
    world.allow()
    await world.launch().login()
    world.phone.refused.add('read')
    const locked = await world.launch().start()
    world.phone.refused.clear()
    world.phone.refused.add('write')
    const full = await codeOf(world.launch().login())
    world.phone.refused.clear()

    expect(locked.session.status).toBe('unknown')
    expect([full, world.phone.opened.length]).toEqual(['storage_unavailable', 1])
    expect((await world.launch().start()).session.status).toBe('authenticated')
  })

  it('lets one of fifty writers through, in either store', async () => {
    for (const storage of [secureStore(new Phone().secureStore), asyncStorage(new Phone().asyncStorage)]) {
      const key = 'stagedoor/standard/https%3A%2F%2Fa.example/demo/session'
      const results = await Promise.all(Array.from({ length: 50 }, (_, index) => storage.replace(key, null, `text ${index}`)))

      expect(results.filter(Boolean)).toHaveLength(1)
      expect(await storage.keys('stagedoor/standard/')).toEqual([key])
      await storage.replace(key, await storage.read(key), null)
      expect(await storage.keys('stagedoor/')).toEqual([])
    }
  })

  it('takes the reply behind the # that Audius sends', async () => {
    const phone = new Phone()
    const server = new AuthorizationServerDouble(audius)
    phone.behave = async (url) => ({ type: 'success', url: server.approve(url) })
    const { browser, linking } = phone
    const storage = secureStore(phone.secureStore)
    const client = createNativeClient({
      platform: audius,
      clientId: 'demo',
      redirectUri: REDIRECT_URI,
      storage,
      browser,
      linking,
      fetch: server.fetch,
    })

    expect((await client.login()).status).toBe('authenticated')
  })
})
