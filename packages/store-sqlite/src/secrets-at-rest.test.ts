import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { SecretKey } from '@stagedoor/server/ports'
import { expect, it } from 'vitest'
import { createTemporaryPath } from './create-temporary-path.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

const NOW = 1_767_225_600

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** As the server names a secret. */
function keyOf(text: string): SecretKey {
  const time = Buffer.alloc(6)
  time.writeUIntBE(NOW * 1000, 0, 6)
  return Buffer.concat([time, digestOf(text)])
}

it('keeps nothing in the file, nor in its log, that gives access to anything', async () => {
  const path = createTemporaryPath()
  const store = openSqliteStore({ path })
  const secrets = {
    clientSecret: 'client-secret-TI9vFQm2',
    code: 'authorization-code-8sJq0dXw',
    verifier: 'code-verifier-dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    refreshToken: 'refresh-token-kP3mZ7yA',
    accessToken: 'access-token-Lw5nB1cR',
    browserSession: 'browser-session-Hx2tD8uV',
    browser: 'browser-Gq6eS4oN',
    transaction: 'transaction-Yb0iK9fM',
    emailLink: 'email-link-Ud5kR2wJ',
  }
  const scope = ['read']
  await store.users.add({
    id: 'u',
    username: 'singer',
    passwordDigest: null,
    name: 'Singer',
    email: null,
    emailVerified: false,
    verified: false,
    pictureTemplate: null,
    createdAt: NOW,
    disabledAt: null,
  })
  await store.clients.add({
    id: 'c',
    name: 'App',
    applicationType: 'web',
    authenticationMethod: 'client_secret_basic',
    secretDigests: [digestOf(secrets.clientSecret)],
    redirectUris: ['https://app.example/'],
    scope,
    homepage: null,
    verified: false,
    createdAt: NOW,
    disabledAt: null,
  })
  const codeChallenge = digestOf(secrets.verifier).toString('base64url')
  const request = {
    clientId: 'c',
    redirectUri: 'https://app.example/',
    scope,
    nonce: null,
    dpopKey: null,
    codeChallenge,
    expiresAt: NOW + 60,
  }
  await store.browserSessions.issue(keyOf(secrets.browserSession), { userId: 'u', authenticatedAt: NOW, expiresAt: NOW + 60 })
  await store.transactions.issue(keyOf(secrets.transaction), keyOf(secrets.browser), {
    ...request,
    responseMode: 'query',
    targetOrigin: null,
    state: 'state-marker',
    display: 'page',
    prompt: [],
    maxAgeSeconds: null,
    loginHint: null,
    createdAt: NOW,
  })
  await store.codes.issue(keyOf(secrets.code), { ...request, userId: 'u', authenticatedAt: NOW })
  const id = keyOf('grant')
  await store.codes.redeem(keyOf(secrets.code), 'c', NOW, () => ({
    outcome: 'issued',
    grant: { id, clientId: 'c', userId: 'u', scope, nonce: null, dpopKey: null, authenticatedAt: NOW, createdAt: NOW, endsAt: null },
    refreshToken: { digest: digestOf(secrets.refreshToken), expiresAt: NOW + 60 },
    accessToken: { key: keyOf(secrets.accessToken), grantId: id, scope, dpopKey: null, issuedAt: NOW, expiresAt: NOW + 60 },
  }))

  await store.accounts.issueLink(keyOf(secrets.emailLink), { purpose: 'recover', userId: 'u', email: 'a@b.example', expiresAt: NOW + 60 })
  await store.accounts.rememberBrowser('u', keyOf(secrets.browser), NOW)

  const log = readFileSync(`${path}-wal`)
  await store.close()
  const bytes = Buffer.concat([log, readFileSync(path)])

  expect(bytes.includes('state-marker')).toBe(true) // the search finds what is there
  const forms = Object.values(secrets).flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64url'),
    Buffer.from(secret).toString('hex'),
  ])
  expect(forms.filter((form) => bytes.includes(form))).toEqual([])
})
