import { audius, audiusLegacy, soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../test/start-http-server.ts'
import { startServer } from '../test/start-server.ts'
import { codeChallenge, consentPage, errorPage } from '../test/test-browser.ts'
import { findUnregisteredClient, isUnregistered } from './unregistered-client.ts'

/** A request of an app that gives its name alone. */
const named = (name: string | undefined) => ({ api_key: undefined, app_name: name, redirect_uri: 'http://127.0.0.1:5173/' })

describe('an app that is not registered', () => {
  it.each(['refuse', undefined] as const)(
    'is refused with a page that says what would be right, unless the host allows it: %s',
    async (unsafeFlows) => {
      const server = await startServer({ platform: audius, ...(unsafeFlows && { unsafeFlows }) })

      const seen = await server.openBrowser().authorize(named('My Little App'))

      expect(errorPage(seen)).toMatchObject({ code: 'client_unknown' })
      expect(errorPage(seen).developer[0]?.text).toContain('Register the app and send api_key')
      expect(server.reasons()).toEqual(['unsafe_client_unregistered'])
      expect(await server.store.clients.list()).toHaveLength(2)
    },
  )

  it('signs people in by its name where the host allows it: public, unverified, with what the platform lets such apps ask for', async () => {
    const server = await startServer({ platform: audius, unsafeFlows: 'allow' })
    const browser = server.openBrowser()

    const consent = await browser.get((await browser.signIn(await browser.authorize(named('My Little App')))).location)
    const seen = await browser.decide(consent, 'allow')

    expect(consentPage(consent).client).toMatchObject({ name: 'My Little App', registered: false, verified: false, native: false })
    expect(seen.location).toMatch(/^http:\/\/127\.0\.0\.1:5173\/#code=/)
    expect(server.reasons()).toContain('unsafe_client_unregistered')
    const client = (await server.store.clients.list()).at(-1)
    expect(client).toMatchObject({ authenticationMethod: 'none', redirectUris: [], scope: ['read'], verified: false, homepage: null })
    expect(client?.id).toMatch(/^[0-9a-f]{40}$/)
  })

  it('redeems its code without a client id', async () => {
    const server = await startHttpServer({ platform: audius, unsafeFlows: 'allow' })
    const { answer } = await server.openBrowser().becomeKnown({ ...named('My Little App'), code_challenge: codeChallenge })

    const { status, body } = await server.exchange(answer.get('code') ?? '', {
      client_id: undefined,
      redirect_uri: 'http://127.0.0.1:5173/',
    })

    expect(status).toBe(200)
    expect(body.scope).toBe('read')
  })

  it('is asked about every time', async () => {
    const server = await startServer({ platform: audius, unsafeFlows: 'allow' })
    const browser = server.openBrowser()
    await browser.becomeKnown(named('My Little App'))
    expect((await browser.authorize(named('My Little App'))).location).toMatch(/^\/interaction\/consent/)
  })

  it('may not ask for more than the platform lets such apps ask for', async () => {
    const server = await startServer({ platform: audius, unsafeFlows: 'allow' })
    const seen = await server.openBrowser().authorize({ ...named('My Little App'), scope: 'write' })
    expect(seen.answer.get('error')).toBe('invalid_scope')
  })

  it('is not what an id names: of a name and an id the id is the stronger word', async () => {
    const server = await startServer({ platform: audius, unsafeFlows: 'allow' })
    const browser = server.openBrowser()
    const consent = await browser.get((await browser.signIn(await browser.authorize({ app_name: 'My Little App' }))).location)
    expect(consentPage(consent).client).toMatchObject({ name: 'Demo App', registered: true })
  })

  it('cannot be reached by its derived id where the host allows no unsafe flows', async () => {
    const server = await startServer({ platform: audius, unsafeFlows: 'allow' })
    await server.openBrowser().becomeKnown(named('My Little App'))
    const id = (await server.store.clients.list()).at(-1)?.id
    Object.assign(server.context, { unsafeFlows: 'refuse' })

    const seen = await server.openBrowser().authorize({ ...named(undefined), api_key: id })

    expect(errorPage(seen).code).toBe('client_unknown')
  })

  it('does not exist on a platform where every app is registered', async () => {
    const server = await startServer({ platform: soundcloud, unsafeFlows: 'allow' })
    const seen = await server.openBrowser().authorize({ client_id: undefined, app_name: 'My Little App' })
    expect(errorPage(seen).code).toBe('client_unknown')
    expect(server.reasons()).toEqual(['client_id_missing'])
  })

  it.each([
    ['nothing but spaces', '   '],
    ['a NUL', 'a\0b'],
    ['a line break', 'a\nb'],
    ['marks that turn the text around', 'a\u202eb'],
    ['nothing to see', '\u200b'],
    ['61 characters', 'a'.repeat(61)],
    ['two spaces in a row', 'a  b'],
  ])('has a name that a person can read, not %s', async (_, name) => {
    const server = await startServer({ platform: audius, unsafeFlows: 'allow' })
    const seen = await server.openBrowser().authorize(named(name))
    expect(errorPage(seen).code).toBe('client_unknown')
    expect(await server.store.clients.list()).toHaveLength(2)
  })

  it('has one id for all spellings of a name that look the same, and one client however many come at once', async () => {
    const { context, store } = await startServer({ platform: audius, unsafeFlows: 'allow' })

    const found = await Promise.all(
      Array.from({ length: 50 }, (_, index) => findUnregisteredClient(context, index % 2 === 0 ? 'Zoë' : ' Zoe\u0308 ')),
    )

    expect(new Set(found.map((outcome) => outcome.outcome === 'found' && outcome.client.id)).size).toBe(1)
    expect(await store.clients.list()).toHaveLength(3)
  })

  it('is not made for more than a hundred new names in an hour; those who are known still get in', async () => {
    const server = await startServer({ platform: audius, unsafeFlows: 'allow' })
    for (let index = 0; index < 100; index += 1) await findUnregisteredClient(server.context, `App ${index}`)

    const refused = await server.openBrowser().authorize(named('One More'))
    const known = await findUnregisteredClient(server.context, 'App 7')
    server.advance(3600)
    const later = await findUnregisteredClient(server.context, 'One More')

    expect(errorPage(refused).code).toBe('temporarily_unavailable')
    expect([known.outcome, later.outcome]).toEqual(['found', 'found'])
  })

  it('gets a signed profile that names no app', async () => {
    const server = await startServer({ platform: audiusLegacy, unsafeFlows: 'allow' })
    const { answer } = await server.openBrowser().becomeKnown({ ...named('My Little App'), response_type: undefined })
    const payload = JSON.parse(Buffer.from(answer.get('token')?.split('.')[1] ?? '', 'base64url').toString())
    expect(payload.apiKey).toBeNull()
  })

  it.each([
    ['hex', /^[0-9a-f]{40}$/],
    ['base64url', /^[\w-]{40}$/],
    ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/],
  ] as const)('has an id of the form of the platform: %s', async (kind, form) => {
    const platform = { ...audius, client: { ...audius.client, idFormat: { kind, length: 40, caseInsensitive: false } } }
    const { context } = await startServer({ platform })

    const found = await findUnregisteredClient(context, 'App')

    if (found.outcome !== 'found') throw new Error(found.outcome)
    expect(found.client.id).toMatch(form)
    expect(isUnregistered(context.platform, found.client)).toBe(true)
    expect(isUnregistered(context.platform, { ...found.client, name: 'Another' })).toBe(false)
  })
})
