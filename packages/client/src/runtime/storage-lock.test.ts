import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withStorageLock } from './storage-lock.ts'

const KEY = 'lock:name'
const NOW = Date.parse('2026-11-21T12:00:00Z')

describe('the lock of a browser without Web Locks', () => {
  let texts: Map<string, string>
  let page: EventTarget

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW })
    texts = new Map()
    page = new EventTarget()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, text: string) => texts.set(key, text),
      removeItem: (key: string) => texts.delete(key),
    })
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** Takes the lock until it is let go. */
  const take = () => {
    const held = vi.fn()
    const done = Promise.withResolvers<void>()
    const ended = withStorageLock('name', () => {
      held()
      return done.promise
    })
    return { held, letGo: done.resolve, ended }
  }

  it('lets one in at a time, and nothing is left of it', async () => {
    const [one, other] = [take(), take()]
    await vi.advanceTimersByTimeAsync(1000)
    expect(one.held.mock.calls.length + other.held.mock.calls.length).toBe(1)
    const [first, second] = one.held.mock.calls.length === 1 ? [one, other] : [other, one]

    first.letGo()
    await vi.advanceTimersByTimeAsync(1000)
    expect(second.held).toHaveBeenCalled()
    second.letGo()
    await second.ended
    expect([...texts]).toEqual([])
  })

  it('gives way to a tab that wrote its mark at the same moment, and later', async () => {
    const { held } = take()
    texts.set(KEY, `${NOW} another`)
    await vi.advanceTimersByTimeAsync(1000)

    expect(held).not.toHaveBeenCalled()
  })

  it.each([
    ['a holder that is gone', NOW - 31_000],
    ['a clock that was put back since', NOW + 86_400_000],
    ['nobody who could be read', 'x'],
  ])('does not wait for %s', async (_name, time) => {
    texts.set(KEY, `${time} another`)
    const { held } = take()
    await vi.advanceTimersByTimeAsync(150)

    expect(held).toHaveBeenCalled()
  })

  it('waits for a holder that may be there', async () => {
    texts.set(KEY, `${NOW} another`)
    const { held } = take()

    await vi.advanceTimersByTimeAsync(29_000)
    expect(held).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(2000)
    expect(held).toHaveBeenCalled()
  })

  it('is let go when the page is left', async () => {
    take()
    await vi.advanceTimersByTimeAsync(150)
    page.dispatchEvent(new Event('pagehide'))

    expect([...texts]).toEqual([])
  })

  it('is let go when the task fails', async () => {
    const failed = withStorageLock('name', () => Promise.reject(new Error('offline'))).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(150)

    expect(await failed).toEqual(new Error('offline'))
    expect([...texts]).toEqual([])
  })

  it('leaves a lock alone that another tab has taken over', async () => {
    const { letGo, ended } = take()
    await vi.advanceTimersByTimeAsync(150)
    texts.set(KEY, `${NOW + 40_000} another`)
    letGo()
    await ended

    expect(texts.get(KEY)).toBe(`${NOW + 40_000} another`)
  })

  it('locks nothing where storage throws: there is nothing that tabs share', async () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new DOMException('', 'SecurityError')
      },
    })

    expect(await withStorageLock('name', async () => 'done')).toBe('done')
  })
})
