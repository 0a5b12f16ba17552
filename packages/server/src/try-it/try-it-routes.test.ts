import { createHash } from 'node:crypto'
import { audiotool, audius, audiusLegacy, auphonic, type PlatformDescription, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer, type TestServer, type TestServerOptions } from '../../test/start-server.ts'
import type { Entries, Seen, TestBrowser } from '../../test/test-browser.ts'

const path = '/developers/apps/a1b2c3/try'

interface Console {
  readonly server: TestServer
  readonly browser: TestBrowser
  /** Presses a button of the console. */
  press(from: Seen, act: string, changes?: Readonly<Record<string, string>>): Promise<Seen>
}

/** A member of the team of the app, signed in. */
async function openConsole(options: TestServerOptions = {}): Promise<Console> {
  const server = await startServer({ site: {}, ...options })
  await server.store.apps.addMember(server.client.id, { userId: server.user.id, role: 'developer', addedAt: server.context.now() })
  const browser = server.openBrowser()
  await browser.becomeKnown(options.platform === undefined ? {} : requestOf(options.platform))
  return {
    server,
    browser,
    press: (from, act, changes = {}) => browser.submit(from, path, { act, run: runOf(from), ...changes }),
  }
}

function requestOf({ defaultScope, scopes, signedProfile }: PlatformDescription): Entries {
  return {
    ...(defaultScope.length === 0 && scopes.length > 0 && { scope: scopes[0]?.token }),
    ...(signedProfile !== null && { response_type: undefined }),
  }
}

function runOf({ body }: Seen): string {
  return /name="run" value="([^"]*)"/.exec(body)?.[1] ?? ''
}

function linkOf({ body }: Seen): string {
  const href = /<a class="primary" href="([^"]*)"/.exec(body)?.[1] ?? ''
  return href.replaceAll('&amp;', '&')
}

/** Follows the authorization request, and allows what is asked for. */
async function allow({ browser, server }: Console, begun: Seen): Promise<Seen> {
  const url = new URL(linkOf(begun))
  const { origin } = new URL(server.context.baseUrl)
  let seen = await browser.get(url.pathname + url.search)
  if (seen.location.includes('/interaction/consent')) seen = await browser.decide(seen, 'allow')
  return browser.get(seen.location.replace(origin, ''))
}

const confidential = { authenticationMethod: 'client_secret_basic', secretDigests: [createHash('sha256').update('s').digest()] } as const

describe('the console of an app', () => {
  it.each([
    ['a public app', standard, {}],
    ['a confidential app, without its secret', standard, confidential],
    ['Audius', audius, {}],
    [
      'SoundCloud',
      soundcloud,
      { authenticationMethod: 'client_secret_post', secretDigests: [createHash('sha256').update('s').digest()] } as const,
    ],
    ['Auphonic', auphonic, confidential],
    ['Audiotool', audiotool, {}],
  ])('runs the whole flow of %s, each answer as an app would get it', async (_, platform, client) => {
    const opened = await openConsole({ platform, client })
    const { browser, server, press } = opened
    const scope = platform.scopes[0]?.token

    const begun = await press(await browser.get(path), 'begin', scope === undefined ? {} : { [`scope_${scope}`]: 'on' })
    const returned = await allow(opened, begun)
    const exchanged = await press(returned, 'exchange')
    const profile = await press(exchanged, 'profile')

    expect(exchanged.body).toContain('&quot;access_token&quot;')
    expect(profile.status).toBe(200)
    expect(profile.body).toMatch(/ada|200/)
    let last = profile
    if (platform.tokens.refreshToken !== null) {
      last = await press(profile, 'refresh')
      expect(last.body).toContain('&quot;refresh_token&quot;')
    }
    const ended = await press(last, 'revoke')
    const [tried] = await server.store.audit.list({ limit: 1, act: 'app.tried' })
    expect(ended.status).toBe(200)
    expect(tried).toMatchObject({ actor: { id: server.user.id }, target: { kind: 'client', id: server.client.id } })
    expect(await server.store.grants.revokeAll({ userId: server.user.id, clientId: server.client.id }, server.context.now())).toBe(0)
    expect(server.reasons().filter((reason) => reason.endsWith('mismatch'))).toEqual([])
  })

  it('ends with the signed profile where a platform answers with one', async () => {
    const opened = await openConsole({ platform: audiusLegacy })
    const scope = audiusLegacy.scopes[0]?.token ?? ''

    const returned = await allow(opened, await opened.press(await opened.browser.get(path), 'begin', { [`scope_${scope}`]: 'on' }))

    expect(returned.status).toBe(200)
    expect(returned.body).toMatch(/data-copyable="token"><code>ey/)
    expect(returned.body).toContain('This flow is over')
  })

  it('shows secrets in part, until somebody asks for the whole', async () => {
    const opened = await openConsole()
    const returned = await allow(opened, await opened.press(await opened.browser.get(path), 'begin', { scope_openid: 'on' }))

    const exchanged = await opened.press(returned, 'exchange')

    const token = /data-copyable="access_token"><code>([^<]+)</.exec(exchanged.body)?.[1] ?? ''
    const withoutDetails = exchanged.body.replaceAll(/<details>.*?<\/details>/gs, '')
    expect(token).toMatch(/^sd_at_/)
    expect(withoutDetails).not.toContain(token)
    expect(withoutDetails).toContain(`${token.slice(0, 9)}…${token.slice(-4)}`)
  })

  it('runs below a path, where a server stands below one', async () => {
    const opened = await openConsole({ baseUrl: 'https://platform.example/below' })
    const { browser, press } = opened

    const begun = await press(await browser.get(`/below${path}`), 'begin', { scope_openid: 'on' })
    const exchanged = await press(await allow(opened, begun), 'exchange')

    expect(new URL(linkOf(begun)).searchParams.get('redirect_uri')).toBe(`https://platform.example/below${path}/callback`)
    expect(exchanged.body).toContain('&quot;access_token&quot;')
  })

  it('shows what an authorization response says harmless, in a page that no other can frame or keep', async () => {
    const { browser, press } = await openConsole()
    const begun = await press(await browser.get(path), 'begin', { scope_openid: 'on' })
    const script = encodeURIComponent('<script>alert(1)</script>')

    const { body, headers } = await browser.get(`${path}/callback?error=${script}&error_description=${script}&state=${runOf(begun)}`)

    expect(body).toContain('&lt;script&gt;alert(1)')
    expect(body).not.toContain('<script>alert')
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['cache-control']).toContain('no-store')
  })

  it('leaves no tokens behind when it is begun again', async () => {
    const opened = await openConsole()
    const { server, press } = opened
    const exchanged = await press(
      await allow(opened, await press(await opened.browser.get(path), 'begin', { scope_openid: 'on' })),
      'exchange',
    )

    await press(exchanged, 'restart')

    expect(await server.store.grants.revokeAll({ userId: server.user.id, clientId: server.client.id }, server.context.now())).toBe(0)
  })

  it('answers a no of the person, and a step out of turn, in words', async () => {
    const opened = await openConsole()
    const { browser, press } = opened
    const begun = await press(await browser.get(path), 'begin', { 'scope_tracks:write': 'on', scope_openid: 'on' })
    const denied = await browser.get(`${path}/callback?error=access_denied&state=${runOf(begun)}`)
    const early = await press(begun, 'exchange')
    const spent = await press(await allow(opened, begun), 'profile')

    expect(denied.body).toContain('access_denied')
    expect(early.status).toBe(409)
    expect(spent.status).toBe(409)
  })

  it('sends nobody to the console who has not begun there, whatever a link says', async () => {
    const { browser, server, press } = await openConsole()
    const begun = await press(await browser.get(path), 'begin', { scope_openid: 'on' })
    const url = new URL(linkOf(begun))
    const request = url.pathname + url.search
    const victim = server.openBrowser()
    await victim.signIn(await victim.authorize())

    const foreign = await victim.get(request)
    const invented = await browser.get(`${url.pathname}?${url.search.slice(1).replace(/state=[^&]*/, 'state=AAAA')}`)
    server.advance(3601)
    const late = await browser.get(request)

    for (const seen of [foreign, invented, late]) {
      expect(seen.status).toBe(400)
      expect(seen.page).toMatchObject({ kind: 'error', code: 'redirect_uri_mismatch' })
    }
  })

  it('takes no run of another browser, another app or another member', async () => {
    const opened = await openConsole()
    const { browser, server, press } = opened
    const returned = await allow(opened, await press(await browser.get(path), 'begin', { scope_openid: 'on' }))
    await server.store.apps.addMember(server.client.id, { userId: server.otherUser.id, role: 'owner', addedAt: 0 })
    await server.store.apps.addMember(server.nativeClient.id, { userId: server.user.id, role: 'owner', addedAt: 0 })
    const other = server.openBrowser()
    await other.signIn(await other.authorize(), { username: 'bob' })

    const stolen = await other.submit(await other.get(path), path, { act: 'exchange', run: runOf(returned) })
    const elsewhere = '/developers/apps/d4e5f6/try'
    const moved = await browser.submit(await browser.get(elsewhere), elsewhere, { act: 'exchange', run: runOf(returned) })

    expect([stolen.status, moved.status]).toEqual([409, 409])
  })

  it('is there for the team alone', async () => {
    const server = await startServer({ site: {} })
    const browser = server.openBrowser()
    await browser.becomeKnown()

    expect((await browser.get(path)).status).toBe(404)
    expect((await browser.get(`${path}/callback?code=x`)).status).toBe(404)
    expect((await server.openBrowser().get(path)).location).toContain('/account/sign-in')
  })

  it('takes no form without its token', async () => {
    const { browser } = await openConsole()

    expect((await browser.post(path, { act: 'begin' })).status).toBe(403)
    expect((await browser.submit(await browser.get(path), path, { act: 'begin' }, { origin: 'https://evil.example' })).status).toBe(403)
  })
})
