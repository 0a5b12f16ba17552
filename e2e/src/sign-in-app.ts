import type { SessionState, StagedoorClient } from '@stagedoor/client'
import type { PlatformDescription } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openKeptPage, renewContext } from '../../tools/renew-context.ts'
import { type ServedApp, serveApp } from './served-app.ts'

/** How a call of the client ended, in a form that leaves the page. */
export interface Report {
  readonly value?: unknown
  readonly code?: string
  readonly action?: string
  readonly retryAfterSeconds?: number
  /** Code of the error's cause, where that is one of ours. */
  readonly cause?: string
  readonly session: SessionState
}

/** What every page of the app has. */
export interface AppInPage {
  readonly client: StagedoorClient
  report(call: Promise<unknown>): Promise<Report>
  /** Names of the events so far. */
  readonly events: string[]
  /** Of `handleCallback()`, which every page calls as it loads; the second call is React's in StrictMode. */
  readonly callback: Promise<Report>
  readonly secondCallback: Promise<Report>
  /** What the address bar showed as soon as `handleCallback()` had been called. */
  readonly cleanedUrl: string
}

declare global {
  var app: AppInPage
  /** Set before the page loads: replaces options of the client. */
  var clientOptions: object | undefined
}

type Username = 'mira' | 'jonas' | 'undecided'

/** A platform, and an app that signs people in with it. */
export interface SignInApp extends AsyncDisposable {
  readonly platform: TestPlatform
  readonly served: ServedApp
  readonly origin: string
  /** A browser profile in which somebody is signed in at the platform. Mira has allowed the app; the others will be asked. */
  openProfile(browser: Browser, username?: Username): Promise<BrowserContext>
  /** As {@link openProfile}, for a test that does nothing to the context that would stay: it is the one of the test before, wiped. */
  reopenProfile(browser: Browser, username?: Username): Promise<BrowserContext>
  /** A page of the app, loaded. */
  openPage(context: BrowserContext, path?: string): Promise<Page>
  /** A page that has signed somebody in on the full page, and stands on the callback page. */
  signIn(context: BrowserContext): Promise<Page>
  /** Token requests so far, by grant type. */
  countTokenRequests(grantType: 'authorization_code' | 'refresh_token'): number
}

/** Starts platform and app. @param host - Under which the app is registered and opened; it has to lead to 127.0.0.1. */
export async function startSignInApp(description: PlatformDescription, host = '127.0.0.1'): Promise<SignInApp> {
  const served = await serveApp('<title>App</title>')
  const origin = served.origin.replace('127.0.0.1', host)
  const platform = await startPlatform(description, {
    clients: [{ client_name: 'Hard cases', redirect_uris: [`${origin}/callback`], token_endpoint_auth_method: 'none' }],
    users: [{ username: 'undecided', password: 'a-password' }],
  })
  await served.load(writeApp(platform, `${origin}/callback`))
  let kept: BrowserContext | undefined
  const letIn = async (context: BrowserContext, username: Username): Promise<BrowserContext> => {
    const approve = username === 'mira' ? [{ clientId: platform.client.id, scope: platform.client.scope.join(' ') }] : []
    await context.addCookies([await platform.control.sessionCookie(username, { approve })])
    return context
  }
  const openPage = async (context: BrowserContext, path = '/'): Promise<Page> => {
    const page = await openKeptPage(context)
    await page.goto(origin + path)
    return page
  }
  return {
    platform,
    served,
    origin,
    openPage,
    openProfile: async (browser, username = 'mira') => letIn(await browser.newContext(), username),
    async reopenProfile(browser, username = 'mira') {
      kept ??= await browser.newContext()
      await renewContext(kept, `${origin}/blank`)
      return letIn(kept, username)
    },
    async signIn(context) {
      const page = await openPage(context)
      await leaveForPlatform(page)
      await page.waitForURL(`${origin}/callback`)
      await page.evaluate(() => app.callback)
      return page
    },
    countTokenRequests: (grantType) =>
      platform.control.requests().filter(({ endpoint, parameters }) => endpoint === 'token' && parameters['grant_type'] === grantType)
        .length,
    async [Symbol.asyncDispose]() {
      served[Symbol.dispose]()
      await platform.stop()
    },
  }
}

/** Presses the button of a login on the full page. */
export async function leaveForPlatform(page: Page, returnTo = '/'): Promise<void> {
  await page.evaluate((target) => void app.client.login({ display: 'page', returnTo: target }).catch(() => undefined), returnTo)
}

function writeApp({ description, url, client }: TestPlatform, redirectUri: string): string {
  const options = { platform: description, baseUrl: url, clientId: client.id, scope: client.scope, redirectUri }
  return `
    import { createClient } from '@stagedoor/client'
    const client = createClient({ ...${JSON.stringify(options)}, ...globalThis.clientOptions })
    const report = (call) => call.then(
      (value) => ({ value, session: client.session }),
      ({ code, action, retryAfterSeconds, cause, message }) =>
        ({ code: code ?? message, action, retryAfterSeconds, cause: cause?.code, session: client.session }))
    const events = []
    for (const name of ['signed_in', 'refreshed']) client.on(name, () => events.push(name))
    client.on('ended', ({ reason }) => events.push('ended: ' + reason))
    const callback = report(client.handleCallback())
    const cleanedUrl = location.href
    globalThis.app = { client, report, events, callback, secondCallback: report(client.handleCallback()), cleanedUrl }`
}
