import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StagedoorClient } from '@stagedoor/client'
import type { ServerClient } from '@stagedoor/client/server'
import { soundcloud } from '@stagedoor/platforms'
import { startPlatform, type TestPlatform } from '@stagedoor/testing'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchPersonsBrowser } from './popup-browser.ts'
import { startAfresh } from './start-afresh.ts'

declare global {
  var handOverApp: { readonly client: StagedoorClient; readonly withTokens: StagedoorClient; move(): Promise<unknown> }
}

const guide = readFileSync(fileURLToPath(new URL('../../docs/guides/hand-over.md', import.meta.url)), 'utf8')

/** Lines of the guide, by the name after `ts`. */
function lines(name: string): string {
  const [, found] = new RegExp(`\`\`\`ts ${name}\n([\\s\\S]*?)\`\`\``).exec(guide) ?? []
  if (found === undefined) throw new TypeError(`The guide has no lines called ${name}.`)
  return found
}

/** What the lines of a framework export, as a listener of Node. */
const FRAMEWORKS = {
  express: 'export { openClient } from "./hand-over.ts"; export { app as listener } from "./framework.ts"',
  hono: 'export { openClient } from "./hand-over.ts"; import { app } from "./framework.ts"; export const handler = (request) => app.fetch(request)',
  next: 'export { openClient } from "./hand-over.ts"; export { POST as handler } from "./framework.ts"',
} as const

interface Backend {
  readonly openClient: (request: Request) => ServerClient | undefined
  readonly listener?: RequestListener
  readonly handler?: (request: Request) => Promise<Response>
}

async function bundle(entry: string, files: Readonly<Record<string, string>>, platform: 'node' | 'browser'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform,
    format: platform === 'node' ? 'cjs' : 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'lines of the guide',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\/(hand-over|framework|page)\.ts$/ }, ({ path }) => ({ path, namespace: 'guide' }))
          onLoad({ filter: /.*/, namespace: 'guide' }, ({ path }) => ({
            contents: files[path] ?? '',
            resolveDir: import.meta.dirname,
            loader: 'ts',
          }))
        },
      },
    ],
  })
  return outputFiles[0]?.text ?? ''
}

/** An app whose two halves are the lines of the guide, under `localhost`, as SoundCloud registers no addresses. */
class GuideApp implements AsyncDisposable {
  readonly origin: string
  readonly platform: TestPlatform
  readonly #server: ReturnType<typeof createServer>
  backend: Backend | undefined
  script = ''

  private constructor(server: ReturnType<typeof createServer>, platform: TestPlatform) {
    this.#server = server
    this.platform = platform
    this.origin = `http://localhost:${(server.address() as AddressInfo).port}`
    server.on('request', (request, response) => void this.#answer(request, response))
  }

  static async start(framework: keyof typeof FRAMEWORKS): Promise<GuideApp> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const redirectUri = `http://localhost:${(server.address() as AddressInfo).port}/callback`
    const platform = await startPlatform(soundcloud, { clients: [{ client_name: 'Guide', redirect_uris: [redirectUri] }] })
    const app = new GuideApp(server, platform)
    const { id, secret } = platform.client
    const at = (code: string): string => code.replace('platform: soundcloud', `platform: soundcloud, baseUrl: '${platform.url}'`)
    const page = at(lines('page')).replace('CLIENT_ID', id).replace('https://app.example/callback', redirectUri)
    const handOver = at(lines('server')).replace('process.env', JSON.stringify({ CLIENT_ID: id, CLIENT_SECRET: secret }))
    app.backend = load(await bundle(FRAMEWORKS[framework], { './hand-over.ts': handOver, './framework.ts': lines(framework) }, 'node'))
    const move = lines('move').replace('await', 'export const move = () =>').replace('client,', 'withTokens,')
    const plain = page.replace(/^export.*$/m, 'const withTokens = createClient(options)')
    app.script = await bundle(
      `import { finishSignIn } from '@stagedoor/client/callback'
       import { client } from './page.ts'
       import { move, withTokens } from './framework.ts'
       globalThis.handOverApp = { client, move, withTokens }
       if (location.pathname === '/callback') finishSignIn(client)`,
      { './page.ts': page, './framework.ts': `${plain}\n${move}\nexport { withTokens }` },
      'browser',
    )
    return app
  }

  /** A request of the person who has this web session, to the server itself. */
  openClient(sessionId: string): ServerClient | undefined {
    return this.backend?.openClient(new Request(this.origin, { headers: { cookie: `sid=${sessionId}` } }))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '/' } = request
    if (url === '/app.js') return void response.setHeader('content-type', 'text/javascript').end(this.script)
    if (!url.startsWith('/auth/')) {
      const headers = { 'content-type': 'text/html', 'set-cookie': 'sid=mira1; HttpOnly; SameSite=Lax' }
      return void response.writeHead(200, headers).end('<!doctype html><title>App</title><script type="module" src="/app.js"></script>')
    }
    if (this.backend?.listener !== undefined) return void this.backend.listener(request, response)
    const body = Buffer.concat(await request.toArray())
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
    const answer = await this.backend?.handler?.(new Request(this.origin + url, { method: request.method ?? 'GET', headers, body }))
    response.writeHead(answer?.status ?? 404, Object.fromEntries(answer?.headers ?? [])).end(await answer?.text())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await this.platform.stop()
  }
}

/** Runs what a server would load. */
function load(code: string): Backend {
  const directory = mkdtempSync(join(tmpdir(), 'hand-over-'))
  try {
    writeFileSync(join(directory, 'server.cjs'), code)
    return createRequire(import.meta.url)(join(directory, 'server.cjs'))
  } finally {
    rmSync(directory, { recursive: true })
  }
}

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchPersonsBrowser()
  page = await (await browser.newContext()).newPage()
})
afterAll(() => browser?.close())

describe.each(['express', 'hono', 'next'] as const)('handing over to a server with %s, by the lines of the guide', (framework) => {
  let app: GuideApp
  beforeAll(async () => {
    app = await GuideApp.start(framework)
  })
  beforeEach(async () => {
    await startAfresh(page, [app.origin, app.platform.url])
    const approve = [{ clientId: app.platform.client.id, scope: '' }]
    await page.context().addCookies([await app.platform.control.sessionCookie('mira', { approve })])
    await page.goto(app.origin)
  })
  afterAll(() => app?.[Symbol.asyncDispose]())

  const storage = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify({ ...localStorage }))

  it('[row: hand-over/in a browser] signs in with a secret that only the server has, and no token comes to the page', async () => {
    const answers: Promise<string>[] = []
    page.context().on('response', (response) => response.url().startsWith(app.origin) && answers.push(response.text().catch(() => '')))

    await page.evaluate(() => handOverApp.client.login())
    expect(await page.evaluate(() => handOverApp.client.session)).toMatchObject({ status: 'authenticated' })
    expect(await page.evaluate(() => handOverApp.client.getProfile())).toMatchObject({ username: 'mira' })

    const token = (await app.openClient('mira1')?.getAccessToken()) ?? ''
    expect(token).not.toBe('')
    expect((await Promise.all(answers)).join() + (await storage(page))).not.toContain(token)
    await page.reload()
    expect(await page.evaluate(() => handOverApp.client.restore())).toMatchObject({ status: 'authenticated' })
    expect(await page.evaluate(() => handOverApp.client.logout())).toEqual({ revoked: true })
    expect(await app.openClient('mira1')?.restore()).toMatchObject({ status: 'unauthenticated' })
  })

  it('[row: hand-over/moved in a browser] moves tokens, and the server refreshes with them though the page has tabs open', async () => {
    const { accessToken, refreshToken } = await app.platform.control.signIn()
    const other = await page.context().newPage()
    await other.goto(app.origin)
    await page.evaluate(
      ([issuer, clientId, session]) =>
        localStorage.setItem(`${['stagedoor', 'soundcloud', issuer, clientId].map(encodeURIComponent).join('/')}/session`, session),
      [
        app.platform.url,
        app.platform.client.id,
        JSON.stringify({ kind: 'live', signIn: 'from-before', rotation: 0, accessToken, refreshToken, scope: [] }),
      ] as const,
    )
    expect(await page.evaluate(() => handOverApp.withTokens.restore())).toMatchObject({ status: 'authenticated' })

    await page.evaluate(() => handOverApp.move())

    expect(await storage(page)).not.toContain(accessToken)
    expect(await other.evaluate(() => handOverApp.withTokens.restore())).toMatchObject({ status: 'unauthenticated' })
    expect(await app.openClient('mira1')?.refresh()).toMatchObject({ status: 'authenticated' })
    expect(await other.evaluate(() => handOverApp.client.restore())).toMatchObject({ status: 'authenticated' })
  })
})
