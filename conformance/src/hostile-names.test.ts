import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Browser } from './browser.ts'
import { expectErrorPage } from './expect-refusal.ts'
import { type PlatformId, redirectUri, registerApp } from './registered-app.ts'
import { type OpenStagedoor, runOpenStagedoor } from './stored-rows.ts'

const platforms: readonly PlatformId[] = ['standard', 'audius']

describe.each(platforms)('hostile names on %s', (platform) => {
  let stagedoor: OpenStagedoor
  beforeAll(async () => {
    stagedoor = await runOpenStagedoor()
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  const control = (path: string, body: unknown): Promise<Response> =>
    fetch(`${stagedoor.control}/${platform}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it.each([
    ['NUL', 'Demo\0App'],
    ['a right-to-left override', 'Demo\u202eppA'],
    ['a line break', 'Demo\r\nApp'],
    ['a lone surrogate', 'Demo\ud800'],
    ['three thousand letters', 'a'.repeat(3000)],
  ])('[RFC 7591 §3.2.2] registers no client whose name has %s', async (_, client_name) => {
    const before = stagedoor.countRows(platform)

    const answer = await control('clients', { client_name, redirect_uris: [redirectUri] })

    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: 'invalid_client_metadata' })
    expect(stagedoor.countRows(platform)).toEqual(before)
  })

  it.each([
    ['NUL in its user name', { username: 'mi\0ra' }],
    ['a line break in its user name', { username: 'mi\nra' }],
    ['a right-to-left override in its user name', { username: '\u202earim' }],
    ['a right-to-left override in its name', { username: 'noura', name: 'Noura \u202enimda' }],
    ['NUL in its name', { username: 'noura', name: 'Noura\0' }],
  ])('adds no account with %s', async (_, account) => {
    const before = stagedoor.countRows(platform)

    const answer = await control('users', { ...account, password: 'stage-demo' })

    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' })
    expect(stagedoor.countRows(platform)).toEqual(before)
  })

  it('shows names of markup and of right-to-left script as text that changes nothing around it', async () => {
    const name = '<img src=x onerror=alert(1)>'
    const app = await registerApp(stagedoor, platform, { metadata: { client_name: `${name} مرحبا` } })
    const account = { username: 'نورة', password: 'stage-demo' }
    expect((await control('users', { ...account, name: 'نورة الفنانة' })).status).toBe(201)

    const begun = await new Browser().get(app.authorizationUrl())
    const consent = await app.openConsent(new Browser(), account)

    for (const page of [begun, consent]) expect(page.headers.get('content-security-policy') ?? '').not.toContain('unsafe')
    expect(consent.html).toContain('&lt;img src=x onerror=alert(1)&gt; مرحبا')
    expect(consent.html).not.toContain(name)
    expect(consent.html).toContain('<bdi>نورة')
  })

  it.each([
    ['NUL', 'mi\0ra', 400],
    ['a right-to-left override', '\u202earim', 401],
    ['ten thousand letters', 'a'.repeat(10_000), 400],
    ['markup', '"><script>alert(1)</script>', 401],
  ])('lets nobody in by a name with %s, and the page stays whole', async (_, username, status) => {
    const app = await registerApp(stagedoor, platform)
    const browser = new Browser()
    const begun = await browser.get(app.authorizationUrl())
    const page = await browser.get(begun.location)
    const before = stagedoor.countRows(platform)

    const seen = await browser.submit(page, begun.location, { username, password: 'stage-demo' })

    expectErrorPage(seen, status)
    expect(seen.html).not.toContain('<script>alert')
    expect(browser.cookieHeader).not.toContain('session')
    expect(stagedoor.countRows(platform)).toEqual(before)
  })

  it('signs people in as before, after all that', async () => {
    const fresh = await registerApp(stagedoor, platform)
    const { accessToken } = await fresh.logInByForms()
    expect(await fresh.opens(accessToken)).toBe(true)
  })
})
