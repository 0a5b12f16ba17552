import { audiotool, audius, soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../../test/start-http-server.ts'

describe('the revocation endpoint', () => {
  it.each(['access_token', 'refresh_token'] as const)('[RFC 7009 §2.1] ends the whole grant by its %s, at once', async (kind) => {
    const server = await startHttpServer()
    const { body } = await server.signIn()

    const { status, text, headers } = await server.revoke(body[kind])

    expect({ status, text }).toEqual({ status: 200, text: '' })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect((await server.introspect(body.access_token)).body).toEqual({ active: false })
    expect((await server.profile(body.access_token)).status).toBe(401)
    expect(await server.refresh(body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('[RFC 7009 §2.1] ends it by a spent refresh token too', async () => {
    const server = await startHttpServer()
    const { body: first } = await server.signIn()
    const { body: second } = await server.refresh(first.refresh_token)

    await server.revoke(first.refresh_token)

    expect((await server.introspect(second.access_token)).body).toEqual({ active: false })
  })

  it.each(['refresh_token', 'nonsense'])('[RFC 7009 §2.1] is not misled by the hint %s', async (hint) => {
    const server = await startHttpServer()
    const { body } = await server.signIn()

    expect((await server.revoke(body.access_token, { token_type_hint: hint })).status).toBe(200)
    expect((await server.introspect(body.access_token)).body).toEqual({ active: false })
  })

  it('[RFC 7009 §2.2] answers 200 to tokens it does not know', async () => {
    const server = await startHttpServer()
    for (const token of ['x', `sd_at_${'A'.repeat(57)}`, '\u202Ex', 'x'.repeat(8000)]) expect((await server.revoke(token)).status).toBe(200)
  })

  it('[RFC 7009 §2.1] leaves a token of another client alone, and does not say so', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn()

    const answer = await server.revoke(body.refresh_token, { client_id: server.nativeClient.id, client_secret: undefined })

    expect(answer.status).toBe(200)
    expect((await server.introspect(body.access_token)).body.active).toBe(true)
  })

  it('[RFC 7009 §2.1] asks a confidential client for its secret, and anybody for a name', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn()

    for (const changes of [{ client_secret: undefined }, { client_secret: 'wrong' }, { client_id: undefined, client_secret: undefined }]) {
      const answer = await server.revoke(body.refresh_token, changes)
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /)
    }
    expect((await server.introspect(body.access_token)).body.active).toBe(true)
  })

  it('[RFC 7009 §2.2.1] asks for the token', async () => {
    const server = await startHttpServer()

    expect(await server.revoke('')).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    expect(await server.send('/oauth/revoke')).toMatchObject({ status: 405 })
  })

  it('asks no client of Audius, and answers {}', async () => {
    const server = await startHttpServer({ platform: audius })
    const { body } = await server.signIn()

    const answer = await server.revoke(body.refresh_token, { client_id: undefined })

    expect(answer).toMatchObject({ status: 200, text: '{}' })
    expect((await server.profile(body.access_token)).status).toBe(401)
  })

  it('ends a grant of Audius by its access token, which looks like a refresh token', async () => {
    const server = await startHttpServer({ platform: audius })
    const { body } = await server.signIn()

    await server.revoke(body.access_token)

    expect((await server.profile(body.access_token)).status).toBe(401)
  })

  describe('where a platform signs out in its own way', () => {
    it('takes the token under its own name, as JSON or as a form', async () => {
      const server = await startHttpServer({ platform: soundcloud })
      const [first, second] = [await server.signIn(), await server.signIn()]

      const asJson = await server.send('/sign-out', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ access_token: first.body.access_token }),
      })
      const asForm = await server.send('/sign-out', {
        method: 'POST',
        body: new URLSearchParams({ access_token: second.body.access_token }),
      })

      for (const answer of [asJson, asForm]) expect(answer).toMatchObject({ status: 200, text: '{}' })
      for (const { body } of [first, second]) {
        expect((await server.profile(body.access_token)).status).toBe(401)
        expect((await server.refresh(body.refresh_token)).status).toBe(400)
      }
    })

    it.each(['OAuth', 'oauth', 'Bearer'])('takes the token as the request’s own header, under %s, without a body', async (scheme) => {
      const server = await startHttpServer({ platform: soundcloud })
      const { body } = await server.signIn()
      const headers = { authorization: `${scheme} ${body.access_token}` }

      const answer = await server.send('/sign-out', { method: 'POST', headers })

      expect(answer).toMatchObject({ status: 200, text: '{}' })
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect((await server.profile(body.access_token)).status).toBe(401)
    })

    it('takes the same token twice, and refuses two different ones', async () => {
      const server = await startHttpServer({ platform: soundcloud })
      const [first, second] = [await server.signIn(), await server.signIn()]
      const signOut = (inHeader: string, inBody: string) =>
        server.send('/sign-out', {
          method: 'POST',
          headers: { authorization: `OAuth ${inHeader}`, 'content-type': 'application/json' },
          body: JSON.stringify({ access_token: inBody }),
        })

      const two = await signOut(first.body.access_token, second.body.access_token)
      expect(two).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
      for (const { body } of [first, second]) expect((await server.profile(body.access_token)).status).toBe(200)

      expect((await signOut(first.body.access_token, first.body.access_token)).status).toBe(200)
      expect((await server.profile(first.body.access_token)).status).toBe(401)
    })

    it.each([
      ['nothing', {}, undefined],
      ['a header that is no token', { authorization: 'OAuth' }, undefined],
      ['a password in the header', { authorization: 'Basic YTpi' }, undefined],
      ['the token under the RFC’s name', { 'content-type': 'application/json' }, '{"token":"x"}'],
      ['malformed JSON', { 'content-type': 'application/json' }, '{"access_token":'],
      ['a number', { 'content-type': 'application/json' }, '{"access_token":1}'],
      ['a text', { 'content-type': 'text/plain' }, 'access_token=x'],
      ['malformed JSON beside a header', { authorization: 'OAuth x', 'content-type': 'application/json' }, '{'],
    ])('[RFC 7009 §2.2.1] refuses %s', async (_, headers, body) => {
      const server = await startHttpServer({ platform: soundcloud })

      const answer = await server.send('/sign-out', { method: 'POST', headers, ...(body !== undefined && { body }) })

      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    })

    it('[RFC 7009 §2.2] answers 200 to a header it does not know', async () => {
      const server = await startHttpServer({ platform: soundcloud })

      const answer = await server.send('/sign-out', { method: 'POST', headers: { authorization: 'OAuth nonsense' } })

      expect(answer.status).toBe(200)
      expect(server.reasons()).toEqual(['revocation_without_effect'])
    })

    it('takes no header for a token where the platform does not', async () => {
      const server = await startHttpServer({ platform: audiotool })
      const { body } = await server.signIn()
      const headers = { authorization: `Bearer ${body.access_token}` }

      const answer = await server.send('/oauth2/revoke', {
        method: 'POST',
        headers,
        body: new URLSearchParams({ client_id: server.client.id }),
      })

      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
      expect((await server.send('/audiotool.auth.v1.AuthService/GetWhoami', { method: 'POST', headers })).status).toBe(200)
    })
  })
})
