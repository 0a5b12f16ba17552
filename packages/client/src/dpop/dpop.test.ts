import { createPublicKey, verify } from 'node:crypto'
import { type AppPlatform, audius, standard } from '@stagedoor/client'
import { type DpopProof, encodeBase64url, jwkThumbprint, parseDpopProof, sha256 } from '@stagedoor/protocol'
import { describe, expect, it, vi } from 'vitest'
import type { ReceivedRequest } from '../../test/authorization-server-double.ts'
import { codeOf, leftFor, SignInWorld, type Tab } from '../../test/sign-in-world.ts'
import { dpop, type KeyStorePort } from './index.ts'

const issuer = 'https://platform.example'
const platform: AppPlatform = {
  ...standard,
  issuer,
  issuerIsPlaceholder: false,
  endpoints: {
    authorization: `${issuer}/authorize`,
    token: `${issuer}/token`,
    revocation: `${issuer}/revoke`,
    userinfo: `${issuer}/userinfo`,
  },
}

/** Answers as a server that binds tokens does: with the type of what it gives. */
class BindingWorld extends SignInWorld {
  readonly keys = new Map<string, Promise<CryptoKeyPair>>()
  tokenType = 'DPoP'
  readonly keyStore: KeyStorePort = {
    find: (name, generate) => {
      const found = this.keys.get(name) ?? generate()
      this.keys.set(name, found)
      return found
    },
  }

  constructor(of: AppPlatform = platform) {
    super(of)
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await this.server.fetch(input, init)
    const isToken = (input instanceof Request ? input.url : String(input)) === platform.endpoints.token && response.ok
    return isToken ? Response.json({ ...(await response.json()), token_type: this.tokenType }) : response
  }

  bound(): Promise<Tab> {
    return this.signIn({ fetch: this.fetch, with: [dpop({ keys: this.keyStore })] })
  }
}

/** What a server says that wants its nonce in the proof. */
const wantsNonce =
  (nonce: string, status = 400) =>
  (): Response =>
    Response.json(
      { error: 'use_dpop_nonce' },
      { status, headers: { 'dpop-nonce': nonce, 'www-authenticate': 'DPoP error="use_dpop_nonce", algs="ES256"' } },
    )

/** The proof of a request, its signature verified by other code than that which made it. */
function proofOf({ init }: ReceivedRequest): DpopProof {
  const result = parseDpopProof(new Headers(init.headers).get('dpop') ?? '')
  if (!result.ok) throw new Error(result.problem.code)
  const { jwk, signingInput, signature } = result.value
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  expect(verify('sha256', Buffer.from(signingInput), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true)
  return result.value
}

const last = ({ server }: SignInWorld): ReceivedRequest => server.received.at(-1) ?? expect.fail('no request')

describe('dpop()', () => {
  it('[RFC 9449 §5] proves the key with the code, and [RFC 9449 §10] announces it before', async () => {
    const world = new BindingWorld()

    const { client } = await world.bound()

    expect(client.session).toMatchObject({ status: 'authenticated' })
    const { claims, jwk } = proofOf(last(world))
    expect(claims).toEqual({
      jti: expect.stringMatching(/^[\w-]{22}$/),
      htm: 'POST',
      htu: platform.endpoints.token,
      iat: expect.any(Number),
    })
    const next = world.openTab(undefined, { fetch: world.fetch, with: [dpop({ keys: world.keyStore })] })
    // The key is known a moment after the client is there.
    await vi.waitFor(async () => {
      next.page.left.length = 0
      void next.client.login({ display: 'page' })
      expect(new URL(await leftFor(next)).searchParams.get('dpop_jkt')).toBe(jwkThumbprint(jwk))
    })
  })

  it('[RFC 9449 §7.1] proves key and token at the API, without query and fragment, once per request', async () => {
    const world = new BindingWorld()
    const { client } = await world.bound()

    await client.fetch(`${issuer}/tracks?page=2#x`, { method: 'PUT', body: 'x' })
    const first = last(world)
    await client.fetch(`${issuer}/tracks`)

    expect(first.authorization).toMatch(/^DPoP access-/)
    expect(proofOf(first).claims).toMatchObject({
      htm: 'PUT',
      htu: `${issuer}/tracks`,
      ath: encodeBase64url(sha256(first.authorization?.split(' ')[1] ?? '')),
    })
    expect(proofOf(last(world)).claims).toMatchObject({ htm: 'GET' })
    expect(proofOf(last(world)).claims.jti).not.toBe(proofOf(first).claims.jti)
  })

  it('[RFC 9449 §8] sends a token request once more with the nonce that is wanted, and the next with it at once', async () => {
    const world = new BindingWorld()
    const tab = world.openTab(undefined, { fetch: world.fetch, with: [dpop({ keys: world.keyStore })] })
    void tab.client.login({ display: 'page' })
    const callback = world.server.approve(await leftFor(tab))
    world.server.faults.push(wantsNonce('n1'))

    await tab.client.handleCallback(callback)
    await tab.client.refresh()

    expect(tab.client.session).toMatchObject({ status: 'authenticated' })
    expect(world.server.received.map((request) => proofOf(request).claims.nonce)).toEqual([undefined, 'n1', 'n1'])
  })

  it('[RFC 9449 §9] sends a request to the API once more, and once only; a stream not at all', async () => {
    const world = new BindingWorld()
    const { client } = await world.bound()
    world.server.faults.push(wantsNonce('n1', 401))
    expect((await client.fetch(new Request(`${issuer}/tracks`, { method: 'POST', body: 'a track' }))).status).toBe(200)
    expect(proofOf(last(world)).claims).toMatchObject({ nonce: 'n1', htm: 'POST' })

    const before = world.server.received.length
    world.server.faults.push(wantsNonce('n2', 401))
    const streaming: RequestInit & { readonly duplex: 'half' } = { method: 'POST', body: new Blob(['a track']).stream(), duplex: 'half' }
    const streamed = await client.fetch(`${issuer}/tracks`, streaming)
    expect(streamed.status).toBe(401)
    expect(world.server.received.length).toBe(before + 1)
  })

  it('[RFC 9449 §5] takes no token that is bound to nothing', async () => {
    const world = new BindingWorld()
    world.tokenType = 'Bearer'

    expect(await codeOf(world.bound())).toBe('invalid_response')
  })

  it('binds a session from before with its next refresh', async () => {
    const world = new BindingWorld()
    world.tokenType = 'Bearer'
    await world.signIn({ fetch: world.fetch })
    world.tokenType = 'DPoP'
    const tab = world.openTab(undefined, { fetch: world.fetch, with: [dpop({ keys: world.keyStore })] })
    world.server.expireAccessTokens()

    expect((await tab.client.fetch(`${issuer}/tracks`)).status).toBe(200)
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('changes nothing where the platform binds no tokens', async () => {
    const world = new BindingWorld(audius)
    const { client } = await world.bound()

    await client.fetch('https://api.audius.co/v1/me')

    expect(last(world).authorization).toMatch(/^Bearer /)
    expect(world.server.received.every(({ init }) => !new Headers(init.headers).has('dpop'))).toBe(true)
    expect(world.keys.size).toBe(0)
  })

  it('makes a key that nobody can read, one for each client of each platform', async () => {
    const world = new BindingWorld()
    await world.bound()
    await world.signIn({ clientId: 'another', fetch: world.fetch, with: [dpop({ keys: world.keyStore })] })

    const pairs = await Promise.all(world.keys.values())
    expect(pairs).toHaveLength(2)
    for (const { privateKey } of pairs) {
      expect(privateKey.extractable).toBe(false)
      await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow()
    }
  })
})
