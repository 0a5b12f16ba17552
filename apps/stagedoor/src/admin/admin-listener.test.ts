import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPages } from '@stagedoor/pages'
import { standard } from '@stagedoor/platforms'
import { createAuthorizationServer } from '@stagedoor/server'
import type { ServerEvent, Store } from '@stagedoor/server/ports'
import { createOpaqueSecret } from '@stagedoor/server/secrets'
import { openSqliteStore } from '@stagedoor/store-sqlite'
import { safeParse } from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAdminListener } from './admin-listener.ts'
import { adminOperations } from './operations.ts'
import { createOperatorToken, digestOperatorToken } from './operator-token.ts'

const [writeToken, readToken] = [createOperatorToken(), createOperatorToken()]
const START = 1_800_000_000
const callback = 'https://app.example/callback'

let store: Store
let url: string
let events: ServerEvent[]
let now: number
let close: () => Promise<void>

beforeEach(async () => {
  store = openSqliteStore({ path: ':memory:' })
  events = []
  now = START
  let bytes = 0
  const { context } = createAuthorizationServer({
    platform: standard,
    baseUrl: 'https://login.example/base',
    store,
    pages: createPages(),
    passwordHasher: { hash: async (text) => `digest of ${text.length}`, verify: async () => false },
    clock: () => now * 1000,
    random: (length) => Uint8Array.from({ length }, () => bytes++ % 251),
    log: (event) => events.push(event),
  })
  const operatorTokens = [
    { name: 'ops', access: 'write' as const, digest: digestOperatorToken(writeToken) },
    { name: 'eyes', access: 'read' as const, digest: digestOperatorToken(readToken) },
  ]
  const server = createServer(createAdminListener(context, { operatorTokens, trustedProxies: 0 }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/admin/v1`
  close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await store.close()
  }
})

afterEach(() => close())

interface Sent {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

async function send(
  method: string,
  path: string,
  body?: unknown,
  { token = writeToken, headers = {} as Record<string, string> } = {},
): Promise<Sent> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const answer: Record<string, unknown> = JSON.parse(await response.text())
  checkAgainstDocument(method, path, response.status, answer)
  return { status: response.status, headers: response.headers, body: answer }
}

/** Every answer of every test is what the document promises: the document is written from these schemas. */
function checkAgainstDocument(method: string, path: string, status: number, answer: unknown): void {
  const given = path.split('?', 1)[0]?.split('/') ?? []
  const operation = adminOperations.find((each) => {
    const wanted = each.path.split('/')
    const fits = wanted.every((segment, index) => segment === given[index] || (segment.startsWith(':') && given[index] !== ''))
    return each.method === method && wanted.length === given.length && fits
  })
  if (operation === undefined || status >= 300)
    expect(status >= 300 ? answer : { error: '', error_description: '.' }).toHaveProperty('error')
  else expect([status, safeParse(operation.answer, answer).issues]).toEqual([operation.status, undefined])
}

async function acts(): Promise<readonly string[]> {
  return (await store.audit.list({ limit: 100 })).map(({ act, target, actor }) => `${actor.id} ${act} ${target.kind}`).toReversed()
}

describe('the admin API', () => {
  it('is closed without a token, with a wrong one, and with one that only looks like one', async () => {
    const answers = await Promise.all(['', 'x', createOperatorToken()].map((token) => send('GET', '/apps', undefined, { token })))

    expect(answers.map(({ status, body }) => [status, body['error']])).toEqual([
      [401, 'token_missing'],
      [401, 'token_wrong'],
      [401, 'token_wrong'],
    ])
    expect(answers[0]?.headers.get('www-authenticate')).toBe('Bearer realm="admin"')
    expect(JSON.stringify(events)).not.toContain('sd_op_')
  })

  it('lets whoever sends wrong tokens wait, fifty at once too, and never one that is right', async () => {
    const wrong = () => send('GET', '/apps', undefined, { token: createOperatorToken() })
    const statuses = (await Promise.all(Array.from({ length: 50 }, wrong))).map(({ status }) => status)
    const waiting = await wrong()
    const right = await send('GET', '/apps')
    now += 61
    const later = await wrong()

    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(11)
    expect([waiting.status, right.status, later.status]).toEqual([429, 200, 401])
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('lets a token that may only look change nothing', async () => {
    const writes = adminOperations.filter(({ access }) => access === 'write')
    const statuses = await Promise.all(
      writes.map(({ method, path }) =>
        send(method, path.replace(/:\w+/g, 'x'), method === 'DELETE' ? undefined : {}, { token: readToken }),
      ),
    )

    expect(statuses.map(({ status, body }) => [status, body['error']])).toEqual(writes.map(() => [403, 'insufficient_access']))
    expect((await send('GET', '/users', undefined, { token: readToken })).status).toBe(200)
  })

  it('tells no page of another origin anything', async () => {
    const answer = await send('GET', '/apps', undefined, { headers: { origin: 'https://evil.example' } })
    const preflight = await send('OPTIONS', '/apps', undefined, { headers: { origin: 'https://evil.example' } })

    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([405, null])
  })

  it.each([
    ['GET', '/nothing', undefined, 404, 'not_found'],
    ['PUT', '/apps', {}, 405, 'method_not_allowed'],
    ['GET', '/apps/nothing', undefined, 404, 'app_unknown'],
    ['GET', '/users/nobody', undefined, 404, 'user_unknown'],
    ['POST', '/apps', '{', 400, 'invalid_request'],
    ['POST', '/apps', { name: 'x' }, 400, 'invalid_request'],
    ['POST', '/apps', { name: 'x', redirectUris: [], more: 1 }, 400, 'invalid_request'],
    ['POST', '/apps', { name: 'x', redirectUris: [callback], owner: 'nobody' }, 404, 'user_unknown'],
    ['POST', '/apps', `"${'x'.repeat(70_000)}"`, 400, 'invalid_request'],
    ['GET', '/apps?limit=101', undefined, 400, 'invalid_request'],
    ['GET', '/audit?since=1', undefined, 400, 'invalid_request'],
    ['POST', '/users', { username: 'a b' }, 400, 'invalid_request'],
    ['POST', '/users', { username: 'admin' }, 400, 'invalid_request'],
    ['POST', '/users', { username: 'zoe', password: 'password' }, 400, 'invalid_request'],
  ])('refuses %s %s with %j, by a stable code and in words', async (method, path, body, status, error) => {
    const answer = await send(method, path, body)

    expect([answer.status, answer.body['error']]).toEqual([status, error])
    expect(answer.body['error_description']).toMatch(/[.!]$/)
    expect(await acts()).toEqual([])
  })

  it('describes itself in OpenAPI 3.1: each act, its parameters, what it takes and answers', async () => {
    const { body } = await send('GET', '/openapi.json')
    const paths = body['paths'] as Record<string, Record<string, { operationId: string; parameters: { name: string }[] }>>

    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://login.example/base/admin/v1' }] })
    expect(Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))).toEqual(
      expect.arrayContaining(adminOperations.map(({ id }) => id)),
    )
    expect(paths['/apps']?.['post']?.parameters.map(({ name }) => name)).toEqual(['Idempotency-Key'])
    expect(paths['/apps']?.['post']).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { required: ['name', 'redirectUris'], additionalProperties: false } } } },
    })
  })
})

describe('apps', () => {
  it('are made, changed, rested and deleted, and each act is in the audit log', async () => {
    await send('POST', '/users', { username: 'ada' })
    const made = await send('POST', '/apps', { name: 'Mixdown', redirectUris: [callback], owner: 'ADA', scope: ['openid', 'profile'] })
    const app = made.body['app'] as { clientId: string; version: number }
    const path = `/apps/${app.clientId}`
    const changed = await send('PATCH', path, { name: 'Mixdown 2', verified: true, version: app.version })
    const conflict = await send('PATCH', path, { name: 'Mixdown 3', version: app.version })
    const rested = await send('POST', `${path}/disable`)
    const awake = await send('POST', `${path}/enable`)
    const deleted = await send('DELETE', path)

    expect(made).toMatchObject({
      status: 201,
      body: { clientSecret: expect.stringMatching(/^[\w-]{43}$/), app: { scope: ['openid', 'profile'] } },
    })
    expect(changed.body).toMatchObject({ name: 'Mixdown 2', verified: true, redirectUris: [callback], version: app.version + 1 })
    expect([conflict.status, conflict.body['error']]).toEqual([409, 'changed_meanwhile'])
    expect([rested.body['disabledAt'], awake.body['disabledAt'], deleted.body]).toEqual([START, null, { people: 0, grants: 0 }])
    expect((await send('GET', path)).status).toBe(404)
    expect(await acts()).toEqual([
      'ops user.created user',
      ...['app.created', 'app.updated', 'app.disabled', 'app.enabled', 'app.deleted'].map((act) => `ops ${act} client`),
    ])
    expect(JSON.stringify(await store.audit.list({ limit: 100 }))).not.toContain(made.body['clientSecret'])
  })

  it('keep the rules of the platform, with every problem named', async () => {
    const { status, body } = await send('POST', '/apps', {
      name: 'x\u202ey',
      redirectUris: ['https://app.example/#x'],
      homepage: 'javascript:1',
    })
    const uris = await send('POST', '/apps', { name: 'x', redirectUris: ['https://app.example/#x', 'http://app.example/*'] })

    expect([status, body['error']]).toEqual([422, 'registration_refused'])
    expect(body['problems']).toMatchObject([{ field: 'name' }, { field: 'homepage' }])
    expect(uris.body['problems']).toMatchObject([{ field: 'redirectUris', suggestion: 'https://app.example/' }, { field: 'redirectUris' }])
  })

  it('are made once by one Idempotency-Key, fifty times at once, and the secret is shown to one', async () => {
    const make = () => send('POST', '/apps', { name: 'Mixdown', redirectUris: [callback] }, { headers: { 'idempotency-key': 'deploy 7' } })
    const answers = await Promise.all(Array.from({ length: 50 }, make))

    expect((await store.clients.list()).length).toBe(1)
    expect(answers.filter(({ body }) => body['clientSecret'] !== null)).toHaveLength(1)
    expect(await acts()).toEqual(['ops app.created client'])
  })

  it('are not made by a key that made another one, until that was changed', async () => {
    const make = (name: string, key = 'deploy 7') =>
      send('POST', '/apps', { name, redirectUris: [callback] }, { headers: { 'idempotency-key': key } })
    const made = await make('Mixdown')
    const other = await make('Mixup')
    const long = await make('Mixdown', 'x'.repeat(256))
    await send('PATCH', `/apps/${(made.body['app'] as { clientId: string }).clientId}`, { name: 'Renamed' })
    const again = await make('Mixdown')

    expect([other.status, other.body['error']]).toEqual([422, 'idempotency_key_reused'])
    expect([long.status, long.body['error']]).toEqual([400, 'invalid_request'])
    expect(again.body).toMatchObject({ app: { name: 'Renamed' }, clientSecret: null })
  })

  it('are given an owner by an operator, who may have been a developer of it', async () => {
    await send('POST', '/users', { username: 'ada' })
    const { body } = await send('POST', '/apps', { name: 'Mixdown', redirectUris: [callback] })
    const path = `/apps/${(body['app'] as { clientId: string }).clientId}`
    const nobody = await send('GET', `${path}/team`)
    const added = await send('POST', `${path}/owners`, { user: 'ADA' })
    const again = await send('POST', `${path}/owners`, { user: 'ada' })
    await send('POST', '/users/ada/disable')
    const disabled = await send('POST', `${path}/owners`, { user: 'ada' })

    expect(nobody.body).toEqual({ members: [] })
    expect(added.body).toMatchObject({ members: [{ username: 'ada', role: 'owner', addedAt: START }] })
    expect(again).toMatchObject({ status: 200, body: { members: [{ role: 'owner' }] } })
    expect(disabled.body['error']).toBe('account_closed')
    expect(await acts()).toContain('ops app.owner_added client')
  })

  it('have their first secret in the list with its ending, whoever looks after them', async () => {
    const { body } = await send('POST', '/apps', { name: 'Mixdown', redirectUris: [callback] })
    const { secrets } = (await send('GET', `/apps/${(body['app'] as { clientId: string }).clientId}/secrets`)).body

    expect(secrets).toMatchObject([{ ending: String(body['clientSecret']).slice(-4), createdAt: START }])
  })

  it('have two secrets at a time, for a rotation without a pause', async () => {
    const { body } = await send('POST', '/apps', { name: 'Mixdown', redirectUris: [callback] })
    const path = `/apps/${(body['app'] as { clientId: string }).clientId}/secrets`
    const second = await send('POST', path, { label: 'autumn' })
    const third = await send('POST', path, {})
    const list = await send('GET', path)
    const [first] = list.body['secrets'] as { id: string }[]
    const revoked = await send('DELETE', `${path}/${first?.id}`)

    expect([second.status, third.status, third.body['error']]).toEqual([201, 409, 'too_many_secrets'])
    expect(list.body['secrets']).toHaveLength(2)
    expect(revoked.status).toBe(200)
    expect((await send('GET', path)).body['secrets']).toHaveLength(1)
    expect((await send('DELETE', `${path}/${first?.id}`)).body['error']).toBe('secret_unknown')
  })

  it('come in pages', async () => {
    for (const name of ['One', 'Two', 'Three']) await send('POST', '/apps', { name, redirectUris: [callback] })
    const first = await send('GET', '/apps?limit=2')
    const second = await send('GET', `/apps?limit=2&after=${first.body['next']}`)

    expect([first, second].map(({ body }) => (body['apps'] as { name: string }[]).map(({ name }) => name))).toEqual([
      ['One', 'Two'],
      ['Three'],
    ])
    expect(second.body['next']).toBeNull()
  })
})

describe('users', () => {
  it('are added once, found by name or address, rested, marked and signed out', async () => {
    const added = await send('POST', '/users', { username: 'Ada', email: 'ada@artists.example', password: 'correct horse battery' })
    const again = await send('POST', '/users', { username: 'ADA' })
    const sameEmail = await send('POST', '/users', { username: 'bob', email: 'ADA@artists.example' })
    const found = await send('GET', '/users/ada%40artists.example')
    const rested = await send('POST', '/users/ada/disable')
    await send('POST', '/users/ada/enable')
    const marked = await send('POST', '/users/@ada/verify')
    const signedOut = await send('POST', '/users/ada/sign-out')

    expect(added).toMatchObject({ status: 201, body: { username: 'Ada', name: 'Ada', hasPassword: true, emailVerified: true } })
    expect([again.body['error'], sameEmail.body['error']]).toEqual(['username_taken', 'email_taken'])
    expect(found.body['id']).toBe(added.body['id'])
    expect([rested.body['disabledAt'], marked.body['verified'], signedOut.body]).toEqual([START, true, { sessions: 0, grants: 0 }])
    expect(JSON.stringify([added.body, await store.audit.list({ limit: 50 })])).not.toMatch(/digest of|correct horse/)
  })

  it('who lost their phone lose what was on it, and nothing else', async () => {
    const { body } = await send('POST', '/users', { username: 'ada', password: 'correct horse battery' })
    const userId = String(body['id'])
    const credentialId = new Uint8Array([1])
    const passkey = { credentialId, userId, name: 'Phone', publicKey: new Uint8Array([2]), counter: 0, transports: [] }
    await store.secondFactors.enrolTotp(userId, { secret: new Uint8Array(20), lastStep: 1, recoveryDigests: [] }, now)
    await store.secondFactors.addPasskey({ ...passkey, createdAt: now, lastUsedAt: null }, 5)
    const removed = await send('POST', '/users/ada/remove-second-factors')
    const again = await send('POST', '/users/ada/remove-second-factors')

    expect([removed.body, again.body]).toEqual([
      { authenticatorApp: true, passkeys: 1 },
      { authenticatorApp: false, passkeys: 0 },
    ])
    expect((await send('GET', '/users/ada')).body['hasPassword']).toBe(true)
  })

  it('get a link for a password that works once and is written down nowhere', async () => {
    const { body } = await send('POST', '/users', { username: 'ada' })
    const link = await send('POST', '/users/ada/password-link')
    const token = new URL(String(link.body['url'])).searchParams.get('token') ?? ''

    expect([body['hasPassword'], link.status, link.body['expiresAt']]).toEqual([false, 201, START + 86_400])
    expect(link.body['url']).toMatch(/^https:\/\/login\.example\/base\/account\/recover\/confirm\?token=/)
    expect(JSON.stringify([events, await store.audit.list({ limit: 50 })])).not.toContain(token)
  })
})

describe('grants', () => {
  it.each([
    ['of a person', { user: 'ada' }, 'user'],
    ['of an app', { clientId: 'app' }, 'client'],
    ['of the two together', { user: 'ada', clientId: 'app' }, 'client'],
  ])('%s end at once', async (_, selection, target) => {
    await addGrant()
    const [first, again] = [await send('POST', '/revocations', selection), await send('POST', '/revocations', selection)]

    expect([first.body, again.body]).toEqual([{ revoked: 1 }, { revoked: 0 }])
    expect((await acts()).at(-1)).toBe(`ops grant.revoked ${target}`)
  })

  it('end by a token that somebody found, which is written down nowhere', async () => {
    const token = await addGrant()
    const { body } = await send('POST', '/revocations', { token })

    expect(body).toEqual({ revoked: 1 })
    expect(JSON.stringify([events, await store.audit.list({ limit: 10 })])).not.toContain(token)
  })

  it.each([[{}], [{ token: 'x', user: 'ada' }], [{ user: 'nobody' }], [{ clientId: 'nothing' }]])('do not end by %j', async (selection) => {
    await addGrant()
    const { status } = await send('POST', '/revocations', selection)

    expect([400, 404]).toContain(status)
    expect(await acts()).toEqual([])
  })
})

/** Somebody who let an app in; answers the access token. */
async function addGrant(): Promise<string> {
  const nobody = { passwordDigest: null, email: null, emailVerified: false, verified: false, pictureTemplate: null, disabledAt: null }
  await store.users.add({ ...nobody, id: 'ada-id', username: 'ada', name: 'Ada', createdAt: now })
  const base = { scope: ['openid'], homepage: null, verified: false, createdAt: now, disabledAt: null, redirectUris: [], secretDigests: [] }
  await store.clients.add({ ...base, id: 'app', name: 'App', applicationType: 'web', authenticationMethod: 'none' })
  const secret = createOpaqueSecret(standard.tokens.accessTokenFormat, now * 1000, (length) => new Uint8Array(length).fill(7))
  const id = new Uint8Array(38).fill(1)
  const times = { issuedAt: now, expiresAt: now + 3600 }
  await store.grants.issue({
    grant: {
      ...times,
      id,
      clientId: 'app',
      userId: 'ada-id',
      scope: ['openid'],
      nonce: null,
      dpopKey: null,
      authenticatedAt: now,
      createdAt: now,
      endsAt: null,
    },
    refreshToken: null,
    accessToken: { ...times, key: secret.key, grantId: id, scope: ['openid'], dpopKey: null },
  })
  return secret.text
}

describe('signing keys and the audit log', () => {
  it('rotates keys and lists them without their private half', async () => {
    const { body } = await send('POST', '/signing-keys')
    const list = await send('GET', '/signing-keys')

    expect(list.body['keys']).toMatchObject([{ id: body['keyId'], state: 'signs' }, { state: 'published' }])
    expect(JSON.stringify(list.body)).not.toMatch(/"d"|privateJwk/)
  })

  it('lists who did what, filtered and in pages', async () => {
    for (const username of ['ada', 'bob', 'cyd']) await send('POST', '/users', { username })
    await send('POST', '/users/bob/disable')
    const bob = await store.users.findByUsername('bob')
    const first = await send('GET', '/audit?limit=3&actor=ops')
    const second = await send('GET', `/audit?limit=3&before=${first.body['next']}`)
    const ofBob = await send('GET', `/audit?target=${bob?.id}&act=user.disabled`)

    expect(first.body['entries']).toMatchObject([{ act: 'user.disabled', remoteAddress: '127.0.0.1' }, { act: 'user.created' }, {}])
    expect([second.body['entries'], second.body['next']]).toMatchObject([[{ detail: { username: 'ada' } }], null])
    expect(ofBob.body['entries']).toHaveLength(1)
  })
})
