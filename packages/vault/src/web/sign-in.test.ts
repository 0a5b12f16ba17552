import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestBrowser } from '../../test/test-browser.ts'
import { KEYS, WebApp } from '../../test/web-app.ts'
import { createAppSessions } from '../session/create-app-sessions.ts'
import { createVaultHandlers } from './create-vault-handlers.ts'

const ORIGIN = 'http://localhost:3998'
const BASE = `${ORIGIN}/connections`
const EVIL = 'http://127.0.0.1:666'

let app: WebApp
let now = Math.floor(Date.now() / 1000)
beforeAll(async () => {
  app = await WebApp.start(ORIGIN)
})
afterAll(async () => {
  await app?.[Symbol.asyncDispose]()
})

/** A browser whose person is signed in to SoundCloud, and is nobody in the app. */
async function visitor(username = 'mira'): Promise<TestBrowser> {
  const sessions = createAppSessions({ store: app.store, keys: KEYS, baseUrl: ORIGIN, clock: { now: () => now } })
  const handlers = createVaultHandlers({ vault: app.vault, baseUrl: ORIGIN, sessions })
  const browser = new TestBrowser({
    [ORIGIN]: async (request) => {
      if (handlers.owns(new URL(request.url).pathname)) return handlers.fetch(request)
      const { session, setCookie } = await sessions.find(request)
      return new Response(session?.userId ?? 'nobody', { headers: setCookie === undefined ? {} : { 'set-cookie': setCookie } })
    },
  })
  const { control, client, url } = app.soundcloud
  const { name, value } = await control.sessionCookie(username, { approve: [{ clientId: client.id, scope: client.scope.join(' ') }] })
  browser.setCookie(url, `${name}=${value}`)
  return browser
}

const signIn = (browser: TestBrowser) => browser.submit(`${BASE}/sign-in/soundcloud`, { from: ORIGIN, fields: { returnTo: '/home' } })
const cookieOf = (browser: TestBrowser): string => browser.cookies.get('localhost')?.get('stagedoor_session_3998') ?? ''

describe('signing in to the app with a platform', () => {
  it('begins a session and connects the platform, all in one', async () => {
    const browser = await visitor()

    const { url, body } = await signIn(browser)

    expect(url).toBe(`${ORIGIN}/home`)
    expect(body).toMatch(/^soundcloud:./)
    expect((await app.vault.connection(body, 'soundcloud')).status).toBe('connected')
    expect(await (await browser.ask(BASE, { from: ORIGIN })).json()).toMatchObject({ connections: [{ platform: 'soundcloud' }] })
  })

  it('knows the same person again, in a session of its own', async () => {
    const [one, two] = [await visitor(), await visitor()]

    expect((await signIn(one)).body).toBe((await signIn(two)).body)
    expect(cookieOf(one)).not.toBe(cookieOf(two))
  })

  it('ends the session that the browser had (session fixation)', async () => {
    const attacker = await visitor()
    await signIn(attacker)
    const victim = await visitor()
    victim.setCookie(ORIGIN, `stagedoor_session_3998=${cookieOf(attacker)}`)

    await signIn(victim)

    expect(cookieOf(victim)).not.toBe(cookieOf(attacker))
    expect((await attacker.navigate(`${ORIGIN}/`)).body).toBe('nobody')
  })

  it('[RFC 6749 §10.12] signs nobody in with the reply of another browser (login CSRF), and leaves it good for that', async () => {
    const [attacker, victim] = [await visitor(), await visitor()]
    const { url: reply } = await attacker.submit(`${BASE}/sign-in/soundcloud`, { from: ORIGIN, stopAt: `${ORIGIN}/signed-in` })
    await victim.submit(`${BASE}/sign-in/soundcloud`, { from: ORIGIN, stopAt: `${ORIGIN}/signed-in` })

    expect(await victim.navigate(reply, { from: EVIL })).toMatchObject({ status: 400, body: expect.stringContaining('state_mismatch') })
    expect((await victim.navigate(`${ORIGIN}/`)).body).toBe('nobody')
    expect((await attacker.navigate(reply, { from: app.soundcloud.url })).body).toMatch(/^soundcloud:/)
  })

  it('is asked about when another site begins it', async () => {
    const browser = await visitor()

    expect((await browser.navigate(`${BASE}/sign-in/soundcloud`, { from: EVIL })).body).toContain('Sign in with SoundCloud?')
    expect((await browser.submit(`${BASE}/sign-in/soundcloud`, { from: EVIL })).status).toBe(403)
  })

  it('does not take the reply of one platform at the callback of another (mix-up)', async () => {
    const browser = await visitor()
    const { url } = await browser.submit(`${BASE}/sign-in/soundcloud`, { from: ORIGIN, stopAt: `${ORIGIN}/signed-in` })

    const mixed = await browser.navigate(`${BASE}/callback/standard${new URL(url).search}`, { from: EVIL })

    expect(mixed).toMatchObject({ status: 400, body: expect.stringContaining('state_mismatch') })
    expect((await browser.navigate(url, { from: app.soundcloud.url })).body).toMatch(/^soundcloud:/)
  })

  it('stays for whoever reloads the callback', async () => {
    const browser = await visitor()
    const { url } = await browser.submit(`${BASE}/sign-in/soundcloud`, { from: ORIGIN, stopAt: `${ORIGIN}/signed-in` })
    const first = await browser.navigate(url, { from: app.soundcloud.url })

    expect((await browser.navigate(url)).body).toBe(first.body)
  })

  it('rotates beside what the handlers answer, and logs out for good, also at that moment', async () => {
    const browser = await visitor()
    await signIn(browser)
    const before = cookieOf(browser)
    now += 601

    await browser.ask(BASE, { from: ORIGIN })
    expect(cookieOf(browser)).not.toBe(before)
    now += 601
    const { url, body } = await browser.submit(`${BASE}/log-out`, { from: ORIGIN, fields: { returnTo: '/bye' } })

    expect({ url, body }).toEqual({ url: `${ORIGIN}/bye`, body: 'nobody' })
    expect(cookieOf(browser)).toBe('')
  })

  it('logs out everywhere when asked to, by a page of the app alone', async () => {
    const [one, two] = [await visitor(), await visitor()]
    for (const browser of [one, two]) await signIn(browser)

    expect((await one.submit(`${BASE}/log-out`, { from: EVIL, fields: { everywhere: '1' } })).status).toBe(403)
    expect((await two.navigate(`${ORIGIN}/`)).body).toMatch(/^soundcloud:/)
    await one.submit(`${BASE}/log-out`, { from: ORIGIN, fields: { everywhere: '1' } })

    expect((await two.navigate(`${ORIGIN}/`)).body).toBe('nobody')
  })

  it('also connects another platform to whoever is signed in', async () => {
    const browser = await visitor()
    const { body: userId } = await signIn(browser)
    const { control, client, url } = app.standard
    const { name, value } = await control.sessionCookie('mira', { approve: [{ clientId: client.id, scope: client.scope.join(' ') }] })
    browser.setCookie(url, `${name}=${value}`)

    await browser.navigate(`${BASE}/connect/standard`, { from: ORIGIN })

    expect((await app.vault.connection(userId, 'standard')).status).toBe('connected')
  })

  it('leaves no session behind that is over: the vault removes them with its other rounds', async () => {
    const longAgo = { now: () => now - 100 * 86_400 }
    const sessions = createAppSessions({ store: app.store, keys: KEYS, baseUrl: ORIGIN, clock: longAgo })
    const { session } = await sessions.start('somebody', new Request(ORIGIN))

    await app.vault.refreshDue()

    expect(await app.store.read({ collection: 'session', key: session.id })).toBeUndefined()
  })
})
