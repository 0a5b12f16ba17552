import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../../test/start-http-server.ts'
import { startServer } from '../../../test/start-server.ts'

describe('GET /assets/…', () => {
  it('serves every file a page refers to, kept for ever, from the first request on', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const page = await browser.get((await browser.authorize()).location)
    const paths = [...page.body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)

    expect(paths.length).toBeGreaterThan(0)
    for (const path of paths) {
      const file = await browser.get(path)
      expect(file).toMatchObject({
        status: 200,
        headers: { 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' },
      })
      expect(file.body.length).toBeGreaterThan(0)
    }
  })

  it('[RFC 9110 §12.5.3] compresses them for who takes it', async () => {
    const { text, headers, status } = await fetchStylesheet('gzip, deflate, br')
    const plain = await fetchStylesheet('br, gzip;q=0')

    expect([status, headers.get('content-encoding'), headers.get('vary')]).toEqual([200, 'gzip', 'Accept-Encoding'])
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(text).toBe(plain.text)
    expect(Number(headers.get('content-length'))).toBeLessThan(Number(plain.headers.get('content-length')) / 2)
  })
})

async function fetchStylesheet(encoding: string): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
  const server = await startHttpServer()
  const path = [...server.context.pages.assets.keys()].find((name) => name.endsWith('.css')) ?? ''
  return server.send(path, { headers: { 'accept-encoding': encoding } })
}
