import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './launch-browser.ts'

describe('the browser of the tests', () => {
  const server = createServer((request, response) => response.end(`host ${request.headers.host}`))
  let browser: Browser
  let port: number

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    ;({ port } = server.address() as AddressInfo)
    browser = await launchBrowser({ hostResolverRules: `MAP audius-api 127.0.0.1:${port}` })
  })
  afterAll(async () => {
    await browser?.close()
    server.close()
  })

  it.each(['127.0.0.1', 'localhost'])('reaches %s', async (host) => {
    const page = await browser.newPage()
    await page.goto(`http://${host}:${port}/`)
    expect(await page.textContent('body')).toBe(`host ${host}:${port}`)
  })

  it('reaches a mapped host under its own name', async () => {
    const page = await browser.newPage()
    await page.goto('http://audius-api/')
    expect(await page.textContent('body')).toBe('host audius-api')
  })

  it('does not resolve any other host', async () => {
    const page = await browser.newPage()
    await expect(page.goto('http://stagedoor.example/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
  })
})
