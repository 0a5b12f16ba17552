import { audius, standard } from '@stagedoor/platforms'
import { formatBasicCredentials } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { clientSecret, codeVerifier, startHttpServer } from '../../../test/start-http-server.ts'
import { StoreUnavailableError } from '../../ports/store.ts'

const form = 'application/x-www-form-urlencoded'

describe('the token endpoint', () => {
  it('[RFC 6749 §5.1] answers with tokens that nobody may keep', async () => {
    const server = await startHttpServer()

    const { status, headers, body } = await server.signIn()

    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.stringMatching(/^sd_at_/),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^sd_rt_/),
      scope: 'profile',
    })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('pragma')).toBe('no-cache')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('speaks JSON and form to Audius, whose clients are public and may go unnamed', async () => {
    const server = await startHttpServer({ platform: audius })

    const asJson = await server.signIn()
    const unnamed = await server.exchange(await server.authorize(), { client_id: undefined, redirect_uri: undefined })
    const asForm = await server.postToken(`grant_type=authorization_code&code=${await server.authorize()}&code_verifier=${codeVerifier}`, {
      'content-type': `${form}; charset=utf-8`,
    })
    const upper = await server.refresh(asJson.body.refresh_token, { client_id: server.client.id.toUpperCase() })

    for (const answer of [asJson, unnamed, asForm, upper]) expect(answer.status).toBe(200)
    expect(asJson.body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'read',
    })
  })

  describe('refuses bad input, stores nothing, reveals nothing', () => {
    const good = (code: string) =>
      `grant_type=authorization_code&code=${code}&redirect_uri=${encodeURIComponent('https://app.example/callback')}&code_verifier=${codeVerifier}&client_id=a1b2c3&client_secret=${encodeURIComponent(clientSecret)}`
    const rows: readonly (readonly [string, (code: string) => string, string | undefined, number, string])[] = [
      ['another content type', good, 'text/plain', 400, 'content_type'],
      ['JSON where form is asked for', () => '{}', 'application/json', 400, 'content_type'],
      ['no content type', good, undefined, 400, 'content_type'],
      ['a body of 1 MiB', (code) => good(code) + '&x='.padEnd(1_048_576, 'x'), form, 413, 'body_too_large'],
      ['a parameter twice', (code) => `${good(code)}&code=${code}`, form, 400, 'parameter_duplicate'],
      ['a parameter twice, once empty', (code) => `${good(code)}&code_verifier=`, form, 400, 'parameter_duplicate'],
      ['a NUL', (code) => `${good(code)}&x=%00`, form, 400, 'parameter_nul'],
      ['a broken escape', (code) => `${good(code)}&x=%zz`, form, 400, 'parameter_encoding'],
      ['101 parameters', (code) => good(code) + Array.from({ length: 100 }, (_, i) => `&x${i}=1`).join(''), form, 400, 'parameter_count'],
      ['no grant type', (code) => good(code).replace('grant_type', 'x'), form, 400, 'parameter_missing'],
      ['no code', (code) => good(code).replace('&code=', '&x='), form, 400, 'parameter_missing'],
      ['no verifier', (code) => good(code).replace('&code_verifier=', '&x='), form, 400, 'parameter_missing'],
      ['no redirect URI', (code) => good(code).replace('&redirect_uri=', '&x='), form, 400, 'parameter_missing'],
      ['an empty body', () => '', form, 401, 'client_missing'],
    ]

    it.each(rows)('[RFC 6749 §5.2] %s', async (_, makeBody, contentType, status, reason) => {
      const server = await startHttpServer()
      const code = await server.authorize()

      const bytes = new TextEncoder().encode(makeBody(code))
      const answer = await server.postToken(bytes, { 'content-type': contentType })

      expect(answer.status).toBe(status)
      expect(answer.body).toEqual({
        error: reason === 'client_missing' ? 'invalid_client' : 'invalid_request',
        error_description: expect.any(String),
      })
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('pragma')).toBe('no-cache')
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.text).not.toContain(code)
      expect(answer.text).not.toContain(clientSecret)
      expect(server.reasons()).toEqual([reason])
      // The code is as good as before, and the process alive.
      expect((await server.exchange(code)).status).toBe(200)
    })

    it('[RFC 6749 §5.2] an unknown grant type, saying which there are', async () => {
      const server = await startHttpServer()

      const answer = await server.exchange('x', { grant_type: 'password' })

      expect(answer).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } })
      expect(answer.body.error_description).toBe(
        'The grant_type is authorization_code or refresh_token or urn:ietf:params:oauth:grant-type:device_code.',
      )
    })

    it('[RFC 6749 §2.3.1] a secret in the URL', async () => {
      const server = await startHttpServer()
      const code = await server.authorize()

      const answer = await server.send(`/oauth/token?client_secret=${encodeURIComponent(clientSecret)}`, {
        method: 'POST',
        headers: { 'content-type': form },
        body: good(code),
      })

      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
      expect(answer.text).not.toContain(clientSecret)
    })

    it('malformed JSON, nested JSON and a lone surrogate, where JSON is spoken', async () => {
      const server = await startHttpServer({ platform: audius })
      for (const body of [
        '{',
        '[]',
        '"x"',
        'null',
        '{"grant_type":{"a":1}}',
        '{"grant_type":1}',
        '{"code":"\\ud800"}',
        '{"a":"b","a":"c"}',
      ]) {
        const answer = await server.postToken(body, { 'content-type': 'application/json' })
        expect(answer, body).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
      }
    })

    it('bytes that are not UTF-8', async () => {
      const server = await startHttpServer()

      const answer = await server.postToken(new Uint8Array([0x78, 0x3d, 0xff, 0xfe]), { 'content-type': form })

      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    })
  })

  it('[RFC 9110 §15.5.6] takes POST only and says so', async () => {
    const server = await startHttpServer()
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
      const answer = await server.send('/oauth/token', { method })
      expect(answer.status, method).toBe(405)
      expect(answer.headers.get('allow')).toBe('POST, OPTIONS')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })

  it('[RFC 9110 §10.2.3] answers 503 with Retry-After while the store cannot write, and the code stays good', async () => {
    let isDown = true
    const server = await startHttpServer({
      wrapStore: (store) => ({
        ...store,
        codes: {
          issue: (...given) => store.codes.issue(...given),
          redeem: (...given) => (isDown ? Promise.reject(new StoreUnavailableError('disk full')) : store.codes.redeem(...given)),
        },
      }),
    })
    const code = await server.authorize()

    const answer = await server.exchange(code)
    isDown = false

    expect(answer).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } })
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(answer.text).not.toContain('disk')
    expect((await server.exchange(code)).status).toBe(200)
  })

  it('answers a bug with an id and nothing else, and logs it whole', async () => {
    const bug = new Error('SELECT secrets FROM clients')
    const server = await startHttpServer({
      wrapStore: (store) => ({ ...store, clients: { ...store.clients, find: () => Promise.reject(bug) } }),
    })

    const answer = await server.exchange('x')

    expect(answer).toMatchObject({ status: 500, body: { error: 'server_error' } })
    expect(answer.text).not.toContain('SELECT')
    const [event] = server.events
    expect(event).toMatchObject({ reason: 'bug', cause: bug })
    expect(answer.body.error_description).toContain(event?.errorId)
  })

  it('never starts where unnamed clients would have to authenticate', async () => {
    const platform = { ...standard, tokenRequest: { ...standard.tokenRequest, clientIdOptional: true } }

    await expect(startHttpServer({ platform })).rejects.toThrow(TypeError)
  })
})

describe('client authentication', () => {
  it('[RFC 6749 §2.3.1] takes the secret by header', async () => {
    const server = await startHttpServer()

    const answer = await server.exchange(
      await server.authorize(),
      { client_id: undefined, client_secret: undefined },
      { authorization: formatBasicCredentials(server.client.id, clientSecret) },
    )

    expect(answer.status).toBe(200)
  })

  it('[RFC 6749 §5.2] calls two mechanisms at once an invalid_request, and takes neither', async () => {
    const server = await startHttpServer()
    const code = await server.authorize()

    const answer = await server.exchange(code, {}, { authorization: formatBasicCredentials(server.client.id, clientSecret) })

    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    expect(server.reasons()).toContain('client_authentication_multiple')
    expect((await server.exchange(code)).status).toBe(200)
  })

  const rows: readonly (readonly [string, Record<string, string | undefined>, string | undefined, string])[] = [
    ['a wrong secret', { client_secret: 'wrong' }, undefined, 'client_secret_wrong'],
    ['an unknown client', { client_id: 'nobody' }, undefined, 'client_unknown'],
    ['an id that cannot be one', { client_id: '\u202Eeve' }, undefined, 'client_unknown'],
    ['no secret', { client_secret: undefined }, undefined, 'client_secret_missing'],
    ['no client', { client_id: undefined, client_secret: undefined }, undefined, 'client_missing'],
    ['a secret of nobody', { client_id: undefined }, undefined, 'client_authentication_incomplete'],
    [
      'another client in the body',
      { client_id: 'd4e5f6', client_secret: undefined },
      formatBasicCredentials('a1b2c3', clientSecret),
      'client_authentication_mismatch',
    ],
    ['a malformed header', { client_secret: undefined }, 'Basic !', 'client_authentication_malformed'],
    ['another scheme', { client_secret: undefined }, 'Bearer abc', 'client_authentication_scheme'],
    ['a wrong secret by header', { client_secret: undefined }, formatBasicCredentials('a1b2c3', 'wrong'), 'client_secret_wrong'],
    ['a public client with a secret', { client_id: 'd4e5f6' }, undefined, 'client_is_public'],
  ]

  it.each(rows)('[RFC 6749 §5.2] refuses %s', async (_, changes, authorization, reason) => {
    const server = await startHttpServer()
    const code = await server.authorize()

    const answer = await server.exchange(code, changes, { authorization })

    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Stagedoor"')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.text).not.toContain('secret of 256')
    expect(server.reasons()).toEqual([reason])
    expect((await server.exchange(code)).status).toBe(200)
  })

  it('says the same to an unknown client and to a wrong secret', async () => {
    const server = await startHttpServer()

    const [unknown, wrong] = [await server.exchange('x', { client_id: 'nobody' }), await server.exchange('x', { client_secret: 'wrong' })]

    expect(unknown.text).toBe(wrong.text)
  })

  it('refuses a disabled client', async () => {
    const server = await startHttpServer({ client: { disabledAt: 1 } })

    expect(await server.exchange('x')).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    expect(server.reasons()).toEqual(['client_disabled'])
  })

  it('tells an unknown client in Audius’s words, without a challenge nobody could meet', async () => {
    const server = await startHttpServer({ platform: audius })

    const answer = await server.exchange('x', { client_id: 'f'.repeat(40) })

    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_client', error_description: 'Unknown client_id' } })
    expect(answer.headers.get('www-authenticate')).toBeNull()
  })
})
