import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { type HttpTestServer, startHttpServer } from '../../test/start-http-server.ts'
import type { TestServerOptions } from '../../test/start-server.ts'
import { errorPage } from '../../test/test-browser.ts'
import type { LoggedSteps } from '../ports/sign-in-log-store.ts'
import { StoreUnavailableError } from '../ports/store.ts'
import { groupAttempts, type SignInAttempt } from './group-attempts.ts'

const marker = 'MARKED-SECRET-7Qx2'

async function start(options: TestServerOptions = {}): Promise<HttpTestServer> {
  return startHttpServer({ site: {}, ...options })
}

async function readLog({ context, server, store, client }: HttpTestServer): Promise<readonly LoggedSteps[]> {
  await context.signInRecorder?.flush() // of the pages
  await server.context.signInRecorder?.flush() // of the API
  return store.signInLog.list(client.id, context.now())
}

async function readAttempts(server: HttpTestServer): Promise<readonly SignInAttempt[]> {
  return groupAttempts(await readLog(server))
}

async function lastStep(server: HttpTestServer): Promise<unknown> {
  return (await readAttempts(server))[0]?.steps.at(-1)
}

describe('the sign-in log', () => {
  it('follows one sign-in from its request through sign-in, consent and code to its tokens, their renewal and their end', async () => {
    const server = await start()
    const browser = server.openBrowser()
    const allowed = await browser.decide(await browser.signIn(await browser.authorize()), 'allow')
    const tokens = await server.exchange(allowed.answer.get('code') ?? '')
    await readLog(server)
    server.advance(60)
    const fresh = await server.refresh(tokens.body.refresh_token)
    await server.revoke(fresh.body.refresh_token)

    const attempts = await readAttempts(server)

    expect(attempts.map(({ outcome }) => outcome)).toEqual(['done'])
    expect(attempts[0]?.steps.map(({ station }) => station)).toEqual([
      'authorization',
      'sign_in',
      'consent',
      'code',
      'token',
      'refresh',
      'revocation',
    ])
  })

  it('shows a sign-in that was left as under way, and one that was denied as stopped', async () => {
    const server = await start()
    const browser = server.openBrowser()
    await browser.signIn(await browser.authorize(), { password: 'wrong' })
    server.advance(1)
    await browser.decide(await browser.signIn(await browser.authorize()), 'deny')

    const [denied, left] = await readAttempts(server)

    expect(left).toMatchObject({
      outcome: 'under_way',
      steps: [{ station: 'authorization' }, { station: 'sign_in', reason: 'sign_in_failed' }],
    })
    expect(denied).toMatchObject({ outcome: 'stopped' })
    expect(denied?.steps.at(-1)).toMatchObject({ station: 'consent', reason: 'consent_denied', error: 'access_denied' })
  })

  it('keeps the sent and the registered redirect URI, under the id that the error page shows', async () => {
    const server = await start()

    const seen = await server.openBrowser().authorize({ redirect_uri: 'https://app.example/Callback' })

    const [attempt] = await readAttempts(server)
    expect(attempt?.steps).toEqual([
      {
        station: 'authorization',
        at: server.context.clock(),
        reason: 'redirect_uri_mismatch',
        error: 'redirect_uri_mismatch',
        facts: { sent: 'https://app.example/Callback', expected: 'https://app.example/callback' },
      },
    ])
    expect(errorPage(seen).errorId).toBe(attempt?.id)
  })

  it('keeps the origin of the window that asked for a message, beside the registered one', async () => {
    const server = await start({ platform: audius })

    await server.openBrowser().authorize({ redirect_uri: 'postmessage', origin: 'https://app.example.evil.example' })

    expect(await lastStep(server)).toMatchObject({
      reason: 'target_origin_mismatch',
      facts: { sent: 'https://app.example.evil.example', expected: 'https://app.example' },
    })
  })

  it('follows a device, whose pauses are no failures', async () => {
    const server = await start()
    const client = { client_id: server.nativeClient.id }
    const path = new URL(server.context.platform.endpoints.deviceAuthorization ?? '').pathname
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const given = await server.send(path, { method: 'POST', headers: form, body: new URLSearchParams({ ...client, scope: 'profile' }) })
    const poll = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: given.body.device_code, ...client }
    const pending = await server.postToken(new URLSearchParams(poll).toString(), form)
    server.advance(86_400)
    await server.postToken(new URLSearchParams(poll).toString(), form)

    await readLog(server)
    const attempts = groupAttempts(await server.store.signInLog.list(server.nativeClient.id, server.context.now()))

    expect(pending.body.error).toBe('authorization_pending')
    expect(attempts).toMatchObject([
      { outcome: 'stopped', steps: [{ station: 'device' }, { station: 'token', reason: 'device_expired', error: 'expired_token' }] },
    ])
  })

  it.each([
    ['a scope the platform lacks', { scope: 'openid fly' }, { reason: 'scope_unknown', facts: { missing: 'fly' } }],
    [
      'another response type',
      { response_type: 'token' },
      { reason: 'unsupported_response_type', facts: { sent: 'token', expected: 'code' } },
    ],
    ['no challenge', { code_challenge: undefined }, { reason: 'code_challenge_missing' }],
    ['a plain challenge', { code_challenge_method: 'plain' }, { facts: { sent: 'plain', expected: 'S256' } }],
  ])('says of an authorization request with %s what is missing', async (_, changes, expected) => {
    const server = await start()

    await server.openBrowser().authorize(changes)

    expect(await lastStep(server)).toMatchObject({ station: 'authorization', ...expected })
  })

  it.each([
    ['another redirect URI', { redirect_uri: 'https://app.example/other?x=1' }, { facts: { expected: 'https://app.example/callback' } }],
    ['the challenge as verifier', { code_verifier: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' }, { facts: { verifier: 'challenge' } }],
    ['a short verifier', { code_verifier: 'short' }, { reason: 'code_verifier_mismatch', facts: { verifier: 'malformed' } }],
    ['another verifier', { code_verifier: 'x'.repeat(43) }, { facts: { verifier: 'other' } }],
    ['a wrong secret', { client_secret: 'wrong' }, { reason: 'client_secret_wrong', error: 'invalid_client' }],
    ['no secret', { client_secret: undefined }, { facts: { sent: 'none', expected: 'client_secret_basic' } }],
    ['another grant type', { grant_type: 'magic' }, { reason: 'grant_type_unknown', facts: { sent: 'magic' } }],
  ])('says of a token request with %s what was expected', async (_, changes, expected) => {
    const server = await start()

    await server.exchange(await server.authorize(), changes)

    expect(await lastStep(server)).toMatchObject({ station: 'token', ...expected })
  })

  it('says which scope a token lacks at the API', async () => {
    const answer = (): never => {
      throw new Error('Never asked.')
    }
    const server = await start({ resources: [{ method: 'GET', path: '/v1/tracks', access: 'person', scope: ['tracks:write'], answer }] })
    const { body } = await server.signIn({ scope: ['tracks:read'] })

    const refused = await server.send('/v1/tracks', { headers: { authorization: `Bearer ${body.access_token}` } })

    expect(refused.status).toBe(403)
    expect(await lastStep(server)).toMatchObject({
      station: 'api',
      reason: 'insufficient_scope',
      facts: { missing: 'tracks:write', expected: 'tracks:read' },
    })
  })

  it('says how much too late a code came', async () => {
    const server = await start()
    const code = await server.authorize()
    server.advance(server.context.platform.tokens.codeLifetimeSeconds + 42)

    await server.exchange(code)

    expect(await lastStep(server)).toMatchObject({ reason: 'code_expired', facts: { secondsLate: 42 } })
  })

  it('tells a replayed code and a spent refresh token as part of the sign-in they belong to', async () => {
    const server = await start()
    const code = await server.authorize()
    await server.exchange(code)
    server.advance(1)
    await server.exchange(code)

    const attempts = await readAttempts(server)

    expect(attempts).toHaveLength(1)
    expect(attempts[0]).toMatchObject({ outcome: 'stopped', steps: [{ station: 'token' }, { station: 'token', reason: 'code_replayed' }] })
  })

  it('notes nothing for a client that does not exist', async () => {
    const server = await start()

    await server.openBrowser().authorize({ client_id: 'a1b2c4' })
    await server.exchange(await server.authorize(), { client_id: 'a1b2c4' })

    expect(await readLog(server)).toEqual([])
    expect(await server.store.signInLog.list('a1b2c4', server.context.now())).toEqual([])
  })

  it('never holds a code, token, verifier, secret, state, nonce or password, whatever goes wrong with them', async () => {
    const server = await start()
    const browser = server.openBrowser()
    const secretUri = `https://user:${marker}@app.example/callback?access_token=${marker}&my_code=${marker}#id_token=${marker}`
    const signedIn = await browser.signIn(await browser.authorize({ state: marker, nonce: marker, scope: 'openid' }), { password: marker })
    await browser.decide(await browser.signIn(signedIn), 'deny')
    for (const changes of [
      { redirect_uri: secretUri },
      { redirect_uri: `https://app.example/callback?client_secret=${marker}` },
      { state: `${marker}\u0000` },
      { state: marker, code_challenge: marker },
      { state: marker, nonce: `${marker}ä` },
      { state: marker, scope: 'fly' },
      { state: marker, request: marker },
      { state: marker, max_age: marker },
      { state: marker, id_token_hint: marker, prompt: 'none' },
    ])
      await browser.authorize(changes)
    const code = await server.authorize()
    for (const changes of [
      { code: marker },
      { code_verifier: marker },
      { client_secret: marker },
      { redirect_uri: secretUri },
      { grant_type: 'refresh_token', refresh_token: marker },
      { grant_type: 'password', username: 'ada', password: marker },
      { code: undefined, extra: marker },
    ])
      await server.exchange(code, changes)
    await server.exchange(await server.authorize(), {}, { authorization: `Bearer ${marker}` })
    await server.exchange(await server.authorize(), {}, { dpop: marker })

    const log = JSON.stringify(await readLog(server))

    expect(log).toContain('code_verifier_mismatch')
    expect(log).toContain('https://…@app.example/callback?access_token=…&my_code=…')
    expect(log).not.toContain(marker)
    expect(log).not.toContain(code)
  })

  it('lets a sign-in succeed whose log cannot be written, and says so once', async () => {
    const server = await start({
      wrapStore: (store) => ({
        ...store,
        signInLog: { ...store.signInLog, append: () => Promise.reject(new StoreUnavailableError('full')) },
      }),
    })

    const answer = await server.signIn()
    await readLog(server)

    expect(answer.status).toBe(200)
    expect(server.reasons()).toEqual(['sign_in_log_failed'])
  })

  it('writes samples of a busy minute, and every failure among them up to a bound', async () => {
    const server = await start()
    const { context, client } = server
    const note = (index: number, reason?: string): void =>
      context.signInRecorder?.note({
        clientId: client.id,
        keys: [new Uint8Array(Buffer.from(`${String(index).padStart(10)} of many`))],
        station: 'token',
        ...(reason !== undefined && { reason }),
      })
    for (let index = 0; index < 1000; index += 1) note(index)
    for (let index = 1000; index < 1010; index += 1) note(index, 'code_expired')

    const kinds = (await readLog(server)).map(({ kind }) => kind)

    expect(kinds.filter((kind) => kind === 'failed')).toHaveLength(10)
    expect(kinds.filter((kind) => kind === 'signed_in')).toHaveLength(60)
  })

  it('shows a failure in the middle of thousands of another reason, within the minute and after many', async () => {
    const server = await start()
    const note = (reason: string): void =>
      server.context.signInRecorder?.note({ clientId: server.client.id, keys: [], station: 'token', reason })
    for (let index = 0; index < 4000; index += 1) note('redirect_uri_mismatch')
    note('code_verifier_mismatch')
    for (let minute = 0; minute < 20; minute += 1) {
      await server.context.signInRecorder?.flush()
      server.advance(60)
      for (let index = 0; index < 100; index += 1) note('redirect_uri_mismatch')
    }

    const reasons = (await readLog(server)).map(({ steps }) => steps[0]?.reason)

    expect(reasons).toHaveLength(250)
    expect(reasons.filter((reason) => reason === 'code_verifier_mismatch')).toHaveLength(1)
  })

  it('is written when the server closes', async () => {
    const server = await start()
    await server.signIn()

    await server.server.close()

    expect(await server.store.signInLog.list(server.client.id, server.context.now())).toHaveLength(1)
  })

  it('is not kept where there is no site to read it on', async () => {
    const server = await startHttpServer()

    await server.signIn()

    expect(server.context.signInRecorder).toBeUndefined()
  })
})
