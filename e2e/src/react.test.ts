import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { audius } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { version as version18 } from 'react-dom'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { type ServedApp, serveApp } from './served-app.ts'
import { startAfresh } from './start-afresh.ts'

interface InPage {
  /** What React complained of. */
  readonly complaints: string[]
  /** Statuses in the order in which they were rendered. */
  readonly rendered: string[]
  /** What `useSignInCallback()` returned last. */
  callback: { readonly status: string; readonly result?: { readonly outcome: string; readonly returnTo?: string } }
  readonly changes: string[]
  unmount(): void
}

declare global {
  var reactApp: InPage
}

const client = createRequire(new URL('../../packages/client/package.json', import.meta.url))
const here = createRequire(import.meta.url)
const versions = [
  { version: version18.slice(0, 2), require: here },
  { version: '19', require: client },
]

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

describe.each(versions)('React $version, in a real browser', ({ version, require }) => {
  let served: ServedApp
  let platform: TestPlatform
  let serverHtml: string
  let page: Page

  beforeAll(async () => {
    serverHtml = await renderOnServer(require)
    served = await serveApp(
      `<html lang="en"><meta name="viewport" content="width=device-width"><title>App</title><body><div id="root">${serverHtml}</div>`,
    )
    platform = await startPlatform(audius, {
      clients: [{ client_name: 'App', redirect_uris: [`${served.origin}/callback`], token_endpoint_auth_method: 'none' }],
    })
    served.addFile('/app.js', await bundle(require, writeBrowserApp(platform, `${served.origin}/callback`), 'browser'))
    page = await (await browser.newContext()).newPage()
  })
  beforeEach(async () => {
    await startAfresh(page, [served.origin, platform.url])
    await page
      .context()
      .addCookies([await platform.control.sessionCookie('mira', { approve: [{ clientId: platform.client.id, scope: 'read' }] })])
  })
  afterAll(async () => {
    await page?.context().close()
    await platform?.stop()
    served?.[Symbol.dispose]()
  })

  const open = () => page.goto(served.origin)
  const status = (text: string, which = page) => which.locator('output', { hasText: new RegExp(`^${text}$`) }).waitFor()
  const codeRequests = () =>
    platform.control
      .requests()
      .filter(({ endpoint, parameters }) => endpoint === 'token' && parameters['grant_type'] === 'authorization_code').length

  it('[row: react/server] renders on a server, where nothing is known of the session yet', () => {
    expect(version).toBe(require('react').version.split('.')[0])
    expect(serverHtml).toContain('<output>unknown</output>')
    expect(serverHtml).toMatch(/<stagedoor-button [^>]*>Log in with Audius<\/stagedoor-button>/)
  })

  it('[row: react/popup] signs in with the button, tells the app, and shows the session', async () => {
    await open()
    await status('unauthenticated')
    await page.getByRole('button', { name: 'Log in with Audius' }).click()
    await status('authenticated')

    expect(await page.evaluate(() => reactApp.changes)).toEqual(['busy', 'done'])
  })

  it('[row: react/strict mode] redeems the code once where every effect runs twice', async () => {
    await open()
    await status('unauthenticated')
    const before = codeRequests()
    await page.getByRole('button', { name: 'On this page' }).click()
    await page.waitForURL(`${served.origin}/callback`)
    await status('authenticated')
    await page.waitForFunction(() => reactApp.callback.status === 'done')

    expect(codeRequests() - before).toBe(1)
    expect(await page.evaluate(() => reactApp.callback.result)).toMatchObject({ outcome: 'signed_in', returnTo: '/tracks' })
    expect(await page.evaluate(() => reactApp.complaints)).toEqual([])
  })

  it('[row: react/hydration] hydrates a page of a server without a difference, also when somebody is signed in', async () => {
    await open()
    await page.getByRole('button', { name: 'Log in with Audius' }).click()
    await status('authenticated')
    await page.reload()
    await status('authenticated')

    expect(await page.evaluate(() => reactApp.complaints)).toEqual([])
    expect(await page.evaluate(() => reactApp.rendered[0])).toBe('unknown')
  })

  it('[row: react/no layout shift] moves nothing when the script comes, not by a pixel', async () => {
    const still = await browser.newContext({ javaScriptEnabled: false })
    const before = await still.newPage()
    await before.goto(served.origin)
    await open()
    await status('unauthenticated')
    const places = ['stagedoor-button >> nth=0', 'stagedoor-button >> nth=1', '#beside', '#below']
    const measure = (which: Page) => Promise.all(places.map((place) => which.locator(place).boundingBox()))
    const shifts = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().length)).observe({ type: 'layout-shift', buffered: true })
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)))
        }),
    )

    expect(await measure(page)).toEqual(await measure(before))
    expect(shifts).toBe(0)
    await still.close()
  })

  it('[row: react/tabs] renders what another tab did, and stops when it is taken off the page', async () => {
    await open()
    const other = await page.context().newPage()
    await other.goto(served.origin)
    await page.getByRole('button', { name: 'Log in with Audius' }).click()
    await status('authenticated')
    await status('authenticated', other)
    await other.evaluate(() => reactApp.unmount())
    const renders = await other.evaluate(() => reactApp.rendered.length)
    await page.getByRole('button', { name: 'Log out' }).click()
    await status('unauthenticated')

    expect(await other.evaluate(() => reactApp.rendered.length)).toBe(renders)
    expect(await other.evaluate(() => reactApp.complaints)).toEqual([])
  })
})

/** Written without JSX, as the room itself is. */
const APP = `
  import { createElement as h, StrictMode } from 'react'
  import { audius, createClient } from '@stagedoor/client'
  import { StagedoorButton, StagedoorProvider, useSession, useSignInCallback, useStagedoor } from '@stagedoor/client/react'
  const page = { complaints: [], rendered: [], changes: [], callback: undefined }
  function Status() {
    const session = useSession()
    page.rendered.push(session.status)
    return h('output', null, session.status)
  }
  function App() {
    const client = useStagedoor()
    page.callback = useSignInCallback()
    return h('main', null, h(Status),
      h('p', null, h(StagedoorButton, { size: 'large', corners: 'pill', onChange: ({ state }) => page.changes.push(state) }), h('span', { id: 'beside' }, 'beside')),
      h(StagedoorButton, { size: 'small', customText: 'Join', fullWidth: true }),
      h('p', { id: 'below' }, 'below'),
      h('button', { onClick: () => client.login({ display: 'page', returnTo: '/tracks' }) }, 'On this page'),
      h('button', { onClick: () => client.logout() }, 'Log out'))
  }
  const tree = (options) => h(StrictMode, null, h(StagedoorProvider, { client: createClient({ platform: audius, ...options }) }, h(App)))
`

async function renderOnServer(require: NodeJS.Require): Promise<string> {
  const script = `${APP}
    import { renderToString } from 'react-dom/server'
    console.error = (...words) => { throw new Error(words.join(' ')) }
    export const html = renderToString(tree({ clientId: 'app', redirectUri: 'https://app.example/callback' }))`
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-react-'))
  const file = join(folder, 'server.cjs')
  const { error } = console
  try {
    writeFileSync(file, await bundle(require, script, 'node'))
    return here(file).html
  } finally {
    console.error = error
    rmSync(folder, { recursive: true })
  }
}

function writeBrowserApp({ url, client }: TestPlatform, redirectUri: string): string {
  return `${APP}
    import { hydrateRoot } from 'react-dom/client'
    console.error = (...words) => page.complaints.push(words.join(' '))
    const root = hydrateRoot(document.getElementById('root'), tree(${JSON.stringify({ baseUrl: url, clientId: client.id, redirectUri, scope: 'read' })}), {
      onRecoverableError: (error) => page.complaints.push(String(error)),
    })
    globalThis.reactApp = Object.assign(page, { unmount: () => root.unmount() })`
}

/** Bundles with one version of React, whatever the workspace would find. */
async function bundle(require: NodeJS.Require, contents: string, runtime: 'browser' | 'node'): Promise<string> {
  const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`))
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: dirname(fileURLToPath(import.meta.url)) },
    alias: { react: folderOf('react'), 'react-dom': folderOf('react-dom') },
    define: { 'process.env.NODE_ENV': '"development"' },
    bundle: true,
    format: runtime === 'node' ? 'cjs' : 'esm',
    platform: runtime,
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
