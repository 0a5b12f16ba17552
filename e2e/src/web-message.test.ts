import { createServer, type Server } from 'node:http'
import { type PlatformId, type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { moveFocus } from './popup-browser.ts'
import { signInAndAllow } from './sign-in-and-allow.ts'
import { startAfresh } from './start-afresh.ts'

const cases = [
  { id: 'audius', name: 'audius', scope: 'read', shown: 'Mira Okafor' },
  { id: 'audiotool', name: 'audiotool', scope: 'project:write', shown: 'mira' },
  { id: 'audius-legacy', name: 'audiusLegacy', scope: 'read', shown: 'Mira Okafor' },
] as const

/** `createClient({ redirectUri: 'postmessage' })` in a browser against the emulator: an app without a callback page. */
describe('an app without a callback page', () => {
  let stagedoor: RunningStagedoor
  let app: Server
  let origin: string
  let browser: Browser
  let page: Page
  const pages = new Map<string, string>()

  beforeAll(async () => {
    stagedoor = await runStagedoor()
    app = createServer((request, response) => {
      const html = pages.get(request.url?.slice(1) ?? '')
      response.writeHead(html === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(html)
    })
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    const address = app.address()
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    for (const { id, name, scope } of cases) {
      const { clientId } = await stagedoor.register(id, {
        client_name: 'Without a callback',
        redirect_uris: [`${origin}/`],
        token_endpoint_auth_method: 'none',
        scope,
      })
      pages.set(id, await writePage(name, { clientId, scope, baseUrl: stagedoor.platforms[id].issuer }))
    }
    browser = await launchBrowser()
    const context = await browser.newContext()
    await context.clock.install()
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    app?.close()
    await stagedoor?.[Symbol.asyncDispose]()
  })

  /** Presses the button, and does in the window what the person does. */
  const signIn = async (id: PlatformId, act: (popup: Page) => Promise<void>): Promise<string> => {
    await startAfresh(page, [origin, stagedoor.url])
    await page.goto(`${origin}/${id}`)
    const opened = page.waitForEvent('popup')
    await page.click('button')
    const popup = await opened
    const closed = popup.waitForEvent('close')
    await act(popup)
    await closed
    return (await page.locator('output').filter({ hasText: /./ }).textContent()) ?? ''
  }

  it.each(cases)('[$id] is signed in by what the window posts, and the window closes', async ({ id, shown }) => {
    expect(await signIn(id, (popup) => signInAndAllow(popup))).toBe(shown)
  })

  it.each(cases)('[$id] hears that the person closed the window', async ({ id }) => {
    const close = async (popup: Page): Promise<void> => {
      await moveFocus(page.mainFrame(), 'to the popup')
      await popup.close()
      await moveFocus(page.mainFrame(), 'back')
      await page.clock.runFor(4000)
    }

    expect(await signIn(id, close)).toBe('cancelled')
  })
})

/** A page with a button, and what came of it. */
async function writePage(
  name: string,
  options: { readonly clientId: string; readonly scope: string; readonly baseUrl: string },
): Promise<string> {
  const contents = `
    import { createClient, webMessages, ${name} } from '@stagedoor/client'
    const client = createClient({ platform: ${name}, redirectUri: 'postmessage', with: [webMessages], ...${JSON.stringify(options)} })
    const show = (text) => { document.querySelector('output').textContent = text }
    document.querySelector('button').onclick = () =>
      client.login().then(() => client.getProfile()).then(({ name, username }) => show(name ?? username), (error) => show(error.code ?? String(error)))`
  const { outputFiles } = await build({ stdin: { contents, resolveDir: import.meta.dirname }, bundle: true, format: 'esm', write: false })
  return `<!doctype html><title>App</title><button>Log in</button><output></output><script type="module">${outputFiles[0]?.text ?? ''}</script>`
}
