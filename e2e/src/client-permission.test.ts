import type { StagedoorClient } from '@stagedoor/client'
import type { PermissionActs } from '@stagedoor/client/permission'
import { audiotool, audius } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchPersonsBrowser } from './popup-browser.ts'
import { type ServedApp, serveApp } from './served-app.ts'

declare global {
  var studio: { readonly client: StagedoorClient & PermissionActs; call(): Promise<string>; result: Promise<string> | undefined }
}

/** What an app of each platform may do at first, the call that it comes to need, and what that takes. */
const APPS = {
  audius: { description: audius, scope: 'read', needs: 'write', path: '/v1/tracks/TRACK/favorites', body: undefined },
  audiotool: {
    description: audiotool,
    scope: 'project:read',
    needs: 'project:write',
    path: '/audiotool.project.v1.ProjectService/CreateProject',
    body: '{"project":{"displayName":"Night bus"}}',
  },
} as const

/** An app with a button for a call that its session has not the scope for. */
class Studio implements AsyncDisposable {
  readonly served: ServedApp
  readonly platform: TestPlatform
  readonly context: BrowserContext

  private constructor(served: ServedApp, platform: TestPlatform, context: BrowserContext) {
    this.served = served
    this.platform = platform
    this.context = context
  }

  static async open(browser: Browser, id: keyof typeof APPS): Promise<Studio> {
    const { description, scope, path, body } = APPS[id]
    const served = await serveApp('<title>Studio</title><button id="call">Go</button><output></output>')
    const redirectUri = `${served.origin}/callback`
    const clients = [{ client_name: 'Studio', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }]
    const platform = await startPlatform(description, { clients })
    const { url, client } = platform
    const track = id === 'audius' ? await findTrack(platform) : ''
    await served.load(`
      import { createClient } from '@stagedoor/client'
      import { finishSignIn } from '@stagedoor/client/callback'
      import { withPermission } from '@stagedoor/client/permission'
      const options = ${JSON.stringify({ platform: description, baseUrl: url, clientId: client.id, redirectUri, scope })}
      const client = withPermission(createClient(options))
      const api = ${JSON.stringify(`${platform.description.resourceServers[0] ?? url}${path.replace('TRACK', track)}`)}
      const call = () => client.fetch(api, { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body ?? '{}')} })
        .then(({ status }) => String(status), ({ code, scope }) => code + (scope ? ': ' + scope.join(' ') : ''))
      globalThis.studio = { client, call, result: undefined }
      document.querySelector('#call').onclick = () => { studio.result = call() }
      if (location.pathname === '/callback') finishSignIn(client)
      else if (location.search === '?at-once') call().then(console.log)
      else client.restore().then(() => { document.body.dataset.ready = 'yes' })`)
    const context = await browser.newContext()
    const approve = [{ clientId: client.id, scope }]
    await context.addCookies([await platform.control.sessionCookie('mira', { approve })])
    return new Studio(served, platform, context)
  }

  async openPage(): Promise<Page> {
    const page = await this.context.newPage()
    await page.goto(this.served.origin)
    await page.waitForSelector('[data-ready]')
    return page
  }

  /** A page that is signed in with the first scope. */
  async signIn(): Promise<Page> {
    const page = await this.openPage()
    await page.evaluate(() => void studio.client.login({ display: 'page' }))
    await page.waitForURL(`${this.served.origin}/`)
    await page.waitForSelector('[data-ready]')
    return page
  }

  /** The status that a token gets from the platform. */
  async tryToken(accessToken: string): Promise<number> {
    const { endpoints, description } = this.platform
    const { method } = description.profile
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
    return (await fetch(endpoints.userinfo, { method, headers, ...(method === 'POST' && { body: '{}' }) })).status
  }

  async click(page: Page): Promise<Page> {
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('#call')])
    // It opens empty, and is sent to the platform then.
    await popup.waitForURL((url) => url.protocol !== 'about:')
    return popup
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close()
    this.served[Symbol.dispose]()
    await this.platform.stop()
  }
}

async function findTrack({ url }: TestPlatform): Promise<string> {
  const answer = await fetch(`${url}/v1/users/handle/jonas/tracks`)
  const { data } = JSON.parse(await answer.text())
  return String(data[0].id)
}

const result = (page: Page) => page.evaluate(() => studio.result)
const scopeOf = (page: Page) =>
  page.evaluate(() => (studio.client.session.status === 'authenticated' ? studio.client.session.scope : studio.client.session.status))

describe('more permission without logging out', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchPersonsBrowser()
  })
  afterAll(() => browser?.close())

  it.each(['audius', 'audiotool'] as const)(
    '[row: permission/in a browser] %s: a call asks for what it lacks, and carries on',
    async (id) => {
      const { scope, needs } = APPS[id]
      await using studioApp = await Studio.open(browser, id)
      const page = await studioApp.signIn()
      const old = await page.evaluate(() => studio.client.getAccessToken())

      const popup = await studioApp.click(page)
      expect(await popup.locator('li').allInnerTexts()).toContainEqual(expect.stringMatching(/new/i))
      await popup.getByRole('button', { name: /^allow/i }).click()

      expect(await result(page)).toBe('200')
      // The platform names the one that includes the other.
      expect(await scopeOf(page)).toEqual([needs])
      expect(await page.evaluate((first) => studio.client.require(first), scope)).toMatchObject({ status: 'authenticated' })
      expect(studioApp.context.pages()).toHaveLength(1)
      expect(await studioApp.tryToken(old)).toBe(401)
    },
  )

  it('[row: permission/denied in a browser] the old session goes on as it was, and the next click asks again', async () => {
    await using studioApp = await Studio.open(browser, 'audius')
    const page = await studioApp.signIn()
    const old = await page.evaluate(() => studio.client.getAccessToken())

    const popup = await studioApp.click(page)
    await popup.getByRole('button', { name: /deny|cancel|not now/i }).click()

    expect(await result(page)).toBe('consent_denied')
    expect(await scopeOf(page)).toEqual(['read'])
    expect(await page.evaluate(() => studio.client.getAccessToken())).toBe(old)
    expect(await page.evaluate(() => studio.client.getProfile())).toMatchObject({ username: 'mira' })
    await (await studioApp.click(page)).getByRole('button', { name: /^allow/i }).click()
    expect(await result(page)).toBe('200')
  })

  it('[row: permission/no click] says which scope is missing, and opens nothing, until somebody clicks', async () => {
    await using studioApp = await Studio.open(browser, 'audius')
    await studioApp.signIn()
    const page = await studioApp.context.newPage()
    // Told by the console: Playwright evaluates as if somebody had clicked.
    const told = page.waitForEvent('console', (message) => message.type() === 'log')
    await page.goto(`${studioApp.served.origin}/?at-once`)

    expect((await told).text()).toBe('permission_required: write')
    expect(studioApp.context.pages()).toHaveLength(2)
    await (await studioApp.click(page)).getByRole('button', { name: /^allow/i }).click()
    expect(await result(page)).toBe('200')
  })

  it('[row: permission/the other tab] has it too, with one session and one refresh token', async () => {
    await using studioApp = await Studio.open(browser, 'audius')
    const page = await studioApp.signIn()
    const other = await studioApp.openPage()

    await (await studioApp.click(page)).getByRole('button', { name: /^allow/i }).click()

    expect(await result(page)).toBe('200')
    expect(await other.evaluate(() => studio.call())).toBe('200')
    expect(await scopeOf(other)).toEqual(['write'])
    await Promise.all([page, other].map((tab) => tab.evaluate(() => studio.client.refresh())))
    const [one, two] = await Promise.all([page, other].map((tab) => tab.evaluate(() => studio.client.getAccessToken())))
    expect(one).toBe(two)
  })

  it('[row: permission/on the full page] comes back with both, and revokes the old grant', async () => {
    await using studioApp = await Studio.open(browser, 'audius')
    const page = await studioApp.signIn()
    const old = await page.evaluate(() => studio.client.getAccessToken())

    await page.evaluate(() => void studio.client.require('write', { display: 'page' }))
    await page.getByRole('button', { name: /^allow/i }).click()
    await page.waitForURL(`${studioApp.served.origin}/`)
    await page.waitForSelector('[data-ready]')

    expect(await scopeOf(page)).toEqual(['write'])
    expect(await studioApp.tryToken(old)).toBe(401)
  })

  it('[row: permission/another account] somebody else at the platform does not slip in under the artist', async () => {
    await using studioApp = await Studio.open(browser, 'audius')
    const page = await studioApp.signIn()
    await studioApp.context.addCookies([await studioApp.platform.control.sessionCookie('jonas')])

    await (await studioApp.click(page)).getByRole('button', { name: /^allow/i }).click()

    expect(await result(page)).toBe('account_changed')
    expect(await scopeOf(page)).toEqual(['read'])
    expect(await page.evaluate(() => studio.client.getProfile())).toMatchObject({ username: 'mira' })
  })
})
