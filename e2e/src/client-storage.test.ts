import { createServer, type Server } from 'node:http'
import type { StoragePort } from '@stagedoor/client'
import { standard } from '@stagedoor/platforms'
import { build } from 'esbuild'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { type SignInApp, startSignInApp } from './sign-in-app.ts'

declare global {
  /** What the app keeps its session in. */
  var storage: StoragePort
  /** Where a login would have gone, in a page that cannot leave. */
  var left: string | undefined
}

const HOUR = 3600

/** The private key as script can see it, and all else the page has kept. */
interface Kept {
  readonly extractable: boolean[]
  readonly texts: string[]
}

let browser: Browser
let world: SignInApp
let profile: BrowserContext
beforeAll(async () => {
  browser = await launchBrowser()
  world = await startSignInApp(standard)
  await world.served.load(writeApp())
})
afterAll(async () => {
  await browser?.close()
  await world?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  profile = await world.reopenProfile(browser)
  await profile.clock.setSystemTime(world.platform.control.now() * 1000)
})

/** An app with its session in IndexedDB and its tokens bound to a key. @param more - Options over these, as code. */
function writeApp(more = ''): string {
  const { description, url, client } = world.platform
  const redirectUri = `${world.origin}/callback`
  const options = { platform: description, baseUrl: url, clientId: client.id, scope: client.scope, redirectUri }
  return `
    import { createClient } from '@stagedoor/client'
    import { dpop } from '@stagedoor/client/dpop'
    import { indexedDbStorage } from '@stagedoor/client/indexed-db'
    globalThis.storage = indexedDbStorage()
    const client = createClient({ ...${JSON.stringify(options)}, storage, with: [dpop()], ${more} })
    const report = (call) => call.then(
      (value) => ({ value, session: client.session }),
      ({ code, message }) => ({ code: code ?? message, session: client.session }))
    globalThis.app = { client, report, callback: report(client.handleCallback()) }`
}

const getName = (page: Page) => page.evaluate(() => app.report(app.client.getProfile().then(({ username }) => username)))
const refresh = (page: Page) => page.evaluate(() => app.report(app.client.refresh()))

function readKept(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    const readAll = (name: string, store: string): Promise<unknown[]> =>
      new Promise((resolve, reject) => {
        const opened = indexedDB.open(name)
        opened.onerror = () => reject(opened.error)
        opened.onsuccess = () => {
          const request = opened.result.transaction(store).objectStore(store).getAll()
          request.onsuccess = () => resolve(request.result)
        }
      })
    const pairs = await readAll('stagedoor-keys', 'keys')
    const extractable = pairs.map((pair) => (pair as CryptoKeyPair).privateKey.extractable)
    return { extractable, texts: (await readAll('stagedoor', 'texts')).map(String) }
  })
}

describe('a session in IndexedDB, bound to a key', () => {
  it('[row: storage/IndexedDB and a key nobody can read] survives a reload; who copies its tokens has no use for them', async () => {
    const page = await world.signIn(profile)
    await page.reload()
    await page.evaluate(() => app.client.restore())

    expect(await getName(page)).toMatchObject({ value: 'mira', session: { status: 'authenticated' } })
    const { extractable, texts } = await readKept(page)
    expect(extractable).toEqual([false])
    const session: { accessToken: string; refreshToken: string } = JSON.parse(texts.find((text) => text.includes('accessToken')) ?? '')
    const { endpoints, client } = world.platform
    const stolen = await fetch(endpoints.userinfo, { headers: { authorization: `Bearer ${session.accessToken}` } })
    expect(stolen.status).toBe(401)
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: session.refreshToken, client_id: client.id })
    expect(await (await fetch(endpoints.token ?? '', { method: 'POST', body })).json()).toMatchObject({ error: 'invalid_grant' })
    expect(await refresh(page)).toMatchObject({ session: { status: 'authenticated' } })
    expect(await page.evaluate(() => localStorage.length)).toBe(0)
  })

  it('[row: storage/IndexedDB in several tabs] is refreshed once for all of them, which share key and tokens', async () => {
    const pages = [await world.signIn(profile), await world.openPage(profile), await world.openPage(profile)]
    for (const page of pages) await page.evaluate(() => app.client.restore())
    world.platform.control.moveClock(HOUR + 10)
    await profile.clock.setSystemTime(world.platform.control.now() * 1000)

    const tokens = await Promise.all(pages.map((page) => page.evaluate(() => app.client.getAccessToken())))

    expect(new Set(tokens).size).toBe(1)
    for (const page of pages) expect(await getName(page)).toMatchObject({ value: 'mira' })
    expect((await readKept(pages[0] ?? expect.fail())).extractable).toEqual([false])
  })

  it('[row: storage/compare and set in IndexedDB] has one winner among fifty writes of two tabs', async () => {
    const pages = [await world.openPage(profile), await world.openPage(profile)]

    const written = await Promise.all(
      pages.map((page, tab) =>
        page.evaluate((from) => {
          const writes = Array.from({ length: 25 }, (_, index) => storage.replace('turn', null, `${from} ${index}`))
          return Promise.all(writes)
        }, tab),
      ),
    )

    expect(written.flat().filter(Boolean)).toHaveLength(1)
    const [one, other] = await Promise.all(pages.map((page) => page.evaluate(async () => storage.read('turn'))))
    expect(one).toMatch(/^[01] \d+$/)
    expect(other).toBe(one)
    expect(await pages[1]?.evaluate(async () => [await storage.replace('turn', 'old', 'new'), await storage.keys('tu')])).toEqual([
      false,
      ['turn'],
    ])
  })

  it('[row: logout/reaches every tab with IndexedDB] ends in the tab beside it', async () => {
    const [page, beside] = [await world.signIn(profile), await world.openPage(profile)]
    await beside.evaluate(async () => {
      app.client.subscribe(() => undefined)
      await app.client.restore()
    })

    expect(await page.evaluate(() => app.report(app.client.logout()))).toMatchObject({ value: { revoked: true } })

    await beside.waitForFunction(() => app.client.session.status === 'unauthenticated')
  })

  it('[row: storage/full disk] goes on in memory when it fills up, and leaves no spent token behind', async () => {
    const page = await world.signIn(profile)
    // Chromium counts the room that is left now and then, not at every write: here it is gone at once.
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('There is no room left.', 'QuotaExceededError')
      }
    })

    expect(await refresh(page)).toMatchObject({ session: { status: 'authenticated' } })

    expect(await page.evaluate(() => storage.durable)).toBe(false)
    expect(await getName(page)).toMatchObject({ value: 'mira' })
    expect(await refresh(page)).toMatchObject({ session: { status: 'authenticated' } })
    expect((await readKept(page)).texts.filter((text) => text.includes('accessToken'))).toEqual([])
  })

  it('[row: storage/key is lost] ends with one error where the key is gone and the session is not', async () => {
    const page = await world.signIn(profile)
    await page.goto(world.origin)
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opened = indexedDB.open('stagedoor-keys')
          opened.onsuccess = () => {
            const transaction = opened.result.transaction('keys', 'readwrite')
            transaction.objectStore('keys').clear()
            transaction.oncomplete = () => resolve()
          }
        }),
    )
    await page.reload()

    expect(await getName(page)).toMatchObject({ code: 'session_ended', session: { status: 'unauthenticated', reason: 'session_ended' } })
    const again = await world.signIn(profile)
    expect(await getName(again)).toMatchObject({ value: 'mira' })
  })
})

describe('a page that may keep nothing', () => {
  let server: Server
  let origin: string
  beforeAll(async () => {
    // The window is one that the test looks after: what matters here is the page that waits for it.
    const contents = writeApp(`
      page: { url: () => '${world.origin}/', replaceUrl() {}, async leave() {}, isSecure: () => true, isOnline: () => true,
        hasOpener: () => false, close() {} },
      popup: { open() {
        const show = (url) => { globalThis.left = url }
        return { presence: () => 'open', focus: () => true, show, listen() {}, close() {}, release() {} }
      } },
      channel: null,`)
    const { outputFiles } = await build({ stdin: { contents, resolveDir: import.meta.dirname }, bundle: true, format: 'esm', write: false })
    server = createServer(({ url }, response) => {
      // Without allow-same-origin the page has an origin of its own: localStorage, IndexedDB and cookies are refused.
      if (url === '/blocked') response.setHeader('content-security-policy', 'sandbox allow-scripts')
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end(`<!doctype html><title>App</title><script type="module">${outputFiles[0]?.text}</script>`)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  })
  afterAll(() => void server?.close())

  /** Signs in by a window. */
  async function signInHere(page: Page): Promise<unknown> {
    await page.evaluate(() => void app.client.login({ display: 'popup' }).catch(() => undefined))
    await page.waitForFunction(() => globalThis.left !== undefined)
    const url = await page.evaluate(() => globalThis.left ?? '')
    const [cookie] = await profile.cookies(world.platform.url)
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: `${cookie?.name}=${cookie?.value}` } })
    const callback = answer.headers.get('location') ?? ''
    return page.evaluate((back) => app.report(app.client.handleCallback(back)), callback)
  }

  /** Why IndexedDB keeps nothing: the name of the error. */
  const whyNot = (page: Page) =>
    page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const failed = (error: unknown): void => resolve(error instanceof DOMException ? error.name : 'unknown')
          try {
            const opened = indexedDB.open('probe')
            opened.onupgradeneeded = () => opened.result.createObjectStore('probe')
            opened.onerror = () => failed(opened.error)
            opened.onsuccess = () => {
              const transaction = opened.result.transaction('probe', 'readwrite')
              transaction.objectStore('probe').put('x'.repeat(100_000), 'x')
              transaction.onabort = () => failed(transaction.error)
              transaction.oncomplete = () => resolve('nothing')
            }
          } catch (error) {
            failed(error)
          }
        }),
    )

  it.each([
    ['IndexedDB blocked', '/blocked', 'SecurityError'],
    ['no room at all', '/full', 'QuotaExceededError'],
  ])('[row: storage/%s] signs in with tokens and key in memory, and says that they do not last', async (_, path, reason) => {
    const page = await profile.newPage()
    if (path === '/full') {
      const cdp = await profile.newCDPSession(page)
      await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
    }
    await page.goto(origin + path)
    expect(await whyNot(page)).toBe(reason)

    // After a reload nobody would know what the person was sent away for.
    expect(await page.evaluate(() => app.report(app.client.login({ display: 'page' })))).toMatchObject({ code: 'storage_unavailable' })
    expect(await signInHere(page)).toMatchObject({ session: { status: 'authenticated' } })

    expect(await getName(page)).toMatchObject({ value: 'mira' })
    expect(await refresh(page)).toMatchObject({ session: { status: 'authenticated' } })
    expect(await page.evaluate(() => storage.durable)).toBe(false)
  })
})
