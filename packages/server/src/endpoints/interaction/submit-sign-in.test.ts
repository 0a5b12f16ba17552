import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'
import { errorPage, password, signInPage } from '../../../test/test-browser.ts'
import { StoreUnavailableError } from '../../ports/store.ts'
import { PasswordHasherBusyError } from '../../ports/world.ts'

const sessionCookie = '__Host-stagedoor_session_standard'

describe('POST /interaction/sign-in', () => {
  it('shows who asks, where it leads, and what login_hint suggests', async () => {
    const demoAccounts = [{ username: 'ada', password: 'demo', name: 'Ada' }]
    const server = await startServer({ demoAccounts, client: { name: '<b>\u202eEvil</b>', verified: true } })
    const browser = server.openBrowser()

    const seen = await browser.get((await browser.authorize({ login_hint: 'ada' })).location)

    expect(signInPage(seen)).toMatchObject({
      username: 'ada',
      problem: null,
      demoAccounts,
      client: { name: '<b>\u202eEvil</b>', verified: true, native: false, returnsTo: 'app.example' },
    })
    expect(seen.body).not.toContain('<b>')
  })

  it.each([
    ['wrong password', { password: 'a secret thing' }, 401, 'wrong_credentials'],
    ['unknown account', { username: 'nobody' }, 401, 'wrong_credentials'],
    ['disabled account', { username: 'disabled' }, 401, 'wrong_credentials'],
    ['a control character in the name', { username: 'ada\u0007' }, 401, 'wrong_credentials'],
    ['a name of 300 characters', { username: 'a'.repeat(300) }, 401, 'wrong_credentials'],
    ['a password of 1,025 characters', { password: 'p'.repeat(1025) }, 401, 'wrong_credentials'],
    ['no name', { username: undefined }, 400, 'missing_username'],
    ['no password', { password: undefined }, 400, 'missing_password'],
  ])('shows the form again, with what was typed but the password: %s', async (_, typed, status, problem) => {
    const server = await startServer()
    const browser = server.openBrowser()
    const entered = { username: 'ada', password, ...typed } // right, but for what the row changes

    const seen = await browser.signIn(await browser.authorize(), entered)

    expect(seen.status).toBe(status)
    expect(signInPage(seen)).toMatchObject({ problem, username: (entered.username ?? '').slice(0, 256) })
    expect(browser.cookies.has(sessionCookie)).toBe(false)
    if (entered.password !== undefined) {
      expect(seen.body).not.toContain(entered.password)
      expect(JSON.stringify(server.events)).not.toContain(entered.password)
    }
  })

  it('does the same work for accounts that do not exist as for those that do', async () => {
    const server = await startServer()
    const verified: (string | null)[] = []
    const { passwordHasher } = server.context
    const verify = passwordHasher.verify
    passwordHasher.verify = (text, digest) => {
      verified.push(digest)
      return verify(text, digest)
    }
    const browser = server.openBrowser()

    for (const username of ['ada', 'nobody', 'disabled']) await browser.signIn(await browser.authorize(), { username, password: 'wrong' })
    passwordHasher.verify = verify

    expect(verified).toEqual([expect.any(String), null, expect.any(String)])
  })

  it('finds the account in any letter case, and whatever spaces a keyboard adds', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const seen = await browser.signIn(await browser.authorize(), { username: ' ADA ' })
    expect(seen.location).toContain('/interaction/consent')
  })

  it('gives a new session at each sign-in and ends the old one (session fixation)', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const thief = server.openBrowser()
    await browser.becomeKnown()
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value)
    const before = browser.cookies.get(sessionCookie)

    await browser.signIn(await browser.authorize({ prompt: 'login' }))

    expect(browser.cookies.get(sessionCookie)).toMatch(/^sd_bs_/)
    expect(browser.cookies.get(sessionCookie)).not.toBe(before)
    expect((await browser.authorize()).location).toContain('?code=')
    expect((await thief.authorize()).location).toContain('/interaction/sign-in')
  })

  it('does not adopt a session id that it did not issue', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const planted = `sd_bs_${'A'.repeat(51)}`
    browser.cookies.set(sessionCookie, planted)

    await browser.signIn(await browser.authorize())

    expect(browser.cookies.get(sessionCookie)).not.toBe(planted)
  })

  it('goes straight back to the client where consent is remembered', async () => {
    const server = await startServer()
    await server.openBrowser().becomeKnown()
    const elsewhere = server.openBrowser()

    const seen = await elsewhere.signIn(await elsewhere.authorize())

    expect(seen.location).toMatch(/^https:\/\/app\.example\/callback\?code=/)
    expect(elsewhere.cookies.has(sessionCookie)).toBe(true)
  })

  it('sets cookies that scripts, other sites and other hosts cannot reach', async () => {
    const server = await startServer()
    const browser = server.openBrowser()

    const begun = await browser.authorize()
    const signedIn = await browser.signIn(begun)

    expect(begun.headers['set-cookie']).toMatch(
      /^__Host-stagedoor_browser_standard=[\w-]+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(signedIn.headers['set-cookie']).toMatch(
      /^__Host-stagedoor_session_standard=[\w-]+; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure$/,
    )
  })

  it('sets plain cookies, named by port, on http', async () => {
    const server = await startServer({ baseUrl: 'http://127.0.0.1:4700/standard' })
    const seen = await server.openBrowser().authorize()
    expect(seen.headers['set-cookie']).toMatch(
      /^stagedoor_browser_standard_4700=[\w-]+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/,
    )
    expect(seen.location).toMatch(/^\/standard\/interaction\/sign-in\?/)
  })

  it('asks to try again when the store is down, and keeps the form', async () => {
    const server = await startServer({
      wrapStore: (store) => ({
        ...store,
        browserSessions: { ...store.browserSessions, issue: () => Promise.reject(new StoreUnavailableError('disk full')) },
      }),
    })
    const browser = server.openBrowser()
    const seen = await browser.signIn(await browser.authorize())
    expect(seen.status).toBe(503)
    expect(signInPage(seen)).toMatchObject({ problem: 'busy', username: 'ada' })
  })
})

describe('too many passwords at once', () => {
  it('asks to try again, and keeps the form', async () => {
    const busy = { hash: async () => '', verify: () => Promise.reject(new PasswordHasherBusyError('full')) }
    const server = await startServer({ passwordHasher: busy })
    const browser = server.openBrowser()

    const seen = await browser.signIn(await browser.authorize())

    expect(seen.status).toBe(503)
    expect(signInPage(seen)).toMatchObject({ problem: 'busy', username: 'ada' })
    expect(server.reasons()).toContain('password_hasher_busy')
  })
})

describe('forgery of the sign-in form', () => {
  it.each([
    ['no token', { csrf: undefined }, {}],
    ['a wrong token', { csrf: 'x'.repeat(43) }, {}],
    ['a foreign origin', {}, { origin: 'https://evil.example' }],
    ['an origin that only begins alike', {}, { origin: 'https://platform.example.evil.example' }],
    ['a hidden origin and a cross-site fetch', {}, { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', {}, { origin: undefined, 'sec-fetch-site': 'same-site' }],
    ['no sign of where it comes from', {}, { origin: undefined }],
    ['a foreign referer', {}, { origin: undefined, referer: 'https://evil.example/https://platform.example/' }],
  ])('is a 403 page: %s', async (_, form, headers) => {
    const server = await startServer()
    const browser = server.openBrowser()

    const seen = await browser.signIn(await browser.authorize(), form, headers)

    expect(seen).toMatchObject({ status: 403, location: '' })
    expect(errorPage(seen).code).toBe('request_forged')
    expect(browser.cookies.has(sessionCookie)).toBe(false)
  })

  it.each([
    ['its own origin', {}],
    ['an alias origin', { origin: 'http://platform-alias' }],
    ['a hidden origin within the site', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['no origin, an own referer', { origin: undefined, referer: 'https://platform.example/interaction/sign-in?transaction=x' }],
  ])('is not seen in a form from %s', async (_, headers) => {
    const server = await startServer({ aliasOrigins: ['http://platform-alias'] })
    const browser = server.openBrowser()
    const seen = await browser.signIn(await browser.authorize(), {}, headers)
    expect(seen.location).toContain('/interaction/consent')
  })

  it("does not sign a victim's browser in with the attacker's transaction (login CSRF)", async () => {
    const server = await startServer()
    const attacker = server.openBrowser()
    const victim = server.openBrowser()
    await victim.authorize()
    const prepared = signInPage(await attacker.get((await attacker.authorize()).location))
    const form = { transaction: prepared.transaction, csrf: prepared.csrf, username: 'bob', password }

    const seen = await victim.post('/interaction/sign-in', form)

    expect(errorPage(seen).code).toBe('transaction_expired')
    expect(victim.cookies.has(sessionCookie)).toBe(false)
  })

  it('refuses a form that is not one, or too large', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    await browser.authorize()
    const origin = 'https://platform.example'
    const json = await browser.postRaw('/interaction/sign-in', '{}', { origin, 'content-type': 'application/json' })
    const large = await browser.post('/interaction/sign-in', { username: 'x'.repeat(70_000) })
    const twice = await browser.postRaw('/interaction/sign-in', 'username=a&username=b', {
      origin,
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect([json.status, large.status, twice.status]).toEqual([400, 413, 400])
  })
})
