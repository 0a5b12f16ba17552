import { beforeAll, describe, expect, it } from 'vitest'
import { post } from '../../test/sign-in.ts'
import type { Announcement } from '../emulator/announcement.ts'
import { startEmulator } from '../emulator/start-emulator.ts'

let announcement: Announcement

beforeAll(async () => {
  const emulator = await startEmulator()
  announcement = emulator.announcement
  return () => emulator.close()
})

const redirect_uris = ['https://app.example/callback']

describe('client registration', () => {
  it('[RFC 7591 §3.2.1] answers with all that was registered, and a secret where one is wanted', async () => {
    const metadata = {
      client_name: 'Mixdown',
      redirect_uris,
      token_endpoint_auth_method: 'client_secret_post',
      scope: 'openid profile',
      client_uri: 'https://app.example/',
      grant_types: ['authorization_code'],
      unknown_member: 1,
    }
    const { status, body } = await post(announcement, 'standard/clients', metadata)

    const { unknown_member: _, ...known } = metadata
    expect(status).toBe(201)
    expect(body).toEqual({
      ...known,
      response_types: ['code'],
      application_type: 'web',
      client_id: expect.stringMatching(/^[\w-]{22}$/),
      client_secret: expect.stringMatching(/^[\w-]{43}$/),
      client_secret_expires_at: 0,
      client_id_issued_at: expect.any(Number),
    })
    expect(Math.abs(Number(body.client_id_issued_at) - Date.now() / 1000)).toBeLessThan(10)
  })

  it.each(['', '   '])('shows nobody a client without a name: %j', async (client_name) => {
    const { status, body } = await post(announcement, 'standard/clients', { redirect_uris, client_name })

    expect([status, body.client_name]).toEqual([201, 'Unnamed app'])
  })

  it('[RFC 6749 §2.3.1] lets the client authenticate with what it got', async () => {
    const { body } = await post(announcement, 'standard/clients', { redirect_uris })
    const introspect = (secret: unknown): Promise<Response> =>
      fetch(announcement.platforms.standard?.endpoints.introspection ?? '', {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${body.client_id}:${secret}`)}` },
        body: new URLSearchParams({ token: 'x' }),
      })

    expect(body.token_endpoint_auth_method).toBe('client_secret_basic')
    expect((await introspect(body.client_secret)).status).toBe(200)
    expect((await introspect('wrong')).status).toBe(401)
  })

  it('follows the platform: audius has public clients with 40 hex digits', async () => {
    const { status, body } = await post(announcement, 'audius/clients', { redirect_uris: ['http://localhost:3000/callback'] })

    expect(status).toBe(201)
    expect(body).toMatchObject({
      client_id: expect.stringMatching(/^[\da-f]{40}$/),
      token_endpoint_auth_method: 'none',
      scope: 'read write',
    })
    expect(body).not.toHaveProperty('client_secret')
  })

  it('[RFC 8252 §8.4] takes a client with a custom scheme for a native one, without a secret', async () => {
    const { body } = await post(announcement, 'standard/clients', { redirect_uris: ['myapp://oauth/callback'] })

    expect(body).toMatchObject({ application_type: 'native', token_endpoint_auth_method: 'none' })
  })

  it.each([
    ['standard', { redirect_uris: undefined }, 'invalid_redirect_uri', 'at least one'],
    ['standard', { redirect_uris: [] }, 'invalid_redirect_uri', 'at least one'],
    ['standard', { redirect_uris: ['https://app.example/', 'http://app.example/'] }, 'invalid_redirect_uri', 'redirect_uris[1]: '],
    ['standard', { redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri', 'redirect_uris[0]: '],
    ['audius', { redirect_uris: ['https://app.example/#x'] }, 'invalid_redirect_uri', 'fragment'],
    ['audius', { redirect_uris: ['http://192.0.2.1/'] }, 'invalid_redirect_uri', 'redirect_uris[0]: '],
    ['standard', { redirect_uris: ['myapp://x'], application_type: 'web' }, 'invalid_redirect_uri', '"native"'],
    ['standard', { redirect_uris: 'https://app.example/' }, 'invalid_client_metadata', 'redirect_uris'],
    ['standard', { application_type: 'desktop' }, 'invalid_client_metadata', 'application_type'],
    ['standard', { client_name: 'a\u202eb' }, 'invalid_client_metadata', 'client_name'],
    ['standard', { client_name: 'a\u0000b' }, 'invalid_client_metadata', 'client_name'],
    ['standard', { client_uri: 'javascript:alert(1)' }, 'invalid_client_metadata', 'client_uri'],
    [
      'standard',
      { token_endpoint_auth_method: 'private_key_jwt' },
      'invalid_client_metadata',
      'client_secret_basic, client_secret_post, none',
    ],
    ['audius', { token_endpoint_auth_method: 'client_secret_basic' }, 'invalid_client_metadata', 'one of none'],
    ['standard', { grant_types: ['password'] }, 'invalid_client_metadata', 'grant_types has "password"'],
    ['standard', { response_types: ['token'] }, 'invalid_client_metadata', 'response_types has "token"'],
    ['standard', { scope: 'openid admin' }, 'invalid_client_metadata', 'scope has "admin"'],
    ['standard', { scope: ' openid' }, 'invalid_client_metadata', 'space'],
    ['standard', { scope: '' }, 'invalid_client_metadata', 'scope is empty'],
  ])('[RFC 7591 §3.2.2] refuses on %s %j', async (platform, change, error, text) => {
    const { status, body } = await post(announcement, `${platform}/clients`, { redirect_uris, ...change })

    expect([status, body.error]).toEqual([400, error])
    expect(body.error_description).toContain(text)
  })

  it('asks for a redirect URI only where a client is redirected to a registered one', async () => {
    const grant_types = ['client_credentials']
    const [byItself, byRedirect, anywhere] = [
      await post(announcement, 'soundcloud/clients', { grant_types }),
      await post(announcement, 'soundcloud/clients', {}),
      await post(announcement, 'auphonic/clients', { grant_types: ['authorization_code', 'password'] }),
    ]

    expect(byItself).toMatchObject({ status: 201, body: { redirect_uris: [], grant_types, client_secret: expect.any(String) } })
    expect([byRedirect.status, byRedirect.body.error]).toEqual([400, 'invalid_redirect_uri'])
    expect(anywhere).toMatchObject({ status: 201, body: { redirect_uris: [] } })
  })

  it('has as many redirect URIs as the platform takes', async () => {
    const { status, body } = await post(announcement, 'standard/clients', { redirect_uris: Array(51).fill(redirect_uris[0]) })

    expect([status, body.error_description]).toEqual([400, 'redirect_uris has at most 50 entries.'])
  })

  it('[RFC 7591 §3.2.2] refuses what is not an object', async () => {
    expect(await post(announcement, 'standard/clients', '[]')).toMatchObject({ status: 400, body: { error: 'invalid_client_metadata' } })
  })
})
