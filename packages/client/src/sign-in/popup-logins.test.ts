import { describe, expect, it } from 'vitest'
import { settle } from '../../test/fake-clock.ts'
import { codeOf, SignInWorld, type Tab } from '../../test/sign-in-world.ts'
import { memoryStorage } from '../runtime/memory-storage.ts'

/** The callback page inside the window that a tab opened. */
function openCallback(world: SignInWorld, opener: Tab, address = world.server.approve(opener.popups.opened.at(-1) ?? '')): Tab {
  const tab = world.openTab(address)
  tab.page.opener = true
  return tab
}

describe('a popup login', () => {
  it('is finished by the page that started it; the window closes itself', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const login = app.client.login()
    const callback = openCallback(world, app)

    expect(await callback.client.handleCallback()).toEqual({ outcome: 'relayed' })
    expect(await login).toMatchObject({ status: 'authenticated', scope: ['read'] })
    expect(callback.page.closed).toBe(true)
    expect(world.server.count('authorization_code')).toBe(1)
    expect(app.events).toEqual(['signed_in'])
  })

  it('is finished by the callback page when the page that started it has gone', async () => {
    const world = new SignInWorld()
    const app = world.openTab(undefined, { channel: null })
    void codeOf(app.client.login())
    const callback = openCallback(world, app)

    const result = callback.client.handleCallback()
    await world.clock.advance(2)

    expect(await result).toMatchObject({ outcome: 'signed_in', display: 'popup' })
    expect(world.server.count('authorization_code')).toBe(1)
    await app.client.restore()
    expect(app.client.session.status).toBe('authenticated')
  })

  it('learns how it went when the callback page had to finish it', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const login = app.client.login()
    const state = new URL(app.popups.opened[0] ?? '').searchParams.get('state') ?? ''
    await settle()
    // Another tab of the app has taken it, as the callback page does after its wait.
    const other = world.openTab(world.server.approve(app.popups.opened[0] ?? ''), { channel: null })
    await other.client.handleCallback()
    world.origin.channel.post({ kind: 'finished', state })

    expect((await login).status).toBe('authenticated')
  })

  it('learns it also when that comes while the reply itself is still being looked at', async () => {
    const world = new SignInWorld()
    const storage = world.origin.storage()
    const slow = {
      ...storage,
      read: async (key: string) => {
        await settle()
        return storage.read(key)
      },
    }
    const app = world.openTab(undefined, { storage: slow })
    const login = app.client.login()
    const state = new URL(app.popups.opened[0] ?? '').searchParams.get('state') ?? ''
    await settle()
    const reply = world.server.approve(app.popups.opened[0] ?? '')
    await world.openTab(reply, { channel: null }).client.handleCallback()
    world.origin.channel.post({ kind: 'response', state, url: reply })
    world.origin.channel.post({ kind: 'finished', state })

    expect((await login).status).toBe('authenticated')
  })

  it('works when the window shares no storage with the app, as from a partitioned iframe', async () => {
    const world = new SignInWorld()
    const app = world.openTab(undefined, { storage: memoryStorage() })
    const login = app.client.login()
    const callback = openCallback(world, app)

    expect(await callback.client.handleCallback()).toEqual({ outcome: 'relayed' })
    expect((await login).status).toBe('authenticated')
  })

  it('[RFC 6749 §10.12] redeems no reply of another sign-in that comes under its state', async () => {
    const world = new SignInWorld()
    const [app, attacker] = [world.openTab(), world.openTab()]
    const login = codeOf(app.client.login())
    void codeOf(attacker.client.login())
    await settle()
    const state = new URL(app.popups.opened[0] ?? '').searchParams.get('state') ?? ''

    world.origin.channel.post({ kind: 'response', state, url: world.server.approve(attacker.popups.opened[0] ?? '') })

    expect(await login).toBe('state_mismatch')
    expect(world.server.count('authorization_code')).toBe(0)
  })

  it('reaches only the tab that started it', async () => {
    const world = new SignInWorld()
    const [app, bystander] = [world.openTab(), world.openTab()]
    const other = codeOf(bystander.client.login())
    const login = app.client.login()
    await openCallback(world, app).client.handleCallback()
    await login

    expect(world.server.count('authorization_code')).toBe(1)
    expect(bystander.events).toEqual([])
    bystander.popups.seen = 'gone'
    await world.clock.advance(2)
    expect(await other).toBe('cancelled')
  })

  it('tells the app of a denied consent, and leaves a valid session alone', async () => {
    const world = new SignInWorld()
    await world.signIn()
    const app = world.openTab()
    await app.client.restore()
    const login = codeOf(app.client.login())
    await openCallback(world, app, world.server.refuse(app.popups.opened[0] ?? '')).client.handleCallback()

    expect(await login).toBe('consent_denied')
    expect(app.client.session.status).toBe('authenticated')
    expect(app.popups.closedByUs).toBe(1)
  })

  it('is cancelled within a second or so of a close that the returning person confirms', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const login = codeOf(app.client.login())
    app.popups.seen = 'gone'
    await world.clock.advance(1)

    expect(await login).toBe('cancelled')
  })

  it('takes an unconfirmed close for a hint only', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    let settled = false
    const login = codeOf(app.client.login()).finally(() => {
      settled = true
    })
    app.popups.seen = 'perhaps'
    await world.clock.advance(2)
    expect(settled).toBe(false)
    await world.clock.advance(1)

    expect(await login).toBe('cancelled')
  })

  it('still signs in when a window that looked closed was open after all', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const login = codeOf(app.client.login())
    app.popups.seen = 'gone'
    await world.clock.advance(2)
    expect(await login).toBe('cancelled')

    await openCallback(world, app).client.handleCallback()
    await settle()

    expect(app.client.session.status).toBe('authenticated')
  })

  it('says that no reply can come from a window that is lost', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const login = codeOf(app.client.login())
    app.popups.seen = 'lost'
    await world.clock.advance(1)

    expect(await login).toBe('popup_unreachable')
  })

  it('shows the open window again to the second of two clicks, and answers both alike', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const logins = [app.client.login(), app.client.login()]
    expect([app.popups.opened.length, app.popups.focused]).toEqual([1, 1])
    await openCallback(world, app).client.handleCallback()

    expect((await Promise.all(logins)).map(({ status }) => status)).toEqual(['authenticated', 'authenticated'])
    expect(world.server.count('authorization_code')).toBe(1)
    expect(app.events).toEqual(['signed_in'])
  })

  it.each([{ scope: 'write' }, { parameters: { prompt: 'login' } }])(
    'lets %j take the place of a login that asked for less',
    async (options) => {
      const world = new SignInWorld()
      const app = world.openTab()
      const logins = [codeOf(app.client.login()), codeOf(app.client.login(options))]
      expect(app.popups.opened).toHaveLength(2)
      await openCallback(world, app, world.server.refuse(app.popups.opened[1] ?? '')).client.handleCallback()

      expect(await Promise.all(logins)).toEqual(['consent_denied', 'consent_denied'])
    },
  )

  it('opens another window for a click after the first is out of sight, and takes the reply of either', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const first = app.client.login()
    const [address = ''] = app.popups.opened
    app.popups.seen = 'perhaps'
    const second = app.client.login()
    expect(app.popups.opened).toHaveLength(2)
    await openCallback(world, app, world.server.approve(address)).client.handleCallback()

    expect((await Promise.all([first, second])).map(({ status }) => status)).toEqual(['authenticated', 'authenticated'])
    expect([...world.origin.texts.keys()].filter((key) => key.includes('/pending/'))).toEqual([])
  })

  it('opens a new window when the last login is over', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const abort = new AbortController()
    const first = codeOf(app.client.login({ signal: abort.signal }))
    abort.abort()
    expect(await first).toBe('cancelled')
    const second = app.client.login()
    await openCallback(world, app).client.handleCallback()

    expect((await second).status).toBe('authenticated')
    expect(app.popups.opened).toHaveLength(2)
  })

  it('wants nothing any more once its signal is aborted', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const abort = new AbortController()
    const login = codeOf(app.client.login({ signal: abort.signal }))
    abort.abort()
    expect(await login).toBe('cancelled')
    expect(app.popups.closedByUs).toBe(1)

    const late = codeOf(openCallback(world, app).client.handleCallback())
    await world.clock.advance(2)

    expect(await late).toBe('state_lost')
    expect(world.server.count('authorization_code')).toBe(0)
  })

  it('is not aborted any more once the reply is there: the code may be spent', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const abort = new AbortController()
    const login = app.client.login({ signal: abort.signal })
    const release = Promise.withResolvers<void>()
    world.server.hold = release.promise
    await openCallback(world, app).client.handleCallback()
    await settle()
    abort.abort()
    release.resolve()

    expect((await login).status).toBe('authenticated')
  })
})
