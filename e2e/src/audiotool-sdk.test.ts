import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RealAddresses, startRealAddresses } from '@stagedoor/conformance/real-addresses'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'
import { startAfresh } from './start-afresh.ts'

/** The documents' address; a resolver rule leads it to this test's own server. */
const home = 'http://127.0.0.1:5173/'

/**
 * The unmodified `@audiotool/nexus` 0.0.17 in Chromium, in a world where the platform's real addresses lead to the emulator.
 * Its document engine (`open()`) is not used.
 */
describe('@audiotool/nexus 0.0.17 in a browser, unmodified', () => {
  let world: RealAddresses
  let app: Server
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    world = await startRealAddresses()
    const { client_id } = await world.control('audiotool/clients', {
      client_name: 'Nexus App',
      redirect_uris: [home],
      token_endpoint_auth_method: 'none',
      scope: 'project:write',
    })
    await world.control('audiotool/users', { username: 'nora', password: 'stage-demo', name: 'Nora Berg' })
    const script = await bundleSdk(String(client_id))
    app = createServer((request, response) => {
      if (request.url === '/app.js') return response.setHeader('content-type', 'text/javascript').end(script)
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>Nexus app</title><script type="module" src="/app.js"></script>')
    })
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    browser = await world.openBrowser(`MAP 127.0.0.1:5173 127.0.0.1:${(app.address() as AddressInfo).port}`)
    page = await (await browser.newContext()).newPage()
  })
  afterAll(async () => {
    await browser?.close()
    app?.close()
    await world?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    await startAfresh(page, [home, 'https://oauth.audiotool.com', 'https://accounts.audiotool.com'])
    await page.goto(home)
  })

  const state = async (): Promise<Record<string, unknown>> => JSON.parse((await page.textContent('#state')) ?? '{}')

  it('signs in by redirect, lists projects, stays signed in after a reload, logs out', async () => {
    await page.click('#redirect')
    await page.waitForURL('https://oauth.audiotool.com/**')
    await signInAndAllow(page)
    await page.waitForURL(home)
    await page.waitForSelector('#state')
    expect(await state()).toEqual({ status: 'authenticated', userName: 'users/mira', projects: expect.any(Number) })
    expect((await state()).projects).toBeGreaterThan(0)

    await page.reload()
    await page.waitForSelector('#state')
    expect(await state()).toMatchObject({ status: 'authenticated' })

    await page.click('#logout')
    await page.waitForSelector('#redirect')
    expect(await page.evaluate('localStorage.length')).toBe(0)
  })

  it('signs in by the popup that the platform hosts', async () => {
    const opened = page.waitForEvent('popup')
    await page.click('#popup')
    const popup = await opened
    await popup.waitForURL('https://accounts.audiotool.com/**')
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, 'jonas')
    await closed
    await page.waitForSelector('#state')

    expect(await state()).toMatchObject({ status: 'authenticated', userName: 'users/jonas' })
  })

  it('hears access_denied in the popup and in the redirect', async () => {
    const opened = page.waitForEvent('popup')
    await page.click('#popup')
    const popup = await opened
    await signIn(popup, 'nora', 'stage-demo')
    await popup.getByRole('button', { name: deny }).click()
    await page.waitForSelector('#state')
    expect(await state()).toMatchObject({ status: 'unauthenticated', error: expect.stringContaining('access_denied') })

    await page.click('#redirect')
    await signIn(page, 'nora', 'stage-demo')
    await page.getByRole('button', { name: deny }).click()
    await page.waitForURL(home)
    await page.waitForSelector('#state')
    expect(await state()).toMatchObject({ status: 'unauthenticated', error: expect.stringContaining('access_denied') })
  })
})

const deny = /^(deny|cancel|don.t allow|do not allow)/i

function bundleSdk(clientId: string): Promise<string> {
  const contents = `
    import { audiotool, audiotoolPopup } from '@audiotool/nexus'
    const options = { clientId: ${JSON.stringify(clientId)}, redirectUrl: '${home}', scope: 'project:write' }
    const add = (tag, id, text, act) => {
      const element = document.createElement(tag)
      Object.assign(element, { id, textContent: text, onclick: act })
      document.querySelector('#' + id)?.remove()
      document.body.append(element)
    }
    const show = async (at) => {
      const projects = at.status === 'authenticated' ? (await at.projects.listProjects({})).projects?.length : undefined
      if (at.status === 'authenticated') add('button', 'logout', 'Log out', () => at.logout())
      if (at.status !== 'authenticated' || at.error || at.userName) add('p', 'state', JSON.stringify({ status: at.status, userName: at.userName, projects, error: at.error?.message }))
    }
    const at = await audiotool(options)
    if (at.status === 'unauthenticated') {
      add('button', 'redirect', 'Log in', () => at.login())
      add('button', 'popup', 'Log in by popup', () => audiotoolPopup(options).then(show))
      if (at.error) await show(at)
    } else await show(at)`
  return build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '')
}
