import { describe, expect, it, vi } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { codeOf, SignInWorld, type Tab } from '../../test/sign-in-world.ts'
import type { PermissionActs, PermissionOptions } from './permission-client.ts'
import { PermissionRequiredError } from './permission-required-error.ts'
import { withPermission } from './with-permission.ts'

const FAVORITE = 'https://api.audius.co/v1/tracks/7/favorites'

/** A refusal as in RFC 6750 §3.1. */
const insufficientScope = (scope = 'write') =>
  new Response('{"error":"insufficient_scope"}', {
    status: 403,
    headers: { 'www-authenticate': `Bearer realm="Audius", error="insufficient_scope", scope="${scope}"` },
  })

type PermissionTab = Tab & { readonly client: Tab['client'] & PermissionActs }

/** An artist signed in with `read`, at a page whose clicks a test makes. */
class PermissionWorld extends SignInWorld {
  clicking = true

  open(options: PermissionOptions = {}): PermissionTab {
    const tab = this.openTab()
    return { ...tab, client: withPermission(tab.client, { isInClick: () => this.clicking, ...options }) }
  }

  async signedIn(options: PermissionOptions = {}): Promise<PermissionTab> {
    await this.signIn({ scope: 'read' })
    const tab = this.open(options)
    await tab.client.restore()
    return tab
  }

  /** The artist presses a button in the window of the consent page. */
  async answer(tab: PermissionTab, answer: 'allow' | 'deny'): Promise<void> {
    await settle()
    const url = tab.popups.opened.at(-1) ?? ''
    const page = this.openTab(answer === 'allow' ? this.server.approve(url) : this.server.refuse(url))
    page.page.opener = true
    await page.client.handleCallback()
    await settle()
  }

  asked(tab: PermissionTab): string | null {
    return new URL(tab.popups.opened.at(-1) ?? '').searchParams.get('scope')
  }

  revoked(): readonly string[] {
    return this.server.received.filter(({ url }) => url.endsWith('/revoke')).map(({ parameters }) => parameters['token'] ?? '')
  }
}

describe('client.require', () => {
  it('[row: permission/just the new scope] asks for old and new, and revokes the grant it takes the place of', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()

    const required = tab.client.require('write')
    await world.answer(tab, 'allow')

    expect(await required).toMatchObject({ status: 'authenticated', scope: ['read', 'write'] })
    expect(world.asked(tab)).toBe('read write')
    expect(world.revoked()).toEqual(['refresh-2'])
  })

  it('asks nobody for what is granted already', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()

    expect(await tab.client.require('read')).toBe(tab.client.session)
    expect(tab.popups.opened).toEqual([])
  })

  it('[row: permission/refused] leaves the session as it was', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    const before = await tab.client.getAccessToken()

    const required = codeOf(tab.client.require('write'))
    await world.answer(tab, 'deny')

    expect(await required).toBe('consent_denied')
    expect(tab.client.session).toMatchObject({ status: 'authenticated', scope: ['read'] })
    expect(await tab.client.getAccessToken()).toBe(before)
    expect(world.revoked()).toEqual([])
  })

  it('[row: permission/not in a click] opens no window, and says which scope needs one', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    world.clicking = false

    const error = await tab.client.require('write').catch((thrown: unknown) => thrown)

    expect(error).toBeInstanceOf(PermissionRequiredError)
    expect(error).toMatchObject({ code: 'permission_required', scope: ['write'], retryable: false })
    expect(tab.popups.opened).toEqual([])
  })

  it('opens the window before anything is awaited', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()

    void tab.client.require('write').catch(() => undefined)

    expect(tab.popups.opened).toHaveLength(1)
  })

  it('[row: permission/refresh meanwhile] revokes what another tab has refreshed to meanwhile, not what it was', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    const other = world.openTab()

    const required = tab.client.require('write')
    await other.client.refresh()
    await world.answer(tab, 'allow')
    await required

    expect(world.revoked()).toEqual(['refresh-3'])
    expect(await other.client.getAccessToken()).toBe(await tab.client.getAccessToken())
  })

  it('waits for a refresh under way in another tab, and revokes what that brings', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    const other = world.openTab()
    const hold = Promise.withResolvers<void>()
    world.server.hold = hold.promise
    const refreshed = other.client.refresh()
    await settle()
    world.server.hold = undefined

    const required = tab.client.require('write')
    await world.answer(tab, 'allow')
    hold.resolve()
    await Promise.all([refreshed, required])

    expect(world.revoked()).toEqual(['refresh-3'])
    expect(tab.client.session).toMatchObject({ scope: ['read', 'write'] })
  })

  it('[row: permission/somebody else] keeps the session when another account allowed it, and revokes what that one gave', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    const before = await tab.client.getAccessToken()
    const profiles = [world.server.profile, { data: { id: 'other', handle: 'kai', name: 'Kai' } }]
    vi.spyOn(world.server, 'profile', 'get').mockImplementation(() => profiles.shift())

    const required = codeOf(tab.client.require('write'))
    await world.answer(tab, 'allow')

    expect(await required).toBe('account_changed')
    expect(await tab.client.getAccessToken()).toBe(before)
    expect(world.revoked()).toEqual(['refresh-4'])
  })

  it('[RFC 6749 §3.3] says so when the platform gave less than was asked', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    const required = codeOf(tab.client.require('write'))
    await settle()
    const url = new URL(tab.popups.opened.at(-1) ?? '')
    const callback = world.openTab(world.server.approve(url.href))
    callback.page.opener = true
    world.server.faults.push(() => Response.json({ access_token: 'access-less', refresh_token: 'refresh-less', scope: 'read' }))
    await callback.client.handleCallback()

    expect(await required).toBe('consent_denied')
    expect(tab.client.session).toMatchObject({ status: 'authenticated', scope: ['read'] })
  })

  it.each([
    ['not_signed_in', async (world: PermissionWorld) => world.open()],
    [
      'session_ended',
      async (world: PermissionWorld) => {
        const tab = await world.signedIn()
        world.server.revokeAll()
        await tab.client.refresh().catch(() => undefined)
        return tab
      },
    ],
  ] as const)('rejects with %s where there is nothing to add to', async (code, open) => {
    const world = new PermissionWorld()
    const tab = await open(world)

    expect(await codeOf(tab.client.require('write'))).toBe(code)
    expect(tab.popups.opened).toEqual([])
  })

  it('leaves the old grant where that is asked for', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn({ replaced: 'leave' })

    const required = tab.client.require('write')
    await world.answer(tab, 'allow')
    await required

    expect(world.revoked()).toEqual([])
  })

  it('lets an ordinary login change the account, and revokes nothing for it', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()

    const login = tab.client.login()
    await world.answer(tab, 'allow')
    await login

    expect(world.revoked()).toEqual([])
  })
})

describe('a fetch with permission', () => {
  it('[row: permission/the call carries on] [RFC 6750 §3.1] asks for what the platform names, and sends the call again', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    world.server.faults.push(insufficientScope)

    const answered = tab.client.fetch(FAVORITE, { method: 'POST', body: '{}' })
    await world.answer(tab, 'allow')

    expect(await answered).toMatchObject({ status: 200 })
    expect(tab.client.session).toMatchObject({ scope: ['read', 'write'] })
    expect(world.server.received.filter(({ url }) => url === FAVORITE).map(({ authorization }) => authorization)).toEqual([
      'Bearer access-2',
      'Bearer access-4',
    ])
  })

  it('[row: permission/asks once] several calls that are refused together open one window', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    world.server.faults.push(insufficientScope, insufficientScope, insufficientScope)

    const answered = [1, 2, 3].map(() => tab.client.fetch(FAVORITE, { method: 'POST' }))
    await world.answer(tab, 'allow')

    expect((await Promise.all(answered)).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(tab.popups.opened).toHaveLength(1)
  })

  it('asks for what the app says, where the platform only says that something is missing (Audiotool)', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn({ scopeFor: ({ url, method }) => (url === FAVORITE && method === 'POST' ? 'write' : undefined) })
    world.server.faults.push(() => Response.json({ code: 'permission_denied', message: 'insufficient_permissions: …' }, { status: 403 }))

    const answered = tab.client.fetch(FAVORITE, { method: 'POST' })
    await world.answer(tab, 'allow')

    expect(await answered).toMatchObject({ status: 200 })
    expect(world.asked(tab)).toBe('read write')
  })

  it.each([
    ['of another kind', () => Response.json({ code: 'permission_denied', message: 'not your project' }, { status: 403 })],
    ['that names no scope, with nobody to ask', () => Response.json({ error: 'insufficient_scope' }, { status: 403 })],
  ])('hands a refusal %s to the caller', async (_, refusal) => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    world.server.faults.push(refusal)

    const response = await tab.client.fetch(FAVORITE)

    expect(response.status).toBe(403)
    expect(await response.json()).toBeTruthy()
    expect(tab.popups.opened).toEqual([])
  })

  it('[row: permission/whose word] lets no other server choose what the artist is asked for', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    world.server.faults.push(insufficientScope)

    expect(await tab.client.fetch('https://evil.example/')).toMatchObject({ status: 403 })
    expect(tab.popups.opened).toEqual([])
  })

  it('says which scope a call needs when no window can be opened, or its body is gone', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    const stream = new ReadableStream({ start: (controller) => controller.close() })
    world.server.faults.push(insufficientScope, insufficientScope, insufficientScope)

    expect(await codeOf(tab.client.fetch(FAVORITE, { method: 'POST', body: stream }))).toBe('permission_required')
    tab.popups.blocked = true
    expect(await codeOf(tab.client.fetch(FAVORITE, { method: 'POST' }))).toBe('permission_required')
    world.clicking = false
    expect(await codeOf(tab.client.fetch(FAVORITE, { method: 'POST' }))).toBe('permission_required')
    expect(tab.popups.opened).toEqual([])
  })

  it('[row: permission/two tabs] uses what another tab was given meanwhile, and asks nobody', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    const other = world.open()
    await other.client.restore()
    const required = tab.client.require('write')
    await world.answer(tab, 'allow')
    await required
    world.server.faults.push(insufficientScope)

    expect(await other.client.fetch(FAVORITE, { method: 'POST' })).toMatchObject({ status: 200 })
    expect(other.client.session).toMatchObject({ scope: ['read', 'write'] })
    expect(other.popups.opened).toEqual([])
  })

  it('hands on the second refusal: it asks once for each call', async () => {
    const world = new PermissionWorld()
    const tab = await world.signedIn()
    world.server.faults.push(
      () => insufficientScope('read'),
      () => insufficientScope('read'),
    )

    expect(await tab.client.fetch(FAVORITE)).toMatchObject({ status: 403 })
  })
})
