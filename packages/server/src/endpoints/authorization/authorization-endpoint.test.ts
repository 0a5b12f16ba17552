import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'
import { codeChallenge, type Entries } from '../../../test/test-browser.ts'
import { StoreUnavailableError } from '../../ports/store.ts'
import { authorizationSteps } from './authorization-endpoint.ts'
import { checkRedirectUri } from './check-redirect-uri.ts'
import { issueAuthorizationCode } from './issue-authorization-code.ts'
import { loadClient } from './load-client.ts'

describe('the authorization endpoint', () => {
  it('[RFC 6749 §4.1.2.1] proves the client and its redirect URI before it looks at anything else', () => {
    expect(authorizationSteps.slice(0, 2)).toEqual([loadClient, checkRedirectUri])
    expect(authorizationSteps.at(-1)).toBe(issueAuthorizationCode)
  })

  it('[RFC 6749 §4.1.2] leads through sign-in and consent to a code', async () => {
    const server = await startServer()
    const browser = server.openBrowser()

    const begun = await browser.authorize()
    const signedIn = await browser.signIn(begun)
    const allowed = await browser.decide(signedIn, 'allow')

    expect(begun).toMatchObject({ status: 303, location: expect.stringMatching(/^\/interaction\/sign-in\?transaction=sd_tx_/) })
    expect(signedIn).toMatchObject({ status: 303, location: expect.stringMatching(/^\/interaction\/consent\?transaction=sd_tx_/) })
    expect(allowed).toMatchObject({ status: 303, location: expect.stringMatching(/^https:\/\/app\.example\/callback\?code=sd_ac_/) })
    expect(allowed.answer.get('state')).toBe('af0ifjsldkj')
  })

  it('[RFC 9207 §2] names the issuer in the response, of success and of failure', async () => {
    const server = await startServer({ baseUrl: 'https://platform.example/login' })
    const browser = server.openBrowser()

    const known = await browser.becomeKnown()
    const refused = await browser.authorize({ scope: 'no-such-scope' })

    expect(known.answer.get('iss')).toBe('https://platform.example/login')
    expect(refused.answer.get('iss')).toBe('https://platform.example/login')
  })

  it('answers a browser that is known and has consented at once: one session read, one consent read, one write, no page', async () => {
    const acts: string[] = []
    const noting = <A extends unknown[], R>(name: string, act: (...args: A) => R) => {
      return (...args: A): R => {
        acts.push(name)
        return act(...args)
      }
    }
    const server = await startServer({
      wrapStore: (store) => ({
        ...store,
        browserSessions: { ...store.browserSessions, find: noting('session', store.browserSessions.find) },
        consents: { ...store.consents, find: noting('consent', store.consents.find) },
        codes: { ...store.codes, issue: noting('code', store.codes.issue) },
        transactions: { ...store.transactions, issue: noting('transaction', store.transactions.issue) },
      }),
    })
    const browser = server.openBrowser()
    await browser.becomeKnown()
    const pages = server.shown.length
    acts.length = 0

    const seen = await browser.authorize({ state: 'second' })

    expect(seen).toMatchObject({ status: 303, location: expect.stringMatching(/^https:\/\/app\.example\/callback\?code=sd_ac_/) })
    expect(seen.answer.get('state')).toBe('second')
    expect(seen.headers).not.toHaveProperty('set-cookie')
    expect(server.shown.length).toBe(pages)
    expect(acts).toEqual(['session', 'consent', 'code'])
  })

  it('[OpenID Connect Core §3.1.2.1] takes the request as a POST too', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    await browser.becomeKnown()

    const seen = await browser.post(browser.authorizationPath, browser.requestParameters(), { origin: 'https://app.example' })

    expect(seen).toMatchObject({ status: 303, location: expect.stringMatching(/^https:\/\/app\.example\/callback\?code=/) })
  })

  it('asks a POST that brought no cookies again as a GET, which brings those a foreign form leaves behind', async () => {
    const server = await startServer()
    const browser = server.openBrowser()

    const seen = await browser.post(browser.authorizationPath, browser.requestParameters({ state: 'a b&c' }))

    expect(seen.status).toBe(303)
    expect(seen.location.startsWith('https://platform.example/oauth/authorize?')).toBe(true)
    expect(seen.answer.get('state')).toBe('a b&c')
  })

  it('asks a POST again as a GET also when cookies of others came along', async () => {
    const server = await startServer()
    const browser = server.openBrowser()

    const seen = await browser.post(browser.authorizationPath, browser.requestParameters(), { cookie: 'theme=dark' })

    expect(seen.location.startsWith('https://platform.example/oauth/authorize?')).toBe(true)
    expect(seen.headers).not.toHaveProperty('set-cookie')
  })
})

describe('an error after the redirect URI is proven', () => {
  const redirects: readonly (readonly [rule: string, changes: Entries, error: string, reason: string])[] = [
    ['[RFC 6749 §3.1.1] response_type missing', { response_type: undefined }, 'invalid_request', 'response_type_missing'],
    ['[RFC 6749 §4.1.2.1] response_type=token', { response_type: 'token' }, 'unsupported_response_type', 'unsupported_response_type'],
    ['[RFC 7636 §4.4.1] code_challenge missing', { code_challenge: undefined }, 'invalid_request', 'code_challenge_missing'],
    [
      '[RFC 7636 §4.3] code_challenge_method missing',
      { code_challenge_method: undefined },
      'invalid_request',
      'code_challenge_method_unsupported',
    ],
    [
      '[RFC 7636 §4.3] code_challenge_method=plain',
      { code_challenge_method: 'plain' },
      'invalid_request',
      'code_challenge_method_unsupported',
    ],
    ['[RFC 7636 §4.2] code_challenge too short', { code_challenge: codeChallenge.slice(1) }, 'invalid_request', 'code_challenge_malformed'],
    ['[RFC 7636 §4.2] code_challenge padded', { code_challenge: `${codeChallenge}=` }, 'invalid_request', 'code_challenge_malformed'],
    ['[RFC 6749 §3.3] unknown scope', { scope: 'profile everything' }, 'invalid_scope', 'scope_unknown'],
    ['[RFC 6749 §3.3] malformed scope', { scope: 'profile  email' }, 'invalid_scope', 'scope_space'],
    ['unknown response_mode', { response_mode: 'web_message' }, 'invalid_request', 'response_mode_unsupported'],
    ['[OpenID Connect Core §6.1] request', { request: 'e30.e30.' }, 'request_not_supported', 'request_not_supported'],
    [
      '[OpenID Connect Core §6.2] request_uri',
      { request_uri: 'https://app.example/r' },
      'request_uri_not_supported',
      'request_uri_not_supported',
    ],
    ['[OpenID Connect Core §3.1.2.1] prompt=none with another', { prompt: 'none login' }, 'invalid_request', 'prompt_none_combined'],
    ['unknown prompt', { prompt: 'smile' }, 'invalid_request', 'prompt_unknown'],
    ['max_age no number', { max_age: '-1' }, 'invalid_request', 'max_age_malformed'],
    ['nonce with a line break', { nonce: 'a\nb' }, 'invalid_request', 'nonce_malformed'],
    ['[OpenID Connect Core §3.1.2.6] prompt=none, nobody signed in', { prompt: 'none' }, 'login_required', 'login_required'],
    ['NUL in a parameter', { login_hint: 'a\0b' }, 'invalid_request', 'parameter_nul'],
    ['parameter of 9,000 characters', { nonce: 'x'.repeat(9000) }, 'invalid_request', 'parameter_value_length'],
  ]
  it.each(redirects)('is told to the client: %s', async (_, changes, error, reason) => {
    const server = await startServer()

    const seen = await server.openBrowser().authorize(changes)

    expect(seen.status).toBe(303)
    expect(seen.location.startsWith('https://app.example/callback?error=')).toBe(true)
    expect(Object.fromEntries(seen.answer)).toEqual({
      error,
      error_description: expect.stringMatching(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/), // RFC 6749 appendix A.8
      state: 'af0ifjsldkj',
      iss: 'https://platform.example',
    })
    expect(seen.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    expect(server.events).toEqual([expect.objectContaining({ reason, error, clientId: server.client.id })])
  })

  it('[RFC 6749 §3.1] refuses a parameter that was sent twice', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const query = new URLSearchParams(Object.entries(browser.requestParameters()).map(([key, value]) => [key, value ?? '']))

    const scope = await browser.get(`/oauth/authorize?${query}&scope=email`)
    const state = await browser.get(`/oauth/authorize?${query}&state=other`)

    expect(Object.fromEntries(scope.answer)).toMatchObject({ error: 'invalid_request', state: 'af0ifjsldkj' })
    expect(Object.fromEntries(state.answer)).toMatchObject({ error: 'invalid_request' })
    expect(state.answer.has('state')).toBe(false)
  })

  it('refuses a scope the client is not registered for', async () => {
    const server = await startServer({ client: { scope: ['profile'] } })
    const seen = await server.openBrowser().authorize({ scope: 'profile tracks:write' })
    expect(seen.answer.get('error')).toBe('invalid_scope')
    expect(server.reasons()).toEqual(['scope_not_registered'])
  })

  it('[RFC 6749 §4.1.2.1] says temporarily_unavailable when the store is down, and logs the cause', async () => {
    const server = await startServer({
      wrapStore: (store) => ({
        ...store,
        transactions: { ...store.transactions, issue: () => Promise.reject(new StoreUnavailableError('disk full')) },
      }),
    })
    const seen = await server.openBrowser().authorize()
    expect(seen.answer.get('error')).toBe('temporarily_unavailable')
    expect(server.reasons()).toEqual(['store_unavailable'])
  })

  it('says server_error for a bug, with nothing of it in the answer', async () => {
    const server = await startServer({
      wrapStore: (store) => ({ ...store, transactions: { ...store.transactions, issue: () => Promise.reject(new Error('inner secret')) } }),
    })
    const seen = await server.openBrowser().authorize()
    expect(seen.answer.get('error')).toBe('server_error')
    expect(JSON.stringify(seen)).not.toContain('inner')
    expect(server.events[0]).toMatchObject({ reason: 'bug', error: 'server_error', errorId: expect.any(String) })
  })
})
