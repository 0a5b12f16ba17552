import { type DiscoveredPlatform, discover } from '@stagedoor/client/discovery'
import type { BrowserContext, Page, Request, Route } from 'playwright-core'
import { launchBrowser } from '../../../tools/launch-browser.ts'
import { openKeptPage, renewContext } from '../../../tools/renew-context.ts'
import type { ForeignServer, ForeignServerCase } from './foreign-server.ts'
import { type RunningApp, startForeignApp } from './start-foreign-app.ts'

/** A server of others, an app of ours, and Chromium; `await using` ends all three. */
export interface ForeignWorld extends AsyncDisposable {
  readonly app: RunningApp
  readonly server: ForeignServer
  readonly platform: DiscoveredPlatform
  /** Opens the browser of somebody who has never been here: that of the visitor before, wiped. */
  visit(): Promise<Visitor>
  /** The same in a context of its own, for a test that changes the context for good. */
  visitAlone(): Promise<Visitor>
}

/** One person's browser. */
export interface Visitor extends AsyncDisposable {
  readonly context: BrowserContext
  /** Refreshes that left this browser. */
  readonly refreshes: readonly Request[]
  open(path?: string): Promise<Page>
  /** A page that has not been anywhere yet. */
  openBlank(): Promise<Page>
  /** Signs in on the page; every tab that is opened then shares the session. */
  signIn(): Promise<Page>
  /** Presses a button of the page, by default the one that signs in. */
  openPopup(page: Page, button?: string): Promise<Page>
  /** Sends the next token request on, and loses its answer. */
  loseNextReply(): Promise<void>
}

/**
 * Starts all three; what the app knows of the server, it has from the server.
 *
 * @param contents - The script of the app, in place of the usual one.
 */
export async function startForeignWorld(foreign: ForeignServerCase, contents?: string): Promise<ForeignWorld> {
  const { start, endpoints, scope, parameters, rotation } = foreign
  const app = await startForeignApp(contents)
  const server = await start(app)
  const discovered = await discover(server.issuer, { endpoints: endpoints(server.issuer) })
  const platform = { ...discovered, tokens: { ...discovered.tokens, refreshToken: { rotation } } }
  app.configure({ platform, clientId: server.clients.browser, redirectUri: app.redirectUri, scope, parameters })
  const browser = await launchBrowser()
  let kept: BrowserContext | undefined
  return {
    app,
    server,
    platform,
    async visit() {
      kept ??= await browser.newContext()
      await renewContext(kept, `${app.origin}/blank`)
      return visit(kept, app, server)
    },
    visitAlone: async () => visit(await browser.newContext(), app, server, (context) => context.close()),
    async [Symbol.asyncDispose]() {
      await browser.close()
      await server[Symbol.asyncDispose]()
      await app[Symbol.asyncDispose]()
    },
  }
}

function visit(
  context: BrowserContext,
  app: RunningApp,
  server: ForeignServer,
  leave?: (context: BrowserContext) => Promise<void>,
): Visitor {
  const refreshes: Request[] = []
  const noteRefresh = (request: Request): void => {
    if (request.postData()?.includes('grant_type=refresh_token')) refreshes.push(request)
  }
  context.on('request', noteRefresh)
  const openBlank = (): Promise<Page> => openKeptPage(context)
  const open = async (path = '/'): Promise<Page> => {
    const page = await openBlank()
    await page.goto(app.origin + path)
    return page
  }
  return {
    context,
    refreshes,
    open,
    openBlank,
    async signIn() {
      const page = await open('/#page')
      await page.click('button')
      await server.allow(page)
      await page.waitForURL(`${app.origin}/`)
      await page.evaluate(() => client.restore())
      return page
    },
    async openPopup(page, button = 'button') {
      const opened = context.waitForEvent('page')
      await page.click(button)
      return opened
    },
    async loseNextReply() {
      const lose = async (route: Route): Promise<void> => {
        await route.fetch()
        await route.abort()
      }
      await context.route(isTokenEndpoint, lose, { times: 1 })
    },
    async [Symbol.asyncDispose]() {
      context.off('request', noteRefresh)
      await leave?.(context)
    },
  }
}

/** Tells the token endpoint of every server here by its path. */
export function isTokenEndpoint({ pathname }: URL): boolean {
  return /\/token\/?$/.test(pathname)
}
