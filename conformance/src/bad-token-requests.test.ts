import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectRefusal } from './expect-refusal.ts'
import { type Entries, type PlatformId, type RegisteredApp, readTokens, redirectUri, registerApp } from './registered-app.ts'
import { type OpenStagedoor, runOpenStagedoor } from './stored-rows.ts'

const platforms: readonly PlatformId[] = ['standard', 'audius']
const form = 'application/x-www-form-urlencoded'
const json = 'application/json'

describe.each(platforms)('bad token requests to %s', (platform) => {
  let stagedoor: OpenStagedoor
  let app: RegisteredApp

  beforeAll(async () => {
    stagedoor = await runOpenStagedoor()
    app = await registerApp(stagedoor, platform)
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  const unburned: readonly (readonly [what: string, error: string, changes: Entries])[] = [
    ['[RFC 6749 §5.2] an unknown grant type', 'unsupported_grant_type', { grant_type: 'password', username: 'mira', password: 'x' }],
    ['[RFC 6749 §5.2] no grant type', 'invalid_request', { grant_type: undefined }],
    ['[RFC 6749 §4.1.3] no code', 'invalid_request', { code: undefined }],
    ['[RFC 6749 §5.2] a code that was never issued', 'invalid_grant', { code: 'a'.repeat(51) }],
    ['[RFC 6749 appendix A.11] NUL in the code', 'invalid_request', { code: 'a\0b' }],
    ['[RFC 7636 §4.5] no verifier', 'invalid_request', { code_verifier: undefined }],
  ]

  it.each(unburned)('%s: the code stays good', async (_, error, changes) => {
    const code = await app.code()
    const before = stagedoor.countRows(platform)

    const answer = await app.exchange(code, changes)

    expectRefusal(answer, { status: 400, error, secrets: [code, app.codeVerifier] })
    expect(stagedoor.countRows(platform)).toEqual(before)
    expect((await app.exchange(code)).status).toBe(200)
  })

  const unread: readonly (readonly [what: string, status: number, contentType: string | undefined, body: (form: string) => BodyInit])[] = [
    ['[RFC 6749 §4.1.3] another content type', 400, 'text/plain', (good) => good],
    ['[RFC 6749 §4.1.3] no content type', 400, undefined, (good) => new TextEncoder().encode(good)],
    ['[RFC 6749 §4.1.3] a body that is not what its type says', 400, json, (good) => good],
    ['a body of 1 MiB', 413, form, (good) => `${good}&padding=${'a'.repeat(1_048_576)}`],
    ['[RFC 6749 §3.2] a parameter sent twice', 400, form, (good) => `${good}&code=other`],
    [
      '[RFC 6749 appendix B] a body that is not UTF-8',
      400,
      form,
      (good) => new Uint8Array([...new TextEncoder().encode(`${good}&x=`), 0xff]),
    ],
    ['[RFC 6749 appendix B] an escape that is not UTF-8', 400, form, (good) => `${good}&x=%ff`],
    ['a broken escape', 400, form, (good) => `${good}&x=%`],
    ['two hundred parameters', 400, form, (good) => good + '&x'.repeat(200)],
  ]

  it.each(unread)('%s is refused unread: the code stays good', async (_, status, contentType, body) => {
    const code = await app.code()
    const before = stagedoor.countRows(platform)
    const good = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      client_id: app.clientId,
      code_verifier: app.codeVerifier,
    })

    const answer = await app.postRaw('token', body(good.toString()), { 'content-type': contentType })

    expectRefusal(answer, { status, error: 'invalid_request', secrets: [code] })
    expect(stagedoor.countRows(platform)).toEqual(before)
    expect((await app.exchange(code)).status).toBe(200)
  })

  it('[RFC 6749 §2.3.1] refuses a code in the URL, and does not repeat it', async () => {
    const code = await app.code()

    const answer = await app.postRaw('token', '', {}, `?code=${code}`)

    expectRefusal(answer, { status: 400, error: 'invalid_request', secrets: [code] })
    expect((await app.exchange(code)).status).toBe(200)
  })

  it('[RFC 7636 §4.6] a wrong verifier gets one try', async () => {
    const code = await app.code()
    const wrong = 'w'.repeat(43)

    expectRefusal(await app.exchange(code, { code_verifier: wrong }), { status: 400, error: 'invalid_grant', secrets: [code, wrong] })
    expectRefusal(await app.exchange(code), { status: 400, error: 'invalid_grant' })
  })

  it('[RFC 7636 §4.1] a verifier too short is a wrong one', async () => {
    expectRefusal(await app.exchange(await app.code(), { code_verifier: 'short' }), { status: 400, error: 'invalid_grant' })
  })

  it('[RFC 6749 §4.1.3] another redirect URI than in the authorization request is refused', async () => {
    const changes = { redirect_uri: `${redirectUri}/` }
    expectRefusal(await app.exchange(await app.code(), changes), { status: 400, error: 'invalid_grant' })
  })

  it('[RFC 6749 §4.1.2] a replayed code ends what its first use issued', async () => {
    const code = await app.code()
    const tokens = readTokens(await app.exchange(code))

    expectRefusal(await app.exchange(code), { status: 400, error: 'invalid_grant', secrets: [code] })
    expect(await app.opens(tokens.accessToken)).toBe(false)
    expectRefusal(await app.refresh(tokens.refreshToken), { status: 400, error: 'invalid_grant' })
  })

  it("[RFC 6749 §5.2] another client's code is refused, and stays good for its own", async () => {
    const thief = await registerApp(stagedoor, platform)
    const code = await app.code()

    const answer = await app.exchange(code, thief.credentials)

    expectRefusal(answer, { status: 400, error: 'invalid_grant', secrets: [code] })
    expect((await app.exchange(code)).status).toBe(200)
  })

  it("[RFC 6749 §6] another client's refresh token is refused, and stays good for its own", async () => {
    const thief = await registerApp(stagedoor, platform)
    const { refreshToken } = await app.logIn()

    const answer = await app.refresh(refreshToken, thief.credentials)

    expectRefusal(answer, { status: 400, error: 'invalid_grant', secrets: [refreshToken] })
    expect((await app.refresh(refreshToken)).status).toBe(200)
  })

  it('[RFC 6749 §6] a refresh for more than was granted is refused, and the token stays good', async () => {
    const { refreshToken } = await app.logIn()
    const more = platform === 'audius' ? 'read write' : 'profile email'

    expectRefusal(await app.refresh(refreshToken, { scope: more }), { status: 400, error: 'invalid_scope' })
    expect((await app.refresh(refreshToken)).status).toBe(200)
  })

  it('[RFC 9700 §4.14.2] a refresh token reused after its successor was used ends the family', async () => {
    const first = await app.logIn()
    const second = readTokens(await app.refresh(first.refreshToken))
    const third = readTokens(await app.refresh(second.refreshToken))

    expectRefusal(await app.refresh(first.refreshToken), { status: 400, error: 'invalid_grant', secrets: [first.refreshToken] })
    expectRefusal(await app.refresh(third.refreshToken), { status: 400, error: 'invalid_grant' })
    expect(await Promise.all([first, second, third].map(({ accessToken }) => app.opens(accessToken)))).toEqual([false, false, false])
  })

  it.each(['', 'garbage', `sd_rt_${'A'.repeat(70)}`, 'a'.repeat(43), '\u202e'])(
    '[RFC 6749 §5.2] refuses the refresh token %j',
    async (token) => {
      const error = token === '' ? 'invalid_request' : 'invalid_grant'
      expectRefusal(await app.refresh(token), { status: 400, error, secrets: token.length > 8 ? [token] : [] })
    },
  )

  it('signs people in as before, after all that', async () => {
    const fresh = await registerApp(stagedoor, platform)
    const { accessToken } = await fresh.logInByForms()
    expect(await fresh.opens(accessToken)).toBe(true)
  })
})

describe('malformed JSON to audius', () => {
  let stagedoor: OpenStagedoor
  let app: RegisteredApp
  beforeAll(async () => {
    stagedoor = await runOpenStagedoor()
    app = await registerApp(stagedoor, 'audius')
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  it.each([
    '{',
    '',
    'null',
    '[]',
    '"text"',
    '{"grant_type":{"$ne":null}}',
    '{"grant_type":["authorization_code"]}',
    '{"grant_type":1}',
    '{"code":"a","code":"b"}',
    '{"code":"\\ud800"}',
    `${'['.repeat(50_000)}`,
    '{"__proto__":{"grant_type":"refresh_token"}}',
  ])('[RFC 8259] %.40s is an invalid_request', async (body) => {
    const before = stagedoor.countRows('audius')

    const answer = await app.postRaw('token', body)

    expectRefusal(answer, { status: 400, error: 'invalid_request' })
    expect(stagedoor.countRows('audius')).toEqual(before)
  })
})
