import { audius, standard } from '@stagedoor/platforms'
import { sha256 } from '@stagedoor/protocol'
import { calculatePKCECodeChallenge } from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { APP, CALLBACK, codeOf, SignInWorld } from '../../test/sign-in-world.ts'
import { memoryStorage } from '../runtime/memory-storage.ts'
import { StagedoorError } from '../stagedoor-error.ts'

describe('login', () => {
  it.each([
    ['cancelled', (abort: () => void) => Promise.resolve(new Uint8Array(32)).finally(abort)],
    ['offline', () => Promise.reject(new StagedoorError('offline'))],
  ])('closes the window again when it comes to nothing while the challenge is computed: %s', async (code, digest) => {
    const aborting = new AbortController()
    const { client, popups } = new SignInWorld().openTab(APP, { digest: () => digest(() => aborting.abort()) })

    expect(await codeOf(client.login({ signal: aborting.signal }))).toBe(code)
    expect(popups).toMatchObject({ opened: [], closedByUs: 1 })
  })

  it('opens the window before anything is awaited, so that the click still counts', async () => {
    // As WebCrypto does: the hash takes its time.
    const { client, popups } = new SignInWorld().openTab(APP, { digest: async (text) => sha256(text) })

    void client.login({ display: 'popup' }).catch(() => undefined)

    expect(popups).toMatchObject({ windows: 1, opened: [] })
    await settle()
    expect(popups.opened).toHaveLength(1)
  })

  it('[RFC 7636 §4.2] asks with the parameters of the description, and the challenge oauth4webapi computes', async () => {
    const world = new SignInWorld()
    const { client, popups } = world.openTab(APP, { scope: 'read write' })
    void client.login({ parameters: { login_hint: 'ray', state: 'forged' } })

    const url = new URL(popups.opened[0] ?? '')
    const state = url.searchParams.get('state') ?? ''
    const stored = JSON.parse([...world.origin.texts].find(([key]) => key.endsWith(state))?.[1] ?? '')
    expect(url.origin + url.pathname).toBe(audius.endpoints.authorization)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      api_key: 'demo',
      redirect_uri: CALLBACK,
      scope: 'read write',
      state,
      response_mode: 'fragment',
      code_challenge: await calculatePKCECodeChallenge(stored.codeVerifier),
      code_challenge_method: 'S256',
      display: 'popup',
      origin: 'http://127.0.0.1:5173',
      login_hint: 'ray',
    })
    expect(state).toMatch(/^[\w-]{40}$/)
  })

  it('[RFC 6749 §4.1.1] speaks plain OAuth where the description has no quirks', () => {
    const { client, popups } = new SignInWorld({ ...standard, issuerIsPlaceholder: false }).openTab()
    void client.login()

    const { searchParams } = new URL(popups.opened[0] ?? '')
    expect(searchParams.get('client_id')).toBe('demo')
    expect([...searchParams.keys()]).not.toContain('response_mode')
    expect([...searchParams.keys()]).not.toContain('origin')
  })

  it('rejects with popup_blocked when the browser blocks the window', async () => {
    const world = new SignInWorld()
    const { client, popups } = world.openTab()
    popups.blocked = true

    expect(await codeOf(client.login({ display: 'popup' }))).toBe('popup_blocked')
    expect([...world.origin.texts]).toEqual([])
  })

  it('goes on in this tab after popup_blocked, with what was asked', async () => {
    const world = new SignInWorld()
    const { client, popups, page } = world.openTab()
    popups.blocked = true
    const error = await client.login({ scope: 'write', parameters: { login_hint: 'ray' } }).catch((reason: unknown) => reason)
    if (!(error instanceof StagedoorError)) throw error
    void error.continueInThisTab?.()
    await settle()

    expect(Object.fromEntries(new URL(page.left[0] ?? '').searchParams)).toMatchObject({
      scope: 'write',
      login_hint: 'ray',
      display: 'fullScreen',
    })
  })

  it('offers no way on in this tab where a frame shows the page', async () => {
    const { client, popups, page } = new SignInWorld().openTab()
    popups.blocked = true
    page.framed = true

    await expect(client.login()).rejects.toMatchObject({ code: 'popup_blocked', continueInThisTab: undefined })
  })

  it('rejects with redirect_mismatch when the page is on another origin than its redirect URI', async () => {
    const { client } = new SignInWorld().openTab('http://localhost:5173/')

    await expect(client.login()).rejects.toMatchObject({ code: 'redirect_mismatch', action: 'fix-config' })
  })

  it('rejects with insecure_context where the platform asks for https', async () => {
    const { client, page } = new SignInWorld({ ...standard, issuerIsPlaceholder: false }).openTab()
    page.secure = false

    expect(await codeOf(client.login())).toBe('insecure_context')
  })

  it('rejects with storage_unavailable when a page login could not be finished', async () => {
    const { client, page } = new SignInWorld().openTab(APP, { storage: memoryStorage() })

    expect(await codeOf(client.login({ display: 'page' }))).toBe('storage_unavailable')
    expect(page.left).toEqual([])
  })

  it('rejects with configuration where there is no page', async () => {
    const { client } = new SignInWorld().openTab(APP, { page: null, popup: null, channel: null })

    expect(await codeOf(client.login())).toBe('configuration')
  })

  it('rejects with cancelled when the person comes back with the back button', async () => {
    const { client, page } = new SignInWorld().openTab()
    const login = codeOf(client.login({ display: 'page' }))
    await settle()
    page.comeBack()

    expect(await login).toBe('cancelled')
  })

  it('[row: redirect/back button] goes on when the person takes the forward button after all', async () => {
    const world = new SignInWorld()
    const { client, page } = world.openTab()
    const login = codeOf(client.login({ display: 'page' }))
    await settle()
    page.comeBack()
    await login

    const reply = world.openTab(world.server.approve(page.left[0] ?? ''))
    expect(await reply.client.handleCallback()).toMatchObject({ outcome: 'signed_in' })
  })

  it('goes no further when its signal was aborted before', async () => {
    const { client, popups } = new SignInWorld().openTab()

    expect(await codeOf(client.login({ signal: AbortSignal.abort() }))).toBe('cancelled')
    expect(popups.opened).toEqual([])
  })
})
