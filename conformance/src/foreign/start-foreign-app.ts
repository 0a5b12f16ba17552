import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { StagedoorClient } from '@stagedoor/client'
import type { PermissionActs } from '@stagedoor/client/permission'
import type { ClientPlatform } from '@stagedoor/platforms'
import { build } from 'esbuild'
import type { ForeignApp } from './foreign-server.ts'

/** What the pages of the app leave for a test to call. */
declare global {
  var client: StagedoorClient & PermissionActs
  var discover: typeof import('@stagedoor/client/discovery').discover
  /** Status, or error code, of what the last button began. */
  var outcome: Promise<string | number>
  /** `ok`, or the code that it failed with. */
  var codeOf: (act: Promise<unknown>) => Promise<string>
  /** Out of the storage, behind the client's back. */
  var refreshToken: () => string
}

/** How the app is set up; the server's own part is discovered. */
export interface AppSettings {
  readonly platform: ClientPlatform
  readonly clientId: string
  readonly redirectUri: string
  readonly scope: string
  /** Of the authorization request. */
  readonly parameters: Readonly<Record<string, string>>
}

export interface RunningApp extends ForeignApp, AsyncDisposable {
  /** Must be called before a page is opened. */
  configure(settings: AppSettings): void
  /** Gives the app a server's half, which answers every POST. */
  answerPosts(answer: (request: Request) => Promise<Response>): void
}

/** `/#page` signs in on the page, `/` in a window of its own. */
const APP = `
  import { createClient } from '@stagedoor/client'
  import { finishSignIn } from '@stagedoor/client/callback'
  import { discover } from '@stagedoor/client/discovery'
  import { dpop } from '@stagedoor/client/dpop'
  import { withPermission } from '@stagedoor/client/permission'
  globalThis.discover = discover
  globalThis.codeOf = (act) => act.then(() => 'ok', (error) => error.code)
  globalThis.refreshToken = () => Object.values(localStorage).map((text) => JSON.parse(text).refreshToken).find(Boolean)
  const { parameters, ...options } = settings
  globalThis.client = withPermission(createClient({ ...options, with: localStorage.getItem('bound') ? [dpop()] : [] }), { parameters })
  if (location.pathname === '/callback') finishSignIn(client)
  else {
    const display = location.hash.slice(1) || 'popup'
    const tell = (act) => { globalThis.outcome = act.then(({ status }) => status, (error) => error.code) }
    document.querySelector('button').onclick = () => tell(client.login({ parameters, display }))
    document.querySelector('#more').onclick = () => tell(client.require('tracks'))
    document.querySelector('#call').onclick = () => tell(client.fetch(client.endpoints.userinfo))
  }`

/** What a page needs for SharedArrayBuffer, which apps that make sound use. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }

/**
 * Serves an app of two pages, as our guides write it: `/` with a button, and `/callback`.
 *
 * With `bound` in the local storage its tokens are bound to a key (RFC 9449). `/isolated` is `/` in a cross-origin isolated page, `/blank` has nothing.
 *
 * @param contents - The script of all; `settings` is {@link AppSettings}.
 */
export async function startForeignApp(contents: string = APP): Promise<RunningApp> {
  const script = await bundle(contents)
  let settings = ''
  let answerPost = async (_: Request): Promise<Response> => new Response(null, { status: 405 })
  const server = createServer((request, response) => {
    if (request.method === 'POST')
      return void readRequest(request)
        .then(answerPost)
        .then((answer) => writeAnswer(response, answer))
    if (request.url === '/blank') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>')
    if (request.url === '/isolated') for (const [name, value] of Object.entries(ISOLATED)) response.setHeader(name, value)
    const page = `<!doctype html><title>App</title><p id="status"></p><button>Log in</button><button id="more">More</button><button id="call">Call</button><output></output><script>const settings = ${settings}</script><script type="module">${script}</script>`
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('The app has no port.')
  const origin = `http://127.0.0.1:${address.port}`
  return {
    origin,
    redirectUri: `${origin}/callback`,
    configure: (next) => {
      settings = JSON.stringify(next).replaceAll('<', '\\u003c')
    },
    answerPosts: (answer) => {
      answerPost = answer
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({ stdin: { contents, resolveDir: import.meta.dirname }, bundle: true, format: 'esm', write: false })
  return outputFiles[0]?.text.replaceAll('</script', '<\\/script') ?? ''
}

async function readRequest(request: IncomingMessage): Promise<Request> {
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
  return new Request(`http://${request.headers.host}${request.url}`, { method: 'POST', headers, body: await text(request) })
}

async function writeAnswer(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
}
