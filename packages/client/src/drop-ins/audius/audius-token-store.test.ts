import { describe, expect, it } from 'vitest'
import { AudiusWorld } from '../../../test/audius-app.ts'
import { codeOf } from '../../../test/sign-in-world.ts'
import type { AudiusTokenStore } from './audius-token-store.ts'

/** An app's own store, as asynchronous as one in a database. */
class OwnStore implements AudiusTokenStore {
  tokens: { access: string; refresh: string; expiry: number | null } | undefined
  readonly #now: () => number
  constructor(now: () => number) {
    this.#now = now
  }
  getAccessToken = async (): Promise<string | null> => this.tokens?.access ?? null
  getRefreshToken = async (): Promise<string | null> => this.tokens?.refresh ?? null
  getAccessTokenExpiry = async (): Promise<number | null> => this.tokens?.expiry ?? null
  getRefreshTokenExpiry = async (): Promise<number | null> => null
  setTokens = async (access: string, refresh: string, expiresIn?: number): Promise<void> => {
    await Promise.resolve()
    this.tokens = { access, refresh, expiry: expiresIn === undefined ? null : (this.#now() + expiresIn) * 1000 }
  }
  clear = async (): Promise<void> => {
    this.tokens = undefined
  }
}

function worldWithStore(): { world: AudiusWorld; store: OwnStore; open: () => ReturnType<AudiusWorld['open']> } {
  const world = new AudiusWorld()
  const store = new OwnStore(() => world.clock.now())
  return { world, store, open: () => world.open(undefined, { ...world.config, services: { tokenStore: store } }) }
}

describe("services.tokenStore, an app's own", () => {
  it('gets the tokens of a sign-in, each refresh, and is cleared by logout', async () => {
    const { world, store, open } = worldWithStore()
    const app = open()
    const login = app.oauth.login()
    await world.openCallback(world.server.approve(app.popups.opened[0] ?? '')).oauth.handleRedirect()
    await login

    expect(store.tokens).toEqual({ access: 'access-2', refresh: 'refresh-2', expiry: (world.clock.now() + 3600) * 1000 })
    expect([...world.origin.texts.values()].join()).not.toContain('refresh-2')

    await app.oauth.refreshAccessToken()
    expect(store.tokens).toMatchObject({ access: 'access-3', refresh: 'refresh-3' })
    expect(app.client.session).toMatchObject({ status: 'authenticated', scope: ['read'] })

    await app.oauth.logout()
    expect(store.tokens).toBeUndefined()
  })

  it('brings a session along from elsewhere', async () => {
    const { world, store, open } = worldWithStore()
    await world.signedIn() // the server knows access-2 and refresh-2
    await store.setTokens('access-2', 'refresh-2', 3600)

    expect(await open().oauth.isAuthenticated()).toBe(true)
    expect(await open().oauth.getUser()).toMatchObject({ handle: 'ray' })
  })

  it('needs no access token to go on: a refresh token is enough', async () => {
    const { world, store, open } = worldWithStore()
    await world.signedIn()
    await store.setTokens('', 'refresh-2')

    expect(await open().oauth.isAuthenticated()).toBe(true)
    expect(store.tokens).toMatchObject({ access: 'access-3', refresh: 'refresh-3' })
  })

  it('is refreshed once by fifty calls at once', async () => {
    const { world, store, open } = worldWithStore()
    await world.signedIn()
    await store.setTokens('access-2', 'refresh-2', -1)
    const app = open()

    const answers = await Promise.all(Array.from({ length: 50 }, () => app.oauth.isAuthenticated()))

    expect(new Set(answers)).toEqual(new Set([true]))
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('is cleared when Audius ended the session, and the reason is kept', async () => {
    const { world, store, open } = worldWithStore()
    await world.signedIn()
    await store.setTokens('access-2', 'refresh-2', -1)
    world.server.revokeAll()
    const app = open()

    expect(await app.oauth.isAuthenticated()).toBe(false)
    expect(app.client.session).toEqual({ status: 'unauthenticated', reason: 'session_ended' })
    expect(store.tokens).toBeUndefined()
    expect(await codeOf(app.oauth.getUser())).toBe('session_ended')
  })
})

describe('tokenStore, for the other parts of the original SDK', () => {
  it('gives an access token that is good now', async () => {
    const world = new AudiusWorld()
    const app = await world.signedIn()
    expect(await app.tokenStore.getAccessToken()).toBe('access-2')
    expect(await app.tokenStore.getAccessTokenExpiry()).toBe((world.clock.now() + 3600) * 1000)
    await world.clock.advance(3601)

    expect(await app.tokenStore.getAccessToken()).toBe('access-3')
  })

  it('takes tokens, and clears them; the session follows', async () => {
    const world = new AudiusWorld()
    const app = world.open()
    expect(await app.tokenStore.getAccessToken()).toBeNull()

    await app.tokenStore.setTokens('access-from-elsewhere', 'refresh-from-elsewhere', 60)
    expect(app.client.session.status).toBe('authenticated')
    expect(await app.tokenStore.getRefreshToken()).toBe('refresh-from-elsewhere')

    await app.tokenStore.clear()
    expect(app.client.session.status).toBe('unauthenticated')
    expect(await app.oauth.hasRefreshToken()).toBe(false)
  })

  it('does not say null when it only cannot tell', async () => {
    const world = new AudiusWorld()
    const app = await world.signedIn()
    await world.clock.advance(3601)
    world.server.faults.push(() => new Response('', { status: 503 }))

    expect(await codeOf(app.tokenStore.getAccessToken())).toBe('provider_unavailable')
  })
})
