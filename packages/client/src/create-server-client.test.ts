import { audiotool, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { SERVER_CALLBACK, ServerWorld } from '../test/server-world.ts'
import { codeOf } from '../test/sign-in-world.ts'
import { createServerClient } from './create-server-client.ts'
import { memoryStorage } from './runtime/memory-storage.ts'

describe('a sign-in without a page', () => {
  it('[RFC 6749 §4.1] begins with a URL and finishes with the one that was called back', async () => {
    const world = new ServerWorld(soundcloud)
    const client = world.client()
    const { url, pending } = client.begin({ returnTo: '/studio', parameters: { login_hint: 'ray' } })

    expect(new URL(url).searchParams.get('login_hint')).toBe('ray')
    expect(await client.finish(world.server.approve(url), pending)).toMatchObject({
      session: { status: 'authenticated', expiresAt: world.clock.now() + 3600 },
      returnTo: '/studio',
    })
    expect(await client.getAccessToken()).toMatch(/^access-/)
  })

  it('needs nothing but the path and query that were called back', async () => {
    const world = new ServerWorld(soundcloud)
    const client = world.client()
    const { url, pending } = client.begin()
    const called = new URL(world.server.approve(url))

    expect(await client.finish(called.pathname + called.search, pending)).toMatchObject({ session: { status: 'authenticated' } })
  })

  it.each([
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['another state', (url: URL) => url.searchParams.set('state', 'forged')],
    ['an empty state', (url: URL) => url.searchParams.set('state', '')],
    ['no reply at all', (url: URL) => (url.search = '')],
    ['a second code', (url: URL) => url.searchParams.append('code', 'forged')],
  ])('[RFC 6749 §10.12] accepts no reply with %s, though the platform asks for none', async (_name, forge) => {
    const world = new ServerWorld(auphonic)
    const client = world.client()
    const { url, pending } = client.begin()
    const reply = new URL(world.server.approve(url))
    forge(reply)

    expect(new URL(url).searchParams.get('state')).toMatch(/^[\w-]{40}$/)
    expect(await codeOf(client.finish(reply.href, pending))).toBe('state_mismatch')
    expect(world.server.received).toEqual([])
  })

  it("finishes nothing with another person's pending sign-in, with an old one, or with none", async () => {
    const world = new ServerWorld(soundcloud)
    const client = world.client()
    const [mine, theirs] = [client.begin(), client.begin()]
    const reply = world.server.approve(theirs.url)

    expect(await codeOf(client.finish(reply, mine.pending))).toBe('state_mismatch')
    for (const nothing of [undefined, '', '{', 'null', '{"state":"x"}'])
      expect(await codeOf(client.finish(reply, nothing))).toBe('state_lost')
    await world.clock.advance(90_001)
    expect(await codeOf(client.finish(reply, theirs.pending))).toBe('state_lost')
    expect(world.server.received).toEqual([])
  })

  it('tells of a denied consent', async () => {
    const world = new ServerWorld(soundcloud)
    const client = world.client()
    const { url, pending } = client.begin()

    expect(await codeOf(client.finish(world.server.refuse(url), pending))).toBe('consent_denied')
  })

  it('keeps the sessions of two persons apart by their storage', async () => {
    const world = new ServerWorld(soundcloud)
    const storage = memoryStorage()
    const ray = world.client({ storage })
    const { url, pending } = ray.begin()
    await ray.finish(world.server.approve(url), pending)

    expect(await world.client({ storage }).restore()).toMatchObject({ status: 'authenticated' })
    expect(await world.client({ storage: memoryStorage() }).restore()).toMatchObject({ status: 'unauthenticated' })
  })

  it('asks for a redirect URI before it sends anybody anywhere', () => {
    const client = createServerClient({ platform: auphonic, clientId: 'demo', clientSecret: 'hush' })

    expect(() => client.begin()).toThrow(expect.objectContaining({ code: 'configuration' }))
  })
})

describe('a client secret', () => {
  it('[RFC 6749 §2.3.1] goes into the body where the platform wants it there, beside the verifier', async () => {
    const world = new ServerWorld(soundcloud)
    const client = world.client()
    const { url, pending } = client.begin()
    await client.finish(world.server.approve(url), pending)

    expect(world.server.received[0]).toMatchObject({
      authorization: null,
      parameters: {
        client_id: 'demo',
        client_secret: 'hush',
        redirect_uri: SERVER_CALLBACK,
        code_verifier: expect.stringMatching(/^[\w-]{43}$/),
      },
    })
    await client.refresh()
    expect(world.server.received[1]?.parameters).toEqual({
      grant_type: 'refresh_token',
      refresh_token: expect.stringMatching(/^refresh-/),
      client_id: 'demo',
      client_secret: 'hush',
    })
  })

  it('[RFC 6749 §2.3.1] goes into the header where that comes first, and then nowhere else', async () => {
    const world = new ServerWorld({ ...standard, issuerIsPlaceholder: false })
    const client = world.client({ clientId: 'a:b', clientSecret: 'ü' })
    const { url, pending } = client.begin()
    await client.finish(world.server.approve(url), pending)

    expect(world.server.received[0]?.authorization).toBe(`Basic ${btoa('a%3Ab:%C3%BC')}`)
    expect(Object.keys(world.server.received[0]?.parameters ?? {}).filter((name) => name.startsWith('client'))).toEqual([])
  })

  it('[RFC 7636 §4] goes without a verifier where the platform has no PKCE', async () => {
    const world = new ServerWorld(auphonic)
    const client = world.client()
    const { url, pending } = client.begin()
    await client.finish(world.server.approve(url), pending)

    expect([...new URL(url).searchParams.keys()]).toEqual(['response_type', 'client_id', 'redirect_uri', 'state'])
    expect(world.server.received[0]?.parameters).toEqual({
      grant_type: 'authorization_code',
      code: expect.stringMatching(/^code-/),
      redirect_uri: SERVER_CALLBACK,
      client_id: 'demo',
      client_secret: 'hush',
    })
  })

  it('[RFC 7578] is a part of a multipart body where the platform wants that', async () => {
    const multipart = { ...auphonic, tokenRequest: { ...auphonic.tokenRequest, clientEncoding: 'multipart' as const } }
    const world = new ServerWorld(multipart)
    const client = world.client()
    const { url, pending } = client.begin()
    await client.finish(world.server.approve(url), pending)

    expect(world.server.received[0]?.init.body).toBeInstanceOf(FormData)
    expect(new Headers(world.server.received[0]?.init.headers).has('content-type')).toBe(false)
    expect(world.server.received[0]?.parameters).toMatchObject({ client_secret: 'hush' })
  })

  it('is not sent to a platform that knows public clients only', async () => {
    const world = new ServerWorld(audiotool)
    const client = world.client()
    const { url, pending } = client.begin()
    await client.finish(world.server.approve(url), pending)

    expect(JSON.stringify(world.server.received)).not.toContain('hush')
  })
})

describe('loginWithPassword', () => {
  it('[RFC 6749 §4.3.2] sends user name and password once, with the client in the header', async () => {
    const world = new ServerWorld(auphonic)
    const storage = memoryStorage()
    const client = world.client({ storage })

    expect(await client.loginWithPassword({ username: 'ray', password: 'opensesame' })).toMatchObject({ status: 'authenticated' })
    expect(world.server.received).toMatchObject([
      {
        authorization: `Basic ${btoa('demo:hush')}`,
        parameters: { grant_type: 'password', client_id: 'demo', username: 'ray', password: 'opensesame' },
      },
    ])
    for (const key of await storage.keys('')) expect(await storage.read(key)).not.toContain('opensesame')
  })

  it('names a wrong password, without repeating it', async () => {
    const client = new ServerWorld(auphonic).client()
    const error = await client.loginWithPassword({ username: 'ray', password: 'wrong-one' }).catch((thrown: unknown) => thrown)

    expect(error).toMatchObject({ code: 'credentials_rejected' })
    expect(String(error) + JSON.stringify(error)).not.toContain('wrong-one')
  })

  it('is configuration where the platform has no such grant, and sends nothing', async () => {
    const world = new ServerWorld(soundcloud)

    expect(await codeOf(world.client().loginWithPassword({ username: 'ray', password: 'opensesame' }))).toBe('configuration')
    expect(world.server.received).toEqual([])
  })
})

describe('loginAsApp', () => {
  it('[RFC 6749 §4.4.2] asks with the grant type alone, and the client in the header', async () => {
    const world = new ServerWorld(soundcloud)

    expect(await world.client().loginAsApp()).toMatchObject({ status: 'authenticated' })
    expect(world.server.received).toMatchObject([
      { authorization: `Basic ${btoa('demo:hush')}`, parameters: { grant_type: 'client_credentials' } },
    ])
    expect(Object.keys(world.server.received[0]?.parameters ?? {})).toEqual(['grant_type'])
  })

  it('asks once for fifty calls at once, for later ones, and for other clients of its storage: platforms give few', async () => {
    const world = new ServerWorld(soundcloud)
    const storage = memoryStorage()
    const clients = Array.from({ length: 50 }, () => world.client({ storage }))

    await Promise.all(clients.map((client) => client.loginAsApp()))
    await world.client({ storage }).loginAsApp()

    expect(world.server.received).toHaveLength(1)
  })

  it('refreshes a token that is over, where it came with a refresh token, and asks anew when that is refused', async () => {
    const world = new ServerWorld(soundcloud)
    const client = world.client()
    await client.loginAsApp()
    await world.clock.advance(3601)
    await client.loginAsApp()
    expect(world.server.received.map(({ parameters }) => parameters['grant_type'])).toEqual(['client_credentials', 'refresh_token'])

    await world.clock.advance(3601)
    world.server.revokeAll()
    expect(await client.loginAsApp()).toMatchObject({ status: 'authenticated' })
    expect(world.server.count('client_credentials')).toBe(2)
  })

  it.each([
    ['a header', {}, { 'retry-after': '120' }],
    [
      'the body of SoundCloud',
      { errors: [{ meta: { rate_limit: { bucket: 'by-ip' }, remaining_requests: 0, reset_time: '2027/01/15 08:02:00 +0000' } }] },
      {},
    ],
  ])('[RFC 6585 §4] says when to come back, told by %s', async (_name, body, headers) => {
    const world = new ServerWorld(soundcloud)
    world.server.faults.push(() => Response.json(body, { status: 429, headers }))

    await expect(world.client().loginAsApp()).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 120, retryable: true })
  })

  it('is configuration for a wrong secret', async () => {
    const world = new ServerWorld(soundcloud)
    world.server.faults.push(() => Response.json({ error: 'invalid_client' }, { status: 401 }))

    await expect(world.client().loginAsApp()).rejects.toMatchObject({ code: 'configuration', providerError: 'invalid_client' })
  })
})
