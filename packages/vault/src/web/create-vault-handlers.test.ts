import type { TestPlatform } from '@stagedoor/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestBrowser } from '../../test/test-browser.ts'
import { WebApp } from '../../test/web-app.ts'
import { findCookie } from './cookies.ts'
import { createVaultHandlers } from './create-vault-handlers.ts'
import type { VaultHandlerOptions, VaultHandlers } from './vault-handlers.ts'

const ORIGIN = 'http://localhost:3999'
const BASE = `${ORIGIN}/connections`
const EVIL = 'http://127.0.0.1:666'

let app: WebApp
let handlers: VaultHandlers
const failures: string[] = []
beforeAll(async () => {
  app = await WebApp.start(ORIGIN)
  handlers = open()
})
afterAll(async () => {
  await app?.[Symbol.asyncDispose]()
})

function open(options: Partial<VaultHandlerOptions> = {}): VaultHandlers {
  return createVaultHandlers({
    vault: app.vault,
    baseUrl: ORIGIN,
    user: (request) => findCookie(request, 'app_user'),
    failed: ({ code }) => void failures.push(code),
    ...options,
  })
}

let people = 0

/** Somebody who is signed in to the app, and to both platforms. */
async function person(using = handlers): Promise<{ readonly browser: TestBrowser; readonly userId: string }> {
  const transport = async (request: Request): Promise<Response> =>
    using.owns(new URL(request.url).pathname) ? using.fetch(request) : new Response('a page of the app')
  const browser = new TestBrowser({ [ORIGIN]: transport })
  const userId = `person-${++people}`
  browser.setCookie(ORIGIN, `app_user=${userId}`)
  for (const platform of [app.soundcloud, app.standard]) await signInAt(browser, platform)
  return { browser, userId }
}

async function signInAt(browser: TestBrowser, { url, control, client }: TestPlatform): Promise<void> {
  const { name, value } = await control.sessionCookie('mira', { approve: [{ clientId: client.id, scope: client.scope.join(' ') }] })
  browser.setCookie(url, `${name}=${value}`)
}

/** Goes to the platform, and stops before the app gets the reply. */
async function replyFor(browser: TestBrowser, path = '/connect/soundcloud'): Promise<string> {
  const { url } = await browser.navigate(BASE + path, { from: ORIGIN, stopAt: `${ORIGIN}/` })
  expect(new URL(url).searchParams.has('code')).toBe(true)
  return url
}

const statusOf = async (userId: string, platform = 'soundcloud'): Promise<string> => (await app.vault.connection(userId, platform)).status

describe('the web handlers of a vault', () => {
  it('connect by a click: to the platform, back, and on to where the page wanted', async () => {
    const { browser, userId } = await person()

    const { url, way, body } = await browser.navigate(`${BASE}/connect/soundcloud?returnTo=/settings?tab=2`, { from: ORIGIN })

    expect(url).toBe(`${ORIGIN}/settings?tab=2`)
    expect(body).toBe('a page of the app')
    expect(way.some((address) => address.startsWith(`${ORIGIN}/signed-in?`))).toBe(true)
    const connection = await app.vault.connection(userId, 'soundcloud')
    expect(connection.status).toBe('connected')
    expect((await connection.fetch(`${app.soundcloud.url}/me`)).status).toBe(200)
  })

  it('connect below basePath where no redirect URI is registered, also by a form', async () => {
    const { browser, userId } = await person()

    const { url, way } = await browser.submit(`${BASE}/connect/standard`, { from: ORIGIN, fields: { returnTo: '/done' } })

    expect(url).toBe(`${ORIGIN}/done`)
    expect(way.some((address) => address.startsWith(`${BASE}/callback/standard?`))).toBe(true)
    expect(await statusOf(userId, 'standard')).toBe('connected')
  })

  it('give a script the address to open', async () => {
    const { browser } = await person()

    const response = await browser.ask(`${BASE}/connect/soundcloud`, { from: ORIGIN, method: 'POST' })

    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ url: expect.stringContaining(app.soundcloud.url) })
  })

  it('list what there is and what is connected, without a secret', async () => {
    const { browser } = await person()
    await browser.navigate(`${BASE}/connect/soundcloud`, { from: ORIGIN })

    const response = await browser.ask(BASE, { from: ORIGIN })

    expect(await response.json()).toMatchObject({
      platforms: [{ id: 'soundcloud', name: 'SoundCloud' }, { id: 'standard' }],
      connections: [{ platform: 'soundcloud', status: 'connected', kind: 'oauth' }],
    })
  })

  it('disconnect by a form or a script, and do it once', async () => {
    const { browser, userId } = await person()
    await browser.navigate(`${BASE}/connect/soundcloud`, { from: ORIGIN })

    const { url } = await browser.submit(`${BASE}/disconnect/soundcloud`, { from: ORIGIN, fields: { returnTo: '/gone' } })
    const again = await browser.ask(`${BASE}/disconnect/soundcloud`, { from: ORIGIN, method: 'POST' })

    expect(url).toBe(`${ORIGIN}/gone`)
    expect(again.status).toBe(200)
    expect(await statusOf(userId)).toBe('not_connected')
  })

  it('connect two platforms in two tabs at once', async () => {
    const { browser, userId } = await person()
    const [one, two] = [await replyFor(browser), await replyFor(browser, '/connect/standard')]

    await browser.navigate(two, { from: app.standard.url })
    await browser.navigate(one, { from: app.soundcloud.url })

    expect(await statusOf(userId)).toBe('connected')
    expect(await statusOf(userId, 'standard')).toBe('connected')
  })

  it('hand the app a finished sign-in to answer, and a failure', async () => {
    const using = open({
      afterwards: ({ userId, connection }) => Response.json({ userId, platform: connection.platform }),
      failed: ({ code }) => new Response(`sorry: ${code}`),
    })
    const { browser, userId } = await person(using)

    expect(JSON.parse((await browser.navigate(`${BASE}/connect/soundcloud`, { from: ORIGIN })).body)).toEqual({
      userId,
      platform: 'soundcloud',
    })
    expect((await browser.navigate(`${BASE}/callback/standard?code=x&state=y`)).body).toMatch(/^sorry: state_/)
  })

  it('take a reply that the platform posts: with no cookie, by way of a GET that has them', async () => {
    const { browser, userId } = await person()
    const reply = new URL(await replyFor(browser))

    const { url } = await browser.submit(reply.origin + reply.pathname, {
      from: app.soundcloud.url,
      fields: Object.fromEntries(reply.searchParams),
    })

    expect(url).toBe(`${ORIGIN}/`)
    expect(await statusOf(userId)).toBe('connected')
  })
})

describe('the cookie of a sign-in under way', () => {
  it('is for this browser, this host and ten minutes alone, and says nothing', async () => {
    const { browser } = await person()
    await replyFor(browser)

    expect(browser.setCookies.filter((line) => line.startsWith('stagedoor_connect_3999='))).toEqual([
      expect.stringMatching(/^stagedoor_connect_3999=[\w-]{22,}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/),
    ])
  })

  it('[RFC 6265bis §4.1.3.2] is __Host- and Secure on https', async () => {
    const using = createVaultHandlers({
      vault: { ...app.vault, platforms: app.vault.platforms.map(({ id, name }) => ({ id, name })) },
      baseUrl: 'https://app.example',
      user: () => 'mira',
    })

    const response = await using.fetch(
      new Request('https://app.example/connections/connect/soundcloud', { method: 'POST', headers: { origin: 'https://app.example' } }),
    )

    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-stagedoor_connect=[\w-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/),
    ])
  })
})

describe('a reply that is not what this browser waits for', () => {
  it('[RFC 6749 §10.12] connects nobody when it is of another person, and stays good for them', async () => {
    const attacker = await person()
    const victim = await person()
    const reply = await replyFor(attacker.browser)
    await replyFor(victim.browser)

    const { status, body } = await victim.browser.navigate(reply, { from: EVIL })

    expect(status).toBe(400)
    expect(body).toContain('state_mismatch')
    expect(await statusOf(victim.userId)).toBe('not_connected')
    expect((await attacker.browser.navigate(reply, { from: app.soundcloud.url })).url).toBe(`${ORIGIN}/`)
    expect(await statusOf(attacker.userId)).toBe('connected')
  })

  it('connects nobody when another person has signed in to the app meanwhile', async () => {
    const { browser, userId } = await person()
    const reply = await replyFor(browser)
    browser.setCookie(ORIGIN, 'app_user=somebody-else')

    expect((await browser.navigate(reply, { from: app.soundcloud.url })).body).toContain('state_mismatch')
    expect(await statusOf(userId)).toBe('not_connected')
    expect(await statusOf('somebody-else')).toBe('not_connected')
  })

  it('connects nobody in a browser of the same person that did not begin it', async () => {
    const { browser, userId } = await person()
    const other = await person()
    other.browser.setCookie(ORIGIN, `app_user=${userId}`)

    await other.browser.navigate(await replyFor(browser), { from: app.soundcloud.url })

    expect(await statusOf(userId)).toBe('not_connected')
  })

  it('waits for whoever has been signed out of the app meanwhile, in words', async () => {
    const { browser, userId } = await person()
    const reply = await replyFor(browser)
    browser.setCookie(ORIGIN, 'app_user=; Max-Age=0')

    const reloading = await browser.navigate(reply, { from: app.soundcloud.url })
    const refused = await browser.navigate(reply, { from: ORIGIN })
    browser.setCookie(ORIGIN, `app_user=${userId}`)
    const again = await browser.navigate(reply, { from: ORIGIN })

    expect(reloading.body).toContain('http-equiv="refresh"')
    expect(refused).toMatchObject({ status: 401, body: expect.stringContaining('Sign in to this app first') })
    expect(again.url).toBe(`${ORIGIN}/`)
  })

  it('is the way on when it comes again: a reload, the back button', async () => {
    const { browser, userId } = await person()
    const reply = await replyFor(browser)
    await browser.navigate(reply, { from: app.soundcloud.url })
    const { connectedAt } = await app.vault.connection(userId, 'soundcloud')

    const again = await browser.navigate(reply)

    expect(again.url).toBe(`${ORIGIN}/`)
    expect((await app.vault.connection(userId, 'soundcloud')).connectedAt).toBe(connectedAt)
  })

  it('is redeemed once for fifty at once', async () => {
    const { browser, userId } = await person()
    const reply = await replyFor(browser)
    const before = tokenRequests()

    const visits = await Promise.all(Array.from({ length: 50 }, () => browser.navigate(reply, { from: app.soundcloud.url })))

    expect(new Set(visits.map(({ url }) => url))).toEqual(new Set([`${ORIGIN}/`]))
    expect(tokenRequests() - before).toBe(1)
    expect(await statusOf(userId)).toBe('connected')
  })

  it('is a page with a code, what to do and a new try, and nothing of the request', async () => {
    const { browser } = await person()

    const { status, body, headers } = await browser.navigate(`${BASE}/callback/standard?code=SECRET&state=<b>STATE`, { from: EVIL })

    expect(status).toBe(400)
    expect(body).toMatch(/state_(mismatch|lost)/)
    expect(body).toContain('action="/connections/connect/standard"')
    expect(body).not.toMatch(/SECRET|STATE/)
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    })
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('is told apart from a person who said no', async () => {
    const { browser } = await person()
    const reply = new URL(await replyFor(browser))
    reply.searchParams.delete('code')
    reply.searchParams.set('error', 'access_denied')

    const { body } = await browser.navigate(reply.href, { from: app.soundcloud.url })

    expect(body).toContain('consent_denied')
  })
})

describe('another site', () => {
  it('is not heard when it disconnects', async () => {
    const { browser, userId } = await person()
    await browser.navigate(`${BASE}/connect/soundcloud`, { from: ORIGIN })

    const foreign = await browser.submit(`${BASE}/disconnect/soundcloud`, { from: EVIL })
    const sibling = await browser.submit(`${BASE}/disconnect/soundcloud`, { from: 'http://localhost:4000' })

    expect([foreign.status, sibling.status]).toEqual([403, 403])
    expect(await statusOf(userId)).toBe('connected')
  })

  it('begins nothing by a form, a picture or a script', async () => {
    const { browser } = await person()
    const headers = { accept: 'image/*', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image', cookie: 'app_user=mira' }

    const form = await browser.submit(`${BASE}/connect/soundcloud`, { from: EVIL })
    const picture = await handlers.fetch(
      new Request(`${BASE}/connect/soundcloud`, { headers: { ...headers, 'sec-fetch-site': 'same-origin' } }),
    )
    const script = await browser.ask(`${BASE}/connect/soundcloud`, { from: EVIL })

    expect([form.status, picture.status, script.status]).toEqual([403, 403, 401])
    expect(browser.setCookies.filter((line) => line.startsWith('stagedoor_'))).toEqual([])
  })

  it('begins nothing by a link either: the person is asked first', async () => {
    const { browser, userId } = await person()

    const asked = await browser.navigate(`${BASE}/connect/soundcloud?returnTo=/x%3Fa%26b`, { from: EVIL })
    expect(asked).toMatchObject({
      status: 200,
      url: expect.stringContaining('/connect/soundcloud'),
      body: expect.stringContaining('Connect SoundCloud?'),
    })
    expect(asked.body).toContain('value="/x?a&#38;b"')
    expect(asked.headers.get('x-frame-options')).toBe('DENY')
    expect(browser.setCookies).not.toContainEqual(expect.stringContaining('stagedoor_'))

    await browser.submit(`${BASE}/connect/soundcloud`, { from: ORIGIN })
    expect(await statusOf(userId)).toBe('connected')
  })

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example'])(
    'is nowhere to return to: %j',
    async (returnTo) => {
      const { browser } = await person()

      const page = await browser.navigate(`${BASE}/connect/soundcloud?returnTo=${encodeURIComponent(returnTo)}`, { from: ORIGIN })
      const form = await browser.submit(`${BASE}/disconnect/soundcloud`, { from: ORIGIN, fields: { returnTo } })

      expect([page.status, form.status]).toEqual([400, 400])
      expect(page.body).toContain('invalid_return_to')
    },
  )
})

describe('what is asked wrong', () => {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    handlers.fetch(new Request(BASE + path, { ...init, headers: { origin: ORIGIN, cookie: 'app_user=mira', ...init.headers } }))

  it('has a stable code and what helps', async () => {
    const answers = await Promise.all([
      ask('', { headers: { cookie: '' } }),
      ask('/connect/myspace', { method: 'POST' }),
      ask('/nothing'),
      ask('/disconnect/soundcloud'),
      ask('/connect/soundcloud', { method: 'POST', body: 'x'.repeat(65_537) }),
      ask('/connect/soundcloud', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }),
      ask('/sign-in/soundcloud', { method: 'POST' }),
      ask('/hand-over/soundcloud', { method: 'POST' }),
    ])

    expect(await Promise.all(answers.map(async (one) => [one.status, (await one.json()).error]))).toEqual([
      [401, 'sign_in_first'],
      [404, 'not_found'],
      [404, 'not_found'],
      [405, 'method_not_allowed'],
      [413, 'body_too_large'],
      [400, 'invalid_message'],
      [404, 'not_found'],
      [404, 'not_found'],
    ])
    expect(answers[3]?.headers.get('allow')).toBe('POST')
    for (const { headers } of answers)
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
  })

  it('is a mistake of the programmer early', () => {
    expect(() => open({ basePath: 'connections' })).toThrow(TypeError)
    expect(() => open({ baseUrl: 'http://127.0.0.1:3999' })).toThrow('localhost is not 127.0.0.1')
    expect(() => open({ baseUrl: 'http://app.example' })).toThrow('https')
  })

  it('leaves a bug to the framework', async () => {
    const using = open({ user: () => Promise.reject(new RangeError('a bug')) })

    await expect(using.fetch(new Request(BASE))).rejects.toThrow('a bug')
    await expect(createVaultHandlers({ vault: app.vault, baseUrl: ORIGIN }).fetch(new Request(BASE))).rejects.toThrow(TypeError)
  })
})

function tokenRequests(): number {
  const requests = app.soundcloud.control.requests()
  return requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/token')).length
}
