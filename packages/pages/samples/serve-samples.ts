import { createServer, type ServerResponse } from 'node:http'
import type { Pages } from '@stagedoor/server/ports'
import { renderSamples, SAMPLE_NONCE, sampleFormPost, sampleWebMessage } from './sample-pages.ts'

/** As strict as the server's own, to prove that the pages ask for nothing more. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data: https:",
  `script-src 'nonce-${SAMPLE_NONCE}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

export interface SampleServer {
  readonly url: string
  /** Bodies of the forms that were submitted, with the path they went to. */
  readonly submissions: readonly { readonly path: string; readonly body: string }[]
  close(): Promise<void>
}

/** A page of an app: opens `#url` in a popup and keeps the messages it gets. */
const OPENER = `<!doctype html><title>An app</title><script>
const received = []
addEventListener('message', ({ data, origin, source }) => received.push({ data, origin, fromPopup: source === popup }))
const popup = open(location.hash.slice(1), 'popup', 'width=375,height=785')
</script>`

/** Serves every sample page at `/<name>`, the pages' assets, and `/opener`, a page of an app, on a free port of the loopback interface. */
export async function serveSamples(pages: Pages): Promise<SampleServer> {
  const samples = new Map(renderSamples(pages))
  const submissions: { path: string; body: string }[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (request.method !== 'POST') return answer(response, path)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      submissions.push({ path, body: Buffer.concat(chunks).toString() })
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end('received')
    })
  })
  function answer(response: ServerResponse, path: string): void {
    const asset = pages.assets.get(path.replace(/^\/audius/, ''))
    const sample = samples.get(path.slice(1))
    if (asset) response.writeHead(200, { 'Content-Type': asset.contentType, 'X-Content-Type-Options': 'nosniff' }).end(asset.body)
    // Asked for by the page that a posted form ends at, which is no page of ours.
    else if (path === '/favicon.ico') response.writeHead(200).end()
    else if (path === '/opener') response.writeHead(200, { 'Content-Type': 'text/html' }).end(OPENER)
    else if (path === '/opener-isolated') {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Cross-Origin-Opener-Policy': 'same-origin' }).end(OPENER)
    } else if (sample !== undefined) {
      response
        .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': CONTENT_SECURITY_POLICY })
        .end(sample)
    } else response.writeHead(404).end()
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('The sample server has no port')
  const url = `http://127.0.0.1:${address.port}`
  samples.set('web-message', pages.webMessage({ ...sampleWebMessage, targetOrigin: `http://localhost:${address.port}` }))
  samples.set('form-post', pages.formPost({ ...sampleFormPost, action: `${url}/callback` }))
  return {
    url,
    submissions,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
