import { standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { accessTokenHash, DpopClient, jwsPart } from '../../test/dpop-client.ts'
import { type Answer, type HttpTestServer, startHttpServer } from '../../test/start-http-server.ts'
import { NONCE_SECONDS } from './dpop-nonces.ts'

const TOKEN_URL = 'https://platform.example/oauth/token'
const USERINFO_URL = 'https://platform.example/oauth/userinfo'
const publicApp = { authenticationMethod: 'none', secretDigests: [] } as const

/** Asks for a nonce as a client must: by a proof without one. */
async function askNonce(server: HttpTestServer, key: DpopClient): Promise<string> {
  const refused = await server.exchange('no code', {}, { dpop: key.prove(TOKEN_URL) })
  expect(refused).toMatchObject({ status: 400, body: { error: 'use_dpop_nonce' } })
  return refused.headers.get('dpop-nonce') ?? expect.fail('no nonce')
}

interface BoundClient {
  readonly server: HttpTestServer
  readonly key: DpopClient
  readonly nonce: string
  /** Signs in with tokens bound to the key. */
  signIn(): Promise<Answer>
  refresh(token: string, by?: DpopClient): Promise<Answer>
  /** Asks who it is, with a proof that is right but for the changes. */
  ask(accessToken: string, changes?: Parameters<DpopClient['prove']>[1], by?: DpopClient): Promise<Answer>
}

async function startBound(client: Parameters<typeof startHttpServer>[0] = { client: publicApp }): Promise<BoundClient> {
  const server = await startHttpServer(client)
  const key = new DpopClient()
  const nonce = await askNonce(server, key)
  return {
    server,
    key,
    nonce,
    signIn: async () => server.exchange(await server.authorize(), {}, { dpop: key.prove(TOKEN_URL, { nonce }) }),
    refresh: (token, by = key) => server.refresh(token, {}, { dpop: by.prove(TOKEN_URL, { nonce }) }),
    ask(accessToken, changes = {}, by = key) {
      const ath = accessTokenHash(accessToken)
      const dpop = by.prove(USERINFO_URL, { htm: 'GET', ath, nonce, ...changes })
      return server.send('/oauth/userinfo', { headers: { authorization: `DPoP ${accessToken}`, dpop } })
    },
  }
}

describe('tokens bound to a key', () => {
  it('[RFC 9449 §5] are given to who proves the key, say so, and open the API together with it alone', async () => {
    const { key, signIn, ask } = await startBound()

    const { status, body, headers } = await signIn()
    expect({ status, type: body.token_type }).toEqual({ status: 200, type: 'DPoP' })
    expect(headers.get('access-control-expose-headers')).toContain('DPoP-Nonce')

    const answer = await ask(body.access_token)
    expect(answer).toMatchObject({ status: 200, body: { preferred_username: 'ada' } })
    expect(answer.headers.get('dpop-nonce')).toMatch(/^[\w-]{22}$/)
    expect(key.thumbprint).toHaveLength(43)
  })

  it('[RFC 9449 §5] stay bearer tokens for who proves none', async () => {
    const { server, key, ask } = await startBound()
    const { body } = await server.signIn()

    expect(body.token_type).toBe('Bearer')
    expect((await server.profile(body.access_token)).status).toBe(200)
    const asBound = await ask(body.access_token, {}, key)
    expect(asBound).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
  })

  it('[RFC 9449 §7.2] are refused as bearer tokens, and with the proof of another key', async () => {
    const { server, signIn, ask } = await startBound()
    const { body } = await signIn()

    expect(await server.profile(body.access_token)).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
    const stolen = await ask(body.access_token, {}, new DpopClient())
    expect(stolen).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
    expect(stolen.headers.get('www-authenticate')).toMatch(/^DPoP realm=.*error="invalid_token".*algs="ES256"$/)
    expect(server.reasons()).toEqual(expect.arrayContaining(['access_token_scheme', 'dpop_key_mismatch']))
    expect((await ask(body.access_token)).status).toBe(200)
  })

  it('[RFC 9449 §5] of a public client refresh with the key alone, and a thief without it ends nothing', async () => {
    const { server, signIn, refresh } = await startBound()
    const first = (await signIn()).body.refresh_token

    const stolen = await refresh(first, new DpopClient())
    const unproven = await server.refresh(first)
    const honest = await refresh(first)

    expect([stolen, unproven]).toMatchObject([
      { status: 400, body: { error: 'invalid_grant' } },
      { status: 400, body: { error: 'invalid_grant' } },
    ])
    expect(honest).toMatchObject({ status: 200, body: { token_type: 'DPoP' } })
    // The lost reply again, within its grace: not without the key either.
    expect(await refresh(first, new DpopClient())).toMatchObject({ status: 400 })
    expect((await refresh(first)).body).toMatchObject({ refresh_token: honest.body.refresh_token, token_type: 'DPoP' })
  })

  it('[RFC 9449 §5] of a client with a secret refresh with whatever key it has now', async () => {
    const { server, signIn, refresh, ask } = await startBound({})
    const first = (await signIn()).body.refresh_token
    const next = new DpopClient()

    const refreshed = await refresh(first, next)

    expect(refreshed).toMatchObject({ status: 200, body: { token_type: 'DPoP' } })
    expect((await ask(refreshed.body.access_token, {}, next)).status).toBe(200)
    expect((await ask(refreshed.body.access_token)).status).toBe(401)
    const unbound = await server.refresh(refreshed.body.refresh_token)
    expect(unbound).toMatchObject({ status: 200, body: { token_type: 'Bearer' } })
    // Its lost reply is the bearer token again, and never for a key that it was not made for.
    expect(await refresh(refreshed.body.refresh_token, next)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('[RFC 9449 §6.2] are introspected with the thumbprint of their key', async () => {
    const { server, key, signIn } = await startBound({})
    const { body } = await signIn()

    const introspected = await server.introspect(body.access_token)

    expect(introspected.body).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: key.thumbprint } })
    expect((await server.introspect((await server.signIn()).body.access_token)).body).not.toHaveProperty('cnf')
  })

  it('[RFC 9449 §10] are given for a code that was asked for with their key, and for no other', async () => {
    const { server, key, nonce } = await startBound()
    const exchange = async (by: DpopClient | undefined): Promise<Answer> => {
      const code = await server.authorize({ dpopKey: key.thumbprint })
      return server.exchange(code, {}, by === undefined ? {} : { dpop: by.prove(TOKEN_URL, { nonce }) })
    }

    expect(await exchange(new DpopClient())).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await exchange(undefined)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await exchange(key)).toMatchObject({ status: 200, body: { token_type: 'DPoP' } })
  })

  it('[RFC 9449 §5.1] are announced by platforms that bind them, and unknown to others', async () => {
    const { dpop: _, ...tokens } = standard.tokens
    const bearer = await startHttpServer({ platform: { ...standard, tokens }, client: publicApp })
    const bound = await startHttpServer()
    const metadata = async (server: HttpTestServer): Promise<Answer> => server.send('/.well-known/oauth-authorization-server')

    expect((await metadata(bound)).body.dpop_signing_alg_values_supported).toEqual(['ES256'])
    expect((await metadata(bearer)).body).not.toHaveProperty('dpop_signing_alg_values_supported')
    const answer = await bearer.exchange(await bearer.authorize(), {}, { dpop: new DpopClient().prove(TOKEN_URL) })
    expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer' } })
  })
})

describe('a proof', () => {
  it.each<[string, string, (key: DpopClient, nonce: string) => string]>([
    ['is no JWS', 'dpop_malformed', () => 'nonsense'],
    ['comes twice', 'dpop_malformed', (key, nonce) => [1, 2].map(() => key.prove(TOKEN_URL, { nonce })).join(', ')],
    ['is as long as a book', 'dpop_malformed', (key, nonce) => key.prove(TOKEN_URL, { nonce, jti: 'x'.repeat(5000) })],
    ['is not of type dpop+jwt', 'dpop_type', (key, nonce) => resign(key, nonce, { typ: 'JWT' })],
    ['is not signed at all', 'dpop_algorithm', (key, nonce) => resign(key, nonce, { alg: 'none' })],
    ['is signed with a secret', 'dpop_algorithm', (key, nonce) => resign(key, nonce, { alg: 'HS256' })],
    ['has a critical extension', 'dpop_malformed', (key, nonce) => resign(key, nonce, { crit: ['x'], x: 1 })],
    ['has no key', 'dpop_key', (key, nonce) => resign(key, nonce, { jwk: undefined })],
    ['shows its private key', 'dpop_key', (key, nonce) => resign(key, nonce, { jwk: { ...key.jwk, d: key.jwk.x } })],
    ['has a key of another curve', 'dpop_key', (key, nonce) => resign(key, nonce, { jwk: { ...key.jwk, crv: 'P-384' } })],
    ['has a point off the curve', 'dpop_signature', (key, nonce) => resign(key, nonce, { jwk: { ...key.jwk, y: key.jwk.x } })],
    ['is signed with another key', 'dpop_signature', (key, nonce) => resign(key, nonce, { jwk: new DpopClient().jwk })],
    ['was changed after it was signed', 'dpop_signature', (key, nonce) => changeSigned(key.prove(TOKEN_URL, { nonce }))],
    ['has no jti', 'dpop_claims', (key, nonce) => key.prove(TOKEN_URL, { nonce, jti: undefined })],
    ['has no iat', 'dpop_claims', (key, nonce) => key.prove(TOKEN_URL, { nonce, iat: undefined })],
    ['has an iat in words', 'dpop_claims', (key, nonce) => key.prove(TOKEN_URL, { nonce, iat: 'now' })],
    ['is for another method', 'dpop_method', (key, nonce) => key.prove(TOKEN_URL, { nonce, htm: 'GET' })],
    ['is for another path', 'dpop_url', (key, nonce) => key.prove(USERINFO_URL, { nonce })],
    ['is for another server', 'dpop_url', (key, nonce) => key.prove('https://other.example/oauth/token', { nonce })],
    ['is for no URL', 'dpop_url', (key, nonce) => key.prove('/oauth/token', { nonce })],
  ])('[RFC 9449 §4.3] is refused when it %s, and the code is not spent', async (_, reason, prove) => {
    const { server, key, nonce } = await startBound()
    const code = await server.authorize()

    const refused = await server.exchange(code, {}, { dpop: prove(key, nonce) })

    expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_dpop_proof' } })
    expect(server.reasons().at(-1)).toBe(reason)
    expect((await server.exchange(code, {}, { dpop: key.prove(TOKEN_URL, { nonce }) })).status).toBe(200)
  })

  it.each<[string, Parameters<DpopClient['prove']>[1]]>([
    ['without ath', { ath: undefined }],
    ['with the ath of another token', { ath: accessTokenHash('another') }],
    ['for another method', { htm: 'POST' }],
  ])('[RFC 9449 §7.1] is refused at an API %s', async (_, changes) => {
    const { signIn, ask } = await startBound()
    const { body } = await signIn()

    const refused = await ask(body.access_token, changes)

    expect(refused).toMatchObject({ status: 401, body: { error: 'invalid_dpop_proof' } })
    expect(refused.headers.get('www-authenticate')).toMatch(/^DPoP .*error="invalid_dpop_proof"/)
  })

  it('[RFC 9449 §7.1] is missed where a bound token comes without one', async () => {
    const { server, signIn } = await startBound()
    const { body } = await signIn()

    const refused = await server.send('/oauth/userinfo', { headers: { authorization: `DPoP ${body.access_token}` } })

    expect(refused).toMatchObject({ status: 401, body: { error: 'invalid_dpop_proof' } })
    expect(refused.headers.get('dpop-nonce')).not.toBeNull()
  })

  it.each([
    ['https://PLATFORM.example:443/oauth/./token?tenant=1#x', 'POST'],
    ['https://platform.example/oauth/%74oken', 'POST'],
  ])('[RFC 9449 §4.3] is taken for the same URL in another spelling: %s', async (htu) => {
    const { server, key, nonce } = await startBound()

    const answer = await server.exchange(await server.authorize(), {}, { dpop: key.prove(htu, { nonce }) })

    expect(answer.status).toBe(200)
  })

  it('[RFC 9449 §11.1] is good once, of fifty at once, at each endpoint', async () => {
    const { server, signIn, key, nonce } = await startBound()
    const { body } = await signIn()
    const dpop = key.prove(USERINFO_URL, { htm: 'GET', nonce, ath: accessTokenHash(body.access_token) })
    const headers = { authorization: `DPoP ${body.access_token}`, dpop }

    const answers = await Promise.all(Array.from({ length: 50 }, () => server.send('/oauth/userinfo', { headers })))

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.body.error === 'invalid_dpop_proof')).toHaveLength(49)
    expect(server.reasons()).toContain('dpop_replayed')
    const again = key.prove(TOKEN_URL, { nonce })
    await server.exchange('no code', {}, { dpop: again })
    expect((await server.exchange('no code', {}, { dpop: again })).body.error).toBe('invalid_dpop_proof')
  })

  it('[RFC 9449 §8] needs a nonce of ours: one that is new, whatever the clock of the client says', async () => {
    const { server, key, nonce } = await startBound()
    const exchange = async (changes: Parameters<DpopClient['prove']>[1]): Promise<Answer> =>
      server.exchange(await server.authorize(), {}, { dpop: key.prove(TOKEN_URL, changes) })

    expect((await exchange({ nonce: 'made up' })).body.error).toBe('use_dpop_nonce')
    expect((await exchange({ nonce, iat: 86_400 * 365 * 90 })).status).toBe(200)
    server.advance(NONCE_SECONDS)
    expect((await exchange({ nonce })).status).toBe(200)
    server.advance(NONCE_SECONDS)
    const late = await exchange({ nonce })
    expect(late.body.error).toBe('use_dpop_nonce')
    expect((await exchange({ nonce: late.headers.get('dpop-nonce') })).status).toBe(200)
  })

  it('[RFC 9449 §11.1] is refused again by the next process, which knows no proof and no nonce of the last', async () => {
    const first = await startBound()
    const next = await startHttpServer({ client: publicApp })

    const answer = await next.exchange(await next.authorize(), {}, { dpop: first.key.prove(TOKEN_URL, { nonce: first.nonce }) })

    expect(answer.body.error).toBe('use_dpop_nonce')
  })
})

/** A right proof with another header, signed again. */
function resign(key: DpopClient, nonce: string, changes: object): string {
  const [, body = ''] = key.prove(TOKEN_URL, { nonce }).split('.')
  return key.sign(`${jwsPart({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk, ...changes })}.${body}`)
}

function changeSigned(proof: string): string {
  const [head = '', body = '', signature = ''] = proof.split('.')
  const claims: object = JSON.parse(Buffer.from(body, 'base64url').toString())
  return [head, jwsPart({ ...claims, jti: 'another' }), signature].join('.')
}
