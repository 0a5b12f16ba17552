import { audius } from '@stagedoor/platforms'
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
})
