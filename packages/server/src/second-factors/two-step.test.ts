import { describe, expect, it } from 'vitest'
import { newAccount, startAccountServer } from '../../test/start-account-server.ts'
import type { Seen, TestBrowser } from '../../test/test-browser.ts'
import { computeTotp } from './totp.ts'

/** Reads what the enrolment page shows, as an authenticator app does. */
function readSecret(page: Seen): Uint8Array {
  const key = /<code>([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1]?.replaceAll(' ', '') ?? ''
  const bits = Array.from(key, (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
}

async function startEnrolled() {
  const server = await startAccountServer()
  const browser = server.openBrowser()
  await server.signUp(browser)
  const page = await browser.get('/account/two-step')
  const secret = readSecret(page)
  const codeNow = (steps = 0): string => computeTotp(secret, Math.floor(server.context.now() / 30) + steps)
  const step = /name="step" value="([^"]*)"/.exec(page.body)?.[1]
  const wrong = await browser.submit(page, '/account/two-step', { act: 'enrol', step, code: '000000' })
  const enrolled = await browser.submit(page, '/account/two-step', { act: 'enrol', step, code: codeNow() })
  const recoveryCodes = [...enrolled.body.matchAll(/<code>([a-z2-7-]{19})<\/code>/g)].map(([, code]) => code)
  const typePassword = (other: TestBrowser): Promise<Seen> =>
    server.fillIn(other, '/account/sign-in', { username: 'zoe', password: newAccount.password })
  /** Types a code where the password has led. */
  const typeCode = (other: TestBrowser, from: Seen, code: string | undefined): Promise<Seen> => {
    const query = Object.fromEntries(new URLSearchParams(from.location.split('?')[1]))
    return server.fillIn(other, from.location, { ...query, code })
  }
  return { server, browser, secret, codeNow, wrong, enrolled, recoveryCodes, typePassword, typeCode }
}

describe('two-step sign-in', () => {
  it('is switched on with a code of the app, and shows ten recovery codes this once', async () => {
    const { server, browser, wrong, secret, recoveryCodes } = await startEnrolled()
    const again = await browser.get('/account/two-step')

    expect(wrong.status).toBe(401)
    expect(readSecret(wrong)).toEqual(secret)
    expect(wrong.body).toContain('<svg')
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(again.body).not.toContain(recoveryCodes[0])
    expect(again.body).toContain('Recovery codes left: <strong>10</strong>')
    expect(await server.store.audit.list({ limit: 5, act: 'user.second_step_added' })).toHaveLength(1)
  })

  it('signs nobody in with the password alone', async () => {
    const { server, typePassword, typeCode, codeNow } = await startEnrolled()
    const other = server.openBrowser()

    const afterPassword = await typePassword(other)
    const before = await other.get('/account')
    const wrong = await typeCode(other, afterPassword, '123456')
    server.advance(30)
    const right = await typeCode(other, afterPassword, codeNow())

    expect(afterPassword.location).toMatch(/^\/account\/sign-in\/code\?step=/)
    expect(before.status).toBe(303)
    expect(wrong.status).toBe(401)
    expect(wrong.body).toContain('aria-invalid="true"')
    expect(right.location).toBe('/account')
    expect((await other.get('/account')).status).toBe(200)
  })

  it('[RFC 6238 §5.2] takes a code once, also the one that switched it on, of fifty times at once', async () => {
    const { server, typePassword, typeCode, codeNow } = await startEnrolled()
    const [first, second] = [server.openBrowser(), server.openBrowser()]
    const replayed = await typeCode(first, await typePassword(first), codeNow())
    server.advance(24 * 3600)
    const waiting = await typePassword(second)
    const page = await second.get(waiting.location)
    const query = Object.fromEntries(new URLSearchParams(waiting.location.split('?')[1]))
    const seen = await Promise.all(
      Array.from({ length: 50 }, () => second.submit(page, '/account/sign-in/code', { ...query, code: codeNow() })),
    )

    expect(replayed.status).toBe(401)
    expect(seen.filter(({ location }) => location === '/account')).toHaveLength(1)
  })

  it('takes a recovery code once, however it is typed', async () => {
    const { server, typePassword, typeCode, recoveryCodes } = await startEnrolled()
    const [first, second] = [server.openBrowser(), server.openBrowser()]
    const typed = recoveryCodes[0]?.toUpperCase().replaceAll('-', ' ')

    const right = await typeCode(first, await typePassword(first), typed)
    const again = await typeCode(second, await typePassword(second), typed)

    expect(right.location).toBe('/account')
    expect(again.status).toBe(401)
    expect(await server.store.audit.list({ limit: 5, act: 'user.recovery_code_used' })).toHaveLength(1)
  })

  it('lets no more than a few codes be guessed', async () => {
    const { server, typePassword, typeCode } = await startEnrolled()
    const other = server.openBrowser()
    const waiting = await typePassword(other)
    const statuses: number[] = []
    for (let guess = 0; guess < 6; guess += 1) statuses.push((await typeCode(other, waiting, '123456')).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    const anew = server.openBrowser()
    expect((await typeCode(anew, await typePassword(anew), '123456')).status).toBe(429)
  })

  it('is bound to the browser of the password, and over after five minutes or a change of the password', async () => {
    const { server, browser, typePassword, typeCode, recoveryCodes } = await startEnrolled()
    const [other, thief] = [server.openBrowser(), server.openBrowser()]
    const waiting = await typePassword(other)
    const stolen = await thief.get(waiting.location)
    await server.fillIn(browser, '/account/password', { current_password: newAccount.password, password: 'quite another one' })
    const changed = await other.get(waiting.location)
    await server.fillIn(browser, '/account/password', { current_password: 'quite another one', password: newAccount.password })
    const late = await typePassword(other)
    const page = await other.get(late.location)
    server.advance(5 * 60)
    const query = Object.fromEntries(new URLSearchParams(late.location.split('?')[1]))
    const over = await other.submit(page, '/account/sign-in/code', { ...query, code: recoveryCodes[1] })

    for (const { location } of [stolen, changed, over]) expect(location).toMatch(/^\/account\/sign-in\?continue=.*notice=step_over$/)
    await typeCode(other, await typePassword(other), recoveryCodes[1])
    expect((await other.get('/account')).status).toBe(200)
  })

  it('gives new recovery codes, and is switched off, with a code alone', async () => {
    const { server, browser, codeNow, recoveryCodes, typePassword } = await startEnrolled()
    server.advance(60)
    const without = await server.fillIn(browser, '/account/two-step', { act: 'switch_off', code: '' })
    const wrong = await server.fillIn(browser, '/account/two-step', { act: 'switch_off', code: '000000' })
    const renewed = await server.fillIn(browser, '/account/two-step', { act: 'new_codes', code: codeNow() })
    const old = await server.fillIn(browser, '/account/two-step', { act: 'switch_off', code: recoveryCodes[2] })
    server.advance(30)
    const off = await server.fillIn(browser, '/account/two-step', { act: 'switch_off', code: codeNow() })

    expect([without.status, wrong.status, renewed.status, old.status]).toEqual([422, 401, 200, 401])
    expect(off.location).toBe('/account/two-step?notice=two_step_off')
    expect((await typePassword(server.openBrowser())).location).toBe('/account')
  })

  it('is asked for on the way into an app, and leads back to it', async () => {
    const { server, typeCode, recoveryCodes } = await startEnrolled()
    const other = server.openBrowser()
    const waiting = await other.signIn(await other.authorize(), { username: 'zoe', password: newAccount.password })
    const page = await other.get(waiting.location)
    const consent = await typeCode(other, waiting, recoveryCodes[3])
    const allowed = await other.decide(consent, 'allow')

    expect(waiting.location).toMatch(/^\/account\/sign-in\/code\?/)
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https://app.example")
    expect(page.headers['cross-origin-opener-policy']).toBe('unsafe-none')
    expect(consent.location).toContain('/interaction/consent')
    expect(allowed.location).toMatch(/^https:\/\/app\.example\/callback\?code=/)
  })

  it('goes on to no other site', async () => {
    const { server, typePassword, typeCode, recoveryCodes } = await startEnrolled()
    const other = server.openBrowser()
    const waiting = await typePassword(other)
    const evil = { ...waiting, location: waiting.location.replace(/continue=.*/, 'continue=https%3A%2F%2Fevil.example') }
    expect((await typeCode(other, evil, recoveryCodes[4])).location).toBe('/account')
  })

  it('keeps secret, codes and recovery codes out of the log, and forms of others out', async () => {
    const { server, browser, recoveryCodes, secret } = await startEnrolled()
    const forged = await browser.post('/account/two-step', { act: 'switch_off', code: recoveryCodes[0] })
    const told = JSON.stringify(server.events) + JSON.stringify(await server.store.audit.list({ limit: 50 }))

    expect(forged.status).toBe(403)
    expect(told).not.toContain(recoveryCodes[0])
    expect(told).not.toContain(Buffer.from(secret).toString('base64'))
  })
})
