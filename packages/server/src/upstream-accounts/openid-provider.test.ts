import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createOpenIdProvider } from './openid-provider.ts'

const issuer = 'https://id.example'
const now = 1_800_000_000
const asked = {
  redirectUri: 'https://login.example/account/sign-in/return',
  state: 'a state',
  nonce: 'a nonce',
  codeVerifier: 'v'.repeat(43),
}
const [providerKey, nextKey, strangerKey] = [newKey(), newKey(), newKey()]

function newKey() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function signIdToken(
  claims: object,
  { header = { alg: 'ES256' }, key = providerKey.privateKey }: { header?: object; key?: KeyObject } = {},
) {
  const input = `${encode(header)}.${encode({ iss: issuer, aud: 'mixwave', sub: '4711', exp: now + 60, nonce: asked.nonce, ...claims })}`
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/** A provider that answers with what a test gives it, and a clock. */
function start(answers: { idToken?: string; metadata?: object; userinfo?: object } = {}) {
  const world = { now, keys: [providerKey.publicKey], away: false, requests: [] as string[], ...answers }
  const bodies = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      userinfo_endpoint: `${issuer}/me`,
      ...world.metadata,
    }),
    '/keys': () => ({ keys: world.keys.map((key) => key.export({ format: 'jwk' })) }),
    '/token': () => ({ access_token: 'at', id_token: world.idToken ?? signIdToken({}) }),
    '/me': () => world.userinfo ?? { sub: '4711', name: 'Kay Ode' },
  }
  const fetch = async (url: string): Promise<Response> => {
    const { pathname } = new URL(url)
    world.requests.push(pathname)
    if (world.away) throw new TypeError('fetch failed')
    const body = Object.entries(bodies).find(([path]) => path === pathname)?.[1]()
    return Response.json(body ?? {}, { status: body === undefined ? 404 : 200 })
  }
  const provider = createOpenIdProvider({ kind: 'openid', issuer, clientId: 'mixwave', clientSecret: 'secret', fetch }, () => world.now)
  return { world, provider, redeem: () => provider.redeem('a code', asked) }
}

describe('an OpenID provider’s answer', () => {
  it('[OpenID Connect Core §3.1.3.7] is believed when it is for this sign-in', async () => {
    expect(await start().redeem()).toMatchObject({ issuer, subject: '4711', name: 'Kay Ode', emailVerified: false })
  })

  it.each([
    ['of another key', 'id_token_signature_wrong', () => signIdToken({}, { key: strangerKey.privateKey })],
    ['without a signature', 'id_token_malformed', () => `${encode({ alg: 'none' })}.${encode({ sub: '4711' })}.`],
    ['signed with the public key as a secret', 'id_token_algorithm_unknown', () => signIdToken({}, { header: { alg: 'HS256' } })],
    ['with an extension that must be understood', 'id_token_malformed', () => signIdToken({}, { header: { alg: 'ES256', crit: ['b64'] } })],
    ['of another issuer', 'id_token_issuer_wrong', () => signIdToken({ iss: 'https://evil.example' })],
    ['for another client', 'id_token_audience_wrong', () => signIdToken({ aud: 'other' })],
    [
      'for several clients, of which we did not ask',
      'id_token_party_wrong',
      () => signIdToken({ aud: ['mixwave', 'other'], azp: 'other' }),
    ],
    ['for several clients, without who asked', 'id_token_party_wrong', () => signIdToken({ aud: ['mixwave', 'other'] })],
    ['that is over', 'id_token_expired', () => signIdToken({ exp: now - 60 })],
    ['without an end', 'id_token_expired', () => signIdToken({ exp: undefined })],
    ['of another sign-in', 'id_token_nonce_wrong', () => signIdToken({ nonce: 'another' })],
    ['without a nonce', 'id_token_nonce_wrong', () => signIdToken({ nonce: undefined })],
    ['of nobody', 'subject_missing', () => signIdToken({ sub: undefined })],
  ])('[OpenID Connect Core §3.1.3.7] refuses an ID token %s', async (_, reason, make) => {
    const userinfo = { name: 'Kay Ode' }
    await expect(start({ idToken: make(), userinfo }).redeem()).rejects.toMatchObject({ reason })
  })

  it('[OpenID Connect Core §5.3.2] refuses UserInfo of another person', async () => {
    await expect(start({ userinfo: { sub: '4712', name: 'Somebody' } }).redeem()).rejects.toMatchObject({
      reason: 'userinfo_subject_wrong',
    })
  })

  it('[OpenID Connect Discovery §4.3] refuses a document of another issuer, and one that lacks an endpoint', async () => {
    const other = start({ metadata: { issuer: 'https://evil.example' } })
    const lacking = start({ metadata: { token_endpoint: 'javascript:alert(1)' } })

    await expect(other.redeem()).rejects.toMatchObject({ reason: 'discovery_issuer_wrong' })
    await expect(lacking.redeem()).rejects.toMatchObject({ reason: 'discovery_token_endpoint_missing' })
  })
})

describe('the documents of a provider', () => {
  it('are asked for once an hour, by fifty sign-ins at once too', async () => {
    const { world, redeem } = start()
    await Promise.all(Array.from({ length: 50 }, redeem))
    const atFirst = world.requests.filter((path) => path === '/keys' || path.startsWith('/.well-known'))
    world.now += 3600
    world.idToken = signIdToken({ exp: world.now + 60 })
    await redeem()

    expect(atFirst).toHaveLength(2)
    expect(world.requests.filter((path) => path === '/keys')).toHaveLength(2)
  })

  it('are asked for again for a key that is new, once a minute at most, however many tokens nobody signed', async () => {
    const { world, redeem } = start()
    await redeem()
    world.now += 60
    world.keys = [nextKey.publicKey]
    world.idToken = signIdToken({}, { key: nextKey.privateKey })
    const rotated = await redeem()
    world.idToken = signIdToken({}, { key: strangerKey.privateKey })
    for (let tries = 0; tries < 10; tries += 1) await redeem().catch(() => undefined)

    expect(rotated.subject).toBe('4711')
    expect(world.requests.filter((path) => path === '/keys')).toHaveLength(2)
  })

  it('are asked for again after the provider was away, and nobody is kept waiting for an hour', async () => {
    const { world, provider, redeem } = start()
    world.away = true
    const away = await provider.authorizationUrl(asked, false).catch((error: unknown) => error)
    world.away = false

    expect(away).toMatchObject({ reason: 'provider_unavailable', problem: 'unavailable' })
    expect(await redeem()).toMatchObject({ subject: '4711' })
  })
})
