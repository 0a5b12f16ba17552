import { audiotool, audius, soundcloud, standard } from '@stagedoor/platforms'
import { sha256 } from '@stagedoor/protocol'
import { describe, expect, it, vi } from 'vitest'
import { settle } from '../test/fake-clock.ts'
import { FakePage } from '../test/fake-origin.ts'
import { APP, CALLBACK, codeOf, SignInWorld } from '../test/sign-in-world.ts'
import { createClient } from './create-client.ts'
import { personalToken } from './credentials.ts'

describe('importing', () => {
  it('runs nothing: no channel is opened, no chance drawn, no request sent', async () => {
    const touched = vi.fn()
    for (const name of ['BroadcastChannel', 'fetch', 'setTimeout', 'addEventListener']) vi.stubGlobal(name, touched)
    vi.resetModules()

    await import('./index.ts')
    await import('./callback.ts')

    expect(touched).not.toHaveBeenCalled()
  })
})

describe('createClient', () => {
  it('needs no browser and touches nothing: on a server the state is unknown', () => {
    const client = createClient({ platform: audius, clientId: 'demo', redirectUri: CALLBACK })

    expect(client.session).toEqual({ status: 'unknown', reason: 'unchecked', error: undefined })
    expect(client.session).toBe(client.session)
  })

  it.each([
    ['a placeholder issuer', { platform: standard }],
    ['no client id', { clientId: '' }],
    ['a relative redirect URI', { redirectUri: '/callback' }],
  ])('refuses %s', (_name, wrong) => {
    expect(() => createClient({ platform: audius, clientId: 'demo', redirectUri: CALLBACK, ...wrong })).toThrow(
      expect.objectContaining({ code: 'configuration' }),
    )
  })

  it('lets every part change what it is made of, in their order', async () => {
    const order: string[] = []
    const fetch = vi.fn(async () => new Response('{}', { status: 500 }))
    const part = (name: string) => ({
      adapt: (context: { readonly fetch: typeof globalThis.fetch }) => ({
        fetch: async (...request: Parameters<typeof globalThis.fetch>) => {
          order.push(name)
          return context.fetch(...request)
        },
      }),
    })
    const client = createClient({ platform: audiotool, credentials: personalToken('token'), fetch, with: [part('first'), part('second')] })

    await client.fetch(`${audiotool.issuer}/anything`)

    expect(order).toEqual(['second', 'first'])
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('moves every endpoint to the base URL', () => {
    const client = createClient({ platform: audius, clientId: 'demo', redirectUri: CALLBACK, baseUrl: 'http://127.0.0.1:4700/audius' })

    expect(client.endpoints.token).toBe('http://127.0.0.1:4700/audius/v1/oauth/token')
  })

  it('keeps apart what belongs to another client, platform or base URL', async () => {
    const world = new SignInWorld()
    await world.signIn()

    const other = world.openTab(APP, { clientId: 'other' })
    const elsewhere = world.openTab(APP, { baseUrl: 'http://127.0.0.1:4700/audius' })

    expect(await other.client.restore()).toMatchObject({ status: 'unauthenticated' })
    expect(await elsewhere.client.restore()).toMatchObject({ status: 'unauthenticated' })
  })
})

describe('restore', () => {
  it('finds the session after a reload, without a request', async () => {
    const world = new SignInWorld()
    await world.signIn()
    const before = world.server.received.length
    const { client } = world.openTab()

    expect(await client.restore()).toMatchObject({ status: 'authenticated', scope: ['read'] })
    expect(world.server.received).toHaveLength(before)
  })

  it('refreshes when the access token is over', async () => {
    const world = new SignInWorld()
    await world.signIn()
    await world.clock.advance(3601)
    const { client } = world.openTab()

    expect(await client.restore()).toMatchObject({ status: 'authenticated' })
  })

  it('is unknown, never signed out, when the network fails', async () => {
    const world = new SignInWorld()
    await world.signIn()
    await world.clock.advance(3601)
    world.server.faults.push('break-before')
    const { client } = world.openTab()

    expect(await client.restore()).toMatchObject({ status: 'unknown', reason: 'refresh_uncertain', error: { retryable: true } })
    expect(await client.restore()).toMatchObject({ status: 'authenticated' })
  })

  it.each(['', 'null', '{"kind":"live"}', '[1]', '{'])('takes %j in the storage for no session', async (text) => {
    const world = new SignInWorld()
    await world.signIn()
    for (const key of world.origin.texts.keys()) world.origin.texts.set(key, text)
    const { client } = world.openTab()

    expect(await client.restore()).toEqual({ status: 'unauthenticated', reason: 'signed_out' })
  })
})

describe('subscribe', () => {
  it('calls back after each change, with one and the same snapshot in between', async () => {
    const world = new SignInWorld()
    await world.signIn()
    const { client } = world.openTab()
    const seen: unknown[] = []
    const stop = client.subscribe(() => seen.push(client.session))
    await client.restore()
    await client.getAccessToken()
    stop()
    await client.logout()

    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ status: 'authenticated' })
  })

  it('hears what another tab did', async () => {
    const world = new SignInWorld()
    const one = await world.signIn()
    const other = world.openTab()
    await other.client.restore()

    await one.client.logout()
    await settle()

    expect(other.client.session).toEqual({ status: 'unauthenticated', reason: 'signed_out' })
    expect(other.events).toEqual(['ended:logged_out'])
  })

  it('survives a listener that leaves while it is called', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    const calls: string[] = []
    const stop = client.subscribe(() => {
      calls.push('first')
      stop()
    })
    client.subscribe(() => calls.push('second'))
    await client.logout()

    expect(calls).toEqual(['first', 'second'])
  })
})

describe('logout', () => {
  it('[RFC 7009 §2.1] revokes the refresh token, and clears', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()

    expect(await client.logout()).toEqual({ revoked: true })
    expect(world.server.received.at(-1)).toMatchObject({
      url: audius.endpoints.revocation,
      parameters: { token_type_hint: 'refresh_token', client_id: 'demo' },
    })
    expect(client.session.status).toBe('unauthenticated')
    expect([...world.origin.texts]).toEqual([])
  })

  it.each([['break-before'], [() => new Response('', { status: 503 })]] as const)(
    'clears though the platform could not be told',
    async (fault) => {
      const world = new SignInWorld()
      const { client } = await world.signIn()
      world.server.faults.push(fault)

      expect(await client.logout()).toEqual({ revoked: false })
      expect(await codeOf(client.getAccessToken())).toBe('not_signed_in')
    },
  )
})

describe('getProfile', () => {
  it('reads the answer through the description', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()

    expect(await client.getProfile()).toMatchObject({ subject: 'eJ57D', username: 'ray', name: 'Ray', verified: true, picture: 'middle' })
  })

  it('reads the flat shape of the Audius document as well', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    world.server.faults.push(() =>
      Response.json({ userId: 7, handle: 'ray', name: 'Ray', verified: false, profilePicture: { '150x150': 'small' } }),
    )

    expect(await client.getProfile()).toMatchObject({ subject: '7', username: 'ray', verified: false, picture: 'small' })
  })

  it.each([
    [() => new Response('', { status: 503 }), 'provider_unavailable'],
    [() => new Response('', { status: 403 }), 'configuration'],
    [() => Response.json({ data: {} }), 'invalid_response'],
    ['break-before', 'provider_unavailable'],
  ] as const)('names what went wrong (%#)', async (fault, code) => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    world.server.faults.push(fault)

    expect(await codeOf(client.getProfile())).toBe(code)
    expect(client.session.status).toBe('authenticated')
  })
})

describe('a client secret', () => {
  it('is refused in a browser, where everybody could read it', () => {
    vi.stubGlobal('document', {})

    expect(() => createClient({ platform: soundcloud, clientId: 'demo', clientSecret: 'hush', redirectUri: CALLBACK })).toThrow(
      expect.objectContaining({ code: 'configuration', message: expect.not.stringContaining('hush') }),
    )
  })
})

describe('an app without a client id', () => {
  it('is refused where every app is registered', () => {
    expect(() => createClient({ platform: soundcloud, appName: 'Night Drive', redirectUri: CALLBACK })).toThrow(
      expect.objectContaining({ code: 'configuration' }),
    )
  })

  it('names itself nowhere but in the authorization request', async () => {
    const world = new SignInWorld()
    const page = new FakePage(APP)
    const options = {
      platform: audius,
      appName: 'Night Drive',
      redirectUri: CALLBACK,
      storage: world.origin.storage(),
      fetch: world.server.fetch,
      digest: sha256,
    }
    void createClient({ ...options, page }).login({ display: 'page' })
    await settle()
    const callback = new FakePage(world.server.approve(page.left[0] ?? ''))
    await createClient({ ...options, page: callback }).handleCallback()

    expect(Object.keys(world.server.received[0]?.parameters ?? {})).toEqual(['grant_type', 'code', 'redirect_uri', 'code_verifier'])
  })
})
