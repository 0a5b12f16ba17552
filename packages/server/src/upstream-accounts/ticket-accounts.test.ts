import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../test/start-server.ts'
import type { Entries, Seen, TestBrowser } from '../../test/test-browser.ts'

const platformKey = generateKeyPairSync('ed25519')
const oldKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const strangerKey = generateKeyPairSync('ed25519')
const signInUrl = 'https://mixwave.example/login?from=apps'

function startPlatform(): Promise<TestServer> {
  const keys = [
    { ...platformKey.publicKey.export({ format: 'jwk' }), kid: 'new' },
    { ...oldKey.publicKey.export({ format: 'jwk' }), kid: 'old' },
  ]
  const mailer = { send: async () => undefined }
  return startServer({ site: { accounts: { kind: 'ticket', signInUrl, keys }, mailer, signUp: 'open' } })
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function signTicket(claims: object, header: Entries = {}, key: KeyObject = platformKey.privateKey): string {
  const input = `${encode({ alg: 'EdDSA', ...header })}.${encode(claims)}`
  const hash = header['alg'] === 'ES256' ? 'sha256' : null
  return `${input}.${sign(hash, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/** What the platform's page is asked, and a good answer to it. */
function answer(server: TestServer, asked: Seen, changes: object = {}): object {
  const nonce = new URL(asked.location).searchParams.get('nonce')
  const exp = server.context.now() + 60
  return { sub: '4711', aud: 'https://platform.example', exp, nonce, name: 'Kay Ode', preferred_username: 'kay', ...changes }
}

const bring = (browser: TestBrowser, ticket: string): Promise<Seen> => browser.get(`/account/sign-in/return?ticket=${ticket}`)

describe('accounts of the platform itself, by login ticket', () => {
  it('sends the browser to the platform’s page, and takes the ticket it comes back with', async () => {
    const server = await startPlatform()
    const browser = server.openBrowser()

    const asked = await browser.get('/account/security')
    const sent = await browser.get(asked.location)
    const back = await bring(browser, signTicket(answer(server, sent, { email: 'kay@example.com', email_verified: true })))
    const page = await browser.get(back.location)

    const url = new URL(sent.location)
    expect(url.origin + url.pathname).toBe('https://mixwave.example/login')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      from: 'apps',
      return_to: 'https://platform.example/account/sign-in/return',
      nonce: expect.stringMatching(/^sd_ce_/),
    })
    expect(back.location).toBe('/account/security')
    expect(page.body).toContain('Kay Ode')
    expect(page.body).not.toContain('/account/password')
    expect(await server.store.users.findByUsername('kay')).toMatchObject({
      email: 'kay@example.com',
      emailVerified: true,
      passwordDigest: null,
    })
    expect(await server.store.audit.list({ limit: 5, act: 'user.created' })).toHaveLength(1)
  })

  it('finds the same person again by sub, whatever they are called now, and takes a key that is being changed', async () => {
    const server = await startPlatform()
    const [first, second] = [server.openBrowser(), server.openBrowser()]
    await bring(first, signTicket(answer(server, await first.get('/account/sign-in'))))
    const renamed = answer(server, await second.get('/account/sign-in'), { name: 'K', preferred_username: 'other' })
    await bring(second, signTicket(renamed, { alg: 'ES256', kid: 'old' }, oldKey.privateKey))

    expect(await server.store.users.findByUsername('kay')).toMatchObject({ name: 'K' })
    expect(await server.store.users.findByUsername('other')).toBeUndefined()
  })

  it('gives another username where the one of the ticket is taken, or is none', async () => {
    const server = await startPlatform()
    for (const preferred_username of ['ADA', '<b>', undefined]) {
      const browser = server.openBrowser()
      const sub = `sub ${preferred_username}`
      await bring(browser, signTicket(answer(server, await browser.get('/account/sign-in'), { sub, preferred_username })))
      expect((await browser.get('/account/security')).status).toBe(200)
    }
  })

  it('goes on with the sign-in of an app, past the consent that was given before', async () => {
    const server = await startPlatform()
    const [browser, later] = [server.openBrowser(), server.openBrowser()]
    const begin = async (each: TestBrowser): Promise<Seen> => {
      const site = await each.get((await each.authorize()).location)
      const asked = await each.get(site.location)
      return bring(each, signTicket(answer(server, asked)))
    }
    const consent = await begin(browser)
    const allowed = await browser.decide(consent, 'allow')
    const again = await begin(later)

    expect(consent.location).toContain('/interaction/consent?transaction=')
    expect(allowed.location).toMatch(/^https:\/\/app\.example\/callback\?code=/)
    expect(again.location).toMatch(/^https:\/\/app\.example\/callback\?code=/)
  })

  it('asks the platform to ask again where an app wants a fresh sign-in, or the person another account', async () => {
    const server = await startPlatform()
    const browser = server.openBrowser()
    const fresh = await browser.get((await browser.get((await browser.authorize({ prompt: 'login' })).location)).location)
    const consent = await bring(browser, signTicket(answer(server, fresh)))
    const switched = await browser.decide(consent, 'switch_account')
    const page = await browser.get(switched.location)
    const link = /href="(\/account\/sign-in\?[^"]*again=1)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? ''

    expect(new URL(fresh.location).searchParams.get('prompt')).toBe('login')
    expect(consent.location).toContain('/interaction/consent')
    expect(page.body).toContain('Sign in with the other account.')
    expect(new URL((await browser.get(link)).location).searchParams.get('prompt')).toBe('login')
  })

  it.each([
    ['of another key', 'ticket_signature_wrong', (claims: object) => signTicket(claims, {}, strangerKey.privateKey)],
    ['of the wrong kind of key', 'ticket_signature_wrong', (claims: object) => signTicket(claims, { kid: 'old' })],
    ['without a signature', 'ticket_malformed', (claims: object) => `${encode({ alg: 'none' })}.${encode(claims)}.`],
    ['with alg none', 'ticket_algorithm_unknown', (claims: object) => `${encode({ alg: 'none' })}.${encode(claims)}.AA`],
    ['with alg HS256', 'ticket_algorithm_unknown', (claims: object) => signTicket(claims, { alg: 'HS256' })],
    ['for another server', 'ticket_audience_wrong', (claims: object) => signTicket({ ...claims, aud: 'https://other.example' })],
    ['that is over', 'ticket_expired', (claims: object) => signTicket({ ...claims, exp: 1 })],
    [
      'that lives for an hour',
      'ticket_lives_too_long',
      (claims: object) => signTicket({ ...claims, exp: Date.UTC(2026, 10, 21, 1) / 1000 }),
    ],
    ['without exp', 'ticket_expired', (claims: object) => signTicket({ ...claims, exp: undefined })],
    ['without sub', 'subject_missing', (claims: object) => signTicket({ ...claims, sub: '' })],
    ['without nonce', 'upstream_sign_in_unknown', (claims: object) => signTicket({ ...claims, nonce: undefined })],
    ['of 20,000 characters', 'ticket_malformed', (claims: object) => signTicket({ ...claims, more: 'x'.repeat(20_000) })],
  ])('refuses a ticket %s: %s', async (_, reason, make) => {
    const server = await startPlatform()
    const browser = server.openBrowser()
    const ticket = make(answer(server, await browser.get('/account/sign-in')))

    const seen = await bring(browser, ticket)

    expect([403, 410]).toContain(seen.status)
    expect(server.reasons()).toContain(reason)
    expect(seen.body).toContain('role="alert"')
    expect(JSON.stringify(server.events)).not.toContain(ticket)
    expect((await browser.get('/account/security')).status).toBe(303)
  })

  it('takes a ticket once of fifty times at once, in the browser that asked, within five minutes', async () => {
    const server = await startPlatform()
    const [browser, victim] = [server.openBrowser(), server.openBrowser()]
    const ticket = signTicket(answer(server, await browser.get('/account/sign-in')))
    await victim.get('/account/sign-in')
    const planted = await bring(victim, ticket)
    const seen = await Promise.all(Array.from({ length: 50 }, () => bring(browser, ticket)))
    const asked = await victim.get('/account/sign-in')
    server.advance(300)
    const late = await bring(victim, signTicket(answer(server, asked)))

    expect(planted.status).toBe(410)
    expect(seen.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(late.status).toBe(410)
  })

  it('says so when the person did not sign in, and goes on to no other site', async () => {
    const server = await startPlatform()
    const browser = server.openBrowser()
    const asked = await browser.get('/account/sign-in?continue=https%3A%2F%2Fevil.example')
    const nonce = new URL(asked.location).searchParams.get('nonce')
    const denied = await browser.get(`/account/sign-in/return?error=access_denied&nonce=${nonce}`)
    const again = await browser.get('/account/sign-in?continue=https%3A%2F%2Fevil.example')
    const back = await bring(browser, signTicket(answer(server, again)))

    expect(denied.status).toBe(200)
    expect(denied.body).toContain('You did not sign in.')
    expect(back.location).toBe('/account')
    expect((await browser.get('/account')).location).toBe('/account/security')
  })

  it.each([
    ['GET', '/account/sign-up'],
    ['POST', '/account/sign-up'],
    ['POST', '/account/sign-in'],
    ['POST', '/account/sign-in/passkey'],
    ['GET', '/account/sign-in/code'],
    ['GET', '/account/recover'],
    ['GET', '/account/recover/confirm'],
    ['POST', '/account/recover'],
    ['GET', '/account/password'],
    ['GET', '/account/email'],
    ['GET', '/account/two-step'],
    ['GET', '/account/passkeys'],
    ['POST', '/interaction/sign-in'],
    ['POST', '/interaction/passkey'],
  ])('has no accounts of its own: %s %s is not there', async (method, path) => {
    const server = await startPlatform()
    const browser = server.openBrowser()
    const seen = method === 'GET' ? await browser.get(path) : await browser.post(path, { username: 'ada', password: 'x' })
    expect([404, 405]).toContain(seen.status)
  })
})
