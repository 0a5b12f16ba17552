import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'

/** How the app's pages are served: `isolated` gives them SharedArrayBuffer, and costs every window its opener. */
export type Serving = 'plain' | 'isolated'

/** An app with one button, below `/plain/` and `/isolated/`, each with its callback page. */
export interface PopupApp extends Disposable {
  readonly origin: string
  /** Serves the app, registered as this client. Needs the origin before. */
  load(options: Readonly<Record<string, unknown>>): Promise<void>
  /** Serves one more page, with these headers. */
  addPage(path: string, html: string, headers?: Readonly<Record<string, string>>): void
}

const HEADERS: Readonly<Record<Serving, Readonly<Record<string, string>>>> = {
  plain: {},
  isolated: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
}

interface Served {
  readonly body: string
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
}

/** Serves the app on a free port of 127.0.0.1. */
export async function servePopupApp(): Promise<PopupApp> {
  const files = new Map<string, Served>()
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '', 'http://app').pathname)
    if (file === undefined) return response.writeHead(404).end()
    return response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-store', ...file.headers }).end(file.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const addPage: PopupApp['addPage'] = (path, html, headers = {}) =>
    void files.set(path, { body: `<!doctype html>${html}`, type: 'text/html', headers })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    addPage,
    async load(options) {
      const sameOrigin = { 'cross-origin-resource-policy': 'same-origin' }
      for (const [name, contents] of Object.entries({ app: appScript(options), callback: callbackScript(options) })) {
        files.set(`/${name}.js`, { body: await bundle(contents), type: 'text/javascript', headers: sameOrigin })
      }
      addPage('/blank', '')
      for (const serving of ['plain', 'isolated'] as const) {
        addPage(`/${serving}/`, `<title>App</title>${BODY}<script type="module" src="/app.js"></script>`, HEADERS[serving])
        const callback = '<title>Callback</title><p id="status">Signing in …</p><script type="module" src="/callback.js"></script>'
        addPage(`/${serving}/callback.html`, callback, HEADERS[serving])
      }
    },
    [Symbol.dispose]: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const BODY = '<h1>App</h1> <button id="log-in">Log in</button> <button id="here" hidden>Continue here</button> <output></output>'

/** So many times as fast as a person waits does the app. */
export const PACE = 5

/** Its timers run fast; `now` stays what it is. */
const QUICK_CLOCK = `{ now: () => Date.now() / 1000, after(ms, task) { const t = setTimeout(task, ms / ${PACE}); return () => clearTimeout(t) } }`

/** Tells how each login went in `outcomes`, and how the last did in the page. */
function appScript(options: Readonly<Record<string, unknown>>): string {
  return `
    import { createClient, standard } from '@stagedoor/client'
    const asked = new URLSearchParams(location.search)
    const redirectUri = new URL(asked.get('callback') ?? 'callback.html', location.href).href
    const client = createClient({ platform: standard, redirectUri, clock: ${QUICK_CLOCK}, ...${JSON.stringify(options)} })
    const outcomes = []
    const windows = []
    const open = window.open
    window.open = (...args) => { const opened = open.apply(window, args); windows.push(opened); return opened }
    const tell = (text) => { outcomes.push(text); document.querySelector('output').textContent = text }
    const logIn = (options) => client.login(options).then((session) => tell(session.status), (error) => {
      tell(error.code ?? String(error))
      const here = document.querySelector('#here')
      here.hidden = error.continueInThisTab === undefined
      here.onclick = error.continueInThisTab
    })
    const events = []
    client.on('signed_in', () => events.push('signed_in'))
    client.subscribe(() => { document.body.dataset.status = client.session.status })
    document.querySelector('#log-in').onclick = () => {
      window.abort = new AbortController()
      logIn({ signal: abort.signal })
      window.openedWithinClick = windows.length
    }
    Object.assign(window, { client, logIn, outcomes, windows, events })
    // The shipped callback page brings here what nobody else took.
    client.handleCallback().then(({ display }) => display === 'popup' && close(), (error) => tell(error.code)).then(client.restore)
    if (asked.has('at-once')) logIn()`
}

function callbackScript(options: Readonly<Record<string, unknown>>): string {
  return `
    import { createClient, standard } from '@stagedoor/client'
    import { finishSignIn } from '@stagedoor/client/callback'
    const redirectUri = location.origin + location.pathname
    finishSignIn(createClient({ platform: standard, redirectUri, ...${JSON.stringify(options)} }), { home: './' })`
}

async function bundle(contents: string): Promise<string> {
  const stdin = { contents, resolveDir: import.meta.dirname }
  const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', target: 'es2022', write: false, logLevel: 'silent' })
  return outputFiles[0]?.text ?? ''
}
