import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenPopup } from '../ports/popup-port.ts'
import { browserPopup } from './browser-popup.ts'

/** A window that a policy may cut off, and that a person may close: for its opener both look alike. */
class FakeWindow {
  closed = false
  foreign = false
  focused = 0
  get document(): object {
    if (this.foreign) throw new DOMException('Blocked a frame from accessing a cross-origin frame.', 'SecurityError')
    return {}
  }
  focus(): void {
    this.focused++
  }
  close(): void {
    this.closed = true
  }
}

describe('a window of a browser', () => {
  let page: EventTarget
  let opened: FakeWindow
  let time: number

  beforeEach(() => {
    page = new EventTarget()
    opened = new FakeWindow()
    time = 1000
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    vi.stubGlobal('location', { href: 'https://app.example/', hostname: 'app.example' })
    vi.stubGlobal('open', () => opened)
    for (const name of ['screenX', 'screenY', 'outerWidth', 'outerHeight']) vi.stubGlobal(name, 0)
  })

  const dispatch = (type: string): void => {
    const event = new Event(type)
    Object.defineProperty(event, 'timeStamp', { value: time })
    page.dispatchEvent(event)
  }
  const open = (): OpenPopup => {
    const popup = browserPopup.open()
    if (popup === null) throw new Error('It was blocked.')
    return popup
  }
  /** Opens it, lets the platform's page load, and looks as often as a login does in a while. */
  const openAndReach = (): OpenPopup => {
    const popup = open()
    dispatch('blur')
    opened.foreign = true
    for (let poll = 0; poll < 3; poll++) popup.presence()
    return popup
  }
  /** Opens it; the platform's page cuts it off at once. */
  const openAndLose = (): OpenPopup => {
    const popup = open()
    dispatch('blur')
    popup.presence()
    opened.closed = true
    return popup
  }

  it('is gone when it closes in the moment in which the person comes back', () => {
    const popup = openAndReach()
    opened.closed = true
    dispatch('focus')

    expect(popup.presence()).toBe('gone')
  })

  it('is perhaps closed when no focus event tells where the person is', () => {
    const popup = open()
    opened.foreign = true
    for (let poll = 0; poll < 3; poll++) popup.presence()
    opened.closed = true

    expect(popup.presence()).toBe('perhaps')
  })

  it('counts as open when it was cut off from the start, and no focus event tells more', () => {
    const popup = open()
    popup.presence()
    opened.closed = true

    expect(popup.presence()).toBe('open')
  })

  it('counts as open though a page of the platform was seen in passing, before its policy took hold', () => {
    const popup = open()
    opened.foreign = true
    popup.presence()
    opened.closed = true

    expect(popup.presence()).toBe('open')
  })

  it('counts as open while the person is away, however closed it looks', () => {
    const popup = openAndLose()

    expect([popup.presence(), popup.presence(), popup.presence()]).toEqual(['open', 'open', 'open'])
  })

  it('is perhaps closed when it was cut off and the person comes back', () => {
    const popup = openAndLose()
    popup.presence()
    dispatch('focus')

    expect(popup.presence()).toBe('perhaps')
  })

  it('counts as open when it was cut off and the person comes back by a click: it was left, not closed', () => {
    const popup = openAndLose()
    popup.presence()
    dispatch('focus')
    time += 5
    dispatch('pointerdown')

    expect(popup.presence()).toBe('open')
  })

  it('is perhaps closed when the person clicks long after coming back', () => {
    const popup = openAndLose()
    dispatch('focus')
    time += 1000
    dispatch('pointerdown')

    expect(popup.presence()).toBe('perhaps')
  })

  it('is not taken for gone when a later page cut it off long before the person comes back', () => {
    const popup = openAndReach()
    opened.closed = true
    popup.presence()
    popup.presence()
    dispatch('focus')

    expect(popup.presence()).toBe('perhaps')
  })

  it.each([
    ['another site', ['https://other.example.org'], 'lost'],
    ['another site, further out', ['https://app.example', 'https://other.org'], 'lost'],
    ['its own site', ['https://www.app.example'], 'open'],
    ['no page', [], 'open'],
  ])('cut off from the start, in a frame of %s: %j', (_name, ancestorOrigins, presence) => {
    vi.stubGlobal('location', { href: 'https://studio.app.example/', ancestorOrigins })

    expect(openAndLose().presence()).toBe(presence)
  })

  it('comes to the front only when it is surely there', () => {
    const popup = openAndReach()
    expect([popup.focus(), opened.focused]).toEqual([true, 1])
    opened.closed = true

    expect(popup.focus()).toBe(false)
  })

  it('is watched until it is released', () => {
    const popup = openAndReach()
    opened.closed = true
    popup.release()
    dispatch('focus')

    expect(popup.presence()).toBe('open')
  })
})
