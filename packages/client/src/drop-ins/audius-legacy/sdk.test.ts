import { describe, expect, it, vi } from 'vitest'
import { LegacyApp, PROFILE } from '../../../test/audius-legacy-app.ts'
import { settle } from '../../../test/fake-clock.ts'
import { APP, CALLBACK, codeOf } from '../../../test/sign-in-world.ts'
import { sdk } from './sdk.ts'

const VERIFY = 'https://api.audius.co/v1/users/verify_token'
const failedWith = (code: string): [string, unknown] => [expect.any(String), expect.objectContaining({ code })]

describe("sdk(), by the document's steps", () => {
  it('opens the sign-in page, has the token confirmed, and tells the success callback', async () => {
    const app = new LegacyApp()
    const login = app.oauth.login()
    expect(app.request).toEqual({
      scope: 'read',
      app_name: 'My App',
      redirect_uri: 'postmessage',
      origin: new URL(APP).origin,
      state: expect.stringMatching(/^.{40,}$/),
      response_mode: 'fragment',
      display: 'popup',
    })
    expect(app.popups.opened[0]).toMatch(/^https:\/\/audius\.co\/oauth\/auth\?/)
    app.post({ state: app.request['state'], token: 'a.j.wt' })
    await login

    expect(app.success.mock.calls).toEqual([[PROFILE, 'a.j.wt']])
    expect(app.error).not.toHaveBeenCalled()
    expect(app.asked).toEqual([`${VERIFY}?token=a.j.wt`])
    expect(app.popups.closedByUs).toBe(1)
  })

  it('takes the callbacks as one object too; the last init() counts, and hears once', async () => {
    const app = new LegacyApp({ apiKey: 'A-Key' })
    const [successCallback, errorCallback] = [vi.fn(), vi.fn()]
    for (let times = 0; times < 3; times++) app.oauth.init({ successCallback, errorCallback })
    const login = app.oauth.login({ scope: 'write' })
    app.post({ state: app.request['state'], token: 'a.j.wt' })
    await login

    expect(app.request).toMatchObject({ scope: 'write', api_key: 'A-Key' })
    expect(successCallback).toHaveBeenCalledTimes(1)
    expect([...app.told, ...errorCallback.mock.calls]).toEqual([])
  })

  it('signs in on the full page, and finishes on the callback page', async () => {
    const app = new LegacyApp()
    void app.oauth.login({ redirectUri: CALLBACK, display: 'fullScreen', responseMode: 'query' })
    await settle()
    expect(app.request).toMatchObject({ redirect_uri: CALLBACK, response_mode: 'query', display: 'fullScreen' })
    expect(app.oauth.getCsrfToken()).toBe(app.request['state'])

    const address = `${CALLBACK}?state=${app.request['state']}&token=a.j.wt`
    const callback = new LegacyApp(undefined, address, app.origin)
    await callback.oauth.handleRedirect()

    expect(callback.success.mock.calls).toEqual([[PROFILE, 'a.j.wt']])
    expect(callback.page.address).toBe(CALLBACK)
    await callback.oauth.handleRedirect(address).catch(() => undefined)
    expect(callback.success).toHaveBeenCalledTimes(1)
  })

  it('does nothing on a callback page that nobody came back to', async () => {
    const app = new LegacyApp(undefined, CALLBACK)
    await app.oauth.handleRedirect()

    expect(app.told).toEqual([])
  })

  it('speaks to another Audius, sign-in page and API alike', async () => {
    const app = new LegacyApp({ appName: 'My App', apiEndpoint: 'http://127.0.0.1:4700/audius-legacy' })
    const login = app.oauth.login()
    app.post({ state: app.request['state'], token: 'a.j.wt' }, 'http://127.0.0.1:4700')
    await login

    expect(app.popups.opened[0]).toMatch(/^http:\/\/127\.0\.0\.1:4700\/audius-legacy\/oauth\/auth\?/)
    expect(app.asked).toEqual(['http://127.0.0.1:4700/audius-legacy/v1/users/verify_token?token=a.j.wt'])
    expect(app.success).toHaveBeenCalledTimes(1)
  })

  it('knows the state of the sign-in that is under way', async () => {
    const app = new LegacyApp()
    expect(app.oauth.getCsrfToken()).toBeNull()
    void app.oauth.login()

    expect(app.oauth.getCsrfToken()).toBe(app.request['state'])
  })

  it('verifies a token for itself', async () => {
    const app = new LegacyApp()
    expect(await app.oauth.verifyToken('a.j.wt')).toEqual({ data: PROFILE })

    app.answer = () => Response.json({ error: 'The JWT signature is invalid - wallet could not be recovered.' }, { status: 404 })
    expect(await codeOf(app.oauth.verifyToken('a.j.wt'))).toBe('proof_rejected')
  })

  it('asks whether it may write', async () => {
    const app = new LegacyApp({ apiKey: 'ABCD' })
    app.answer = () => Response.json({ data: [{ address: '0xabcd' }] })

    expect(await app.oauth.isWriteAccessGranted({ userId: 'eJ57D' })).toBe(true)
    expect(await app.oauth.isWriteAccessGranted({ userId: 'eJ57D', apiKey: 'beef' })).toBe(false)
    expect(app.asked[0]).toBe('https://api.audius.co/v1/users/eJ57D/authorized_apps')
    expect(await codeOf(new LegacyApp().oauth.isWriteAccessGranted({ userId: 7 }))).toBe('configuration')
  })
})

describe('what can go wrong', () => {
  it.each([
    ['an unknown scope', { scope: 'admin' }],
    ['several, one of them unknown', { scope: ['read', 'admin'] }],
    ['write_once, which is no more', { scope: 'write_once' }],
    ['write without a key', { scope: 'write' }],
  ])('tells the error callback of %s, once, and opens nothing', async (_name, options) => {
    const app = new LegacyApp()
    // @ts-expect-error: what an app in JavaScript may write
    await app.oauth.login(options)

    expect(app.error.mock.calls).toEqual([failedWith('configuration')])
    expect([...app.popups.opened, ...app.success.mock.calls]).toEqual([])
  })

  it('tells of a denial, in words of its own', async () => {
    const app = new LegacyApp()
    const login = app.oauth.login()
    app.post({ state: app.request['state'], error: 'access_denied' })
    await login

    expect(app.error.mock.calls).toEqual([failedWith('consent_denied')])
  })

  it('tells of a closed window, once', async () => {
    const app = new LegacyApp()
    const login = app.oauth.login()
    app.popups.seen = 'gone'
    await app.clock.advance(60)
    await login

    expect(app.error.mock.calls).toEqual([failedWith('cancelled')])
  })

  it('tells of a blocked window', async () => {
    const app = new LegacyApp()
    app.popups.blocked = true
    await app.oauth.login()

    expect(app.error.mock.calls).toEqual([failedWith('popup_blocked')])
  })

  it('takes nothing from another origin', async () => {
    const app = new LegacyApp()
    void app.oauth.login()
    app.post({ state: app.request['state'], token: 'a.j.wt' }, 'https://evil.example')
    await settle()

    expect(app.told).toEqual([])
    expect(app.asked).toEqual([])
  })

  it('hears only of the second of two logins', async () => {
    const app = new LegacyApp()
    const first = app.oauth.login()
    const second = app.oauth.login()
    app.post({ state: app.request['state'], token: 'a.j.wt' })
    await Promise.all([first, second])

    expect(app.success).toHaveBeenCalledTimes(1)
    expect(app.error).not.toHaveBeenCalled()
  })

  it('rejects where there is no error callback', async () => {
    const app = new LegacyApp()
    app.oauth.init(app.success)
    const login = codeOf(app.oauth.login())
    app.post({ state: app.request['state'], error: 'access_denied' })

    expect(await login).toBe('consent_denied')
  })

  it('rejects before init(), and opens nothing', async () => {
    const popup = { open: vi.fn() }
    const { oauth } = sdk({ appName: 'My App', services: { popup } })

    expect(await codeOf(oauth.login())).toBe('configuration')
    expect(await codeOf(oauth.handleRedirect(`${CALLBACK}#token=a.j.wt&state=any`))).toBe('configuration')
    expect(popup.open).not.toHaveBeenCalled()
  })

  it("leaves an error of the app's own success callback to the app", async () => {
    const app = new LegacyApp()
    app.success.mockImplementation(() => {
      throw new RangeError('of the app')
    })
    const login = app.oauth.login()
    app.post({ state: app.request['state'], token: 'a.j.wt' })

    await expect(login).rejects.toThrow(RangeError)
    expect(app.error).not.toHaveBeenCalled()
  })
})

/** What the original SDK does wrong, by the numbers of the project's list, and this one does not. */
describe("the original's traps", () => {
  it.each([
    ['another state', { state: 'of-another-sign-in' }],
    ['one that begins alike', (state: string) => ({ state: `${state}x` })],
  ])('[trap 9] ends a sign-in that comes back under %s, and asks about no token', async (_name, made) => {
    const app = new LegacyApp()
    const login = app.oauth.login()
    const { state = '' } = app.request
    const foreign = typeof made === 'function' ? made(state) : made
    app.post({ ...foreign, token: 'a.j.wt' })
    await login
    app.post({ state, token: 'a.j.wt' })
    await settle()

    expect(app.error.mock.calls).toEqual([failedWith('state_mismatch')])
    expect(app.success).not.toHaveBeenCalled()
    expect(app.asked).toEqual([])
    expect(app.popups.closedByUs).toBe(1)
  })

  it('[trap 9] tells no success for a redirect that this browser did not ask for', async () => {
    const other = new LegacyApp()
    void other.oauth.login({ redirectUri: CALLBACK })
    await settle()
    const victim = new LegacyApp(undefined, `${CALLBACK}#state=${other.request['state']}&token=a.j.wt`)
    await victim.oauth.handleRedirect()

    expect(victim.error.mock.calls).toEqual([failedWith('state_lost')])
    expect(victim.success).not.toHaveBeenCalled()
    expect(victim.asked).toEqual([])
  })

  it.each([
    [400, 'proof_rejected'],
    [403, 'proof_rejected'],
    [404, 'proof_rejected'],
    [503, 'provider_unavailable'],
  ])('[trap 10] tells the error callback when verify_token answers %d, once', async (status, code) => {
    const app = new LegacyApp()
    app.answer = () => Response.json({ error: 'The JWT signature could not be decoded.' }, { status })
    const login = app.oauth.login()
    app.post({ state: app.request['state'], token: 'a.j.wt' })
    await login

    expect(app.error.mock.calls).toEqual([failedWith(code)])
    expect(app.success).not.toHaveBeenCalled()
  })

  it.each([
    ['no JSON', () => new Response('<h1>Bad gateway</h1>')],
    ['nobody', () => Response.json({ data: {} })],
    ['no answer', () => Promise.reject(new TypeError('fetch failed'))],
  ])('[trap 10] tells the error callback when verify_token gives %s', async (_name, answer) => {
    const app = new LegacyApp()
    // @ts-expect-error: a broken connection is no response
    app.answer = answer
    const login = app.oauth.login()
    app.post({ state: app.request['state'], token: 'a.j.wt' })
    await login

    expect(app.error).toHaveBeenCalledTimes(1)
    expect(app.success).not.toHaveBeenCalled()
  })

  it('[trap 19] keeps nothing that a logout would have to end: neither token nor profile', async () => {
    const app = new LegacyApp()
    const login = app.oauth.login()
    app.post({ state: app.request['state'], token: 'a.j.wt' })
    await login

    expect(app.success).toHaveBeenCalledTimes(1)
    expect([...app.origin.texts]).toEqual([])
    expect(app.oauth).not.toHaveProperty('logout')
  })
})
