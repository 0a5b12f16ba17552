import { audius, audiusLegacy, auphonic, soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'
import { consentPage, errorPage } from '../../../test/test-browser.ts'

const nothingRegistered = { client: { redirectUris: [] } }

describe('a redirect URI that is registered nowhere', () => {
  it.each(['refuse', undefined] as const)(
    '[RFC 9700 §4.11] is refused with a page unless the host allows unsafe flows: %s',
    async (unsafeFlows) => {
      const server = await startServer({ platform: auphonic, ...nothingRegistered, ...(unsafeFlows && { unsafeFlows }) })

      const seen = await server.openBrowser().authorize({ redirect_uri: 'https://app.example/' })

      expect(errorPage(seen)).toMatchObject({ code: 'redirect_uri_mismatch' })
      expect(
        errorPage(seen)
          .developer.map(({ text }) => text)
          .join(' '),
      ).toContain('No redirect URI is registered')
      expect(server.reasons()).toEqual(['unsafe_redirect_uri'])
    },
  )

  it('is taken where the platform takes it and the host allows unsafe flows, and says so in the log', async () => {
    const server = await startServer({ platform: auphonic, ...nothingRegistered, unsafeFlows: 'allow' })

    const seen = await server.openBrowser().becomeKnown({ redirect_uri: 'https://app.example/anything?x=1' })

    expect(seen.location).toMatch(/^https:\/\/app\.example\/anything\?x=1&code=/)
    expect(server.reasons()).toContain('unsafe_redirect_uri')
  })

  it('is asked about every time: any page can claim to be this app', async () => {
    const server = await startServer({ platform: auphonic, ...nothingRegistered, unsafeFlows: 'allow' })
    const browser = server.openBrowser()
    await browser.becomeKnown({ redirect_uri: 'https://app.example/' })

    const again = await browser.authorize({ redirect_uri: 'https://app.example/' })

    expect(again.location).toMatch(/^\/interaction\/consent/)
  })

  it('may be a custom scheme where the platform knows them, and the person is told that it leads to an app on the device', async () => {
    const legacy = await startServer({ platform: audiusLegacy, ...nothingRegistered, unsafeFlows: 'allow' })
    const web = await startServer({ platform: auphonic, ...nothingRegistered, unsafeFlows: 'allow' })
    const browser = legacy.openBrowser()
    const changes = { redirect_uri: 'myapp://callback', response_type: undefined }

    const consent = await browser.get((await browser.signIn(await browser.authorize(changes))).location)
    const refused = await web.openBrowser().authorize(changes)

    expect(consentPage(consent).client).toMatchObject({ native: true, returnsTo: 'myapp:' })
    expect((await browser.decide(consent, 'allow')).location).toMatch(/^myapp:\/\/callback#token=/)
    expect(errorPage(refused).code).toBe('redirect_uri_invalid')
  })

  it('is refused by a platform that takes registered ones only, whatever the host allows', async () => {
    const server = await startServer({ platform: soundcloud, ...nothingRegistered, unsafeFlows: 'allow' })
    const seen = await server.openBrowser().authorize({ redirect_uri: 'https://app.example/' })
    expect(errorPage(seen).code).toBe('redirect_uri_mismatch')
  })

  it('is refused when others are registered, whatever the host allows', async () => {
    const server = await startServer({ platform: auphonic, unsafeFlows: 'allow' })
    const seen = await server.openBrowser().authorize({ redirect_uri: 'https://app.example/elsewhere' })
    expect(errorPage(seen).code).toBe('redirect_uri_mismatch')
    expect(server.reasons()).toEqual(['redirect_uri_mismatch'])
  })

  it.each([
    ['script', 'javascript:alert(1)', 'redirect_uri_scheme'],
    ['data', 'data:text/html,x', 'redirect_uri_scheme'],
    ['raw IP address', 'http://192.0.2.1/', 'redirect_uri_raw_ip'],
    ['user name', 'https://app.example@evil.example/', 'redirect_uri_userinfo'],
    ['fragment', 'https://app.example/#x', 'redirect_uri_fragment'],
    ['traversal', 'https://app.example/a/../b', 'redirect_uri_traversal'],
    ['relative', '/callback', 'redirect_uri_relative'],
    ['5,000 characters', `https://app.example/${'a'.repeat(5000)}`, 'redirect_uri_length'],
  ])('[RFC 6749 §3.1.2] keeps the grammar all the same: %s', async (_, redirectUri, reason) => {
    const server = await startServer({ platform: audius, ...nothingRegistered, unsafeFlows: 'allow' })
    const seen = await server.openBrowser().authorize({ redirect_uri: redirectUri })
    expect(errorPage(seen).code).toBe('redirect_uri_invalid')
    expect(server.reasons()).toEqual([reason])
  })

  it('is no longer good for a code once the host has stopped allowing it', async () => {
    const server = await startServer({ platform: auphonic, ...nothingRegistered, unsafeFlows: 'allow' })
    const browser = server.openBrowser()
    const consent = await browser.get((await browser.signIn(await browser.authorize({ redirect_uri: 'https://app.example/' }))).location)
    Object.assign(server.context, { unsafeFlows: 'refuse' })

    const seen = await browser.decide(consent, 'allow')

    expect(errorPage(seen).code).toBe('redirect_uri_mismatch')
  })
})

describe('a redirect URI that is left out', () => {
  const omitted = { redirect_uri: undefined }

  it('[RFC 6749 §3.1.2.3] is the only one that is registered, where the platform allows that', async () => {
    const server = await startServer({ platform: auphonic, client: { redirectUris: ['https://app.example/only'] } })
    const seen = await server.openBrowser().becomeKnown(omitted)
    expect(seen.location).toMatch(/^https:\/\/app\.example\/only\?code=/)
  })

  it('[RFC 6749 §3.1.2.3] is asked for when several are registered', async () => {
    const server = await startServer({ platform: auphonic })
    const seen = await server.openBrowser().authorize(omitted)
    expect(errorPage(seen).code).toBe('redirect_uri_missing')
    expect(errorPage(seen).developer[0]?.text).toContain('has registered 2')
    expect(server.reasons()).toEqual(['redirect_uri_ambiguous'])
  })

  it.each([
    ['none is registered', { platform: auphonic, ...nothingRegistered, unsafeFlows: 'allow' as const }],
    ['the platform wants it always', { platform: soundcloud, client: { redirectUris: ['https://app.example/only'] } }],
  ])('[RFC 6749 §3.1.2.3] is asked for when %s', async (_, options) => {
    const server = await startServer(options)
    const seen = await server.openBrowser().authorize(omitted)
    expect(errorPage(seen).code).toBe('redirect_uri_missing')
    expect(server.reasons()).toEqual(['redirect_uri_missing'])
  })

  it('is not guessed when it was sent twice', async () => {
    const server = await startServer({ platform: auphonic, client: { redirectUris: ['https://app.example/only'] } })
    const browser = server.openBrowser()
    const seen = await browser.get(
      `${browser.authorizationPath}?client_id=a1b2c3&redirect_uri=https://a.example/&redirect_uri=https://b.example/`,
    )
    expect(errorPage(seen).code).toBe('redirect_uri_missing')
    expect(server.reasons()).toEqual(['redirect_uri_malformed'])
  })
})
