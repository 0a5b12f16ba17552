import { formatBasicCredentials } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { clientSecret, startHttpServer } from '../../../test/start-http-server.ts'

describe('the introspection endpoint', () => {
  it('[RFC 7662 §2.2] says what the token is good for, to its client, uncached and not to browsers', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn({ scope: ['profile', 'email'] })

    const answer = await server.introspect(body.access_token)

    const issuedAt = server.context.now()
    expect(answer.body).toEqual({
      active: true,
      scope: 'profile email',
      client_id: server.client.id,
      username: 'ada',
      token_type: 'Bearer',
      exp: issuedAt + 3600,
      iat: issuedAt,
      sub: 'user-ada',
      iss: 'https://platform.example',
    })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect((await server.send('/oauth/introspect', { method: 'OPTIONS' })).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('[RFC 7662 §2.2] says inactive and nothing else of what is no good', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn()
    const { body: foreign } = await server.exchange(await server.authorize({ clientId: server.nativeClient.id }), {
      client_id: server.nativeClient.id,
      client_secret: undefined,
    })

    for (const token of ['x', `sd_at_${'A'.repeat(57)}`, foreign.access_token, foreign.refresh_token, '\u202E']) {
      expect(await server.introspect(token)).toMatchObject({ status: 200, text: '{"active":false}' })
    }
    server.advance(3600)
    expect((await server.introspect(body.access_token)).text).toBe('{"active":false}')
  })

  it('[RFC 7662 §2.2] knows the current refresh token, without the token_type of an access token', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn({ scope: ['profile'] })

    const current = await server.introspect(body.refresh_token)
    const { body: next } = await server.refresh(body.refresh_token)
    const spent = await server.introspect(body.refresh_token)

    expect(current.body).toMatchObject({ active: true, scope: 'profile', sub: 'user-ada', exp: server.context.now() + 30 * 86_400 })
    expect(current.body).not.toHaveProperty('token_type')
    expect(spent.text).toBe('{"active":false}')
    expect((await server.introspect(next.refresh_token)).body).toMatchObject({ active: true })
  })

  it('[RFC 7662 §2.1] is closed to public clients, strangers and wrong secrets', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn()
    const post = (entries: Record<string, string>, headers: Record<string, string> = {}) =>
      server.send('/oauth/introspect', { method: 'POST', body: new URLSearchParams({ token: body.access_token, ...entries }), headers })

    for (const answer of [
      await post({ client_id: server.nativeClient.id }),
      await post({}),
      await post({ client_id: server.client.id }),
      await post({ client_id: server.client.id, client_secret: 'wrong' }),
      await post({}, { authorization: `Bearer ${body.access_token}` }),
    ]) {
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    const twice = await post(
      { client_id: server.client.id, client_secret: clientSecret },
      { authorization: formatBasicCredentials(server.client.id, clientSecret) },
    )
    expect(twice).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  it('[RFC 7662 §2.1] asks for the token, by POST, in a form', async () => {
    const server = await startHttpServer()

    expect(await server.introspect('')).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    expect((await server.send('/oauth/introspect')).status).toBe(405)
    const json = await server.send('/oauth/introspect', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
    expect(json).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })
})
