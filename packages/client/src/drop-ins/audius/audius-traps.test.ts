import { describe, expect, it } from 'vitest'
import { AudiusWorld } from '../../../test/audius-app.ts'
import { settle } from '../../../test/fake-clock.ts'
import { APP, codeOf } from '../../../test/sign-in-world.ts'

const html = (status: number): Response => new Response('<h1>Bad gateway</h1>', { status, headers: { 'content-type': 'text/html' } })

/** What the original SDK does wrong, by the numbers of the project's list, and this one does not. */
describe("the original's traps", () => {
  it('[trap 2] sends one refresh for two calls at once in each of two tabs', async () => {
    const world = new AudiusWorld()
    const tabs = [await world.signedIn(), world.open()]
    await world.clock.advance(3601)

    const answers = await Promise.all(tabs.flatMap(({ oauth }) => [oauth.isAuthenticated(), oauth.isAuthenticated()]))

    expect(answers).toEqual([true, true, true, true])
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('[trap 3] tells login() of a denial in the popup, closes it, and is ready for another', async () => {
    const world = new AudiusWorld()
    const app = world.open()
    const login = codeOf(app.oauth.login())
    const callback = world.openCallback(world.server.refuse(app.popups.opened[0] ?? ''))
    await callback.oauth.handleRedirect()

    expect(await login).toBe('consent_denied')
    expect(callback.page.closed).toBe(true)
    void codeOf(app.oauth.login())
    expect(app.popups.opened).toHaveLength(2)
  })

  it('[trap 3] rejects handleRedirect() with a denial on the full page, and takes it out of the URL', async () => {
    const world = new AudiusWorld()
    const app = world.open()
    void app.oauth.login({ display: 'fullScreen' })
    await settle()
    const callback = world.open(world.server.refuse(app.page.left[0] ?? ''))

    expect(callback.oauth.hasRedirectResult()).toBe(true)
    expect(await codeOf(callback.oauth.handleRedirect())).toBe('consent_denied')
    expect(callback.page.address).not.toContain('access_denied')
  })

  it.each([502, 200])('[trap 7] takes a page of HTML with status %d for an outage: says so, and keeps the session', async (status) => {
    const world = new AudiusWorld()
    const app = await world.signedIn()
    world.server.faults.push(() => html(status))

    await expect(app.oauth.refreshAccessToken()).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true })
    expect(await app.oauth.isAuthenticated()).toBe(true)
    expect(await app.oauth.refreshAccessToken()).toMatch(/^access-/)
  })

  it('[trap 7] is not signed out by an outage when the access token is over', async () => {
    const world = new AudiusWorld()
    const app = await world.signedIn()
    await world.clock.advance(3601)
    world.server.faults.push(() => html(502))

    expect(await app.oauth.isAuthenticated()).toBe(true)
    expect(await app.oauth.hasRefreshToken()).toBe(true)
  })

  it('[trap 8] keeps the refresh token when a refresh brings none, and knows no end when there is no expires_in', async () => {
    const world = new AudiusWorld()
    const app = await world.signedIn()
    const before = await app.tokenStore.getRefreshToken()
    world.server.rotates = false
    world.server.expiresIn = undefined

    expect(await app.oauth.refreshAccessToken()).toMatch(/^access-/)
    expect(await app.tokenStore.getRefreshToken()).toBe(before)
    expect(await app.tokenStore.getAccessTokenExpiry()).toBeNull()
    await world.clock.advance(86_400)
    expect(await app.oauth.isAuthenticated()).toBe(true)
  })

  it.each([
    ['another key', { apiKey: 'b-key' }],
    ['a name alone', { appName: 'My App' }],
    ['another environment', { apiKey: 'a-key', environment: 'development' }],
  ] as const)("[trap 11] does not take this app's session for that of %s on the same origin", async (_name, config) => {
    const world = new AudiusWorld()
    const app = await world.signedIn()
    const other = world.open(APP, config)

    expect(await other.oauth.isAuthenticated()).toBe(false)
    await other.oauth.logout()
    expect(await app.oauth.isAuthenticated()).toBe(true)
  })

  it('[trap 12] finishes a full-page sign-in in a tab that has an opener, and does not close it', async () => {
    const world = new AudiusWorld()
    const app = world.open()
    void app.oauth.login({ display: 'fullScreen' })
    await settle()
    const callback = world.openCallback(world.server.approve(app.page.left[0] ?? ''))
    await callback.oauth.handleRedirect()

    expect(callback.page.closed).toBe(false)
    expect(await callback.oauth.isAuthenticated()).toBe(true)
  })

  it('[trap 13] waits for a window that a Cross-Origin-Opener-Policy made look closed', async () => {
    const world = new AudiusWorld()
    const app = world.open()
    app.popups.seen = 'perhaps'
    const login = codeOf(app.oauth.login())
    await world.clock.advance(2)
    const callback = world.openCallback(world.server.approve(app.popups.opened[0] ?? ''))
    callback.page.opener = false
    await callback.oauth.handleRedirect()

    expect(await login).toBeUndefined()
    expect(callback.page.closed).toBe(true)
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('[trap 19] revokes at Audius on logout, and forgets', async () => {
    const world = new AudiusWorld()
    const app = await world.signedIn()
    const token = (await app.tokenStore.getRefreshToken()) ?? ''

    expect(await app.oauth.logout()).toEqual({ revoked: true })
    expect(world.server.received.at(-1)).toMatchObject({ url: app.client.endpoints.revocation, parameters: { token, client_id: 'a-key' } })
    expect(await app.oauth.isAuthenticated()).toBe(false)
    expect([...world.origin.texts.values()].join()).not.toContain(token)
  })

  it('[trap 19] forgets also when Audius cannot be told, and says so', async () => {
    const world = new AudiusWorld()
    const app = await world.signedIn()
    world.server.faults.push('break-before')

    expect(await app.oauth.logout()).toEqual({ revoked: false })
    expect(await app.oauth.hasRefreshToken()).toBe(false)
  })

  const nested = { id: 'eJ57D', handle: 'ray', name: 'Ray', is_verified: true, profile_picture: { '150x150': 'small', mirrors: ['m'] } }
  const flat = { userId: 7, handle: 'ray', name: 'Ray', verified: true, profilePicture: { '150x150': 'small', mirrors: ['m'] } }
  it.each([
    ["the server's", { data: { ...nested, track_count: 3 } }, { id: 'eJ57D', userId: 'eJ57D', trackCount: 3 }],
    ["the document's", flat, { id: '7', userId: 7 }],
    ['both at once', { data: nested, ...flat }, { id: 'eJ57D', userId: 7 }],
  ])('[trap 20] reads %s shape of /v1/me, under all names', async (_name, body, more) => {
    const world = new AudiusWorld()
    const app = await world.signedIn()
    world.server.faults.push(() => Response.json(body))

    expect(await app.oauth.getUser()).toEqual({
      ...more,
      handle: 'ray',
      name: 'Ray',
      isVerified: true,
      verified: true,
      profilePicture: { '150x150': 'small', _150x150: 'small', mirrors: ['m'] },
    })
  })

  it.each([[{}], [{ data: {} }], [{ data: null }], [[]], [null]])(
    '[trap 20] rejects %j as nobody, instead of resolving to undefined',
    async (body) => {
      const world = new AudiusWorld()
      const app = await world.signedIn()
      world.server.faults.push(() => Response.json(body))

      expect(await codeOf(app.oauth.getUser())).toBe('invalid_response')
    },
  )
})
