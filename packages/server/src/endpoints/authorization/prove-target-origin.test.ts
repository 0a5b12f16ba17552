import { audius, soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../../test/start-http-server.ts'
import { startServer } from '../../../test/start-server.ts'
import { type Entries, errorPage, type Seen, webMessagePage } from '../../../test/test-browser.ts'

const toOpener: Entries = { redirect_uri: 'postmessage', origin: 'https://app.example' }

describe('an answer by a message to the opener', () => {
  it('goes to an origin on which a redirect URI is registered, in a page and in no URL', async () => {
    const server = await startServer({ platform: audius })

    const seen = await server.openBrowser().becomeKnown(toOpener)

    const { targetOrigin, message, outcome } = webMessagePage(seen)
    expect(seen).toMatchObject({ status: 200, location: '' })
    expect({ targetOrigin, outcome }).toEqual({ targetOrigin: 'https://app.example', outcome: 'allowed' })
    expect(message).toEqual({ code: expect.any(String), state: 'af0ifjsldkj' })
    expect(JSON.stringify(seen.headers)).not.toContain(message.code)
  })

  it('comes at once to a browser that is known and has consented', async () => {
    const server = await startServer({ platform: audius })
    const browser = server.openBrowser()
    await browser.becomeKnown(toOpener)

    const seen = await browser.authorize({ ...toOpener, state: 'second' })

    expect(webMessagePage(seen).message).toEqual({ code: expect.any(String), state: 'second' })
  })

  it.each(['postmessage', 'postMessage', 'POSTMESSAGE'])(
    'is asked for by %s, and redeemed by the word in any letter case',
    async (word) => {
      const server = await startHttpServer({ platform: audius })
      const seen = await server.openBrowser().becomeKnown({ ...toOpener, redirect_uri: word })

      const { status } = await server.exchange(webMessagePage(seen).message.code ?? '', { redirect_uri: 'postMessage' })

      expect(status).toBe(200)
    },
  )

  it('[RFC 6749 §4.1.3] is not redeemed with another redirect URI', async () => {
    const server = await startHttpServer({ platform: audius })
    const seen = await server.openBrowser().becomeKnown(toOpener)
    expect(await server.exchange(webMessagePage(seen).message.code ?? '')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it.each([
    [
      'a denial',
      async (browser: ReturnType<Awaited<ReturnType<typeof startServer>>['openBrowser']>) =>
        browser.decide(await browser.signIn(await browser.authorize(toOpener)), 'deny'),
      'access_denied',
    ],
    [
      'a wrong request',
      (browser: ReturnType<Awaited<ReturnType<typeof startServer>>['openBrowser']>) => browser.authorize({ ...toOpener, scope: 'nothing' }),
      'invalid_scope',
    ],
  ])('[RFC 6749 §4.1.2.1] tells the opener of %s, too', async (_, act, error) => {
    const server = await startServer({ platform: audius })
    const seen: Seen = await act(server.openBrowser())
    expect(webMessagePage(seen)).toMatchObject({ targetOrigin: 'https://app.example', outcome: 'refused' })
    expect(webMessagePage(seen).message).toEqual({ error, error_description: expect.any(String), state: 'af0ifjsldkj' })
  })

  it('keeps the opener on every page on the way, frames nobody, and lets nothing but its own script run', async () => {
    const server = await startServer({ platform: audius })
    const browser = server.openBrowser()

    const signIn = await browser.get((await browser.authorize({ ...toOpener, display: 'fullScreen' })).location)
    const consent = await browser.get((await browser.signIn(signIn)).location)
    const answer = await browser.decide(consent, 'allow')

    for (const seen of [signIn, consent, answer]) expect(seen.headers['cross-origin-opener-policy']).toBe('unsafe-none')
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
    expect(answer.headers['cache-control']).toBe('no-store')
    const policy = answer.headers['content-security-policy'] ?? ''
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain(`script-src 'nonce-${webMessagePage(answer).scriptNonce}';`)
    expect(policy).toContain("form-action 'self';")
  })

  it('shows the origin as the place where the person goes back to', async () => {
    const server = await startServer({ platform: audius })
    const browser = server.openBrowser()
    const consent = await browser.get((await browser.signIn(await browser.authorize(toOpener))).location)
    expect(consent.page).toMatchObject({ kind: 'consent', client: { returnsTo: 'app.example', native: false } })
  })

  it('is not what response_mode says: the redirect URI is the stronger word', async () => {
    const server = await startServer({ platform: audius })
    const seen = await server.openBrowser().becomeKnown({ ...toOpener, response_mode: 'fragment' })
    expect(seen.page?.kind).toBe('web-message')
  })

  it('ends when the redirect URI of its origin has gone meanwhile', async () => {
    let redirectUris = ['https://app.example/callback']
    const server = await startServer({
      platform: audius,
      wrapStore: (store) => {
        const find = async (id: string) => {
          const client = await store.clients.find(id)
          return client === undefined ? undefined : { ...client, redirectUris }
        }
        return { ...store, clients: { ...store.clients, find } }
      },
    })
    const browser = server.openBrowser()
    const consent = await browser.get((await browser.signIn(await browser.authorize(toOpener))).location)
    redirectUris = ['https://moved.example/']

    const seen = await browser.decide(consent, 'allow')

    expect(errorPage(seen).code).toBe('redirect_uri_mismatch')
    expect(server.reasons().at(-1)).toBe('redirect_uri_gone_meanwhile')
  })
})

describe('the origin of an opener', () => {
  const bad: readonly (readonly [name: string, origin: string | undefined, code: string, reason: string])[] = [
    ['missing', undefined, 'redirect_uri_missing', 'target_origin_missing'],
    ['another one', 'https://evil.example', 'redirect_uri_mismatch', 'target_origin_mismatch'],
    ['a subdomain', 'https://app.example.evil.example', 'redirect_uri_mismatch', 'target_origin_mismatch'],
    ['another port', 'https://app.example:444', 'redirect_uri_mismatch', 'target_origin_mismatch'],
    ['http for https', 'http://app.example', 'redirect_uri_mismatch', 'target_origin_mismatch'],
    ['everybody', '*', 'redirect_uri_invalid', 'target_origin_malformed'],
    ['null', 'null', 'redirect_uri_invalid', 'target_origin_malformed'],
    ['with a slash', 'https://app.example/', 'redirect_uri_invalid', 'target_origin_malformed'],
    ['with a path', 'https://app.example/callback', 'redirect_uri_invalid', 'target_origin_malformed'],
    ['with a user name', 'https://app.example@evil.example', 'redirect_uri_invalid', 'target_origin_malformed'],
    ['with its own port written out', 'https://app.example:443', 'redirect_uri_invalid', 'target_origin_malformed'],
    ['in capitals', 'HTTPS://APP.EXAMPLE', 'redirect_uri_invalid', 'target_origin_malformed'],
    ['a script', 'javascript:alert(1)', 'redirect_uri_invalid', 'target_origin_malformed'],
    ['of an extension', 'chrome-extension://abc', 'redirect_uri_invalid', 'target_origin_malformed'],
    ['5,000 characters', `https://${'a'.repeat(5000)}.example`, 'redirect_uri_invalid', 'target_origin_malformed'],
  ]
  it.each(bad)('is a page, never a message, when it is wrong: %s', async (_, origin, code, reason) => {
    const server = await startServer({ platform: audius })
    const browser = server.openBrowser()
    await browser.becomeKnown(toOpener) // even the best known browser tells nobody

    const seen = await browser.authorize({ ...toOpener, origin })

    expect(errorPage(seen).code).toBe(code)
    expect(server.reasons().at(-1)).toBe(reason)
    expect(JSON.stringify(errorPage(seen).developer)).toContain('https://app.example')
  })

  it('may be any web page where nothing is registered, the platform takes that, and the host allows unsafe flows', async () => {
    const options = { platform: audius, client: { redirectUris: [] } }
    const [strict, lenient] = [await startServer(options), await startServer({ ...options, unsafeFlows: 'allow' })]

    const refused = await strict.openBrowser().authorize({ ...toOpener, origin: 'http://localhost:3000' })
    const taken = await lenient.openBrowser().becomeKnown({ ...toOpener, origin: 'http://localhost:3000' })

    expect(errorPage(refused).code).toBe('redirect_uri_mismatch')
    expect(strict.reasons()).toEqual(['unsafe_redirect_uri'])
    expect(webMessagePage(taken).targetOrigin).toBe('http://localhost:3000')
    expect(lenient.reasons()).toContain('unsafe_redirect_uri')
  })

  it('means nothing beside a redirect URI, nor on a platform that knows no messages', async () => {
    const server = await startServer({ platform: audius })
    const elsewhere = await startServer({ platform: soundcloud })

    const redirected = await server.openBrowser().becomeKnown({ origin: 'https://evil.example' })
    const unknown = await elsewhere.openBrowser().authorize(toOpener)

    expect(redirected.location).toMatch(/^https:\/\/app\.example\/callback#code=/)
    expect(errorPage(unknown).code).toBe('redirect_uri_invalid')
  })
})
