import { audius, type PlatformDescription, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../test/start-http-server.ts'

const sentence = 'The refresh token is not valid.'
const rules = standard.tokens.refreshToken ?? expect.fail('standard issues refresh tokens')
const strict: PlatformDescription = {
  ...standard,
  tokens: { ...standard.tokens, refreshToken: { ...rules, rotation: 'strict', retryWindowSeconds: 0 } },
}

describe('grant_type=refresh_token', () => {
  it('[RFC 6749 §6] gives a fresh access token and a successor', async () => {
    const server = await startHttpServer()
    const { body: first } = await server.signIn()

    const { status, headers, body: second } = await server.refresh(first.refresh_token)

    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(second).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'profile' })
    expect(second.access_token).not.toBe(first.access_token)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    for (const token of [first.access_token, second.access_token]) expect((await server.introspect(token)).body.active).toBe(true)
  })

  it('answers a lost reply with the very same tokens, and what is left of their life', async () => {
    const server = await startHttpServer()
    const { body: first } = await server.signIn()
    const lost = await server.refresh(first.refresh_token)
    server.advance(20)

    const again = await server.refresh(first.refresh_token)

    expect(again.body).toEqual({ ...lost.body, expires_in: lost.body.expires_in - 20 })
    expect((await server.introspect(again.body.access_token)).body.active).toBe(true)
    expect((await server.refresh(again.body.refresh_token)).status).toBe(200)
    expect(server.reasons()).toEqual(['refresh_repeated'])
  })

  it('gives eight refreshes at once one successor, and nobody is signed out', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn()

    const answers = await Promise.all(Array.from({ length: 8 }, () => server.refresh(body.refresh_token)))

    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect((await server.refresh(answers[0]?.body.refresh_token)).status).toBe(200)
  })

  it('keeps the scope of the lost reply, whatever the repetition asks for', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn({ scope: ['profile', 'email'] })
    const lost = await server.refresh(body.refresh_token, { scope: 'profile' })

    const again = await server.refresh(body.refresh_token, { scope: 'email' })

    expect(again.body).toEqual(lost.body)
    expect((await server.introspect(again.body.access_token)).body.scope).toBe('profile')
  })

  it('[RFC 9700 §4.14.2] ends the grant when the predecessor comes after the window', async () => {
    const server = await startHttpServer()
    const { body: first } = await server.signIn()
    const { body: second } = await server.refresh(first.refresh_token)
    server.advance(rules.retryWindowSeconds)

    const late = await server.refresh(first.refresh_token)

    expect(late).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: sentence } })
    expect(await server.refresh(second.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await server.introspect(second.access_token)).body).toEqual({ active: false })
    expect(server.reasons()).toEqual(['refresh_token_replayed', 'grant_revoked'])
  })

  it('[RFC 9700 §4.14.2] ends the grant when the predecessor comes after its successor was used', async () => {
    const server = await startHttpServer()
    const { body: first } = await server.signIn()
    const { body: second } = await server.refresh(first.refresh_token)
    const { body: third } = await server.refresh(second.refresh_token)

    const stolen = await server.refresh(first.refresh_token)

    expect(stolen).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await server.refresh(third.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('with strict rotation ends the grant at any second use, even at once', async () => {
    const server = await startHttpServer({ platform: strict })
    const { body: first } = await server.signIn()

    const answers = await Promise.all(Array.from({ length: 50 }, () => server.refresh(first.refresh_token)))

    const winners = answers.filter(({ status }) => status === 200)
    expect(winners).toHaveLength(1)
    expect(await server.refresh(winners[0]?.body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await server.introspect(winners[0]?.body.access_token)).body).toEqual({ active: false })
  })

  it('tells the reason in the words of a platform that tells: Audius', async () => {
    const server = await startHttpServer({ platform: audius })
    const { body: first } = await server.signIn()
    const foreign = await server.refresh(first.refresh_token, { client_id: server.nativeClient.id })
    const second = await server.refresh(first.refresh_token, { client_id: undefined })

    const reused = await server.refresh(first.refresh_token)

    expect(second.status).toBe(200)
    expect(foreign.body).toEqual({ error: 'invalid_grant', error_description: 'client_id mismatch' })
    expect(reused.body).toEqual({ error: 'invalid_grant', error_description: 'Token reuse detected' })
    expect((await server.refresh('x')).body.error_description).toBe('Invalid refresh token')
    expect((await server.profile(second.body.access_token)).status).toBe(401)
  })

  it('[RFC 6749 §6] changes nothing for another client', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn()

    const stolen = await server.refresh(body.refresh_token, { client_id: server.nativeClient.id, client_secret: undefined })

    expect(stolen).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: sentence } })
    expect((await server.refresh(body.refresh_token)).status).toBe(200)
  })

  it('[RFC 6749 §6] narrows the access token, not the grant, and never widens', async () => {
    const server = await startHttpServer()
    const { body: first } = await server.signIn({ scope: ['profile', 'email'] })

    const narrow = await server.refresh(first.refresh_token, { scope: 'email' })
    const wide = await server.refresh(narrow.body.refresh_token, { scope: 'email tracks:write' })
    const malformed = await server.refresh(narrow.body.refresh_token, { scope: 'email  profile' })
    const full = await server.refresh(narrow.body.refresh_token)

    expect(narrow.body.scope).toBe('email')
    expect((await server.introspect(narrow.body.access_token)).body.scope).toBe('email')
    expect(wide).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
    expect(malformed).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
    expect(full.body.scope).toBe('profile email')
  })

  it('[RFC 6749 §6] takes the scope of the authorization request again, where one token of it includes another (Audius)', async () => {
    const server = await startHttpServer({ platform: audius })
    const { body: first } = await server.signIn({ scope: ['write'] }) // `read write` is kept as `write`

    const same = await server.refresh(first.refresh_token, { scope: 'read write' })
    const less = await server.refresh(same.body.refresh_token, { scope: 'read' })

    expect(same).toMatchObject({ status: 200, body: { scope: 'write' } })
    expect(less).toMatchObject({ status: 200, body: { scope: 'read' } })
  })

  it('[RFC 9700 §4.14.2] with strict rotation knows no retry window, whatever the description says', async () => {
    const refreshToken = { ...rules, rotation: 'strict' as const, retryWindowSeconds: 30 }
    const server = await startHttpServer({ platform: { ...standard, tokens: { ...standard.tokens, refreshToken } } })
    const { body: first } = await server.signIn()
    const { body: second } = await server.refresh(first.refresh_token)

    const again = await server.refresh(first.refresh_token)

    expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await server.introspect(second.access_token)).body).toEqual({ active: false })
  })

  it('slides, but never past the end of the grant', async () => {
    const server = await startHttpServer()
    let { body } = await server.signIn()
    const day = 86_400
    for (let month = 0; month < 12; month++) {
      server.advance(29 * day)
      ;({ body } = await server.refresh(body.refresh_token))
    }
    server.advance(365 * day - 12 * 29 * day - 60)
    const last = await server.refresh(body.refresh_token)
    server.advance(60)

    expect(last.body.expires_in).toBe(60)
    expect((await server.introspect(last.body.access_token)).body).toEqual({ active: false })
    expect(await server.refresh(last.body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(server.reasons()).toEqual(['refresh_token_expired'])
  })

  it('[RFC 6749 §5.2] denies an expired one', async () => {
    const server = await startHttpServer()
    const { body } = await server.signIn()
    server.advance(rules.lifetimeSeconds)

    expect(await server.refresh(body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: sentence },
    })
  })

  it('[RFC 6749 §5.2] asks for the parameter', async () => {
    const server = await startHttpServer()

    expect(await server.refresh('')).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })

  it('never starts where a successor could not be computed again', async () => {
    const refreshToken = { ...rules, format: { ...rules.format, bytes: 64 } }

    await expect(startHttpServer({ platform: { ...standard, tokens: { ...standard.tokens, refreshToken } } })).rejects.toThrow(TypeError)
  })
})
