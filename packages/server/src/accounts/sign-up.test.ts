import { describe, expect, it } from 'vitest'
import { newAccount, startAccountServer, tokenOf } from '../../test/start-account-server.ts'

const sessionCookie = '__Host-stagedoor_session_standard'

describe('POST /account/sign-up', () => {
  it('opens the account once its link was opened and its button pressed, and signs in', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()

    const sent = await server.fillIn(browser, '/account/sign-up', newAccount)
    const before = await server.store.users.findByUsername('zoe')
    const link = await server.newestLink()
    await browser.get(link) // as a mail scanner does
    const opened = await server.fillIn(browser, link, { token: tokenOf(link) })
    const account = await browser.get(opened.location)

    expect(sent).toMatchObject({ status: 303, location: '/account/sign-up/sent?continue=%2Faccount' })
    expect((await browser.get(sent.location)).body).toContain('Look into your mail')
    expect(before).toBeUndefined()
    expect(opened).toMatchObject({ status: 303, location: '/account?notice=signed_up' })
    expect(account.body).toContain('Welcome! Your account is open.')
    expect(await server.store.users.findByEmail('ZOE@example.com')).toMatchObject({ username: 'zoe', name: 'Zoë', emailVerified: true })
    expect(await server.store.audit.list({ limit: 1, act: 'user.created' })).toHaveLength(1)
  })

  it('takes a link once, of fifty at once', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.fillIn(browser, '/account/sign-up', newAccount)
    const link = await server.newestLink()
    const page = await browser.get(link)

    const seen = await Promise.all(
      Array.from({ length: 50 }, () => browser.submit(page, '/account/sign-up/confirm', { token: tokenOf(link) })),
    )

    expect(seen.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(seen.filter(({ status }) => status === 410)).toHaveLength(49)
    expect((await browser.get(link)).body).toContain('This link is over')
  })

  it('asks for the password in another browser: whoever reads the mail gets no account that a stranger prepared', async () => {
    const server = await startAccountServer()
    await server.fillIn(server.openBrowser(), '/account/sign-up', newAccount)
    const link = await server.newestLink()
    const other = server.openBrowser()

    const without = await server.fillIn(other, link, { token: tokenOf(link) })
    const wrong = await server.fillIn(other, link, { token: tokenOf(link), password: 'something else' })
    const right = await server.fillIn(other, link, { token: tokenOf(link), password: newAccount.password })

    expect([without.status, wrong.status, right.status]).toEqual([422, 401, 303])
    expect(wrong.body).not.toContain('something else')
  })

  it('answers for an address that has an account as for one that has none, and tells its owner by mail', async () => {
    const server = await startAccountServer()
    await server.signUp(server.openBrowser())
    const browser = server.openBrowser()

    const known = await server.fillIn(browser, '/account/sign-up', { ...newAccount, username: 'zoe2', email: 'Zoe@Example.com' })
    const mailToOwner = server.mails.at(-1)
    const fresh = await server.fillIn(browser, '/account/sign-up', { ...newAccount, username: 'zoe3', email: 'new@example.com' })

    expect({ ...known, headers: 0 }).toEqual({ ...fresh, headers: 0 })
    expect(mailToOwner).toMatchObject({ to: 'zoe@example.com', subject: 'You have an account at Stagedoor' })
    expect(mailToOwner?.text).not.toContain('token=')
    expect(await server.store.users.findByUsername('zoe2')).toBeUndefined()
  })

  it.each([
    ['no address', { email: '' }, 'Enter your e-mail address.'],
    ['an address without a dot', { email: 'zoe@localhost' }, 'This is not an e-mail address'],
    ['two addresses', { email: 'zoe@example.com, eve@example.com' }, 'This is not an e-mail address'],
    ['a header in the address', { email: 'zoe@example.com%0d%0aBcc: eve@example.com' }, 'This is not an e-mail address'],
    ['a username of one letter', { username: 'z' }, 'A username has 2 to 30'],
    ['a username in Cyrillic', { username: 'аda' }, 'A username has 2 to 30'],
    ['a username with markup', { username: '<b>zoe' }, 'A username has 2 to 30'],
    ['the platform’s own name', { username: 'Admin' }, 'could be taken for the platform itself'],
    ['a username that is taken', { username: 'ADA' }, 'Somebody has this username.'],
    ['no name', { name: '   ' }, 'Enter a name.'],
    ['a name of 10,000 characters', { name: 'z'.repeat(10_000) }, 'A name has at most 80 characters.'],
    ['a name that turns the text around', { name: 'Zoe\u202Eeoz' }, 'characters that nobody can see'],
    ['a name with NUL', { name: 'Zoe\u0000' }, 'characters that nobody can see'],
    ['a name of nothing visible', { name: '\u3164\u200B' }, 'characters that nobody can see'],
    ['a short password', { password: 'seven77' }, 'Take at least 8 characters.'],
    ['a password of 1,025 characters', { password: 'p'.repeat(500) + 'q'.repeat(525) }, 'at most 1,024 characters'],
    ['the first password of every list', { password: 'Password123' }, 'among the first that anybody tries'],
    ['one letter again and again', { password: 'zzzzzzzzzz' }, 'among the first that anybody tries'],
    ['its own username', { username: 'zoe.garden', password: 'Zoe.Garden1' }, 'is your username or address'],
  ])('says next to the field what is wrong, and keeps the rest: %s', async (_, changes, words) => {
    const server = await startAccountServer()
    const typed = { ...newAccount, ...changes }

    const seen = await server.fillIn(server.openBrowser(), '/account/sign-up', typed)

    expect([409, 422]).toContain(seen.status)
    expect(seen.body).toContain(words)
    expect(seen.body).toMatch(/aria-invalid="true"/)
    if (typed.email === newAccount.email) expect(seen.body).toContain('value="zoe@example.com"')
    expect(seen.body).not.toContain(typed.password)
    expect(server.mails).toHaveLength(0)
  })

  it.each(['Zoë', 'Zoe\u0308', '<b>Zoe</b>', 'O’Brien & Søn', '👩🏽‍🎤 عمر', '山田'])(
    'takes the name %j, and shows it harmless',
    async (name) => {
      const server = await startAccountServer()
      const browser = server.openBrowser()

      await server.signUp(browser, { name })
      const { body } = await browser.get('/account')

      expect((await server.store.users.findByUsername('zoe'))?.name).toBe(name.normalize('NFC'))
      expect(body).not.toContain('<b>Zoe')
    },
  )

  it('keeps the form when no mail can be sent, and says so', async () => {
    const server = await startAccountServer()
    server.breakMail()

    const seen = await server.fillIn(server.openBrowser(), '/account/sign-up', newAccount)

    expect(seen.status).toBe(503)
    expect(seen.body).toContain('We cannot send mail right now.')
    expect(seen.body).toContain('value="zoe@example.com"')
    expect(server.reasons()).toContain('mail_unavailable')
  })

  it('lets another username be chosen when the first was taken while the mail was on its way', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.fillIn(browser, '/account/sign-up', newAccount)
    const link = await server.newestLink()
    await server.store.users.add({ ...server.user, id: 'other', username: 'Zoe', email: null })

    const taken = await server.fillIn(browser, link, { token: tokenOf(link) })
    const opened = await server.fillIn(browser, link, { token: tokenOf(link), username: 'zoe-b' })

    expect(taken.status).toBe(409)
    expect(taken.body).toContain('Somebody has this username.')
    expect(opened.status).toBe(303)
    expect(await server.store.users.findByEmail('zoe@example.com')).toMatchObject({ username: 'zoe-b' })
  })

  it.each([
    ['de-CH, en;q=0.5', 'Bestätige deine Adresse für Stagedoor'],
    ['fr', 'Confirme ton adresse pour Stagedoor'],
    ['es-MX', 'Confirma tu dirección para Stagedoor'],
    ['ja', 'Stagedoor のアドレスの確認'],
    ['nl', 'Confirm your address for Stagedoor'],
  ])('writes to who reads %s: %s', async (languages, subject) => {
    const server = await startAccountServer()
    await server.fillIn(server.openBrowser(), '/account/sign-up', newAccount, { 'accept-language': languages })
    expect(server.mails.at(-1)?.subject).toBe(subject)
  })

  it('sends no more than a few mails to one address', async () => {
    const server = await startAccountServer()
    const seen = []
    for (let count = 0; count < 5; count += 1) seen.push(await server.fillIn(server.openBrowser(), '/account/sign-up', newAccount))

    expect(seen.map(({ status }) => status)).toEqual([303, 303, 303, 429, 429])
    expect(server.mails).toHaveLength(3)
    expect(seen.at(-1)?.body).toContain('Try again in 5 minutes.')
  })

  it('is not there without a mailer, or where it is closed', async () => {
    const closed = await startAccountServer({ site: { signUp: 'closed' } })
    const { signUpLink, status } = await lookAround(closed)
    expect({ signUpLink, status }).toEqual({ signUpLink: false, status: 404 })
  })

  it('keeps a mail and the password out of the log', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.signUp(browser)
    const told = JSON.stringify(server.events)

    expect(told).not.toContain(newAccount.password)
    expect(told).not.toContain('sd_el_')
    expect(told).not.toContain(browser.cookies.get(sessionCookie))
  })

  it.each([
    ['no token', { csrf: undefined }, {}],
    ['a token of another browser', { csrf: 'x'.repeat(43) }, {}],
    ['a foreign origin', {}, { origin: 'https://evil.example' }],
  ])('refuses a form with %s', async (_, form, headers) => {
    const server = await startAccountServer()
    const seen = await server.fillIn(server.openBrowser(), '/account/sign-up', { ...newAccount, ...form }, headers)
    expect(seen.status).toBe(403)
    expect(server.mails).toHaveLength(0)
  })
})

async function lookAround(server: Awaited<ReturnType<typeof startAccountServer>>): Promise<{ signUpLink: boolean; status: number }> {
  const browser = server.openBrowser()
  const signIn = await browser.get('/account/sign-in')
  const interaction = await browser.get((await browser.authorize()).location)
  const { status } = await browser.get('/account/sign-up')
  return { signUpLink: (signIn.body + interaction.body).includes('/account/sign-up'), status }
}

describe('a sign-in of an app', () => {
  it('leads to sign up and back to the very same transaction', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    const page = await browser.get((await browser.authorize()).location)
    const path = /href="(\/account\/sign-up\?[^"]*)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const form = await browser.get(path)
    const continueAt = new URLSearchParams(path.split('?')[1]).get('continue') ?? ''

    const sent = await browser.submit(form, '/account/sign-up', { ...newAccount, continue: continueAt })
    const link = await server.newestLink()
    const opened = await server.fillIn(browser, link, { token: tokenOf(link) })
    const allowed = await browser.decide(opened, 'allow')

    expect(sent.status).toBe(303)
    expect(form.headers['cross-origin-opener-policy']).toBe('unsafe-none')
    expect(opened.location).toBe(continueAt)
    expect(allowed.location).toMatch(/^https:\/\/app\.example\/callback\?code=/)
  })

  it('takes an e-mail address for the username', async () => {
    const server = await startAccountServer()
    await server.signUp(server.openBrowser())
    const browser = server.openBrowser()

    const seen = await browser.signIn(await browser.authorize(), { username: ' ZOE@example.com ', password: newAccount.password })

    expect(seen.location).toContain('/interaction/consent')
  })
})
