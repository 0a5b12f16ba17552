import { describe, expect, it } from 'vitest'
import { newAccount, startAccountServer, tokenOf } from '../../test/start-account-server.ts'

async function startSignedIn() {
  const server = await startAccountServer()
  const browser = server.openBrowser()
  await server.signUp(browser)
  const zoe = await server.store.users.findByUsername('zoe')
  if (zoe === undefined) throw new Error('Zoe did not sign up.')
  return { server, browser, zoe }
}

describe('/account', () => {
  it('changes name and username, and says so once', async () => {
    const { server, browser, zoe } = await startSignedIn()

    const seen = await server.fillIn(browser, '/account', { name: ' Zoë Müller ', username: '@zoe.m' })

    expect(seen.location).toBe('/account?notice=profile_changed')
    expect((await browser.get(seen.location)).body).toContain('<p class="notice" role="status">Saved.</p>')
    expect(await server.store.users.find(zoe.id)).toMatchObject({ name: 'Zoë Müller', username: 'zoe.m' })
  })

  it('keeps what was typed when the username is taken', async () => {
    const { server, browser } = await startSignedIn()
    const seen = await server.fillIn(browser, '/account', { name: 'New "Name"', username: 'Ada' })
    expect(seen.status).toBe(409)
    expect(seen.body).toContain('value="New &quot;Name&quot;"')
    expect(seen.body).toContain('value="Ada"')
  })
})

describe('/account/email', () => {
  it('changes the address once the new one is proven, and tells the old one', async () => {
    const { server, browser, zoe } = await startSignedIn()

    await server.fillIn(browser, '/account/email', { email: 'new@example.com' })
    const link = await server.newestLink()
    const mail = server.mails.at(-1)
    const between = await server.store.users.find(zoe.id)
    const changed = await server.fillIn(server.openBrowser(), link, { token: tokenOf(link) })
    await server.context.background.settle()

    expect(mail?.to).toBe('new@example.com')
    expect(between?.email).toBe('zoe@example.com')
    expect(changed.location).toBe('/account?notice=email_changed')
    expect((await server.store.users.find(zoe.id))?.email).toBe('new@example.com')
    expect(server.mails.at(-1)).toMatchObject({ to: 'zoe@example.com', text: expect.stringContaining('new@example.com') })
  })

  it('looks the same for an address in use, whose owner hears of it', async () => {
    const { server, browser } = await startSignedIn()
    await server.signUp(server.openBrowser(), { email: 'kim@example.com', username: 'kim' })

    const known = await server.fillIn(browser, '/account/email', { email: 'KIM@example.com' })
    const mail = server.mails.at(-1)
    const fresh = await server.fillIn(browser, '/account/email', { email: 'free@example.com' })

    expect({ ...known, headers: 0 }).toEqual({ ...fresh, headers: 0 })
    expect(mail).toMatchObject({ to: 'kim@example.com', subject: 'Somebody wanted to use your address at Stagedoor' })
    expect(mail?.text).not.toContain('token=')
  })

  it('asks for the password again when the sign-in is long ago', async () => {
    const { server, browser } = await startSignedIn()
    server.advance(16 * 60)
    expect((await browser.get('/account/email')).location).toBe('/account/sign-in?continue=%2Faccount%2Femail')
  })
})

describe('/account/password', () => {
  it('changes the password, ends the other sessions, and tells the owner', async () => {
    const { server, browser } = await startSignedIn()
    const other = server.openBrowser()
    await server.fillIn(other, '/account/sign-in', { username: 'zoe', password: newAccount.password })

    const wrong = await server.fillIn(browser, '/account/password', { current_password: 'no', password: 'quite another one' })
    const changed = await server.fillIn(browser, '/account/password', {
      current_password: newAccount.password,
      password: 'quite another one',
    })
    await server.context.background.settle()

    expect(wrong.status).toBe(401)
    expect(changed.location).toBe('/account/security?notice=password_changed')
    expect((await browser.get('/account')).status).toBe(200)
    expect((await other.get('/account')).status).toBe(303)
    expect(server.mails.at(-1)?.subject).toBe('Your password at Stagedoor has changed')
    expect(await server.store.audit.list({ limit: 5, act: 'user.password_changed' })).toHaveLength(1)
  })
})

describe('/account/security', () => {
  it('lists where the person is signed in, with this browser marked, and signs one of them out', async () => {
    const { server, browser, zoe } = await startSignedIn()
    const phone = server.openBrowser()
    const agent = { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1' }
    await server.fillIn(phone, '/account/sign-in', { username: 'zoe', password: newAccount.password }, agent)

    const page = await browser.get('/account/security')
    const listed = await server.store.browserSessions.list(zoe.id, server.context.now())
    const ids = [...page.body.matchAll(/name="session" value="([^"]+)"/g)].map(([, id]) => id)
    const other = ids.find((_, index) => listed[index]?.userAgent?.includes('iPhone'))
    const ended = await browser.submit(page, '/account/security', { act: 'end', session: other })

    expect(page.body).toContain('Safari on iPhone')
    expect(page.body).toContain('Apps keep their access until you take it back')
    expect(page.body.match(/This browser/g)).toHaveLength(1)
    expect(ended.location).toBe('/account/security?notice=session_ended')
    expect((await phone.get('/account')).status).toBe(303)
    expect((await browser.submit(page, '/account/security', { act: 'end', session: other })).location).toContain('session_gone')
  })

  it('ends no session of somebody else', async () => {
    const { server, browser } = await startSignedIn()
    const kim = server.openBrowser()
    await server.signUp(kim, { email: 'kim@example.com', username: 'kim' })
    const kims = /name="session" value="([^"]+)"/.exec((await kim.get('/account/security')).body)?.[1]

    const seen = await server.fillIn(browser, '/account/security', { act: 'end', session: kims })

    expect(seen.location).toContain('session_gone')
    expect((await kim.get('/account')).status).toBe(200)
  })

  it('signs out everywhere else, or everywhere', async () => {
    const { server, browser } = await startSignedIn()
    const other = server.openBrowser()
    await server.fillIn(other, '/account/sign-in', { username: 'zoe', password: newAccount.password })

    await server.fillIn(browser, '/account/security', { act: 'end_others' })
    expect([(await browser.get('/account')).status, (await other.get('/account')).status]).toEqual([200, 303])
    await server.fillIn(browser, '/account/security', { act: 'end_all' })
    expect((await browser.get('/account')).status).toBe(303)
  })

  it('shows when a browser was last used, to ten minutes', async () => {
    const { server, browser, zoe } = await startSignedIn()
    server.advance(599)
    await browser.get('/account')
    await server.context.background.settle()
    const [before] = await server.store.browserSessions.list(zoe.id, server.context.now())
    server.advance(1)
    await browser.get('/account')
    await server.context.background.settle()
    const [after] = await server.store.browserSessions.list(zoe.id, server.context.now())

    expect((after?.lastSeenAt ?? 0) - (before?.lastSeenAt ?? 0)).toBe(600)
  })
})

describe('/account/close', () => {
  it('says which apps break, asks for a tick, and closes for good', async () => {
    const { server, browser, zoe } = await startSignedIn()
    const consent = await browser.authorize()
    await browser.decide(consent, 'allow')
    const page = await browser.get('/account/close')

    const unsure = await browser.submit(page, '/account/close')
    const closed = await browser.submit(page, '/account/close', { confirmed: 'on' })
    await server.context.background.settle()

    expect(page.body).toContain('Demo App')
    expect(unsure.status).toBe(422)
    expect(unsure.body).toContain('Tick the box if you are sure.')
    expect(closed.location).toBe('/account/sign-in?notice=account_closed')
    expect(await server.store.users.find(zoe.id)).toMatchObject({ name: '', email: null, passwordDigest: null })
    expect(server.mails.at(-1)).toMatchObject({ to: 'zoe@example.com', subject: 'Your account at Stagedoor is closed' })
    const again = await server.fillIn(server.openBrowser(), '/account/sign-in', { username: 'zoe', password: newAccount.password })
    expect(again.status).toBe(401)
  })

  it('stays open for the only owner of an app, and leads to its team', async () => {
    const { server, browser, zoe } = await startSignedIn()
    const page = await browser.get('/account/close')
    await server.store.apps.addMember(server.client.id, { userId: zoe.id, role: 'owner', addedAt: server.context.now() })

    const shown = await browser.get('/account/close')
    const refused = await browser.submit(page, '/account/close', { confirmed: 'on' })

    expect(shown.body).toMatch(/href="\/developers\/apps\/a1b2c3\/team">.*Demo App/)
    expect(shown.body).not.toContain('name="confirmed"')
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('These apps would have no owner left.')
    expect(await server.store.users.find(zoe.id)).toMatchObject({ disabledAt: null })
  })
})

describe('every form of an account', () => {
  it.each([
    '/account',
    '/account/email',
    '/account/password',
    '/account/security',
    '/account/close',
    '/account/sign-out',
    '/account/sign-in',
    '/account/recover',
  ])('%s takes no post of another site, and none without its token', async (path) => {
    const { browser } = await startSignedIn()
    const page = await browser.get('/account')
    const foreign = await browser.submit(page, path, { confirmed: 'on', act: 'end_all' }, { origin: 'https://evil.example' })
    const bare = await browser.post(path, { confirmed: 'on', act: 'end_all' })

    expect([foreign.status, bare.status]).toEqual([403, 403])
    expect((await browser.get('/account')).status).toBe(200)
  })
})
