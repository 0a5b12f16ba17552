import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectRefusal } from './expect-refusal.ts'
import { type Answer, type Entries, type PlatformId, type RegisteredApp, registerApp } from './registered-app.ts'
import { type OpenStagedoor, runOpenStagedoor } from './stored-rows.ts'

const basic = (id: string, secret: string): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

describe('bad client credentials', () => {
  let stagedoor: OpenStagedoor
  let app: RegisteredApp
  let secret: string

  beforeAll(async () => {
    stagedoor = await runOpenStagedoor()
    app = await registerApp(stagedoor, 'standard', { metadata: { token_endpoint_auth_method: 'client_secret_basic' } })
    secret = app.clientSecret ?? ''
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  /** Exchanges a good code with these credentials, and checks that the refusal has not burned it. */
  const refuse = async (changes: Entries, headers: Entries = {}): Promise<Answer> => {
    const code = await app.code()
    const before = stagedoor.countRows('standard')
    const answer = await app.exchange(code, changes, headers)
    expect(stagedoor.countRows('standard')).toEqual(before)
    expect((await app.exchange(code)).status).toBe(200)
    return answer
  }

  const rows: readonly (readonly [what: string, changes: Entries, authorization: (id: string, secret: string) => string | undefined])[] = [
    ['a wrong secret in the body', { client_secret: 'wrong-secret' }, () => undefined],
    ['a wrong secret in the header', { client_secret: undefined }, (id) => basic(id, 'wrong-secret')],
    ['an unknown client', { client_id: 'nobody' }, () => undefined],
    ['a client without its secret', { client_secret: undefined }, () => undefined],
    ['nobody', { client_id: undefined, client_secret: undefined }, () => undefined],
    ['a secret and no client', { client_id: undefined }, () => undefined],
    ['a header that is not base64', { client_secret: undefined }, () => 'Basic !!!'],
    ['a header without a colon', { client_secret: undefined }, (id) => `Basic ${Buffer.from(id).toString('base64')}`],
    ['a header with NUL', { client_secret: undefined }, (id) => basic(id, 'a%00b')],
    ['a header of another scheme', { client_secret: undefined }, (_, known) => `Bearer ${known}`],
    ['another client in the body than in the header', { client_id: 'other', client_secret: undefined }, (id, known) => basic(id, known)],
  ]

  it.each(rows)('[RFC 6749 §5.2] %s is an invalid_client with a challenge, and the code stays good', async (_, changes, authorization) => {
    const answer = await refuse(changes, { authorization: authorization(app.clientId, secret) })

    expectRefusal(answer, { status: 401, error: 'invalid_client', secrets: [secret, 'wrong-secret'] })
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Stagedoor"')
  })

  it('[RFC 6749 §5.2] header and body at once is an invalid_request, right as both may be', async () => {
    const answer = await refuse({}, { authorization: basic(app.clientId, secret) })
    expectRefusal(answer, { status: 400, error: 'invalid_request', secrets: [secret] })
  })

  it('[RFC 6749 §5.2] an unknown client and a wrong secret look the same', async () => {
    const unknown = await refuse({ client_id: 'nobody' })
    const wrong = await refuse({ client_secret: 'wrong-secret' })
    expect(unknown.text).toBe(wrong.text)
  })

  it('[RFC 6749 §2.3.1] a secret in the URL is refused, and not repeated', async () => {
    const answer = await app.postRaw('token', 'grant_type=refresh_token', {}, `?client_id=${app.clientId}&client_secret=${secret}`)
    expectRefusal(answer, { status: 400, error: 'invalid_request', secrets: [secret] })
  })

  it('[RFC 7662 §2.1] strangers and public clients may not introspect', async () => {
    const { accessToken } = await app.logIn()
    const publicApp = await registerApp(stagedoor, 'standard')

    for (const credentials of [
      { client_id: undefined, client_secret: undefined },
      { client_secret: 'wrong-secret' },
      publicApp.credentials,
    ]) {
      const answer = await app.post('introspection', { token: accessToken, ...app.credentials, ...credentials })
      expectRefusal(answer, { status: 401, error: 'invalid_client', secrets: [accessToken, secret] })
    }
  })

  it("[RFC 7662 §2.2] another client's token is inactive, and nothing more", async () => {
    const { accessToken } = await app.logIn()
    const other = await registerApp(stagedoor, 'standard', { metadata: { token_endpoint_auth_method: 'client_secret_post' } })

    const answer = await other.post('introspection', { token: accessToken, ...other.credentials })

    expect(answer).toMatchObject({ status: 200, text: '{"active":false}' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it.each(['revocation', 'introspection'])('[RFC 7009 §2.1, RFC 7662 §2.1] %s refuses what it cannot read', async (endpoint) => {
    const good = `token=x&client_id=${app.clientId}&client_secret=${secret}`
    const post = (body: string, contentType = 'application/x-www-form-urlencoded'): Promise<Answer> =>
      app.postRaw(endpoint, body, { 'content-type': contentType })

    const unreadable = [
      await post(good.slice(8)),
      await post(`${good}&token=y`),
      await post(`${good}&x=%00`),
      await post(good, 'text/plain'),
    ]
    for (const answer of unreadable) expectRefusal(answer, { status: 400, error: 'invalid_request', secrets: [secret] })
    const large = await post(`${good}&x=${'a'.repeat(1_048_576)}`)
    expectRefusal(large, { status: 413, error: 'invalid_request', secrets: [secret] })
  })

  it("[RFC 7009 §2.1] another client's token survives its revocation, which is answered as any other", async () => {
    const { accessToken, refreshToken } = await app.logIn()
    const thief = await registerApp(stagedoor, 'standard')

    const [foreign, unknown] = [await thief.revoke(refreshToken), await thief.revoke('no-such-token')]

    expect([foreign.status, foreign.text]).toEqual([unknown.status, unknown.text])
    expect(foreign.headers.get('cache-control')).toBe('no-store')
    expect(await app.opens(accessToken)).toBe(true)
    expectRefusal(await app.revoke(refreshToken, { client_secret: 'wrong-secret' }), { status: 401, error: 'invalid_client' })
    expect((await app.refresh(refreshToken)).status).toBe(200)
  })
})

const platforms: readonly PlatformId[] = ['standard', 'audius']

describe.each(platforms)('bad access tokens to %s', (platform) => {
  let stagedoor: OpenStagedoor
  let app: RegisteredApp
  beforeAll(async () => {
    stagedoor = await runOpenStagedoor()
    app = await registerApp(stagedoor, platform)
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  it('[RFC 6750 §3.1] no token: a challenge without an error, and what the platform itself says', async () => {
    const answer = await app.profile({})

    expect(answer.status).toBe(401)
    if (platform === 'standard') expect(answer.text).toBe('')
    else expect(answer.body).toEqual({ error: 'invalid_token', error_description: 'The access token is missing.' })
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="\w+"(, DPoP algs="ES256")?$/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it.each(['garbage', 'a'.repeat(43), `sd_at_${'A'.repeat(57)}`, 'a b', '"', 'a'.repeat(8000)])(
    '[RFC 6750 §3.1] a bad token (%.20s…) is an invalid_token',
    async (token) => {
      const answer = await app.profile({ authorization: `Bearer ${token}` })

      expectRefusal(answer, { status: 401, error: 'invalid_token', secrets: token.length > 6 ? [token] : [] })
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
    },
  )

  it('[RFC 6750 §2.1] a refresh token or a code opens nothing', async () => {
    const { refreshToken } = await app.logIn()
    expect(await app.opens(refreshToken)).toBe(false)
    expect(await app.opens(await app.code())).toBe(false)
  })

  it('[RFC 6750 §2.3] a token in the URL or in a cookie is not looked at', async () => {
    const { accessToken } = await app.logIn()
    const url = `${app.endpoint('userinfo')}?access_token=${accessToken}`
    expect((await fetch(url, { headers: { cookie: await app.signedInCookie() } })).status).toBe(401)
  })
})
