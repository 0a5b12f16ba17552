import { describe, expect, it } from 'vitest'
import { usePopupWorld } from './popup-world.ts'
import { signInAndAllow } from './sign-in-and-allow.ts'

/** What people do around the window: click twice, reload, come without a click. */
describe('around a popup', () => {
  const world = usePopupWorld()

  const settled = async (count: number): Promise<unknown> => {
    await world.page.waitForFunction(`outcomes.length >= ${count}`)
    return world.outcomes()
  }
  const status = (): Promise<void> => world.page.locator('body[data-status=authenticated]').waitFor()

  it('[row: popup/opened inside the click] opens before login() first returns to its caller, and no blocker minds', async () => {
    await world.open('plain')
    await world.openPopup()

    expect(await world.evaluate('openedWithinClick')).toBe(1)
  })

  it('[row: popup/blocked] says that the browser blocked the window, and goes on in this tab in one call', async () => {
    await world.open('plain', '?at-once')
    expect(await world.outcome()).toBe('popup_blocked')
    expect(world.context.pages()).toHaveLength(1)

    await world.page.click('#here')
    await signInAndAllow(world.page, world.username)
    await world.page.waitForURL(`${world.app.origin}/plain/`)

    await status()
    expect(await world.tokenRequests()).toBe(1)
  })

  it('[row: popup/second click] brings the open window to the front: one window, one result', async () => {
    await world.open('plain')
    const popup = await world.openPopup()
    const address = popup.url()
    await world.page.click('#log-in')
    expect(popup.url()).toBe(address)
    await signInAndAllow(popup, world.username)

    expect(await settled(2)).toEqual(['authenticated', 'authenticated'])
    expect(await world.evaluate('windows.length')).toBe(1)
    expect(await world.evaluate('events')).toEqual(['signed_in'])
    expect(await world.tokenRequests()).toBe(1)
  })

  it('[row: popup/second click: aborted] is ended by the signal of either click', async () => {
    await world.open('plain')
    const popup = await world.openPopup()
    const closed = popup.waitForEvent('close')
    await world.page.click('#log-in')
    await world.evaluate('abort.abort()')
    await closed

    expect(await settled(2)).toEqual(['cancelled', 'cancelled'])
  })

  it('[row: popup/second click: another wish] leads the same window to it, and both callers hear how that went', async () => {
    await world.open('plain')
    const popup = await world.openPopup()
    const led = popup.waitForNavigation()
    await world.evaluate("void logIn({ scope: 'openid profile' })")
    await led
    await signInAndAllow(popup, world.username)

    expect(await settled(2)).toEqual(['authenticated', 'authenticated'])
    expect(world.context.pages()).toHaveLength(1)
    expect(await world.evaluate('client.session.scope')).toEqual(['openid', 'profile'])
    expect(await world.tokenRequests()).toBe(1)
  })

  it.each(['first', 'second'] as const)(
    '[row: popup/second click: cut off] gives one result for both clicks when the person signs in in the %s window',
    async (used) => {
      await world.cutOff('same-origin')
      await world.open('plain')
      const windows = { first: await world.openPopup(), second: await world.openPopup() }
      const closed = windows[used].waitForEvent('close')
      await signInAndAllow(windows[used], world.username)
      await closed

      expect(await settled(2)).toEqual(['authenticated', 'authenticated'])
      expect(await world.evaluate('events')).toEqual(['signed_in'])
      expect(await world.tokenRequests()).toBe(1)
    },
  )

  it('[row: popup/aborted] closes the window', async () => {
    await world.open('plain')
    const popup = await world.openPopup()
    const closed = popup.waitForEvent('close')
    await world.evaluate('abort.abort()')
    await closed

    expect(await world.outcome()).toBe('cancelled')
  })

  it('[row: popup/aborted: cut off] wants nothing of a window that it cannot close: it spends no code, and tells the person', async () => {
    await world.cutOff('same-origin')
    await world.open('plain')
    const popup = await world.openPopup()
    await world.evaluate('abort.abort()')
    expect(await world.outcome()).toBe('cancelled')
    await signInAndAllow(popup, world.username)

    await popup.getByText('Nobody waits for this reply.').waitFor()
    expect(await world.tokenRequests()).toBe(0)
    expect(await world.evaluate('client.session.status')).toBe('unauthenticated')
  })

  it.each(['plain', 'isolated'] as const)(
    '[row: popup/opener reloaded: %s] signs in though the page that waited was reloaded',
    async (serving) => {
      await world.open(serving)
      const popup = await world.openPopup()
      await world.page.reload()
      const closed = popup.waitForEvent('close')
      await signInAndAllow(popup, world.username)
      await closed

      await status()
      expect(await world.tokenRequests()).toBe(1)
    },
  )

  it('[row: popup/opener closed] signs in though the page that waited is gone', async () => {
    await world.open('isolated')
    const popup = await world.openPopup()
    const closed = popup.waitForEvent('close')
    const other = await world.context.newPage()
    await world.page.close()
    await signInAndAllow(popup, world.username)
    await closed
    await other.goto(`${world.app.origin}/plain/`)

    await other.locator('body[data-status=authenticated]').waitFor()
    expect(await world.tokenRequests()).toBe(1)
  })

  it('[row: popup/callback reloaded] shows no code in the address bar, and spends nothing when its page is reloaded', async () => {
    await using _ = await world.context.addInitScript('window.close = () => undefined')
    await world.open('plain')
    const popup = await world.openPopup()
    await signInAndAllow(popup, world.username)
    await popup.getByText('You can close this window.').waitFor()
    expect(popup.url()).toBe(`${world.app.origin}/plain/callback.html`)
    await popup.reload()

    expect(await world.outcome()).toBe('authenticated')
    expect(await world.tokenRequests()).toBe(1)
  })

  it('[row: popup/remembered] needs no second look at a person who has allowed it before', async () => {
    await world.open('plain')
    const popup = await world.openPopup()
    await signInAndAllow(popup, world.username)
    await settled(1)
    await world.evaluate('client.logout()')
    await world.page.click('#log-in')

    expect(await settled(2)).toEqual(['authenticated', 'authenticated'])
    expect(await world.tokenRequests()).toBe(2)
  })

  it('[row: popup/denied: signed in] leaves the session that was there as it was', async () => {
    await world.open('plain')
    await signInAndAllow(await world.openPopup(), world.username)
    await settled(1)
    const opened = world.context.waitForEvent('page')
    await world.evaluate("void logIn({ parameters: { prompt: 'consent' } })")
    await (await opened).getByRole('button', { name: /^deny/i }).click()

    expect(await settled(2)).toEqual(['authenticated', 'consent_denied'])
    expect(await world.evaluate('client.session.status')).toBe('authenticated')
  })
})
