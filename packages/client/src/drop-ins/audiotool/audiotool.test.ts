import { describe, expect, it } from 'vitest'
import { APP, AudiotoolWorld, authenticated } from '../../../test/audiotool-world.ts'
import { settle } from '../../../test/fake-clock.ts'
import { codeOf } from '../../../test/sign-in-world.ts'
import { audiotool } from './audiotool.ts'

const html = (): Response => new Response('<!doctype html><h1>502 Bad Gateway</h1>', { headers: { 'content-type': 'text/html' } })

describe('audiotool()', () => {
  it('says that nobody is signed in, without an error, to somebody who never was', async () => {
    const world = new AudiotoolWorld()

    const at = await audiotool(world.load().options)

    expect(at).toEqual({ status: 'unauthenticated', login: expect.any(Function) })
    expect(world.server.received).toEqual([])
  })

  it('asks with the documented parameters', async () => {
    const url = new URL(await new AudiotoolWorld().beginLogin())

    expect(url.origin + url.pathname).toBe('https://oauth.audiotool.com/oauth2/auth')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5',
      scope: 'project:write',
      redirect_uri: APP,
      state: expect.stringMatching(/^[\w-]{40}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
  })

  it('signs in when the browser comes back, and stays signed in after a reload', async () => {
    const world = new AudiotoolWorld()
    const { at } = await world.signIn()

    const reloaded = await audiotool(world.load().options)

    expect(at).toMatchObject({ status: 'authenticated', userName: 'mira' })
    expect(reloaded).toMatchObject({ status: 'authenticated', userName: 'mira' })
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('[trap 1] redeems a code once when two parts of the page start at the same time, and both are signed in', async () => {
    const world = new AudiotoolWorld()
    const { options } = world.load(world.server.approve(await world.beginLogin()))

    const both = await Promise.all([audiotool(options), audiotool(options)])

    expect(both.map(({ status }) => status)).toEqual(['authenticated', 'authenticated'])
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('[trap 1] tells both of them when the code is refused', async () => {
    const world = new AudiotoolWorld()
    const { options } = world.load(world.server.approve(await world.beginLogin()))
    world.server.faults.push(() => Response.json({ error: 'invalid_grant' }, { status: 400 }))

    const both = await Promise.all([audiotool(options), audiotool(options)])

    expect(both).toMatchObject([{ error: { code: 'code_rejected' } }, { error: { code: 'code_rejected' } }])
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('[trap 2] spends a refresh token once, however many tabs need one', async () => {
    const world = new AudiotoolWorld()
    await world.signIn()
    await world.clock.advance(3601)

    const tabs = await Promise.all([1, 2, 3, 4].map(() => audiotool(world.load().options)))

    expect(tabs.map(({ status }) => status)).toEqual(Array(4).fill('authenticated'))
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('[trap 4] keeps a valid session through any error in the URL', async () => {
    const world = new AudiotoolWorld()
    await world.signIn()
    const refused = world.server.refuse(await loginUrlOfOtherTab(world))

    const stray = await audiotool(world.load(`${APP}?error=access_denied&error_description=no`).options)
    const own = await audiotool(world.load(refused).options)

    expect([stray.status, own.status]).toEqual(['authenticated', 'authenticated'])
  })

  it('tells of a refusal where there is no session', async () => {
    const world = new AudiotoolWorld()
    const back = world.load(world.server.refuse(await world.beginLogin()))

    const at = await audiotool(back.options)

    expect(at).toMatchObject({ status: 'unauthenticated', error: { code: 'consent_denied', providerError: 'access_denied' } })
    expect(back.page.address).toBe(APP)
  })

  it.each([
    ['is redeemed', undefined, 'authenticated'],
    ['is refused', (): Response => Response.json({ error: 'invalid_grant' }, { status: 400 }), 'unauthenticated'],
    ['meets an error page', html, 'unauthenticated'],
  ])('[trap 5] leaves no code or state in the URL when the code %s, so a reload starts clean', async (_, fault, status) => {
    const world = new AudiotoolWorld()
    const back = world.load(world.server.approve(await world.beginLogin(), { scope: 'project:write' }))
    if (fault !== undefined) world.server.faults.push(fault)

    const first = await audiotool(back.options)
    const reloaded = await audiotool(world.load(back.page.address).options)

    expect(back.page.address).toBe(APP)
    expect(first.status).toBe(status)
    expect(reloaded).toMatchObject({ status })
    expect(reloaded).not.toHaveProperty('error')
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('[trap 5] starts with a stale code and state of somebody else in the URL as if they were not there', async () => {
    const world = new AudiotoolWorld()
    await world.signIn()

    const at = await audiotool(world.load(`${APP}?code=old&scope=project%3Awrite&state=1234`).options)

    expect(at.status).toBe('authenticated')
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('[trap 7] resolves, with an error to try again, when a page of HTML answers for the token endpoint', async () => {
    const world = new AudiotoolWorld()
    const back = world.load(world.server.approve(await world.beginLogin()))
    world.server.faults.push(html)

    expect(await audiotool(back.options)).toMatchObject({
      status: 'unauthenticated',
      error: { code: 'provider_unavailable', retryable: true },
    })
  })

  it('[trap 7] keeps the session when a page of HTML answers a refresh', async () => {
    const world = new AudiotoolWorld()
    await world.signIn()
    await world.clock.advance(3601)
    world.server.faults.push(html)

    const during = await audiotool(world.load().options)
    const afterwards = await audiotool(world.load().options)

    expect(during).toMatchObject({ status: 'unauthenticated', error: { code: 'provider_unavailable' } })
    expect(afterwards.status).toBe('authenticated')
  })

  it('[trap 8] keeps the refresh token, and invents no time, when a refresh answers with an access token only', async () => {
    const world = new AudiotoolWorld()
    const { at } = await world.signIn()
    const { refreshToken } = at.exportTokens()
    world.server.rotates = false
    world.server.expiresIn = undefined
    await world.clock.advance(3601)

    const refreshed = authenticated(await audiotool(world.load().options))

    expect(refreshed.exportTokens()).toEqual({ accessToken: expect.stringMatching(/^access-/), refreshToken, expiresAt: 0 })
    expect(world.stored()).not.toMatch(/undefined|NaN/)
  })

  it('[trap 14] says at once that an insecure page cannot sign in, wipes nothing, and rejects by name', async () => {
    const world = new AudiotoolWorld()
    const { page, options } = world.load()
    page.secure = false

    const at = await audiotool(options)
    const code = at.status === 'unauthenticated' && (await codeOf(at.login()))

    expect(at).toMatchObject({ status: 'unauthenticated', error: { code: 'insecure_context', action: 'fix-config' } })
    expect(code).toBe('insecure_context')
    expect(page.left).toEqual([])
  })

  it('[trap 14] and a login that cannot begin leaves what is stored as it is', async () => {
    const world = new AudiotoolWorld()
    await world.signIn()
    await world.clock.advance(3601)
    const { page, options } = world.load()
    page.secure = false
    world.server.faults.push(() => new Response('', { status: 503 }))
    const at = await audiotool(options)
    const before = world.stored()

    expect(at.status === 'unauthenticated' && (await codeOf(at.login()))).toBe('insecure_context')
    expect(world.stored()).toBe(before)
    expect((await audiotool(options)).status).toBe('authenticated')
  })

  it('says at once that a page on localhost cannot come back to 127.0.0.1', async () => {
    const at = await audiotool(new AudiotoolWorld().load('http://localhost:5173/').options)

    expect(at).toMatchObject({ status: 'unauthenticated', error: { code: 'redirect_mismatch' } })
  })

  it('never rejects, whatever it was given', async () => {
    const at = await audiotool({ ...new AudiotoolWorld().load().options, clientId: '' })

    expect(at).toMatchObject({ status: 'unauthenticated', error: { code: 'configuration' } })
    expect(at.status === 'unauthenticated' && (await codeOf(at.login()))).toBe('configuration')
  })

  it('keeps a session that cannot be checked now, and says so', async () => {
    const world = new AudiotoolWorld()
    await world.signIn()
    const { options, page } = world.load()
    page.online = false
    await world.clock.advance(3601)

    expect(await audiotool(options)).toMatchObject({ status: 'unauthenticated', error: { code: 'offline', retryable: true } })
    page.online = true
    expect((await audiotool(options)).status).toBe('authenticated')
  })

  it('says that a session has ended, each time until somebody signs in, and asks the platform once', async () => {
    const world = new AudiotoolWorld()
    await world.signIn()
    world.server.revokeAll()
    await world.clock.advance(3601)

    const first = await audiotool(world.load().options)
    const second = await audiotool(world.load().options)

    expect([first, second]).toMatchObject([{ error: { code: 'session_ended' } }, { error: { code: 'session_ended' } }])
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('is quiet when somebody comes back from the sign-in page with the back button', async () => {
    const { page, options } = new AudiotoolWorld().load()
    const at = await audiotool(options)
    const login = at.status === 'unauthenticated' ? at.login() : undefined
    await settle()
    page.comeBack()

    await expect(login).resolves.toBeUndefined()
  })
})

/** A login that another tab has begun while this browser is signed in. */
async function loginUrlOfOtherTab(world: AudiotoolWorld): Promise<string> {
  const other = new AudiotoolWorld()
  const url = await other.beginLogin()
  for (const [key, text] of other.origin.texts) world.origin.texts.set(key, text)
  return url
}
