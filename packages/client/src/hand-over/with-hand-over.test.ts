import { audiotool, audiusLegacy, createClient, personalToken, standard } from '@stagedoor/client'
import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { HAND_OVER, HandOverWorld } from '../../test/hand-over-world.ts'
import { APP, CALLBACK, codeOf } from '../../test/sign-in-world.ts'
import { dpop } from '../dpop/index.ts'
import { withPermission } from '../permission/index.ts'
import { handOverTokens } from './hand-over-tokens.ts'
import { withHandOver } from './with-hand-over.ts'

const ME = 'https://api.audius.co/v1/me'

describe('a client whose tokens are with a server', () => {
  it('[row: hand-over/code and verifier] signs in without a token ever being on the page', async () => {
    const world = new HandOverWorld()
    const tab = await world.comeBack()

    expect(await tab.client.handleCallback()).toMatchObject({ outcome: 'signed_in', session: { status: 'authenticated', scope: ['read'] } })
    expect(world.sent).toMatchObject([{ kind: 'code' }])
    expect([...world.origin.texts.values()].join()).not.toMatch(/access-|refresh-/)
    expect(await world.serverClient().getAccessToken()).toBe('access-2')
  })

  it('knows who is signed in after a reload, shows the profile, and calls the platform from the server only', async () => {
    const world = new HandOverWorld()
    await (await world.comeBack()).client.handleCallback()
    const tab = world.openServerTab()

    expect(await tab.client.restore()).toMatchObject({ status: 'authenticated' })
    expect(await tab.client.getProfile()).toMatchObject({ subject: 'eJ57D', username: 'ray' })
    expect(await codeOf(tab.client.getAccessToken())).toBe('configuration')
    expect(await codeOf(tab.client.fetch(ME))).toBe('configuration')
    expect(await world.serverClient().fetch(ME)).toMatchObject({ status: 200 })
  })

  it('[row: hand-over/lost answer to a code] asks again, and is one sign-in', async () => {
    const world = new HandOverWorld()
    const tab = await world.comeBack()
    world.losses.push('after')

    expect(await tab.client.handleCallback()).toMatchObject({ outcome: 'signed_in' })
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('finds the sign-in after a reload when both answers were lost', async () => {
    const world = new HandOverWorld()
    const tab = await world.comeBack()
    world.losses.push('after', 'after')

    expect(await codeOf(tab.client.handleCallback())).toBe('sign_in_interrupted')
    expect(await world.openServerTab().client.restore()).toMatchObject({ status: 'authenticated' })
  })

  it.each([
    [
      'code_rejected',
      (world: HandOverWorld): unknown => world.server.faults.push(() => Response.json({ error: 'invalid_grant' }, { status: 400 })),
    ],
    ['not_signed_in', (world: HandOverWorld): unknown => (world.isKnown = false)],
    ['configuration', (world: HandOverWorld): unknown => world.losses.push(() => new Response('Not found', { status: 404 }))],
  ] as const)('says %s when the server does', async (code, go) => {
    const world = new HandOverWorld()
    const tab = await world.comeBack()
    go(world)

    expect(await codeOf(tab.client.handleCallback())).toBe(code)
    expect(await world.serverClient().restore()).toMatchObject({ status: 'unauthenticated' })
  })

  it('[row: hand-over/log out] revokes at the server, and clears every tab', async () => {
    const world = new HandOverWorld()
    const tab = await world.comeBack()
    await tab.client.handleCallback()
    const other = world.openServerTab()
    await other.client.restore()
    other.client.subscribe(() => undefined)

    expect(await tab.client.logout()).toEqual({ revoked: true })
    expect(await world.serverClient().restore()).toMatchObject({ status: 'unauthenticated' })
    expect(await other.client.restore()).toMatchObject({ status: 'unauthenticated' })
  })

  it('is signed out when the platform ended the session of the server, and as last seen without network', async () => {
    const world = new HandOverWorld()
    const tab = await world.comeBack()
    await tab.client.handleCallback()
    tab.page.online = false
    expect(await tab.client.restore()).toMatchObject({ status: 'authenticated' })
    expect(await codeOf(tab.client.refresh())).toBe('offline')
    tab.page.online = true
    world.server.revokeAll()
    await codeOf(world.serverClient().refresh())

    expect(await tab.client.restore()).toEqual({ status: 'unauthenticated', reason: 'session_ended' })
  })

  it('redeems one of two messages with the same code that come at once', async () => {
    const world = new HandOverWorld()
    const tab = await world.comeBack()
    world.losses.push('before', 'before')
    await codeOf(tab.client.handleCallback())
    const message = JSON.stringify(world.sent.at(-1))
    const ask = () =>
      world.handler(
        new Request(new URL(HAND_OVER, APP), {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: new URL(APP).origin },
          body: message,
        }),
      )

    expect((await Promise.all([ask(), ask(), ask()])).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it('revokes what a second sign-in takes the place of', async () => {
    const world = new HandOverWorld()
    await (await world.comeBack()).client.handleCallback()
    await (await world.comeBack()).client.handleCallback()

    expect(world.revoked()).toEqual(['refresh-2'])
  })

  it('[row: hand-over/more permission] asks for more, and the server has one session with old and new scope', async () => {
    const world = new HandOverWorld()
    await (await world.comeBack()).client.handleCallback()
    const tab = world.openServerTab()
    await tab.client.restore()
    void withPermission(tab.client).require('write', { display: 'page' })
    await settle()
    const callback = world.openServerTab(world.server.approve(tab.page.left[0] ?? ''))

    expect(await withPermission(callback.client).handleCallback()).toMatchObject({ session: { scope: ['read', 'write'] } })
    expect(await world.serverClient().restore()).toMatchObject({ scope: ['read', 'write'] })
    expect(world.revoked()).toEqual(['refresh-2'])
  })

  it('moves the tokens of a sign-in from before to the server by itself', async () => {
    const world = new HandOverWorld()
    await world.signedInHere()
    const tab = world.openServerTab()

    expect(await tab.client.restore()).toMatchObject({ status: 'authenticated', scope: ['read'] })
    expect([...world.origin.texts.values()].join()).not.toMatch(/access-|refresh-/)
    expect(await world.serverClient().refresh()).toMatchObject({ status: 'authenticated' })
  })
})

describe('what cannot be handed over', () => {
  const options = { clientId: 'demo', redirectUri: CALLBACK, page: null, popup: null, channel: null }

  it.each([
    [
      'tokens bound to a key of this browser',
      {
        ...options,
        platform: { ...standard, tokens: { ...standard.tokens, dpop: { algorithms: ['ES256'] } } },
        baseUrl: 'http://127.0.0.1:4700/standard',
        with: [dpop()],
      },
    ],
    ['a signed profile', { ...options, platform: audiusLegacy }],
    ['a token of their own', { platform: audiotool, credentials: personalToken('at_pat_x'), page: null }],
  ] as const)('is %s', async (_, settings) => {
    const client = createClient(settings)

    expect(() => withHandOver(client, HAND_OVER)).toThrow(expect.objectContaining({ code: 'configuration' }))
    expect(await codeOf(handOverTokens(client, HAND_OVER))).toBe('configuration')
  })
})

describe('the server half of a hand-over', () => {
  const ask = (headers: Record<string, string>, body = '{"kind":"session"}', method = 'POST') =>
    new HandOverWorld().handler(new Request(new URL(HAND_OVER, APP), { method, headers, ...(method === 'POST' && { body }) }))
  const json = { 'content-type': 'application/json' }
  const origin = new URL(APP).origin

  it.each([
    ['another site', { ...json, origin: 'https://evil.example' }],
    ['an opaque origin', { ...json, origin: 'null' }],
    ['a page that does not say where it is from', json],
    ['a form', { 'content-type': 'text/plain', origin }],
  ])('[row: hand-over/whose page] [RFC 9700 §4.7] hears nothing from %s', async (_, headers) => {
    expect(await ask(headers)).toMatchObject({ status: 403 })
  })

  it('hears its own pages, and POST only', async () => {
    expect(await ask({ ...json, origin })).toMatchObject({ status: 200 })
    expect(await ask({ ...json, origin }, '', 'GET')).toMatchObject({ status: 403 })
  })

  it.each(['', '{}', '[]', '{"kind":"tokens","id":"../x","session":{}}', '{"kind":"code","code":1}', `"${'x'.repeat(40_000)}"`])(
    'answers 400 to %s',
    async (body) => {
      expect(await ask({ ...json, origin }, body)).toMatchObject({ status: 400 })
    },
  )
})
