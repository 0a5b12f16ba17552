import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'

/** What the page leaves for the test to call. */
interface Shared {
  holding: boolean
  withLock<T>(task: () => Promise<T>): Promise<T>
  /** Writes under the lock at the moment when somebody else stands in the queue. */
  writeOnceAwaited(text: string): Promise<void>
}

declare global {
  var shared: Shared
}

/** The lock and the storage of a client in two tabs of Chromium, which are two processes. */
describe('the lock between tabs', () => {
  let app: Server
  let browser: Browser
  let url: string

  beforeAll(async () => {
    const contents = `
      import { defaultLock } from '../../packages/client/src/runtime/default-lock.ts'
      const isAwaited = async () => (await navigator.locks.query()).pending.length > 0
      globalThis.shared = {
        holding: false,
        withLock: (task) => defaultLock.withLock('turn', task),
        writeOnceAwaited: (text) => shared.withLock(async () => {
          shared.holding = true
          while (!(await isAwaited()));
          localStorage.setItem('turn', text)
          shared.holding = false
        }),
      }`
    const { outputFiles } = await build({ stdin: { contents, resolveDir: import.meta.dirname }, bundle: true, format: 'esm', write: false })
    app = createServer((_, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<!doctype html><title>App</title><script type="module">${outputFiles[0]?.text}</script>`)
    })
    app.listen(0, '127.0.0.1')
    await once(app, 'listening')
    const address = app.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    app?.close()
  })

  it('[row: refresh/two tabs at one moment] shows the next holder what the one before has written, every time', async () => {
    await using context = await browser.newContext()
    const [one, other] = [await context.newPage(), await context.newPage()]
    await one.goto(url)
    await other.goto(url)

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
})
