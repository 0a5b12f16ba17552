import { audius, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { APP, CALLBACK, codeOf, SignInWorld } from '../../test/sign-in-world.ts'

/** Starts a page login; the authorization URL it left for. */
async function leave(world: SignInWorld, returnTo?: string): Promise<string> {
  const { client, page } = world.openTab()
  void client.login({ display: 'page', ...(returnTo !== undefined && { returnTo }) })
  await settle()
  return page.left[0] ?? ''
}

describe('handleCallback', () => {
  it('[RFC 6749 §4.1.3] finishes a page login', async () => {
    const world = new SignInWorld()
    const tab = world.openTab(world.server.approve(await leave(world, '/studio')))

    expect(await tab.client.handleCallback()).toMatchObject({
      outcome: 'signed_in',
      display: 'page',
      returnTo: '/studio',
      session: { status: 'authenticated', expiresAt: world.clock.now() + 3600 },
    })
    expect(world.server.received[0]).toMatchObject({
      url: audius.endpoints.token,
      init: { method: 'POST', redirect: 'error', credentials: 'omit', cache: 'no-store' },
      parameters: { grant_type: 'authorization_code', client_id: 'demo', redirect_uri: CALLBACK },
    })
  })

  it('cleans the address bar before anything is awaited', async () => {
    const world = new SignInWorld()
    const tab = world.openTab(world.server.approve(await leave(world)))

    const result = tab.client.handleCallback()
    expect(tab.page.address).toBe(CALLBACK)
    await result
  })

  it('redeems once when called twice, as in StrictMode', async () => {
    const world = new SignInWorld()
    const tab = world.openTab(world.server.approve(await leave(world)))

    const results = await Promise.all([tab.client.handleCallback(), tab.client.handleCallback()])

    expect(results.map(({ outcome }) => outcome)).toEqual(['signed_in', 'signed_in'])
    expect(world.server.count('authorization_code')).toBe(1)
    expect(tab.events).toEqual(['signed_in'])
    expect(await tab.client.handleCallback()).toEqual({ outcome: 'none' })
  })

  it('gives the same result again for the same URL', async () => {
    const world = new SignInWorld()
    const url = world.server.approve(await leave(world))
    const tab = world.openTab(APP)

    const first = await tab.client.handleCallback(url)

    expect(await tab.client.handleCallback(url)).toBe(first)
    expect(tab.page.address).toBe(APP)
  })

  it('redeems once when two tabs of the same reply race', async () => {
    const world = new SignInWorld()
    const url = world.server.approve(await leave(world))
    const tabs = Array.from({ length: 5 }, () => world.openTab(url))

    await Promise.allSettled(tabs.map(({ client }) => client.handleCallback()))

    expect(world.server.count('authorization_code')).toBe(1)
  })

  it.each([
    ['?code=stolen&state=of-another-library'],
    ['#code=stolen&state=of-another-library'],
    ['?error=access_denied&state=of-another-library'],
    ['?code=SUMMER26'],
  ])('leaves %s alone: not its own', async (reply) => {
    const world = new SignInWorld()
    const { client, events } = await world.signIn()
    const tab = world.openTab(APP + reply)
    await tab.client.restore()

    expect(await tab.client.handleCallback()).toEqual({ outcome: 'not_ours' })
    expect(tab.page.address).toBe(APP + reply)
    expect(tab.client.session.status).toBe('authenticated')
    expect(client.session.status).toBe('authenticated')
    expect(events).toEqual(['signed_in'])
  })

  it('[RFC 6749 §10.12] ends no session for a reply that nobody asked for, whatever it says', async () => {
    const world = new SignInWorld()
    const url = world.server.refuse(await leave(world))
    const signedIn = await world.signIn()
    for (const key of [...world.origin.texts.keys()]) if (key.includes('/pending/')) world.origin.texts.delete(key)
    const tab = world.openTab(url)

    expect(await tab.client.handleCallback()).toEqual({ outcome: 'not_ours' })
    expect(signedIn.client.session.status).toBe('authenticated')
    expect(tab.page.address).toBe(CALLBACK)
  })

  it('rejects with state_lost when its own reply comes to a browser that knows nothing of it', async () => {
    const url = await leave(new SignInWorld())
    const elsewhere = new SignInWorld()

    expect(await codeOf(elsewhere.openTab(elsewhere.server.approve(url)).client.handleCallback())).toBe('state_lost')
  })

  it('rejects with state_lost after more than a day', async () => {
    const world = new SignInWorld()
    const url = world.server.approve(await leave(world))
    await world.clock.advance(90_001)

    expect(await codeOf(world.openTab(url).client.handleCallback())).toBe('state_lost')
    expect([...world.origin.texts]).toEqual([])
  })

  it('rejects with state_mismatch when another sign-in is the one that is waited for', async () => {
    const world = new SignInWorld()
    await leave(world)
    const url = await leave(new SignInWorld())

    expect(await codeOf(world.openTab(world.server.approve(url)).client.handleCallback())).toBe('state_mismatch')
  })

  it('keeps several sign-ins apart', async () => {
    const world = new SignInWorld()
    const [first, second] = [await leave(world, '/first'), await leave(world, '/second')]

    expect(await world.openTab(world.server.approve(second)).client.handleCallback()).toMatchObject({ returnTo: '/second' })
    expect(await world.openTab(world.server.approve(first)).client.handleCallback()).toMatchObject({ returnTo: '/first' })
  })

  it('does not mistake a page login in a tab with an opener for a popup', async () => {
    const world = new SignInWorld()
    const tab = world.openTab(world.server.approve(await leave(world)))
    tab.page.opener = true

    expect(await tab.client.handleCallback()).toMatchObject({ outcome: 'signed_in' })
    expect(tab.page.closed).toBe(false)
  })

  it('[row: redirect/two tabs: slow storage] a reply that another tab has taken is not redeemed again, though that is shown late', async () => {
    const world = new SignInWorld()
    const reply = world.server.approve(await leave(world))
    const other = world.openLateTab(() => false, reply)
    const tab = world.openTab(reply)

    expect(await tab.client.handleCallback()).toMatchObject({ outcome: 'signed_in' })
    expect(await other.client.handleCallback()).toEqual({ outcome: 'relayed' })
    expect(world.server.count('authorization_code')).toBe(1)
  })

  it.each([
    ['access_denied', 'consent_denied'],
    ['temporarily_unavailable', 'provider_unavailable'],
    ['service_unavailable', 'provider_unavailable'],
    ['server_error_of_ours', 'configuration'],
    ['login_required', 'interaction_required'],
    ['invalid_scope', 'configuration'],
    ['constructor', 'configuration'],
  ])('[RFC 6749 §4.1.2.1] names %s %s', async (error, code) => {
    const world = new SignInWorld()
    const tab = world.openTab(world.server.refuse(await leave(world), error))

    await expect(tab.client.handleCallback()).rejects.toMatchObject({ code, providerError: error })
    expect(tab.page.address).toBe(CALLBACK)
    expect(world.server.received).toEqual([])
  })

  const described = { ...standard, issuerIsPlaceholder: false }
  it.each([
    ['another issuer', { iss: 'https://evil.example' }],
    ['no issuer where one is promised', { iss: '' }],
  ])('[RFC 9207 §2.4] sends no code for a reply of %s', async (_name, more) => {
    const world = new SignInWorld(described)
    const tab = world.openTab(world.server.approve(await leave(world), more))

    expect(await codeOf(tab.client.handleCallback())).toBe('issuer_mismatch')
    expect(world.server.received).toEqual([])
  })

  it('[RFC 9207 §2.4] takes the right issuer', async () => {
    const world = new SignInWorld(described)
    const tab = world.openTab(world.server.approve(await leave(world)))

    expect(await tab.client.handleCallback()).toMatchObject({ outcome: 'signed_in' })
  })

  it.each([
    ['a refused code', () => Response.json({ error: 'invalid_grant' }, { status: 400 }), 'code_rejected'],
    ['a broken connection', 'break-after', 'sign_in_interrupted'],
    ['a 503', () => new Response('', { status: 503 }), 'provider_unavailable'],
  ] as const)('leaves a valid session alone after %s', async (_name, fault, code) => {
    const world = new SignInWorld()
    await world.signIn()
    const tab = world.openTab(world.server.approve(await leave(world)))
    await tab.client.restore()
    world.server.faults.push(fault)

    expect(await codeOf(tab.client.handleCallback())).toBe(code)
    expect(tab.client.session.status).toBe('authenticated')
  })

  it.each([
    ['DPoP', 'invalid_response'],
    ['mac', 'invalid_response'],
    ['bearer', undefined],
    ['BEARER', undefined],
  ])('[RFC 6749 §7.1] uses no token of a type it does not understand: %s', async (token_type, code) => {
    const world = new SignInWorld()
    const tab = world.openTab(world.server.approve(await leave(world)))
    world.server.faults.push(() => Response.json({ access_token: 'access-1', token_type }))

    expect(await codeOf(tab.client.handleCallback())).toBe(code)
    expect(tab.client.session.status).toBe(code === undefined ? 'authenticated' : 'unknown')
  })

  it('puts no code, token or verifier into an error', async () => {
    const world = new SignInWorld()
    const tab = world.openTab(world.server.approve(await leave(world)))
    world.server.faults.push(() => new Response('{"access_token":"access-secret"', { headers: { 'content-type': 'application/json' } }))

    const error: unknown = await tab.client.handleCallback().catch((thrown: unknown) => thrown)

    const shown = error instanceof Error ? `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}` : ''
    expect(shown).toContain('StagedoorError')
    expect(shown).not.toMatch(/secret|code-\d/)
  })
})
