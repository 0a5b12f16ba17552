import { sha256 } from '@stagedoor/protocol'
import { describe, expect, it, vi } from 'vitest'
import { AudiusWorld } from '../../../test/audius-app.ts'
import { settle } from '../../../test/fake-clock.ts'
import { APP, CALLBACK, codeOf } from '../../../test/sign-in-world.ts'
import { sdk } from './sdk.ts'

/** Parameters of an authorization request. */
function asked(url: string | undefined): Record<string, string> {
  return Object.fromEntries(new URL(url ?? '').searchParams)
}

describe("sdk(), by the document's steps", () => {
  it('signs in by popup, reads the user, and restores', async () => {
    const world = new AudiusWorld()
    const app = world.open()
    const login = app.oauth.login({ scope: 'write' })
    const callback = world.openCallback(world.server.approve(app.popups.opened[0] ?? ''))
    await callback.oauth.handleRedirect()

    expect(await login).toBeUndefined()
    expect(callback.page.closed).toBe(true)
    expect(await app.oauth.getUser()).toMatchObject({ name: 'Ray' })
    expect(await world.open().oauth.isAuthenticated()).toBe(true)
    expect(asked(app.popups.opened[0])).toMatchObject({ scope: 'write', api_key: 'a-key', display: 'popup', response_mode: 'fragment' })
  })

  it('signs in on the full page', async () => {
    const world = new AudiusWorld()
    const app = world.open()
    void app.oauth.login({ scope: 'write', display: 'fullScreen', responseMode: 'query', redirectUri: `${CALLBACK}?from=here` })
    await settle()
    const callback = world.open(world.server.approve(app.page.left[0] ?? ''), { apiKey: 'a-key' })
    expect(callback.oauth.hasRedirectResult()).toBe(true)
    await callback.oauth.handleRedirect()

    expect(asked(app.page.left[0])).toMatchObject({ display: 'fullScreen', response_mode: 'query', redirect_uri: `${CALLBACK}?from=here` })
    expect(await callback.oauth.isAuthenticated()).toBe(true)
    expect(callback.oauth.hasRedirectResult()).toBe(false)
  })

  it('logs in without arguments', async () => {
    const world = new AudiusWorld()
    const app = world.open()
    void codeOf(app.oauth.login())

    expect(asked(app.popups.opened[0])).toMatchObject({ scope: 'read', redirect_uri: CALLBACK })
  })

  it('signs in for read with a name alone, as the document says', async () => {
    const world = new AudiusWorld()
    const config = { appName: 'My App', redirectUri: CALLBACK }
    const app = world.open(APP, config)
    const login = app.oauth.login()
    await world.open(world.server.approve(app.popups.opened[0] ?? ''), config).oauth.handleRedirect()
    await login
    await app.oauth.refreshAccessToken()

    expect(asked(app.popups.opened[0])).toMatchObject({ app_name: 'My App' })
    expect(asked(app.popups.opened[0])).not.toHaveProperty('api_key')
    expect(world.server.received.filter(({ parameters }) => 'client_id' in parameters)).toEqual([])
    expect(await app.oauth.getUser()).toMatchObject({ name: 'Ray' })
  })

  it('takes the reply by message, where there is no callback page', async () => {
    const world = new AudiusWorld()
    const app = world.open(APP, { apiKey: 'a-key' })
    const login = app.oauth.login({ redirectUri: 'postmessage' })
    expect(asked(app.popups.opened[0])).toMatchObject({ redirect_uri: 'postmessage', origin: new URL(APP).origin })
    const reply = new URLSearchParams(world.server.approve(app.popups.opened[0] ?? '').split('#')[1])
    app.popups.post('https://evil.example', { state: reply.get('state'), error: 'access_denied' })
    app.popups.post('https://audius.co', Object.fromEntries(reply))
    await login

    expect(await app.oauth.getUser()).toMatchObject({ name: 'Ray' })
  })

  it.each([
    ['write without a key', { appName: 'My App', redirectUri: CALLBACK }, { scope: 'write' }, /apiKey/],
    ['an unknown scope', {}, { scope: 'admin' }, /read, or write/],
    ['no redirect URI', { apiKey: 'a-key' }, {}, /redirectUri/],
  ])('refuses %s, and opens nothing', async (_name, config, login, message) => {
    const world = new AudiusWorld()
    const app = world.open(APP, 'apiKey' in config || 'appName' in config ? config : world.config)
    // @ts-expect-error: what an app in JavaScript may write
    const refused = app.oauth.login(login)

    await expect(refused).rejects.toMatchObject({ code: 'configuration', message: expect.stringMatching(message) })
    expect([...app.popups.opened, ...app.page.left]).toEqual([])
  })

  it('needs a name or a key', () => {
    expect(() => sdk({ redirectUri: CALLBACK })).toThrow(expect.objectContaining({ code: 'configuration' }))
  })

  it.each([
    [{ apiEndpoint: 'http://127.0.0.1:4700/audius' }, 'http://127.0.0.1:4700/audius/v1/oauth/authorize'],
    [{ apiEndpoint: 'http://127.0.0.1:4700/audius/v1/' }, 'http://127.0.0.1:4700/audius/v1/oauth/authorize'],
    [{ environment: 'development' }, 'http://audius-api/v1/oauth/authorize'],
    [{ environment: 'production' }, 'https://api.audius.co/v1/oauth/authorize'],
  ] as const)('speaks to the Audius of %j', (where, endpoint) => {
    expect(new AudiusWorld().open(APP, { apiKey: 'a-key', ...where }).client.endpoints.authorization).toBe(endpoint)
  })

  it('leaves a reply alone that another SDK on the page asked for', async () => {
    const app = new AudiusWorld().open(`${CALLBACK}#code=foreign&state=foreign`)

    expect(app.oauth.hasRedirectResult()).toBe(false)
    await app.oauth.handleRedirect()
    expect(app.page.address).toContain('code=foreign')
  })

  it('says null of a refresh when nobody is signed in', async () => {
    const world = new AudiusWorld()
    const app = await world.signedIn()
    world.server.revokeAll()

    expect(await app.oauth.refreshAccessToken()).toBeNull()
    expect(await app.oauth.isAuthenticated()).toBe(false)
    expect(await app.oauth.hasRefreshToken()).toBe(false)
    expect(await app.oauth.refreshAccessToken()).toBeNull()
  })
})

describe('openUrl, where there are no windows', () => {
  it('waits until the reply was told to handleRedirect', async () => {
    const world = new AudiusWorld()
    const openUrl = vi.fn()
    // As in React Native: no page, no popup, no channel, no storage of a browser.
    const services = { openUrl, fetch: world.server.fetch, clock: world.clock, digest: sha256 }
    const app = sdk({ apiKey: 'a-key', redirectUri: 'myapp://oauth/callback', services })
    const login = app.oauth.login({ scope: 'write' })
    await settle()
    await app.oauth.handleRedirect(world.server.approve(openUrl.mock.lastCall?.[0]))
    await login

    expect(await app.oauth.isAuthenticated()).toBe(true)
    expect(await app.oauth.getUser()).toMatchObject({ handle: 'ray' })
  })

  it('ends the login with what came back instead of a code', async () => {
    const world = new AudiusWorld()
    const openUrl = vi.fn()
    const app = world.open(APP)
    const login = codeOf(app.oauth.login({ openUrl }))
    await settle()

    expect(await codeOf(app.oauth.handleRedirect(world.server.refuse(openUrl.mock.lastCall?.[0])))).toBe('consent_denied')
    expect(await login).toBe('consent_denied')
  })

  it('ends the login when opening fails', async () => {
    const app = new AudiusWorld().open()

    const error = await app.oauth.login({ openUrl: () => Promise.reject(new Error('locked')) }).catch((thrown: unknown) => thrown)

    expect(error).toMatchObject({ code: 'cancelled', cause: expect.objectContaining({ message: 'locked' }) })
  })

  it('is needed where there is no page', async () => {
    const app = sdk({ apiKey: 'a-key', redirectUri: CALLBACK })

    expect(await codeOf(app.oauth.login())).toBe('configuration')
  })
})
