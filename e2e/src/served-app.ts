import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'

/** An app on a free port of this machine: one script, which every page loads. */
export interface ServedApp extends Disposable {
  readonly origin: string
  /** Bundles what the app consists of. Needs the origin before: it is where the app is registered. */
  load(contents: string): Promise<void>
  /** Serves a file beside the script. */
  addFile(path: string, text: string): void
}

/** Serves an app. @param html - Of every page but `/blank`, which has nothing; the script comes after it. */
export async function serveApp(html: string): Promise<ServedApp> {
  const scripts = new Map<string, string>()
  const server = createServer((request, response) => {
    const script = scripts.get(request.url ?? '')
    if (request.url === '/blank') return response.setHeader('content-type', 'text/html').end('<!doctype html>')
    if (script !== undefined) return response.setHeader('content-type', 'text/javascript').end(script)
    return response.setHeader('content-type', 'text/html').end(`<!doctype html>${html}<script type="module" src="/app.js"></script>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async load(contents) {
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: import.meta.dirname },
        bundle: true,
        format: 'esm',
        target: 'es2022',
        write: false,
        logLevel: 'silent',
      })
      scripts.set('/app.js', outputFiles[0]?.text ?? '')
    },
    addFile: (path, text) => void scripts.set(path, text),
    [Symbol.dispose]: () => void server.close(),
  }
}
