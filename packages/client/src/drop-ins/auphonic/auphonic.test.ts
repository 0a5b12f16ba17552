import { inspect } from 'node:util'
import { auphonic as platform } from '@stagedoor/platforms'
import { describe, expect, it, vi } from 'vitest'
import { AuthorizationServerDouble } from '../../../test/authorization-server-double.ts'
import { codeOf } from '../../../test/sign-in-world.ts'
import { memoryStorage } from '../../runtime/memory-storage.ts'
import { auphonic } from './index.ts'

const USER = { username: 'ray', user_id: 'Q7', email: 'ray@example.com', date_joined: '2024-01-01', credits: 2.5, is_paying_user: false }
const envelope = (data: unknown): unknown => ({ status_code: 200, form_errors: {}, error_code: null, error_message: '', data })

function startServer(): AuthorizationServerDouble {
  const server = new AuthorizationServerDouble(platform)
  server.sendsRefreshToken = false
  server.expiresIn = 315_360_000
  server.profile = envelope(USER)
  server.accept('key-1')
  return server
}

const app = (server: AuthorizationServerDouble, more: object = {}) =>
  auphonic({ clientId: 'demo', clientSecret: 'hush', redirectUri: 'https://app.example/callback', fetch: server.fetch, ...more })

describe('auphonic()', () => {
  it('[API Key Authentication] takes a key, in the header', async () => {
    const server = startServer()

    expect(await auphonic({ apiKey: 'key-1', fetch: server.fetch }).user()).toEqual(USER)
    expect(server.received).toMatchObject([{ url: 'https://auphonic.com/api/user.json', authorization: 'Bearer key-1' }])
  })

  it('[HTTP Basic Authentication] takes user name and password', async () => {
    const server = startServer()
    server.accept(btoa('ray:opensesame'))

    expect(await auphonic({ username: 'ray', password: 'opensesame', fetch: server.fetch }).user()).toEqual(USER)
  })

  it('[OAuth 2.0, Web Apps] signs in, with a state that the document leaves out, and remembers by the token', async () => {
    const server = startServer()
    const account = app(server)
    const { url, pending } = account.authorizeUrl({ returnTo: '/studio' })
    expect(url).toMatch(/^https:\/\/auphonic\.com\/oauth2\/authorize\/\?response_type=code&client_id=demo&redirect_uri=.*&state=[\w-]{40}$/)

    const { accessToken, returnTo } = await account.exchange(server.approve(url), pending)
    const later = auphonic({ accessToken, fetch: server.fetch })

    expect(returnTo).toBe('/studio')
    expect(await account.user()).toEqual(USER)
    expect(await later.user()).toEqual(USER)
    expect(server.received[0]?.parameters).toMatchObject({
      client_id: 'demo',
      client_secret: 'hush',
      redirect_uri: 'https://app.example/callback',
    })
  })

  it('[OAuth 2.0, Web Apps] takes no code without the state', async () => {
    const server = startServer()
    const account = app(server)
    const { url, pending } = account.authorizeUrl()
    const reply = new URL(server.approve(url))
    reply.searchParams.delete('state')

    expect(await codeOf(account.exchange(reply.href, pending))).toBe('state_mismatch')
    expect(server.received).toEqual([])
  })

  it('[OAuth 2.0, Desktop and Mobile Apps] signs in with a password', async () => {
    const server = startServer()
    const account = app(server)

    expect(await account.loginWithPassword({ username: 'ray', password: 'opensesame' })).toMatchObject({
      accessToken: expect.stringMatching(/^access-/),
    })
    expect(await account.user()).toEqual(USER)
  })

  it('lists productions and presets, out of their envelope, a part at a time', async () => {
    const server = startServer()
    const account = auphonic({ apiKey: 'key-1', fetch: server.fetch })
    server.faults.push(() => Response.json(envelope([{ uuid: 'p1', status: 3 }, 'noise'])))
    server.faults.push(() => Response.json(envelope([{ uuid: 's1' }])))

    expect(await account.productions({ limit: 10, offset: 20 })).toEqual([{ uuid: 'p1', status: 3 }])
    expect(await account.presets()).toEqual([{ uuid: 's1' }])
    expect(server.received.map(({ url }) => url)).toEqual([
      'https://auphonic.com/api/productions.json?limit=10&offset=20',
      'https://auphonic.com/api/presets.json',
    ])
  })

  it('asks for everything else by its path, where Auphonic runs', async () => {
    const server = startServer()
    const account = auphonic({ apiKey: 'key-1', fetch: server.fetch, baseUrl: 'http://127.0.0.1:4700/auphonic' })
    server.faults.push(() => Response.json(envelope({ uuid: 'p1' })))

    expect(await account.call('/api/production/p1.json')).toEqual({ uuid: 'p1' })
    expect(server.received[0]).toMatchObject({
      url: 'http://127.0.0.1:4700/auphonic/api/production/p1.json',
      authorization: 'Bearer key-1',
    })
  })

  it.each([
    [() => Response.json({ status_code: 401, error_message: 'token' }, { status: 401 }), 'session_ended'],
    [() => Response.json({ status_code: 404, error_code: 'not_found', data: {} }, { status: 404 }), 'request_refused'],
    [() => Response.json({ status_code: 400, error_code: 'x', error_message: 'key-1', data: {} }), 'request_refused'],
    [() => Response.json({ data: null }), 'invalid_response'],
    [() => Response.json({}), 'invalid_response'],
    [() => new Response('<html>'), 'invalid_response'],
    [() => new Response('<html>', { status: 502 }), 'provider_unavailable'],
    [() => new Response('', { status: 429 }), 'rate_limited'],
    ['break-before' as const, 'provider_unavailable'],
  ])('throws what went wrong, and tells no key in it (%#)', async (fault, code) => {
    const server = startServer()
    server.faults.push(fault)
    const error = await auphonic({ apiKey: 'key-1', fetch: server.fetch })
      .user()
      .catch((thrown: unknown) => thrown)

    expect(error).toMatchObject({ code })
    expect(inspect(error)).not.toContain('key-1')
  })

  it('is refused with a secret in a browser', () => {
    vi.stubGlobal('document', {})

    expect(() => app(startServer())).toThrow(expect.objectContaining({ code: 'configuration' }))
  })
})

describe('a token of ten years', () => {
  it('[trap 18] stands in no URL but the one that was asked for by mediaUrl(), and only in one of Auphonic over https', async () => {
    const server = startServer()
    const account = auphonic({ apiKey: 'key-1', fetch: server.fetch })
    await account.user()
    server.faults.push(() => Response.json(envelope([])))
    await account.productions()
    await account.fetch('https://auphonic.com/api/download/a.mp3')

    expect(server.received.map(({ url }) => url).join()).not.toContain('key-1')
    expect(await account.mediaUrl('https://auphonic.com/api/download/a.mp3')).toBe(
      'https://auphonic.com/api/download/a.mp3?bearer_token=key-1',
    )
    for (const url of ['http://auphonic.com/a.mp3', 'https://auphonic.com.evil/a.mp3']) {
      expect(await codeOf(account.mediaUrl(url))).toBe('configuration')
    }
  })

  it('[trap 18] is not left in any storage after the logout', async () => {
    const server = startServer()
    const storage = memoryStorage()
    const account = app(server, { storage })
    await account.loginWithPassword({ username: 'ray', password: 'opensesame' })
    await account.logout()

    expect(await storage.keys('')).toEqual([])
  })

  it('[trap 19] is not revoked by a logout, which says so and forgets it', async () => {
    const server = startServer()
    const signedIn = app(server)
    await signedIn.loginWithPassword({ username: 'ray', password: 'opensesame' })
    for (const account of [signedIn, auphonic({ apiKey: 'key-1', fetch: server.fetch })]) {
      const before = server.received.length

      expect(await account.logout()).toEqual({ revoked: false })
      expect(server.received).toHaveLength(before)
      expect(await codeOf(account.user())).toBe('not_signed_in')
    }
  })
})
