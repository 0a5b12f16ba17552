import { createServer, type ViteDevServer } from 'vite'

/** A sample's page, served as an app's own dev server would. */
export interface SampleServer extends AsyncDisposable {
  readonly port: number
  /** A resolver rule that makes it appear at `http://127.0.0.1:5173`, the address of the documents. */
  readonly hostResolverRule: string
  /** Bodies of what the page posted to `/api/…`. */
  readonly posted: readonly { readonly path: string; readonly body: string }[]
}

export interface SampleOptions {
  /** Script by path: `{ '/': 'log-in.js', '/callback': 'callback.js' }`. */
  readonly scripts: Readonly<Record<string, string>>
  /** What stands in the page; like `scripts`, it may change between two loads. */
  readonly html?: string
  readonly configFile?: string
}

/** Serves samples of one folder with Vite. */
export async function serveSample(folder: string, sample: SampleOptions): Promise<SampleServer> {
  const posted: { path: string; body: string }[] = []
  const vite = await createServer({
    root: folder,
    configFile: sample.configFile ?? false,
    appType: 'custom',
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, strictPort: false, hmr: false, watch: null },
    plugins: [
      {
        name: 'sample-pages',
        configureServer(server) {
          server.middlewares.use(async (request, response, next) => {
            const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname
            if (request.method === 'POST' && path.startsWith('/api/')) {
              let body = ''
              for await (const chunk of request) body += chunk
              posted.push({ path, body })
              return response.end('{}')
            }
            const script = sample.scripts[path]
            if (script === undefined) return next()
            response.setHeader('content-type', 'text/html')
            response.end(await writePage(server, path, sample.html ?? '', script))
          })
        },
      },
    ],
  })
  await vite.listen()
  const address = vite.httpServer?.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    hostResolverRule: `MAP 127.0.0.1:5173 127.0.0.1:${port}`,
    posted,
    [Symbol.asyncDispose]: () => vite.close(),
  }
}

function writePage(server: ViteDevServer, path: string, html: string, script: string): Promise<string> {
  const page = `<!doctype html><meta charset="utf-8"><title>Sample</title>${html}<script type="module" src="/${script}"></script>`
  return server.transformIndexHtml(path, page)
}
