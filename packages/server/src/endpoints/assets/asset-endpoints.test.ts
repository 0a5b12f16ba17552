import { describe, expect, it } from 'vitest'
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
})
