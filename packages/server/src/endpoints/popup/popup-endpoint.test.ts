import { audiotool, audius } from '@stagedoor/platforms'
import { formatParameters } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../../test/start-http-server.ts'
import { startServer, type TestServer } from '../../../test/start-server.ts'
import { codeChallenge, type Entries, errorPage, type Seen, type TestBrowser, webMessagePage } from '../../../test/test-browser.ts'
import { authorizationSteps } from '../authorization/authorization-endpoint.ts'
import { loadClient } from '../authorization/load-client.ts'
import { popupSteps } from './popup-endpoint.ts'

/** Opens the popup as the platform's own SDK does, but for `changes`. */
function openPopup(server: TestServer, browser: TestBrowser, changes: Entries = {}): Promise<Seen> {
  const { popupStart } = server.context.platform.endpoints
  const parameters: Entries = {
    client_id: server.client.id,
    scope: 'project:write',
    state: '1234567890',
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    target_origin: 'https://app.example',
    ...changes,
  }
  return browser.get(`${new URL(popupStart ?? '').pathname}?${formatParameters(Object.entries(parameters))}`)
}

describe('the popup door', () => {
  it('leaves out no step of the front door but those about how to answer', () => {
    const missing = authorizationSteps.filter((step) => !popupSteps.includes(step)).map(({ name }) => name)
    expect(missing).toEqual(['checkRedirectUri', 'checkResponseMode', 'checkResponseType'])
    expect(popupSteps[0]).toBe(loadClient)
    expect(popupSteps.at(-1)).toBe(authorizationSteps.at(-1))
  })

  it('leads through sign-in and consent to a message, and its code is redeemed with the hosted callback as redirect URI', async () => {
    const server = await startHttpServer({ platform: audiotool })
    const browser = server.openBrowser()

    const seen = await browser.decide(await browser.signIn(await openPopup(server, browser)), 'allow')
    const { targetOrigin, message } = webMessagePage(seen)
    const { status, body } = await server.exchange(message.code ?? '', {
      redirect_uri: 'https://platform.example/oauth/popup/callback',
      token_endpoint_auth_method: 'none',
    })

    expect(targetOrigin).toBe('https://app.example')
    expect(message).toEqual({ type: 'audiotool-oauth', code: expect.any(String), state: '1234567890' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ access_token: expect.any(String), refresh_token: expect.any(String), scope: 'project:write' })
  })

  it('tells the opener at once when the browser is known and has consented', async () => {
    const server = await startServer({ platform: audiotool })
    const browser = server.openBrowser()
    await browser.decide(await browser.signIn(await openPopup(server, browser)), 'allow')
    expect(webMessagePage(await openPopup(server, browser)).message.code).toBeDefined()
  })

  it('[RFC 6749 §4.1.2.1] tells the opener of a denial', async () => {
    const server = await startServer({ platform: audiotool })
    const browser = server.openBrowser()
    const seen = await browser.decide(await browser.signIn(await openPopup(server, browser)), 'deny')
    expect(webMessagePage(seen).message).toEqual({
      type: 'audiotool-oauth',
      error: 'access_denied',
      error_description: 'The end-user denied the request.',
      state: '1234567890',
    })
  })

  it.each([
    ['client unknown', { client_id: 'nobody' }, 'client_unknown'],
    ['client missing', { client_id: undefined }, 'client_unknown'],
    ['origin missing', { target_origin: undefined }, 'redirect_uri_missing'],
    ['origin not registered', { target_origin: 'https://evil.example' }, 'redirect_uri_mismatch'],
    ['origin with a path', { target_origin: 'https://app.example/callback' }, 'redirect_uri_invalid'],
    ['origin for everybody', { target_origin: '*' }, 'redirect_uri_invalid'],
  ])('shows an error page before the opener is proven: %s', async (_, changes, code) => {
    const server = await startServer({ platform: audiotool })
    const seen = await openPopup(server, server.openBrowser(), changes)
    expect(seen).toMatchObject({ status: 400, location: '' })
    expect(errorPage(seen).code).toBe(code)
  })

  it.each([
    ['state missing', { state: undefined }, 'invalid_request', 'state_missing'],
    ['state that may not be echoed', { state: 'a\u202eb' }, 'invalid_request', 'state_malformed'],
    ['challenge missing', { code_challenge: undefined }, 'invalid_request', 'code_challenge_missing'],
    ['plain', { code_challenge_method: 'plain' }, 'invalid_request', 'code_challenge_method_unsupported'],
    ['scope missing', { scope: undefined }, 'invalid_scope', 'scope_missing'],
    ['scope unknown', { scope: 'projects:write' }, 'invalid_scope', 'scope_unknown'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type', 'unsupported_response_type'],
    ['a request object', { request: 'e30.e30.' }, 'request_not_supported', 'request_not_supported'],
  ])('tells the opener of a wrong request: %s', async (_, changes, error, reason) => {
    const server = await startServer({ platform: audiotool })
    const seen = await openPopup(server, server.openBrowser(), changes)
    expect(webMessagePage(seen)).toMatchObject({ targetOrigin: 'https://app.example', message: { error } })
    expect(server.reasons()).toEqual([reason])
  })

  it('[RFC 6749 §3.1] tells the opener that a parameter was sent twice', async () => {
    const server = await startServer({ platform: audiotool })
    const browser = server.openBrowser()
    const query = `client_id=${server.client.id}&target_origin=https://app.example&state=s1&scope=a&scope=b`
    const seen = await browser.get(`/oauth/popup/start?${query}`)
    expect(webMessagePage(seen).message).toMatchObject({ error: 'invalid_request', state: 's1' })
  })

  it('gives nothing out to who asks for the head alone, or posts', async () => {
    const server = await startServer({ platform: audiotool })
    for (const method of ['HEAD', 'POST']) {
      const response = await server.handle({
        method,
        path: '/oauth/popup/start',
        query: '',
        headers: {},
        remoteAddress: '127.0.0.1',
        readBody: async () => new Uint8Array(),
      })
      expect(response.status).toBe(405)
    }
  })

  it('is not there on a platform that has none', async () => {
    const server = await startServer({ platform: audius })
    expect((await server.openBrowser().get('/oauth/popup/start')).status).toBe(404)
  })

  it('is the only way to a message where no redirect URI asks for one', async () => {
    const server = await startServer({ platform: audiotool })
    const seen = await server
      .openBrowser()
      .authorize({ redirect_uri: 'postmessage', target_origin: 'https://app.example', scope: 'project:write' })
    expect(errorPage(seen).code).toBe('redirect_uri_invalid')
  })
})

describe('the hosted callback', () => {
  it('is a name and no place: a plain page, whatever it is asked with', async () => {
    const server = await startServer({ platform: audiotool })
    const seen = await server.openBrowser().get('/oauth/popup/callback?code=stolen&state=x')
    expect(errorPage(seen).code).toBe('transaction_expired')
    expect(seen.body).not.toContain('stolen')
    expect(seen.body).not.toContain('<script')
  })

  it('is no redirect URI of the front door', async () => {
    const server = await startServer({ platform: audiotool })
    const seen = await server
      .openBrowser()
      .authorize({ redirect_uri: 'https://platform.example/oauth/popup/callback', scope: 'project:write' })
    expect(errorPage(seen).code).toBe('redirect_uri_mismatch')
  })
})
