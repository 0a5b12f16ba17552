import { createServer } from 'node:http'
import { audius, standard } from '@stagedoor/platforms'
import { afterEach, describe, expect, it } from 'vitest'
import { APP, codeOf, SignInWorld } from '../../test/sign-in-world.ts'
import { isPlatformUrl } from './is-platform-url.ts'

describe('client.fetch', () => {
  it('[RFC 6750 §2.1] adds the access token under the scheme of the description', async () => {
    const world = new SignInWorld({ ...audius, resources: { ...audius.resources, authorizationSchemes: ['OAuth'] } })
    const { client } = await world.signIn()

    await client.fetch(`${audius.issuer}/v1/tracks`)

    expect(world.server.received.at(-1)?.authorization).toMatch(/^OAuth access-\d+$/)
  })

  it.each([
    'https://api.audius.co.evil/v1/me',
    'https://api.audius.co@evil.example/v1/me',
    'https://user:pass@api.audius.co/v1/me',
    'https://evil.example/https://api.audius.co/v1/me',
    'http://api.audius.co/v1/me',
    'https://api.audius.co:8443/v1/me',
    'https://API.AUDIUS.CO.evil/',
    'https:evil.example',
    '//evil.example/v1/me',
    '/v1/me',
  ])('attaches nothing to %s', async (url) => {
    const world = new SignInWorld()
    const { client } = await world.signIn()

    await client.fetch(url)

    expect(world.server.received.at(-1)?.authorization).toBe(null)
  })

  it('attaches nothing to another platform on the same origin', () => {
    const platform = { ...standard, issuer: 'http://127.0.0.1:4700/audius', endpoints: { ...standard.endpoints } }
    const endpoints = { authorization: `${platform.issuer}/a`, token: `${platform.issuer}/t`, userinfo: `${platform.issuer}/u` }
    const allows = (url: string): boolean => isPlatformUrl(url, { ...platform, endpoints })

    expect(allows('http://127.0.0.1:4700/audius/v1/me')).toBe(true)
    expect(allows('http://127.0.0.1:4700/audius')).toBe(true)
    expect(allows('http://127.0.0.1:4700/audius-evil/v1/me')).toBe(false)
    expect(allows('http://127.0.0.1:4700/audius/../standard/me')).toBe(false)
    expect(allows('http://127.0.0.1:4700/audius/%2e%2e/standard/me')).toBe(false)
    expect(allows('http://127.0.0.1:4700/audius/..%2fstandard/me')).toBe(false)
  })

  it('leaves an Authorization header of the caller as it is', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()

    await client.fetch(`${audius.issuer}/v1/tracks`, { headers: { authorization: 'Basic own' } })

    expect(world.server.received.at(-1)?.authorization).toBe('Basic own')
  })

  it('refreshes once and tries again on 401', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    world.server.expireAccessTokens()

    const response = await client.fetch(new Request(`${audius.issuer}/v1/tracks`, { headers: { 'x-kept': 'yes' } }))

    expect(response.status).toBe(200)
    expect(new Headers(world.server.received.at(-1)?.init.headers).get('x-kept')).toBe('yes')
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('tries again only once', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    const refused = () => new Response('', { status: 401 })
    world.server.expireAccessTokens()
    world.server.faults.push(refused, () => Response.json({ access_token: 'useless', expires_in: 60 }), refused)

    expect((await client.fetch(`${audius.issuer}/v1/tracks`)).status).toBe(401)
    expect(world.server.faults).toEqual([])
    expect(client.session.status).toBe('authenticated')
  })

  it('does not send a stream again: it is spent', async () => {
    const world = new SignInWorld()
    const { client } = await world.signIn()
    world.server.expireAccessTokens()
    const body = new Blob(['song']).stream()

    expect((await client.fetch(`${audius.issuer}/v1/tracks`, { method: 'POST', body })).status).toBe(401)
    expect(world.server.count('refresh_token')).toBe(0)
    await client.getAccessToken()
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('rejects with not_signed_in, and sends nothing, when nobody is', async () => {
    const world = new SignInWorld()
    const { client } = world.openTab()

    expect(await codeOf(client.fetch(audius.endpoints.userinfo))).toBe('not_signed_in')
    expect(world.server.received).toEqual([])
  })
})

describe('client.fetch over a real connection', () => {
  const running: { close(): void }[] = []
  afterEach(() => {
    for (const server of running.splice(0)) server.close()
  })

  async function listen(answer: (seen: string | undefined) => Record<string, string>): Promise<string> {
    const server = createServer((request, response) => {
      response.writeHead(302, answer(request.headers.authorization)).end()
    })
    running.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  }

  it('follows no redirect with a token, unless asked to', async () => {
    let seenElsewhere = 0
    const elsewhere = await listen(() => {
      seenElsewhere++
      return {}
    })
    const origin = await listen(() => ({ location: elsewhere }))
    const endpoints = { authorization: `${origin}/authorize`, token: `${origin}/token`, userinfo: `${origin}/me` }
    const world = new SignInWorld({ ...audius, issuer: origin, endpoints })
    await world.signIn()
    const tab = world.openTab(APP, { fetch: globalThis.fetch })

    await expect(tab.client.fetch(`${origin}/me`)).rejects.toThrow(TypeError)
    expect(seenElsewhere).toBe(0)
  })
})
