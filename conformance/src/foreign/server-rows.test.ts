import { createServerClient, type ServerClient, type ServerClientOptions } from '@stagedoor/client/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOREIGN_SERVERS } from './foreign-servers.ts'
import { type ForeignWorld, startForeignWorld } from './start-foreign-world.ts'

/** Our client on a server, with a secret, against servers that others wrote: their checks, and their words. */
describe.each(FOREIGN_SERVERS)('a backend with $name', (foreign) => {
  let world: ForeignWorld
  beforeAll(async () => {
    // The page that is called back does nothing: this client is not in it.
    world = await startForeignWorld(foreign, '')
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  const open = (more: Partial<ServerClientOptions> = {}): ServerClient =>
    createServerClient({
      platform: world.platform,
      ...world.server.clients.server,
      redirectUri: world.app.redirectUri,
      scope: foreign.scope,
      ...more,
    })
  /** The URL that the person is sent back to. */
  const answer = async (url: string, act: 'allow' | 'deny' = 'allow'): Promise<string> => {
    await using visitor = await world.visit()
    const page = await visitor.openBlank()
    const called = page.waitForRequest((request) => request.url().startsWith(world.app.redirectUri))
    await page.goto(url)
    await world.server[act](page)
    return (await called).url()
  }
  const signIn = async (more: Partial<ServerClientOptions> = {}): Promise<ServerClient> => {
    const client = open(more)
    const { url, pending } = client.begin({ parameters: foreign.parameters })
    await client.finish(await answer(url), pending)
    return client
  }

  it(`[row: any server/on a server · ${foreign.name}] signs in with a secret, refreshes, knows who it is, and signs out`, async () => {
    const client = await signIn()
    const before = await client.getAccessToken()

    expect(await client.refresh()).toMatchObject({ status: 'authenticated' })
    expect(await client.getAccessToken()).not.toBe(before)
    expect(await client.getProfile()).toMatchObject({ username: 'mira', name: 'Mira Okafor' })
    expect(await client.logout()).toEqual({ revoked: true })
  })

  it(`[row: any server/on a server · ${foreign.name}] refreshes once for ten calls side by side`, async () => {
    let refreshes = 0
    const client = await signIn({
      fetch: (input, init) => {
        if (String(init?.body).includes('grant_type=refresh_token')) refreshes++
        return fetch(input, init)
      },
    })
    await world.server.expireAccessTokens()

    const profiles = await Promise.all(Array.from({ length: 10 }, () => client.getProfile()))

    expect(profiles.map(({ username }) => username)).toEqual(Array(10).fill('mira'))
    expect(refreshes).toBe(1)
  })

  it(`[row: any server/words · ${foreign.name}] hears that the person said no`, async () => {
    const client = open()
    const { url, pending } = client.begin({ parameters: foreign.parameters })

    await expect(client.finish(await answer(url, 'deny'), pending)).rejects.toMatchObject({
      code: 'consent_denied',
      providerError: 'access_denied',
    })
  })

  it(`[row: any server/words · ${foreign.name}] takes no answer that says it is of another issuer`, async () => {
    const client = open()
    const { url, pending } = client.begin({ parameters: foreign.parameters })
    const called = new URL(await answer(url))
    called.searchParams.set('iss', 'https://another.example')

    await expect(client.finish(called.href, pending)).rejects.toMatchObject({ code: 'issuer_mismatch' })
  })

  it(`[row: any server/words · ${foreign.name}] tells a wrong secret from a person who is not signed in`, async () => {
    const client = open({ clientSecret: 'wrong-secret-of-more-than-thirty-two-characters' })
    const { url, pending } = client.begin({ parameters: foreign.parameters })

    await expect(client.finish(await answer(url), pending)).rejects.toMatchObject({
      code: 'configuration',
      providerError: 'invalid_client',
    })
  })

  it(`[row: any server/words · ${foreign.name}] calls a code that was used, and one with another verifier, rejected`, async () => {
    const client = open()
    const { url, pending } = client.begin({ parameters: foreign.parameters })
    const called = await answer(url)
    await client.finish(called, pending)
    const other = open()
    const attempt = other.begin({ parameters: foreign.parameters })
    const wrongVerifier = JSON.stringify({ ...JSON.parse(attempt.pending), codeVerifier: 'v'.repeat(43) })

    await expect(open().finish(called, pending)).rejects.toMatchObject({ code: 'code_rejected', providerError: 'invalid_grant' })
    await expect(other.finish(await answer(attempt.url), wrongVerifier)).rejects.toMatchObject({ code: 'code_rejected' })
  })

  it(`[row: any server/words · ${foreign.name}] tells a scope that does not reach to the profile from a session that is over`, async () => {
    const client = await signIn({ scope: foreign.scopeWithoutProfile })

    await expect(client.getProfile()).rejects.toMatchObject({ code: foreign.profileRefusal })
    expect(client.session).toMatchObject({ status: 'authenticated', scope: ['tracks'] })
  })
})
