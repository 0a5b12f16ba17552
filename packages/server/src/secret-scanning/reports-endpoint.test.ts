import { generateKeyPairSync, sign } from 'node:crypto'
import { audiotool } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startAccountServer } from '../../test/start-account-server.ts'
import { startServer, type TestServer } from '../../test/start-server.ts'
import type { Entries } from '../../test/test-browser.ts'
import { createPersonalToken } from '../personal-tokens/create-personal-token.ts'
import type { Store } from '../ports/store.ts'
import { createOpaqueSecret } from '../secrets/opaque-secret.ts'
import { createRefreshToken } from '../secrets/refresh-token-secret.ts'
import { sha256 } from '../secrets/sha256.ts'

interface Answer {
  readonly status: number
  readonly body: readonly { readonly status: string }[]
  readonly text: string
}

async function report(
  server: TestServer,
  body: unknown,
  { headers = {}, remoteAddress = '192.0.2.9' }: { readonly headers?: Entries; readonly remoteAddress?: string } = {},
): Promise<Answer> {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
  const answer = await server.handle({
    method: 'POST',
    path: '/secret-scanning/reports',
    query: '',
    headers: { 'content-type': 'application/json', ...headers },
    remoteAddress,
    readBody: async (limit) => (bytes.length > limit ? 'too_large' : bytes),
  })
  const text = String(answer.body)
  return { status: answer.status, body: JSON.parse(text), text }
}

async function makeToken(server: TestServer, changes: { readonly userId?: string } = {}): Promise<string> {
  const terms = { userId: server.user.id, scope: ['profile'], name: 'Backup', ...changes }
  return (await createPersonalToken(server.context, terms)).token
}

/** A store that fails when it is asked about a secret. */
function withoutSecrets(store: Store): Store {
  const fail = () => Promise.reject(new Error('asked'))
  return {
    ...store,
    personalTokens: { ...store.personalTokens, revokeReported: fail },
    grants: { ...store.grants, revokeByAccessToken: fail, revokeByRefreshToken: fail },
    accessTokens: { findActive: fail, findActiveWithUser: fail },
    apps: { ...store.apps, reportSecret: fail },
  }
}

/** A grant of an app with its two tokens. */
async function signIn({ context, store, client, user }: TestServer): Promise<{ readonly access: string; readonly refresh: string }> {
  const { tokens } = context.platform
  const access = createOpaqueSecret(tokens.accessTokenFormat, context.clock(), context.random)
  const refresh = createRefreshToken(tokens.refreshToken?.format ?? expect.fail(), context.clock(), context.random)
  const now = context.now()
  const scope = ['profile']
  await store.grants.issue({
    grant: {
      ...{ id: refresh.grantId, clientId: client.id, userId: user.id, scope, nonce: null, dpopKey: null },
      ...{ authenticatedAt: now, createdAt: now, endsAt: null },
    },
    refreshToken: { digest: refresh.digest, expiresAt: now + 1000 },
    accessToken: { key: access.key, grantId: refresh.grantId, scope, dpopKey: null, issuedAt: now, expiresAt: now + 1000 },
  })
  return { access: access.text, refresh: refresh.text }
}

async function isGood(server: TestServer, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` }
  const request = {
    method: 'GET',
    path: '/oauth/userinfo',
    query: '',
    headers,
    remoteAddress: null,
    readBody: async () => new Uint8Array(),
  }
  return (await server.handle(request)).status === 200
}

describe('POST /secret-scanning/reports', () => {
  it('ends a personal token at once, marks it for its owner, and never says whose it was', async () => {
    const server = await startServer({ site: {} })
    const browser = server.openBrowser()
    await browser.becomeKnown()
    const token = await makeToken(server)

    const answer = await report(server, [{ token, type: 'sd_pat', url: 'https://code.example/leak' }])

    const expected = { token_hash: sha256(token).toString('base64'), token_type: 'sd_pat', status: 'revoked', label: 'true_positive' }
    expect(answer).toMatchObject({ status: 200, body: [expected] })
    expect(answer.text).not.toMatch(/ada|Backup|sd_pat_/)
    expect(await isGood(server, token)).toBe(false)
    expect((await browser.get('/account/tokens')).body).toContain('Found in public, and ended')
    expect(JSON.stringify([server.events, await server.store.audit.list({ limit: 9 })])).not.toContain(token.slice(7, 40))
    expect(await server.store.audit.list({ limit: 1 })).toMatchObject([{ act: 'token.reported', detail: { user: server.user.id } }])
  })

  it('ends it once of fifty reports at once; the others hear that it is unknown', async () => {
    const server = await startServer({ site: {} })
    const token = await makeToken(server)

    const answers = await Promise.all(Array.from({ length: 50 }, () => report(server, [{ token }])))

    expect(answers.flatMap(({ body }) => body).filter(({ status }) => status === 'revoked')).toHaveLength(1)
    expect(await server.store.audit.list({ limit: 99, act: 'token.reported' })).toHaveLength(1)
  })

  it('tells the owner by mail, where the address is proven, without the token', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.signUp(browser)
    const zoe = await server.store.users.findByUsername('zoe')
    const token = await makeToken(server, { userId: zoe?.id ?? '' })

    await report(server, [{ token, url: 'https://phish.example/' }])
    await server.context.background.settle()

    expect(server.mails.at(-1)).toMatchObject({
      to: 'zoe@example.com',
      subject: 'Your access token at Stagedoor was found in public',
      text: expect.stringContaining('“Backup”'),
    })
    expect(server.mails.at(-1)?.text).not.toMatch(/sd_pat_|phish/)
  })

  it.each(['access', 'refresh'] as const)('ends the whole grant of a reported %s token', async (kind) => {
    const server = await startServer({ site: {} })
    const tokens = await signIn(server)
    expect(await isGood(server, tokens.access)).toBe(true)

    expect((await report(server, [{ token: tokens[kind] }])).body).toMatchObject([{ status: 'revoked' }])

    expect(await isGood(server, tokens.access)).toBe(false)
    expect(await server.store.audit.list({ limit: 1 })).toMatchObject([{ act: 'grant.reported', detail: { client: server.client.id } }])
  })

  it('tells the developers of an app whose secret was found; the secret stays good until they have replaced it', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.signUp(browser)
    const zoe = await server.store.users.findByUsername('zoe')
    const { client } = server
    const now = server.context.now()
    const secret = 'a-client-secret-of-forty-three-characters--'
    await server.store.apps.create(
      {
        client: { ...client, id: 'confidential', authenticationMethod: 'client_secret_basic', name: 'Mixdown' },
        listed: false,
        ownerId: zoe?.id ?? '',
        secret: { digest: sha256(secret), label: '', ending: 'rs--', createdAt: now },
      },
      5,
    )

    expect((await report(server, [{ token: secret }])).body).toMatchObject([{ status: 'reported', label: 'true_positive' }])
    await server.context.background.settle()

    expect(server.mails.at(-1)).toMatchObject({ to: 'zoe@example.com', subject: 'A secret of Mixdown was found in public' })
    expect(await server.store.apps.listSecrets('confidential')).toMatchObject([{ reportedAt: now }])
    expect((await browser.get('/developers/apps/confidential/secrets')).body).toContain('found in public')
  })

  it('knows nothing of what is not good here', async () => {
    const server = await startServer({ site: {} })
    const token = await makeToken(server)
    await report(server, [{ token }])
    const { accessTokenFormat } = server.context.platform.tokens
    const strange = createOpaqueSecret(accessTokenFormat, server.context.clock(), server.context.random).text

    const { body } = await report(server, [{ token }, { token: strange }, { token: 'x'.repeat(43) }])

    expect(body.map(({ status }) => status)).toEqual(['unknown', 'unknown', 'unknown'])
  })

  it('asks no database about what has a wrong checksum or the form of another platform', async () => {
    const server = await startServer({ site: {}, wrapStore: withoutSecrets })
    const token = await makeToken(server)
    const wrong = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')

    const { body } = await report(server, [{ token: wrong }, { token: `ghp_${'0'.repeat(36)}` }])

    expect(body.map(({ status }) => status)).toEqual(['unknown', 'unknown'])
    expect((await report(server, [{ token }])).status).toBe(500)
  })

  it('takes tokens of a platform in that platform’s own format', async () => {
    const server = await startServer({ platform: audiotool, site: {} })

    expect((await report(server, [{ token: await makeToken(server) }])).body).toMatchObject([{ status: 'revoked' }])
  })

  it.each([
    ['no JSON', '{'],
    ['not UTF-8 text of an array', '"sd_pat_x"'],
    ['no report', []],
    ['101 reports', Array.from({ length: 101 }, () => ({ token: 'x' }))],
    ['a report without a token', [{ type: 'x' }]],
    ['a token of 1,001 characters', [{ token: 'sd_pat_'.padEnd(1001, 'x') }]],
    ['null', [null]],
  ])('refuses %s without repeating it', async (_, body) => {
    const server = await startServer({ site: {} })

    const answer = await report(server, body)

    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    expect(answer.text + JSON.stringify(server.events)).not.toContain('sd_pat_')
  })

  it('refuses 257 KiB, and the 61st request of an address within an hour', async () => {
    const server = await startServer({ site: {} })
    expect((await report(server, 'x'.repeat(257 * 1024))).status).toBe(413)
    for (let request = 1; request < 60; request += 1) await report(server, [{ token: 'x' }])

    expect((await report(server, [{ token: 'x' }])).status).toBe(429)
    expect((await report(server, [{ token: 'x' }], { remoteAddress: '192.0.2.10' })).status).toBe(200)
    server.advance(3600)
    expect((await report(server, [{ token: 'x' }])).status).toBe(200)
  })

  it('with keys takes what one of them has signed, and nothing else', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const server = await startServer({ site: { scannerKeys: [{ id: 'k1', pem }] } })
    const token = await makeToken(server)
    const body = JSON.stringify([{ token }])
    const signed = (id: string, key: typeof privateKey, text = body): Entries => ({
      'github-public-key-identifier': id,
      'github-public-key-signature': sign('sha256', Buffer.from(text), key).toString('base64'),
    })

    const refused = [{}, signed('k2', privateKey), signed('k1', stranger.privateKey), signed('k1', privateKey, `${body} `)]
    for (const headers of refused) expect((await report(server, body, { headers })).status).toBe(403)
    expect(await isGood(server, token)).toBe(true)
    expect((await report(server, body, { headers: signed('k1', privateKey) })).body).toMatchObject([{ status: 'revoked' }])
  })

  it('does not start with a key that is none, and does not repeat it', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

    const error = await startServer({ site: { scannerKeys: [{ id: 'k1', pem }] } }).catch((thrown: unknown) => thrown)

    expect(String(error)).toBe('TypeError: The key "k1" of a secret scanner is not a public EC key in PEM.')
  })
})
