import { audius, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../test/start-http-server.ts'

const sentence = 'The authorization code is not valid.'

describe('grant_type=authorization_code', () => {
  it('[RFC 6749 §4.1.2] denies a replayed code and revokes what it issued', async () => {
    const server = await startHttpServer()
    const code = await server.authorize()

    const first = await server.exchange(code)
    const second = await server.exchange(code)

    expect(second).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: sentence } })
    expect((await server.introspect(first.body.access_token)).body).toEqual({ active: false })
    expect(await server.refresh(first.body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(server.reasons()).toContain('code_replayed')
  })

  it('[RFC 6749 §4.1.2] gives tokens to exactly one of fifty concurrent exchanges', async () => {
    const server = await startHttpServer()
    const code = await server.authorize()

    const answers = await Promise.all(Array.from({ length: 50 }, () => server.exchange(code)))

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(49)
  })

  it('[RFC 7636 §4.6] gives a wrong verifier one try', async () => {
    const server = await startHttpServer()
    const code = await server.authorize()

    const wrong = await server.exchange(code, { code_verifier: 'x'.repeat(43) })
    const right = await server.exchange(code)

    expect(wrong).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: sentence } })
    expect(right).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: sentence } })
    expect(server.reasons()).toEqual(['code_verifier_mismatch', 'code_replayed'])
  })

  it.each([
    ['a verifier that is too short', { code_verifier: 'short' }, 'code_verifier_mismatch'],
    ['the challenge as verifier (plain)', { code_verifier: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' }, 'code_verifier_mismatch'],
    ['another redirect URI', { redirect_uri: 'https://app.example/other?x=1' }, 'redirect_uri_mismatch'],
    ['a redirect URI with a slash more', { redirect_uri: 'https://app.example/callback/' }, 'redirect_uri_mismatch'],
    ['a code that was never one', { code: 'sd_ac_x' }, 'code_unknown'],
    ['a code nobody issued', { code: `sd_ac_${'A'.repeat(51)}` }, 'code_unknown'],
    ['a code with RTL in it', { code: '\u202Esd_ac_' }, 'code_unknown'],
  ])('[RFC 6749 §5.2] denies %s, in the one sentence', async (_, changes, reason) => {
    const server = await startHttpServer()

    const answer = await server.exchange(await server.authorize(), changes)

    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: sentence } })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(server.events).toEqual([expect.objectContaining({ reason, clientId: server.client.id, error: 'invalid_grant' })])
  })

  it('[RFC 6749 §4.1.3] neither burns nor reports a code of another client', async () => {
    const server = await startHttpServer()
    const code = await server.authorize()

    const stolen = await server.exchange(code, { client_id: server.nativeClient.id, client_secret: undefined })
    const honest = await server.exchange(code)

    expect(stolen).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: sentence } })
    expect(honest.status).toBe(200)
  })

  it('[RFC 6749 §4.1.2] denies an expired code', async () => {
    const server = await startHttpServer()
    const code = await server.authorize()
    server.advance(standard.tokens.codeLifetimeSeconds)

    expect(await server.exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description: sentence } })
    expect(server.reasons()).toEqual(['code_expired'])
  })

  it('issues no refresh token, and knows no such grant type, where the platform has none', async () => {
    const platform = { ...standard, tokens: { ...standard.tokens, refreshToken: null } }
    const server = await startHttpServer({ platform })

    const { body } = await server.signIn()

    expect(body).not.toHaveProperty('refresh_token')
    expect(await server.refresh('x')).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } })
    expect((await server.introspect(body.access_token)).body.active).toBe(true)
  })

  it('tells the reason in the words of a platform that tells: Audius', async () => {
    const server = await startHttpServer({ platform: audius })
    const describeError = async (changes: Record<string, string>) =>
      (await server.exchange(await server.authorize(), changes)).body.error_description

    expect(await describeError({ code: 'x' })).toBe('Authorization code is invalid, expired, or already used')
    expect(await describeError({ client_id: server.nativeClient.id })).toBe('client_id mismatch')
    expect(await describeError({ redirect_uri: 'https://app.example/' })).toBe('redirect_uri mismatch')
    expect(await describeError({ code_verifier: 'x'.repeat(43) })).toBe('PKCE verification failed')
  })
})
