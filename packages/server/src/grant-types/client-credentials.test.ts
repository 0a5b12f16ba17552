import { type PlatformDescription, soundcloud, standard } from '@stagedoor/platforms'
import { formatBasicCredentials, formatParameters } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { type Answer, clientSecret, type HttpTestServer, startHttpServer } from '../../test/start-http-server.ts'
import type { Entries } from '../../test/test-browser.ts'

const withScopes: PlatformDescription = {
  ...standard,
  tokenRequest: { ...standard.tokenRequest, grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'] },
}

/** Asks as SoundCloud’s document does: the header, and nothing but the grant type in the body. */
function ask(server: HttpTestServer, changes: Entries = {}, authorization?: string): Promise<Answer> {
  const body = formatParameters(Object.entries({ grant_type: 'client_credentials', ...changes }))
  const header = authorization ?? formatBasicCredentials(server.client.id, clientSecret)
  return server.postToken(body, {
    'content-type': 'application/x-www-form-urlencoded',
    ...(header !== '' && { authorization: header }),
  })
}

describe('grant_type=client_credentials', () => {
  it('[RFC 6749 §4.4] gives an app a token of its own, and a refresh token where the platform sends one', async () => {
    const server = await startHttpServer({ platform: soundcloud })

    const { status, body, headers } = await ask(server)

    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 3599,
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      scope: '',
    })
    expect(headers.get('cache-control')).toBe('no-store')
    expect((await server.refresh(body.refresh_token)).status).toBe(200)
  })

  it('[RFC 9068 §2.2] is the client’s own account, which is no person: not at /me', async () => {
    const server = await startHttpServer({ platform: soundcloud })
    const { body } = await ask(server)

    const account = await server.store.users.find(server.client.id)
    expect(account).toMatchObject({ username: `app:${server.client.id}`, passwordDigest: null, name: 'Demo App' })
    const refused = await server.profile(body.access_token)
    expect(refused).toMatchObject({ status: 401, body: { code: 401, status: '401 - Unauthorized', errors: [] } })
    expect(server.reasons()).toContain('access_token_of_app')
  })

  it('makes one account for fifty first requests at once', async () => {
    const server = await startHttpServer({ platform: withScopes })

    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(server)))

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body }) => body.access_token)).size).toBe(50)
    const sub = new Set(await Promise.all(answers.map(async ({ body }) => (await server.introspect(body.access_token)).body.sub)))
    expect(sub).toEqual(new Set([server.client.id]))
  })

  it('finds another name for the account when a person has taken the first', async () => {
    const server = await startHttpServer({ platform: withScopes })
    await server.store.users.add({ ...server.user, id: 'squatter', username: `APP:${server.client.id}` })

    const { body } = await ask(server)

    expect((await server.introspect(body.access_token)).body).toMatchObject({ active: true, sub: server.client.id })
  })

  it.each([
    ['none: the default', undefined, 200, 'profile'],
    ['one that is registered', 'tracks:read', 200, 'tracks:read'],
    ['one that includes another', 'tracks:read tracks:write', 200, undefined],
    ['an unknown one', 'admin', 400, 'invalid_scope'],
    ['one that is not registered for the client', 'email', 400, 'invalid_scope'],
    ['a malformed one', 'a  b', 400, 'invalid_scope'],
  ])('[RFC 6749 §4.4.2] takes the scope: %s', async (_, scope, status, expected) => {
    const server = await startHttpServer({ platform: withScopes, client: { scope: ['profile', 'tracks:read', 'tracks:write'] } })

    const answer = await ask(server, { scope })

    expect(answer.status).toBe(status)
    if (expected !== undefined) expect([answer.body.scope, answer.body.error]).toContain(expected)
  })

  it('[RFC 6749 §4.4.2] drops a scope where the platform has none', async () => {
    const server = await startHttpServer({ platform: soundcloud })

    expect(await ask(server, { scope: 'non-expiring' })).toMatchObject({ status: 200, body: { scope: '' } })
  })

  it('[RFC 6749 §5.2] takes credentials in the header only, where the platform does', async () => {
    const server = await startHttpServer({ platform: soundcloud })
    const { client } = server

    const inBody = await ask(server, { client_id: client.id, client_secret: clientSecret }, '')
    const idBeside = await ask(server, { client_id: client.id })

    expect(inBody).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(server.reasons()).toEqual(['client_authentication_method'])
    expect(inBody.headers.get('www-authenticate')).toBe('Basic realm="SoundCloud"')
    expect(idBeside.status).toBe(200)
  })

  it.each([
    ['a wrong secret', {}, formatBasicCredentials('a1b2c3', 'wrong'), 401, 'invalid_client'],
    ['an unknown client', {}, formatBasicCredentials('nobody', clientSecret), 401, 'invalid_client'],
    ['nobody', {}, '', 401, 'invalid_client'],
    ['another client in the body', { client_id: 'd4e5f6' }, undefined, 401, 'invalid_client'],
    ['a secret in both places', { client_secret: clientSecret }, undefined, 400, 'invalid_request'],
    ['an id that is not base64', {}, 'Basic a1b2c3:secret', 401, 'invalid_client'],
    ['no grant type', { grant_type: '' }, undefined, 400, 'invalid_request'],
  ])('[RFC 6749 §5.2] refuses %s', async (_, changes, authorization, status, error) => {
    const server = await startHttpServer({ platform: soundcloud })

    const answer = await ask(server, changes, authorization)

    expect(answer).toMatchObject({ status, body: { error } })
    expect(answer.text).not.toContain(clientSecret)
    expect(await server.store.users.find(server.client.id)).toBeUndefined()
  })

  it('[RFC 6749 §4.4] is not for public clients, who could not prove that they are the app', async () => {
    const server = await startHttpServer({ platform: withScopes })

    const answer = await ask(server, { client_id: server.nativeClient.id }, '')

    expect(answer).toMatchObject({ status: 400, body: { error: 'unauthorized_client' } })
  })

  it('[RFC 6585 §4] stops at the limits: as many as there are, counted after the secret was right, then 429 until the window ends', async () => {
    const server = await startHttpServer({ platform: soundcloud })
    const wrong = await Promise.all(Array.from({ length: 40 }, () => ask(server, {}, formatBasicCredentials(server.client.id, 'wrong'))))

    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(server)))
    const refused = answers.filter(({ status }) => status === 429)

    expect(new Set(wrong.map(({ status }) => status))).toEqual(new Set([401]))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30)
    expect(refused).toHaveLength(10)
    expect(refused[0]?.headers.get('retry-after')).toBe('3600')
    expect(refused[0]?.body).toEqual({
      errors: [
        {
          meta: {
            rate_limit: { bucket: 'by-ip', max_nr_of_requests: 30, time_window: 'PT1H', name: 'client-credentials-exchange' },
            remaining_requests: 0,
            reset_time: '2026/11/21 01:00:00 +0000',
          },
        },
      ],
    })
    server.advance(3600)
    expect((await ask(server)).status).toBe(200)
  })

  it('refuses for a disabled account of the app, and at once for its tokens', async () => {
    const server = await startHttpServer({ platform: withScopes })
    await server.store.users.add({ ...server.user, id: server.client.id, username: 'app', disabledAt: 1 })

    expect(await ask(server)).toMatchObject({ status: 400, body: { error: 'unauthorized_client' } })
    expect(server.reasons()).toEqual(['account_disabled'])
  })

  it('[RFC 6749 §5.2] is no grant type of a platform that has not got it', async () => {
    const server = await startHttpServer()

    expect(await ask(server)).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } })
  })
})
