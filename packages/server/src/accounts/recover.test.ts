import { describe, expect, it } from 'vitest'
import { newAccount, startAccountServer, tokenOf } from '../../test/start-account-server.ts'

const newPassword = 'another four random words'

describe('/account/recover', () => {
  it('sends a link with which a new password is set; every session ends, and the owner hears of it', async () => {
    const server = await startAccountServer()
    const signedIn = server.openBrowser()
    await server.signUp(signedIn)
    const browser = server.openBrowser()

    const sent = await server.fillIn(browser, '/account/recover', { email: 'ZOE@example.com' })
    const link = await server.newestLink()
    const mail = server.mails.at(-1)
    const page = await browser.get(link)
    const set = await browser.submit(page, '/account/recover/confirm', { token: tokenOf(link), password: newPassword })
    await server.context.background.settle()

    expect(sent.location).toBe('/account/recover/sent?continue=%2Faccount')
    expect(mail).toMatchObject({ to: 'zoe@example.com', subject: 'A new password for Stagedoor' })
    expect(set).toMatchObject({ status: 303, location: '/account/sign-in?notice=password_set' })
    expect((await signedIn.get('/account')).location).toContain('/account/sign-in')
    expect(server.mails.at(-1)).toMatchObject({ to: 'zoe@example.com', subject: 'Your password at Stagedoor has changed' })
    const signIn = (password: string) => server.fillIn(server.openBrowser(), '/account/sign-in', { username: 'zoe', password })
    expect([(await signIn(newAccount.password)).status, (await signIn(newPassword)).status]).toEqual([401, 303])
  })

  it('looks the same for an address without an account, and does its work after the answer', async () => {
    const server = await startAccountServer()
    await server.signUp(server.openBrowser())
    const asked: string[] = []
    const find = server.context.store.users.findByEmail
    let mayLook = Promise.resolve()
    Object.assign(server.context.store.users, {
      findByEmail: async (email: string) => {
        asked.push(email)
        await mayLook
        return find(email)
      },
    })
    const gate = Promise.withResolvers<void>()
    mayLook = gate.promise

    const known = await server.fillIn(server.openBrowser(), '/account/recover', { email: 'zoe@example.com' })
    const unknown = await server.fillIn(server.openBrowser(), '/account/recover', { email: 'nobody@example.com' })
    gate.resolve()
    await server.context.background.settle()

    expect({ ...known, headers: 0 }).toEqual({ ...unknown, headers: 0 })
    expect(asked).toEqual(['zoe@example.com', 'nobody@example.com'])
    expect(server.mails.filter(({ subject }) => subject.startsWith('A new password'))).toHaveLength(1)
  })

  it('sends a link to this server, whatever a request says of its host', async () => {
    const server = await startAccountServer()
    await server.signUp(server.openBrowser())
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
      'x-forwarded-proto': 'http',
    }

    await server.fillIn(server.openBrowser(), '/account/recover', { email: 'zoe@example.com' }, headers)
    await server.context.background.settle()

    const { text = '', html = '' } = server.mails.at(-1) ?? {}
    expect(text).toContain('https://platform.example/account/recover/confirm?token=')
    expect(text + html).not.toContain('evil')
  })

  it('takes a link once of fifty at once, for half an hour, and no other after it', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.signUp(server.openBrowser())
    const ask = async (): Promise<string> => {
      await server.fillIn(browser, '/account/recover', { email: 'zoe@example.com' })
      return server.newestLink()
    }
    const [first, second] = [await ask(), await ask()]
    const page = await browser.get(first)

    const seen = await Promise.all(
      Array.from({ length: 50 }, () => browser.submit(page, '/account/recover/confirm', { token: tokenOf(first), password: newPassword })),
    )
    const other = await browser.submit(page, '/account/recover/confirm', { token: tokenOf(second), password: newPassword })

    expect(seen.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(other.status).toBe(410)
    const third = await ask()
    server.advance(30 * 60)
    expect((await browser.get(third)).status).toBe(410)
  })

  it.each(['', 'sd_el_', 'x', `sd_el_${'A'.repeat(51)}`])('shows that a link is over for the token %j', async (token) => {
    const server = await startAccountServer()
    expect((await server.openBrowser().get(`/account/recover/confirm?token=${token}`)).status).toBe(410)
  })

  it('keeps the link when the password is no good', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.signUp(server.openBrowser())
    await server.fillIn(browser, '/account/recover', { email: 'zoe@example.com' })
    const link = await server.newestLink()

    const weak = await server.fillIn(browser, link, { token: tokenOf(link), password: 'iloveyou1' })
    const good = await server.fillIn(browser, link, { token: tokenOf(link), password: newPassword })

    expect([weak.status, good.status]).toEqual([422, 303])
  })

  it('sends no more than a few mails to one address, and still looks the same', async () => {
    const server = await startAccountServer()
    await server.signUp(server.openBrowser())
    const before = server.mails.length
    const statuses: number[] = []
    for (let count = 0; count < 6; count += 1) {
      statuses.push((await server.fillIn(server.openBrowser(), '/account/recover', { email: 'zoe@example.com' })).status)
    }
    await server.context.background.settle()

    expect(new Set(statuses)).toEqual(new Set([303]))
    expect(server.mails.length - before).toBe(3)
  })

  it('logs a mail that could not be sent, without the address', async () => {
    const server = await startAccountServer()
    await server.signUp(server.openBrowser())
    server.breakMail()
    await server.fillIn(server.openBrowser(), '/account/recover', { email: 'zoe@example.com' })
    await server.context.background.settle()

    expect(server.reasons()).toContain('mail_not_sent')
    expect(JSON.stringify(server.events)).not.toContain('zoe@example.com')
  })
})
