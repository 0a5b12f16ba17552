import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'
import { type Entries, errorPage } from '../../../test/test-browser.ts'
import { StoreUnavailableError } from '../../ports/store.ts'

describe('an error before the redirect URI is proven', () => {
  const pages: readonly (readonly [rule: string, changes: Entries, code: string, reason: string])[] = [
    ['client unknown', { client_id: 'nobody' }, 'client_unknown', 'client_unknown'],
    ['client id missing', { client_id: undefined }, 'client_unknown', 'client_id_missing'],
    ['client id with NUL', { client_id: 'a\0b' }, 'client_unknown', 'client_id_malformed'],
    ['client id with RTL marks', { client_id: 'a\u202eb' }, 'client_unknown', 'client_unknown'],
    ['client id of 5,000 characters', { client_id: 'a'.repeat(5000) }, 'client_unknown', 'client_unknown'],
    ['redirect URI missing', { redirect_uri: undefined }, 'redirect_uri_missing', 'redirect_uri_missing'],
    ['foreign redirect URI', { redirect_uri: 'https://evil.example/callback' }, 'redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['longer path', { redirect_uri: 'https://app.example/callback/more' }, 'redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['trailing slash', { redirect_uri: 'https://app.example/callback/' }, 'redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['added query', { redirect_uri: 'https://app.example/callback?next=//evil' }, 'redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['other letter case', { redirect_uri: 'https://app.example/Callback' }, 'redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['subdomain', { redirect_uri: 'https://app.example.evil.example/callback' }, 'redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['http for https', { redirect_uri: 'http://app.example/callback' }, 'redirect_uri_invalid', 'redirect_uri_scheme'],
    ['user name', { redirect_uri: 'https://app.example@evil.example/callback' }, 'redirect_uri_invalid', 'redirect_uri_userinfo'],
    ['backslash', { redirect_uri: 'https://evil.example\\@app.example/callback' }, 'redirect_uri_invalid', 'redirect_uri_character'],
    ['fragment', { redirect_uri: 'https://app.example/callback#x' }, 'redirect_uri_invalid', 'redirect_uri_fragment'],
    ['traversal', { redirect_uri: 'https://app.example/callback/../other' }, 'redirect_uri_invalid', 'redirect_uri_traversal'],
    ['script', { redirect_uri: 'javascript:alert(1)' }, 'redirect_uri_invalid', 'redirect_uri_scheme'],
    ['scheme-relative', { redirect_uri: '//evil.example/callback' }, 'redirect_uri_invalid', 'redirect_uri_relative'],
    ['NUL', { redirect_uri: 'https://app.example/callback\0' }, 'redirect_uri_missing', 'redirect_uri_malformed'],
    [
      'any loopback port for a web client',
      { redirect_uri: 'http://127.0.0.1:5000/callback' },
      'redirect_uri_mismatch',
      'redirect_uri_mismatch',
    ],
  ]
  it.each(pages)('[RFC 6749 §4.1.2.1] is a page, never a redirect: %s', async (_, changes, code, reason) => {
    const server = await startServer()
    const browser = server.openBrowser()
    await browser.becomeKnown() // even the best known browser is not sent anywhere

    const seen = await browser.authorize({ ...changes, code_challenge: undefined })

    expect(seen).toMatchObject({ status: 400, location: '' })
    expect(errorPage(seen).code).toBe(code)
    expect(server.reasons().at(-1)).toBe(reason)
  })

  it.each(['client_id', 'redirect_uri'])('[RFC 6749 §3.1] is a page when %s was sent twice, even with one value', async (name) => {
    const server = await startServer()
    const browser = server.openBrowser()
    const query = new URLSearchParams(Object.entries(browser.requestParameters()).map(([key, value]) => [key, value ?? '']))
    query.append(name, query.get(name) ?? '')

    const seen = await browser.get(`/oauth/authorize?${query}`)

    expect(seen).toMatchObject({ status: 400, location: '' })
    expect(errorPage(seen).developer[0]?.text).toContain('exactly once')
  })

  it('tells the developer how the redirect URI differs from the closest registered one', async () => {
    const server = await startServer({ client: { redirectUris: ['http://localhost:3000/callback/', 'https://app.example/x'] } })

    const slash = await server.openBrowser().authorize({ redirect_uri: 'http://localhost:3000/callback' })
    const loopback = await server.openBrowser().authorize({ redirect_uri: 'http://127.0.0.1:3000/callback/' })

    const notes = errorPage(slash).developer
    expect(notes.map(({ text }) => text).join(' ')).toContain('without the slash')
    expect(notes.find(({ compare }) => compare)?.compare).toEqual({
      sentLabel: 'Sent',
      sent: 'http://localhost:3000/callback',
      registeredLabel: 'Registered',
      registered: 'http://localhost:3000/callback/',
    })
    expect(
      errorPage(loopback)
        .developer.map(({ text }) => text)
        .join(' '),
    ).toMatch(/localhost is not 127\.0\.0\.1|127\.0\.0\.1 is not localhost/)
  })

  it('shows a disabled client as an unknown one', async () => {
    const server = await startServer({ client: { disabledAt: 1 } })

    const seen = await server.openBrowser().authorize()

    expect(errorPage(seen).code).toBe('client_unknown')
    expect(server.reasons()).toEqual(['client_disabled'])
  })

  it('refuses two different client ids', async () => {
    const server = await startServer({ platform: audius })
    const seen = await server.openBrowser().authorize({ client_id: server.nativeClient.id })
    expect(errorPage(seen).code).toBe('client_unknown')
    expect(server.reasons()).toEqual(['client_id_contradictory'])
  })

  it.each([
    ['a wrong content type', 'application/json', '{}', 400],
    ['no content type', undefined, 'client_id=a1b2c3', 400],
    ['1 MiB', 'application/x-www-form-urlencoded', `client_id=a1b2c3&state=${'x'.repeat(1024 * 1024)}`, 413],
  ])('refuses a POST with %s', async (_, contentType, body, status) => {
    const server = await startServer()
    const seen = await server
      .openBrowser()
      .postRaw('/oauth/authorize', body, contentType === undefined ? {} : { 'content-type': contentType })
    expect(seen).toMatchObject({ status, location: '' })
    expect(seen.page?.kind).toBe('error')
  })

  it('is a 503 page with an id when the store is down', async () => {
    const unavailable = new StoreUnavailableError('disk full')
    const server = await startServer({
      wrapStore: (store) => ({ ...store, clients: { ...store.clients, find: () => Promise.reject(unavailable) } }),
    })

    const seen = await server.openBrowser().authorize()

    expect(seen).toMatchObject({ status: 503, location: '' })
    expect(errorPage(seen)).toMatchObject({ code: 'temporarily_unavailable', errorId: server.events[0]?.errorId })
    expect(server.events[0]).toMatchObject({ reason: 'store_unavailable', cause: unavailable })
  })
})

describe('redirect URIs of native clients', () => {
  it('[RFC 8252 §7.1] leads to a custom scheme', async () => {
    const server = await startServer()
    const native = { client_id: server.nativeClient.id, redirect_uri: 'myapp://oauth/callback' }
    const seen = await server.openBrowser().becomeKnown(native)
    expect(seen.location.startsWith('myapp://oauth/callback?code=')).toBe(true)
  })

  it('[RFC 8252 §7.3] takes any port of a loopback address', async () => {
    const server = await startServer()
    const native = { client_id: server.nativeClient.id, redirect_uri: 'http://127.0.0.1:61234/callback' }
    const seen = await server.openBrowser().becomeKnown(native)
    expect(seen.location.startsWith('http://127.0.0.1:61234/callback?code=')).toBe(true)
  })

  it('[RFC 8252 §8.3] takes no other port of localhost, which is a name', async () => {
    const server = await startServer()
    const seen = await server
      .openBrowser()
      .authorize({ client_id: server.nativeClient.id, redirect_uri: 'http://localhost:61234/callback' })
    expect(errorPage(seen).code).toBe('redirect_uri_mismatch')
  })
})
