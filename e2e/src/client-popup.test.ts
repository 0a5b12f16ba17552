import { describe, expect, it } from 'vitest'
import type { Serving } from './popup-app.ts'
import { moveFocus } from './popup-browser.ts'
import { usePopupWorld } from './popup-world.ts'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'

const deny = /^(deny|cancel|don.t allow|do not allow)/i

interface Surroundings {
  readonly name: string
  readonly serving: Serving
  readonly policy?: string
}

/** Everything that cuts a window off its opener, and the case in which nothing does. */
const surroundings: readonly Surroundings[] = [
  { name: 'no policy', serving: 'plain' },
  { name: 'COOP same-origin', serving: 'plain', policy: 'same-origin' },
  { name: 'COOP same-origin-allow-popups', serving: 'plain', policy: 'same-origin-allow-popups' },
  { name: 'COOP noopener-allow-popups', serving: 'plain', policy: 'noopener-allow-popups' },
  { name: 'isolated app', serving: 'isolated' },
]

describe('a popup', () => {
  const world = usePopupWorld()

  describe.each(surroundings)('$name', ({ name, serving, policy }) => {
    const openApp = async (): Promise<void> => {
      if (policy !== undefined) await world.cutOff(policy)
      await world.open(serving)
    }

    it(`[row: popup/${name}] signs in and closes itself, with one token request`, async () => {
      await openApp()
      const popup = await world.openPopup()
      const closed = popup.waitForEvent('close')
      await signInAndAllow(popup, world.username)
      await closed

      expect(await world.outcome()).toBe('authenticated')
      expect(await world.evaluate('crossOriginIsolated && new SharedArrayBuffer(8).byteLength')).toBe(serving === 'isolated' && 8)
      expect(await world.evaluate('events')).toEqual(['signed_in'])
      expect(await world.tokenRequests()).toBe(1)
    })

    it(`[row: popup/${name}: closed] notices a person who closes the window`, async () => {
      await world.fakeTime()
      await openApp()
      const popup = await world.openPopup()
      await world.letPass(2)
      await popup.close()
      await moveFocus(world.frame, 'back')
      await world.letPass(4)

      expect(await world.outcome()).toBe('cancelled')
    })

    it(`[row: popup/${name}: denied] tells that the person did not allow it, and closes itself`, async () => {
      await openApp()
      const popup = await world.openPopup()
      const closed = popup.waitForEvent('close')
      await signIn(popup, world.username, 'stage-demo')
      await popup.getByRole('button', { name: deny }).click()
      await closed

      expect(await world.outcome()).toBe('consent_denied')
      expect(await world.tokenRequests()).toBe(0)
    })

    it(`[row: popup/${name}: left open] is not cancelled while the window is open, wherever the person looks; an AbortSignal ends it`, async () => {
      await world.fakeTime()
      await openApp()
      await world.openPopup()
      // In the window, and then back on the page with the window behind it.
      await world.letPass(60)
      await moveFocus(world.frame, 'back by a click')
      await world.letPass(60)
      expect(await world.outcomes()).toEqual([])

      await world.evaluate('abort.abort()')
      expect(await world.outcome()).toBe('cancelled')
    })

    it(`[row: popup/${name}: no focus events] signs in a person who takes long, though no focus event ever came`, async () => {
      await world.fakeTime()
      await openApp()
      const popup = await world.press()
      await world.letPass(60)
      expect(await world.outcomes()).toEqual([])
      await signInAndAllow(popup, world.username)

      expect(await world.outcome()).toBe('authenticated')
    })
  })
})
