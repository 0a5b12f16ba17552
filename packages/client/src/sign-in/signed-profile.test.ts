import { audiusLegacy, createClient, webMessages } from '@stagedoor/client'
import { sha256 } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { FakePage } from '../../test/fake-origin.ts'
import { APP, CALLBACK, codeOf, SignInWorld } from '../../test/sign-in-world.ts'

const PERSON = {
  data: { userId: 7, email: 'ray@example.com', name: 'Ray', handle: 'ray', verified: true, profilePicture: { '480x480': 'middle' } },
}

function startWorld(): SignInWorld {
  const world = new SignInWorld(audiusLegacy)
  world.server.profile = PERSON
  return world
}

describe('a sign-in whose reply is a signed profile', () => {
  it('[Audius legacy] asks without response_type and PKCE, and is signed in by a profile that the platform confirms', async () => {
    const world = startWorld()
    const start = world.openTab()
    void start.client.login({ display: 'page' })
    await settle()
    const asked = new URL(start.page.left[0] ?? '').searchParams
    expect([...asked.keys()].sort()).toEqual(['api_key', 'display', 'origin', 'redirect_uri', 'response_mode', 'scope', 'state'])

    const tab = world.openTab(world.server.approve(start.page.left[0] ?? ''))
    expect(await tab.client.handleCallback()).toMatchObject({ outcome: 'signed_in', session: { status: 'authenticated', scope: ['read'] } })

    expect(tab.page.address).toBe(CALLBACK)
    expect(world.server.received.map(({ url }) => url)).toEqual([`${audiusLegacy.endpoints.userinfo}?token=code-1`])
    expect(world.server.received[0]).toMatchObject({ authorization: null, init: { method: 'GET', redirect: 'error' } })
  })

  it('knows the person, e-mail address and picture included, and the proof of it', async () => {
    const { client } = await startWorld().signIn()

    expect(await client.getProfile()).toEqual({
      subject: '7',
      username: 'ray',
      name: 'Ray',
      email: 'ray@example.com',
      emailVerified: undefined,
      verified: true,
      picture: 'middle',
      proof: 'code-1',
    })
  })

  it.each([400, 403, 404])('[trap 10] is no sign-in when the platform does not confirm it: %d', async (status) => {
    const world = startWorld()
    const start = world.openTab()
    void start.client.login({ display: 'page' })
    await settle()
    world.server.faults.push(() => Response.json({ error: 'no' }, { status }))
    const tab = world.openTab(world.server.approve(start.page.left[0] ?? ''))

    expect(await codeOf(tab.client.handleCallback())).toBe('proof_rejected')
    expect(await tab.client.restore()).toMatchObject({ status: 'unauthenticated' })
  })

  it('is no sign-in when nobody confirms it: without an answer, or with one that says nothing', async () => {
    for (const fault of ['break-before' as const, () => new Response('<html>'), () => Response.json({ data: {} })]) {
      const world = startWorld()
      const start = world.openTab()
      void start.client.login({ display: 'page' })
      await settle()
      world.server.faults.push(fault)
      const tab = world.openTab(world.server.approve(start.page.left[0] ?? ''))

      expect(['provider_unavailable', 'invalid_response']).toContain(await codeOf(tab.client.handleCallback()))
      expect(await tab.client.restore()).toMatchObject({ status: 'unauthenticated' })
    }
  })

  it('[trap 9] is left alone when its state is another one', async () => {
    const world = startWorld()
    const tab = world.openTab(`${CALLBACK}#token=stolen&state=forged`)

    expect(await tab.client.handleCallback()).toEqual({ outcome: 'not_ours' })
    expect(world.server.received).toEqual([])
    expect(await world.openTab(`${CALLBACK}#token=stolen`).client.handleCallback()).toEqual({ outcome: 'not_ours' })
  })

  it('comes by message as well', async () => {
    const world = startWorld()
    const { client, popups } = world.openTab(APP, { redirectUri: 'postmessage', with: [webMessages] })
    const login = client.login()
    const reply = new URL(world.server.approve(popups.opened[0] ?? '').replace(/^postmessage#/, 'https://reply.example/?')).searchParams

    popups.post('https://audius.co', Object.fromEntries(reply))

    expect(await login).toMatchObject({ status: 'authenticated' })
  })

  it('gives nothing to call an API with: fetch adds no header, and there is no access token', async () => {
    const world = startWorld()
    const { client } = await world.signIn()
    await client.fetch('https://audius.co/v1/tracks')

    expect(world.server.received.at(-1)?.authorization).toBeNull()
    expect(await codeOf(client.getAccessToken())).toBe('configuration')
    expect(await codeOf(client.refresh())).toBe('configuration')
    expect(client.session.status).toBe('authenticated')
  })

  it('[trap 19] cannot be revoked: logout says so, and forgets', async () => {
    const world = startWorld()
    const { client } = await world.signIn()

    expect(await client.logout()).toEqual({ revoked: false })
    expect([...world.origin.texts]).toEqual([])
    expect(await codeOf(client.getProfile())).toBe('not_signed_in')
  })
})

describe('an app that is not registered', () => {
  it('[Audius] gives its name in place of a client id', async () => {
    const world = startWorld()
    const page = new FakePage(APP)
    const client = createClient({
      platform: audiusLegacy,
      appName: 'Night Drive',
      redirectUri: CALLBACK,
      storage: world.origin.storage(),
      digest: sha256,
      page,
    })
    void client.login({ display: 'page' })
    await settle()
    const asked = new URL(page.left[0] ?? '').searchParams

    expect(asked.get('app_name')).toBe('Night Drive')
    expect(asked.has('api_key')).toBe(false)
  })
})
