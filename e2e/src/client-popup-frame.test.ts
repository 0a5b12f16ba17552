import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { moveFocus } from './popup-browser.ts'
import { usePopupWorld } from './popup-world.ts'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'

const policies = ['same-origin', 'same-origin-allow-popups', 'noopener-allow-popups'] as const

/** An app that another page shows in a frame: its storage is not that of its own callback page. */
describe('a popup of a framed app', () => {
  // A frame's storage is partitioned: what a frame of the test before has kept would stay.
  const world = usePopupWorld({ ownContexts: true })

  /** Shows the app in a frame of a page of another site, or of its own. */
  const openFramed = async (host: 'localhost' | '127.0.0.1', search = ''): Promise<void> => {
    await world.context.clock.install()
    world.app.addPage(
      '/embed',
      `<title>Another site</title><iframe src="${world.app.origin}/plain/${search}" width="600" height="400"></iframe>`,
    )
    await world.page.goto(`${world.app.origin.replace('127.0.0.1', host)}/embed`)
    const frame = world.page.frames()[1]
    if (frame === undefined) throw new Error('There is no frame.')
    await frame.waitForSelector('#log-in')
    world.frame = frame
  }

  /** Opens a window that a policy cuts off, with no time for the app to look at it while that happens: a slow machine would take as much as it likes. */
  const openCutOff = async (): Promise<Page> => {
    await world.context.clock.pauseAt(new Date(Date.now() + 1000))
    const popup = await world.openPopup()
    await world.letPass(2)
    await world.context.clock.resume()
    return popup
  }

  describe('in another site', () => {
    beforeEach(() => openFramed('localhost'))

    it('[row: popup/cross-site iframe] signs in and closes itself', async () => {
      const popup = await world.openPopup()
      const closed = popup.waitForEvent('close')
      await signInAndAllow(popup, world.username)
      await closed

      expect(await world.outcome()).toBe('authenticated')
      expect(await world.tokenRequests()).toBe(1)
    })

    it('[row: popup/cross-site iframe: closed] notices a person who closes the window', async () => {
      const popup = await world.openPopup()
      await world.letPass(2) // long enough to have seen the sign-in page
      await popup.close()
      await moveFocus(world.frame, 'back')
      await world.letPass(4)

      expect(await world.outcome()).toBe('cancelled')
    })

    it('[row: popup/cross-site iframe: denied] tells that the person did not allow it', async () => {
      const popup = await world.openPopup()
      await signIn(popup, world.username, 'stage-demo')
      await popup.getByRole('button', { name: /^deny/i }).click()

      expect(await world.outcome()).toBe('consent_denied')
    })

    it('[row: popup/cross-site iframe: left open] is not cancelled while the window is open; an AbortSignal ends it', async () => {
      const popup = await world.openPopup()
      const closed = popup.waitForEvent('close')
      await moveFocus(world.frame, 'back by a click')
      await world.letPass(60)
      expect(await world.outcomes()).toEqual([])

      await world.evaluate('abort.abort()')
      await closed
      expect(await world.outcome()).toBe('cancelled')
    })
  })

  it('[row: popup/cross-site iframe: blocked] offers no way on in this tab, which the platform would not let be framed', async () => {
    await openFramed('localhost', '?at-once')

    expect(await world.outcome()).toBe('popup_blocked')
    expect(await world.frame.locator('#here').isHidden()).toBe(true)
  })

  it.each(policies)(
    '[row: popup/cross-site iframe: COOP %s] says at once that no reply can come, and the window says it to the person',
    async (policy) => {
      await world.cutOff(policy)
      await openFramed('localhost')
      const popup = await openCutOff()
      expect(await world.outcome()).toBe('popup_unreachable')

      await signInAndAllow(popup, world.username)
      await popup.getByText('Nobody waits for this reply.').waitFor()
      expect(await world.evaluate('client.session.status')).toBe('unauthenticated')
      expect(await world.tokenRequests()).toBe(0)
    },
  )

  it('[row: popup/cross-site iframe: COOP: a tab of its own] signs in where the error says: the app by itself', async () => {
    await world.cutOff('same-origin')
    await openFramed('localhost')
    await openCutOff()
    expect(await world.outcome()).toBe('popup_unreachable')

    const opened = world.context.waitForEvent('page')
    await world.frame.evaluate("document.querySelector('h1').onclick = () => void open(location.href, '_blank', 'noopener')")
    await world.frame.click('h1')
    world.frame = (await opened).mainFrame()
    await world.frame.waitForSelector('#log-in')
    await signInAndAllow(await world.openPopup(), world.username)

    expect(await world.outcome()).toBe('authenticated')
  })

  it.each(policies)('[row: popup/same-site iframe: COOP %s] signs in: storage and channels are shared', async (policy) => {
    await world.cutOff(policy)
    await openFramed('127.0.0.1')
    const popup = await world.openPopup()
    await world.letPass(60)
    expect(await world.outcomes()).toEqual([])
    await signInAndAllow(popup, world.username)

    expect(await world.outcome()).toBe('authenticated')
  })
})
