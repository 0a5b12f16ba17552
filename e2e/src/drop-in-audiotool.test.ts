import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import { build } from 'esbuild'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'
import { startAfresh } from './start-afresh.ts'

/** What the page of the app shows. */
interface Shown {
  readonly status: string
  readonly userName?: string
  readonly projects?: number
  readonly error?: string
}

/** `@stagedoor/client/audiotool` in Chromium, against the emulator. */
describe('@stagedoor/client/audiotool in a browser', () => {
  let stagedoor: RunningStagedoor
  let app: Server
  let origin: string
  let home: string
  let clientId: string
  let browser: Browser
  let context: BrowserContext
  let page: Page
  /** Grant types of the token requests so far. */
  let sent: string[]
  /** Somebody who has allowed nothing yet. */
  let username = 'artist-0'

  beforeAll(async () => {
    stagedoor = await runStagedoor(['--platform', 'audiotool'])
    let script = ''
    app = createServer((request, response) => {
      if (request.url === '/app.js') return response.setHeader('content-type', 'text/javascript').end(script)
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>App</title><script type="module" src="/app.js"></script>')
    })
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`
    home = `${origin}/`
    const registered = await stagedoor.register('audiotool', {
      client_name: 'Drop-in App',
      redirect_uris: [home],
      token_endpoint_auth_method: 'none',
      scope: 'project:write',
    })
    clientId = registered.clientId
    script = await bundleApp({ clientId, redirectUrl: home, scope: 'project:write', baseUrl: stagedoor.platforms.audiotool.issuer })
    browser = await launchBrowser({ hostResolverRules: `MAP app.test ${new URL(origin).host}` })
    context = await browser.newContext()
    context.on('request', (request) => {
      if (request.url().endsWith('/oauth2/token')) sent.push(new URLSearchParams(request.postData() ?? '').get('grant_type') ?? '')
    })
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    app?.close()
    await stagedoor?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    username = `artist-${Number(username.split('-')[1]) + 1}`
    await stagedoor.post('audiotool/users', { username, password: 'stage-demo', name: 'An Artist' })
    await startAfresh(page, [origin, stagedoor.url])
    sent = []
    await page.goto(home)
  })

  const shown = async (on = page): Promise<Shown> => JSON.parse((await on.textContent('#state')) ?? '{}')
  /** Signs in as somebody whom the platform knows, and who has allowed it before. */
  const logIn = async (): Promise<void> => {
    const cookie = await stagedoor.signIn('audiotool', username, [{ clientId, scope: 'project:write' }])
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: `${stagedoor.platforms.audiotool.issuer}/` }])
    await page.click('#redirect')
    await page.waitForSelector('#logout')
  }

  it('[trap 1] signs in by redirect though the page starts two times, and redeems the code once', async () => {
    expect(await shown()).toEqual({ status: 'unauthenticated' })
    await page.click('#redirect')
    await signInAndAllow(page, username)
    await page.waitForURL(home)
    await page.waitForSelector('#logout')

    expect(await shown()).toEqual({ status: 'authenticated', userName: username, projects: expect.any(Number) })
    expect(sent).toEqual(['authorization_code'])
    expect(await page.evaluate('window.both')).toEqual(['authenticated', 'authenticated'])
  })

  it('[trap 4] [trap 5] stays signed in through a reload, an error and a stale code in the URL', async () => {
    await logIn()
    for (const url of [home, `${home}?error=access_denied&error_description=no`, `${home}?code=old&scope=project%3Awrite&state=1`]) {
      await page.goto(url)
      await page.waitForSelector('#state')
      expect(await shown()).toMatchObject({ status: 'authenticated' })
    }
    expect(sent).toEqual(['authorization_code'])
  })

  it('[trap 2] refreshes once for four tabs that wake up at the same time', async () => {
    await logIn()
    const others = await Promise.all([1, 2, 3].map(() => context.newPage()))
    await stagedoor.post('clock', { advanceSeconds: 4000 })
    await page.evaluate(`(() => {
      const key = Object.keys(localStorage).find((name) => name.endsWith('/session'))
      const session = JSON.parse(localStorage.getItem(key))
      localStorage.setItem(key, JSON.stringify({ ...session, expiresAt: 1, refreshAt: 1 }))
    })()`)

    await Promise.all([page, ...others].map((tab) => tab.goto(home)))
    for (const tab of [page, ...others]) {
      await tab.waitForSelector('#state')
      expect(await shown(tab)).toMatchObject({ status: 'authenticated' })
    }
    expect(sent).toEqual(['authorization_code', 'refresh_token'])
  })

  it('[trap 19] revokes at the platform on logout, in all tabs, and shows the page anew', async () => {
    await logIn()
    const accessToken = String(await page.evaluate('window.at.exportTokens().accessToken'))
    const whoami = async (): Promise<number> => {
      const url = stagedoor.platforms.audiotool.endpoints['userinfo'] ?? stagedoor.platforms.audiotool.endpoints['userinfo_endpoint'] ?? ''
      const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
      return (await fetch(url, { method: 'POST', headers, body: '{}' })).status
    }
    expect(await whoami()).toBe(200)
    await page.click('#logout')
    await page.waitForSelector('#redirect')

    expect(await shown()).toEqual({ status: 'unauthenticated' })
    expect(await whoami()).toBe(401)
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(accessToken)
  })

  it('signs in by the popup that the platform hosts, and a reload finds the session', async () => {
    const opened = context.waitForEvent('page')
    await page.click('#popup')
    const popup = await opened
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, username)
    await closed
    await page.waitForSelector('#logout')
    expect(await shown()).toMatchObject({ status: 'authenticated', userName: username })

    await page.reload()
    await page.waitForSelector('#state')
    expect(await shown()).toMatchObject({ status: 'authenticated', userName: username })
  })

  it('says by name that the person did not allow it, by redirect and by popup, and leaves a clean URL', async () => {
    await page.click('#redirect')
    await signIn(page, username, 'stage-demo')
    await page.getByRole('button', { name: deny }).click()
    await page.waitForURL(home)
    await page.waitForSelector('#state')
    expect(await shown()).toEqual({ status: 'unauthenticated', error: 'consent_denied' })

    const opened = context.waitForEvent('page')
    await page.click('#popup')
    await (await opened).getByRole('button', { name: deny }).click()
    await expect.poll(async () => (await shown()).error).toBe('consent_denied')
  })

  it('[trap 6] rejects a call soon after the session was ended elsewhere', async () => {
    await logIn()
    const { refreshToken } = JSON.parse(String(await page.evaluate('JSON.stringify(window.at.exportTokens())')))
    await fetch(`${stagedoor.platforms.audiotool.issuer}/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: refreshToken, client_id: String(await page.evaluate('window.clientId')) }),
    })

    expect(await page.evaluate('window.at.projects.listProjects({}).then(() => "answered", (error) => error.code)')).toBe('session_ended')
    expect(sent).toEqual(['authorization_code', 'refresh_token'])
  })

  it('[trap 14] says on an insecure page what is wrong, and loses nothing', async () => {
    const failures: string[] = []
    page.on('pageerror', (error) => failures.push(error.message))
    await page.goto('http://app.test/')
    await page.waitForSelector('#state')

    expect(await shown()).toEqual({ status: 'unauthenticated', error: 'insecure_context' })
    expect(await page.evaluate('window.at.login().then(() => "left", (error) => error.code)')).toBe('insecure_context')
    expect(failures).toEqual([])
  })
})

const deny = /^(deny|cancel|don.t allow|do not allow)/i

/** An app that starts two times, as React's StrictMode does. */
async function bundleApp(options: Readonly<Record<string, string>>): Promise<string> {
  const contents = `
    import { audiotool, audiotoolPopup } from '@stagedoor/client/audiotool'
    const options = ${JSON.stringify(options)}
    const add = (tag, id, text, act) => {
      document.querySelector('#' + id)?.remove()
      document.body.append(Object.assign(document.createElement(tag), { id, textContent: text, onclick: act }))
    }
    const show = async (at) => {
      window.at = at
      const projects = at.status === 'authenticated' ? (await at.projects.listProjects({})).projects.length : undefined
      if (at.status === 'authenticated') add('button', 'logout', 'Log out', () => at.logout())
      else add('button', 'redirect', 'Log in', () => at.login())
      add('p', 'state', JSON.stringify({ status: at.status, userName: at.userName, projects, error: at.error?.code }))
    }
    add('button', 'popup', 'Log in by popup', async () => {
      const at = await audiotoolPopup({ clientId: options.clientId, scope: options.scope, baseUrl: options.baseUrl })
      at.status === 'authenticated' ? await show(at) : add('p', 'state', JSON.stringify({ status: at.status, error: at.error.code }))
    })
    const both = await Promise.all([audiotool(options), audiotool(options)])
    Object.assign(window, { both: both.map(({ status }) => status), clientId: options.clientId })
    await show(both[1])`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
