import { setTimeout } from 'node:timers/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { renewContext } from '../../tools/renew-context.ts'
import { type ServedApp, serveApp } from './served-app.ts'
import { findProcesses } from './stand-still.ts'

/** What the page leaves for the test to call. */
interface Shared {
  holding: boolean
  withLock<T>(task: () => Promise<T>): Promise<T>
  /** Writes under the lock at the moment when somebody else stands in the queue. */
  writeOnceAwaited(text: string): Promise<void>
  /** Adds one to a number that all tabs count up, so many times, and has no time for anything else in between. */
  count(times: number): Promise<void>
  /** Takes the lock for ever. */
  hold(): void
}

declare global {
  var shared: Shared
}

const APP = `
  import { defaultLock } from '../../packages/client/src/runtime/default-lock.ts'
  const isAwaited = async () => (await navigator.locks.query()).pending.length > 0
  const stall = (milliseconds) => { for (const end = Date.now() + milliseconds; Date.now() < end;); }
  globalThis.shared = {
    holding: false,
    withLock: (task) => defaultLock.withLock('turn', task),
    writeOnceAwaited: (text) => shared.withLock(async () => {
      shared.holding = true
      while (!(await isAwaited()));
      localStorage.setItem('turn', text)
      shared.holding = false
    }),
    async count(times) {
      for (let turn = 0; turn < times; turn++) {
        const counted = shared.withLock(async () => {
          const count = Number(localStorage.getItem('count'))
          await new Promise((resolve) => setTimeout(resolve, 2))
          localStorage.setItem('count', String(count + 1))
        })
        stall(Math.random() * 150)
        await counted
        stall(Math.random() * 150)
      }
    },
    hold: () => void shared.withLock(() => { shared.holding = true; return new Promise(() => undefined) }),
  }`

/** The lock and the storage of a client in several tabs of Chromium, each of which is a process. */
describe('the lock between tabs', () => {
  let app: ServedApp
  let browser: Browser
  let context: BrowserContext

  beforeAll(async () => {
    app = await serveApp('<title>App</title>')
    await app.load(APP)
    browser = await launchBrowser()
    context = await browser.newContext()
  })
  afterAll(async () => {
    await browser?.close()
    app?.[Symbol.dispose]()
  })
  beforeEach(() => renewContext(context, `${app.origin}/blank`))

  const openTabs = (count: number): Promise<Page[]> =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const page = await context.newPage()
        await page.goto(app.origin)
        return page
      }),
    )

  it('[row: refresh/two tabs at one moment] shows the next holder what the one before has written, every time', async () => {
    const [one, other] = (await openTabs(2)) as [Page, Page]
    const seen: unknown[] = []
    for (let turn = 0; turn < 15; turn++) {
      const held = one.evaluate((text) => shared.writeOnceAwaited(text), `turn ${turn}`)
      await one.waitForFunction(() => shared.holding, null, { polling: 5 })
      seen.push(await other.evaluate(() => shared.withLock(async () => localStorage.getItem('turn'))))
      await held
    }

    // Chromium alone shows the old text in one turn of three.
    expect(seen).toEqual(Array.from({ length: 15 }, (_, turn) => `turn ${turn}`))
  })

  describe('without Web Locks', () => {
    beforeEach(async () => {
      const withheld = await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'))
      return () => withheld.dispose()
    })

    it('[row: refresh/without Web Locks] lets in one at a time, each of whom sees what the others did, however slow tabs and browser are', async () => {
      const tabs = await openTabs(4)
      await slowly(browser, () => Promise.all(tabs.map((tab) => tab.evaluate(() => shared.count(6)))))
      const counts = await Promise.all(tabs.map((tab) => tab.evaluate(() => shared.withLock(async () => localStorage.getItem('count')))))

      expect(counts).toEqual(['24', '24', '24', '24'])
    })

    it.each([
      ['closed', (page: Page) => page.close()],
      ['reloaded', (page: Page) => page.reload()],
      ['crashed', (page: Page) => page.goto('chrome://crash').catch(() => undefined)],
    ])('[row: refresh/without Web Locks: %s] does not wait for a tab that is gone in the middle of its refresh', async (_how, leave) => {
      const [holder, next] = (await openTabs(2)) as [Page, Page]
      await holder.evaluate(() => shared.hold())
      await holder.waitForFunction(() => shared.holding)
      const waiting = next.evaluate(() => shared.withLock(async () => 'held'))
      await leave(holder)

      expect(await Promise.race([waiting, setTimeout(10_000, 'still waits')])).toBe('held')
    })

    it('[row: refresh/without Web Locks: frozen] goes on after half a minute when the tab that refreshes is there, and does nothing', async () => {
      const [holder, next] = (await openTabs(2)) as [Page, Page]
      await holder.evaluate(() => shared.hold())
      await holder.waitForFunction(() => shared.holding)
      await next.clock.install()
      const waiting = next.evaluate(() => shared.withLock(async () => 'held'))
      await next.clock.runFor(29_000)
      expect(await Promise.race([waiting, setTimeout(200, 'still waits')])).toBe('still waits')
      await next.clock.runFor(1500)

      expect(await waiting).toBe('held')
    })

    it('is let go when the task fails', async () => {
      const [page] = (await openTabs(1)) as [Page]
      const failed = await page.evaluate(() => shared.withLock(() => Promise.reject(new Error('offline'))).catch(String))
      const next = page.evaluate(() => shared.withLock(async () => 'held'))

      expect(failed).toBe('Error: offline')
      expect(await Promise.race([next, setTimeout(10_000, 'still waits')])).toBe('held')
    })

    it('holds nobody up where the browser has nothing that tabs share', async () => {
      await using _ = await context.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('', 'SecurityError')
        }
      })
      const [page] = (await openTabs(1)) as [Page]

      expect(await page.evaluate(() => shared.withLock(async () => 'done'))).toBe('done')
    })
  })
})

/** Lets something happen while the processes through which tabs hear of each other stand still most of the time. */
async function slowly(browser: Browser, act: () => Promise<unknown>): Promise<void> {
  const between = await findProcesses(browser, (type) => type !== 'renderer')
  let isOver = false
  const done = act().finally(() => {
    isOver = true
  })
  while (!isOver) {
    between.stop()
    await setTimeout(300)
    between.goOn()
    await setTimeout(50)
  }
  await done
}
