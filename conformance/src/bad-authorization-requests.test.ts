import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectErrorPage, expectRedirectedError } from './expect-refusal.ts'
import { type Entries, type PlatformId, type RegisteredApp, redirectUri, registerApp, responseParameters } from './registered-app.ts'
import { type OpenStagedoor, runOpenStagedoor } from './stored-rows.ts'

const platforms: readonly PlatformId[] = ['standard', 'audius']
const hostile = `"><script>alert(1)</script>' \\ & = ? # % + ; http://evil.example/#code=1`

describe.each(platforms)('bad authorization requests to %s', (platform) => {
  let stagedoor: OpenStagedoor
  let app: RegisteredApp
  let clientIdParameter: string

  beforeAll(async () => {
    stagedoor = await runOpenStagedoor()
    app = await registerApp(stagedoor, platform)
    clientIdParameter = platform === 'audius' ? 'api_key' : 'client_id'
    await app.signedInCookie()
  })
  afterAll(() => stagedoor[Symbol.asyncDispose]())

  const pages: readonly (readonly [what: string, changes: Entries, appended?: string])[] = [
    ['an unknown client', { api_key: undefined, client_id: 'f'.repeat(40) }],
    ['no client', { api_key: undefined, client_id: undefined }],
    ['a client with NUL in its id', { api_key: undefined, client_id: 'abc\0def' }],
    ['a client named twice', {}, '&client_id=other&api_key=other'],
    ['a foreign redirect URI', { redirect_uri: 'https://evil.example/callback' }],
    ['a redirect URI that only begins like the registered one', { redirect_uri: `${redirectUri}/../evil` }],
    ['a redirect URI with a slash more', { redirect_uri: `${redirectUri}/` }],
    ['a redirect URI with a query more', { redirect_uri: `${redirectUri}?next=https://evil.example` }],
    ['a redirect URI with a user before the host', { redirect_uri: 'https://app.example@evil.example/callback' }],
    ['a redirect URI that is a script', { redirect_uri: 'javascript:alert(document.cookie)' }],
    ['a redirect URI with a line break', { redirect_uri: `${redirectUri}\r\nLocation: https://evil.example` }],
    ['no redirect URI', { redirect_uri: undefined }],
    ['two redirect URIs', {}, `&redirect_uri=${encodeURIComponent('https://evil.example/callback')}`],
  ]

  it.for(pages)('[RFC 6749 §4.1.2.1] shows a page and never redirects for %s', async ([, changes, appended]) => {
    const before = stagedoor.countRows(platform)

    const seen = await app.authorize(changes, appended)

    expectErrorPage(seen, 400)
    expect(seen.headers.get('set-cookie')).toBeNull()
    expect(stagedoor.countRows(platform)).toEqual(before)
  })

  const redirects: readonly (readonly [what: string, error: string, changes: Entries, appended?: string])[] = [
    ['[RFC 7636 §4.4.1] no PKCE', 'invalid_request', { code_challenge: undefined, code_challenge_method: undefined }],
    ['[RFC 7636 §4.2] a short challenge', 'invalid_request', { code_challenge: 'a'.repeat(42) }],
    ['[RFC 7636 §4.2] a challenge of other letters', 'invalid_request', { code_challenge: '+'.repeat(43) }],
    ['[RFC 9700 §2.1.1] PKCE with plain', 'invalid_request', { code_challenge_method: 'plain' }],
    ['[RFC 7636 §4.3] PKCE without a method, which would mean plain', 'invalid_request', { code_challenge_method: undefined }],
    ['[RFC 6749 §3.1.1] no response type', 'invalid_request', { response_type: undefined }],
    ['[RFC 9700 §2.1.2] the implicit grant', 'unsupported_response_type', { response_type: 'token' }],
    ['[RFC 6749 §3.1] a parameter sent twice', 'invalid_request', {}, '&scope=read'],
    ['[RFC 6749 §3.3] a scope nobody knows', 'invalid_scope', { scope: 'read everything' }],
    ['[RFC 6749 appendix A.4] NUL in the scope', 'invalid_request', { scope: 'read\0' }],
    ['[RFC 6749 appendix B] text that is not UTF-8', 'invalid_request', {}, '&login_hint=%ff%fe'],
    ['[RFC 6749 appendix B] a broken escape', 'invalid_request', {}, '&login_hint=%zz'],
    ['a response mode nobody knows', 'invalid_request', { response_mode: 'pigeon' }],
    ['a hundred parameters', 'invalid_request', {}, Array.from({ length: 100 }, (_, index) => `&p${index}=1`).join('')],
  ]

  it.for(redirects)('%s is told to the client', async ([, error, changes, appended]) => {
    const before = stagedoor.countRows(platform)

    const seen = await app.authorize(changes, appended)

    expectRedirectedError(seen, error)
    expect(seen.headers.get('set-cookie')).toBeNull()
    expect(stagedoor.countRows(platform)).toEqual(before)
  })

  it('[RFC 6749 §10.14] returns a hostile state byte by byte, and nothing of it takes effect', async () => {
    const seen = await app.authorize({ state: hostile })

    const parameters = responseParameters(seen)
    expect(seen.location).toMatch(/^https:\/\/app\.example\/callback[?#][\x21-\x7e]+$/)
    expect(parameters.getAll('state')).toEqual([hostile])
    expect(parameters.getAll('code')).toHaveLength(1)
  })

  it.each([
    ['line breaks', 'a\r\nSet-Cookie: stolen=1\r\n\r\n<script>'],
    ['NUL', 'a\0b'],
    ['characters past ASCII', '\u202egnp.exe'],
    ['more than 4 KiB', 'a'.repeat(4097)],
    ['two values', 'twice'],
  ])('[RFC 6749 appendix A.5] refuses a state with %s and echoes none of it', async (what, state) => {
    const before = stagedoor.countRows(platform)

    const seen = await app.authorize({ state }, what === 'two values' ? '&state=again' : '')

    expectRedirectedError(seen, 'invalid_request', null)
    expect(seen.headers.get('set-cookie')).toBeNull()
    expect(stagedoor.countRows(platform)).toEqual(before)
  })

  it('[OpenID Connect Core §3.1.2.1] refuses a body of 1 MiB and one that is no form', async () => {
    const before = stagedoor.countRows(platform)
    const post = (body: string, contentType: string) =>
      app.visit(app.endpoint('authorization'), { method: 'POST', body, headers: { 'content-type': contentType } })

    expectErrorPage(await post(`state=${'a'.repeat(1_048_576)}`, 'application/x-www-form-urlencoded'), 413)
    expectErrorPage(await post(JSON.stringify({ [clientIdParameter]: app.clientId }), 'application/json'), 400)
    expectErrorPage(await post('', 'multipart/form-data; boundary=x'), 400)
    expect(stagedoor.countRows(platform)).toEqual(before)
  })

  it('[RFC 9110 §9.2.1] makes no code for a HEAD', async () => {
    const before = stagedoor.countRows(platform)

    const seen = await app.visit(app.authorizationUrl(), { method: 'HEAD' })

    expect(seen).toMatchObject({ status: 405, location: '', html: '' })
    expect(stagedoor.countRows(platform)).toEqual(before)
  })

  it('signs people in as before, after all that', async () => {
    const fresh = await registerApp(stagedoor, platform)
    const { accessToken } = await fresh.logInByForms()
    expect(await fresh.opens(accessToken)).toBe(true)
  })
})
