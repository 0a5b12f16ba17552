import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../test/start-server.ts'
import { type Seen, signInPage } from '../../test/test-browser.ts'

describe('the headers of every page', () => {
  it('let nobody frame it, run nothing but our script, send nothing elsewhere, keep nothing', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const signIn = await browser.get((await browser.authorize()).location)
    const consent = await browser.get((await browser.signIn(signIn)).location)
    const formPost = await browser.decide(consent, 'allow')
    const error = await browser.authorize({ client_id: 'nobody' })
    const posted = await browser.authorize({ response_mode: 'form_post' })

    expect(formPost.answer.has('code')).toBe(true)
    for (const seen of [signIn, consent, error, posted]) {
      const policy = directives(seen)
      expect(policy.get('default-src')).toEqual(["'none'"])
      expect(policy.get('script-src')).toEqual([`'nonce-${seen.page?.scriptNonce}'`])
      expect(policy.get('frame-ancestors')).toEqual(["'none'"])
      expect(policy.get('base-uri')).toEqual(["'none'"])
      expect(seen.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
      })
    }
  })

  it('hold a new nonce each time', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const { location } = await browser.authorize()
    const [one, two] = [await browser.get(location), await browser.get(location)]
    expect(signInPage(one).scriptNonce).toMatch(/^[\w-]{22}$/)
    expect(signInPage(one).scriptNonce).not.toBe(signInPage(two).scriptNonce)
  })

  it('let a popup keep its opener, and a whole tab lose it', async () => {
    const server = await startServer()
    const page = server.openBrowser()
    const popup = server.openBrowser()
    const audiusServer = await startServer({ platform: audius })
    const byDefault = audiusServer.openBrowser()
    const fullScreen = audiusServer.openBrowser()

    const opened = [
      await page.get((await page.authorize()).location),
      await popup.get((await popup.authorize({ display: 'popup' })).location),
      await byDefault.get((await byDefault.authorize()).location),
      await fullScreen.get((await fullScreen.authorize({ display: 'fullScreen' })).location),
    ]

    expect(opened.map(({ headers }) => headers['cross-origin-opener-policy'])).toEqual([
      'same-origin',
      'unsafe-none',
      'unsafe-none',
      'same-origin',
    ])
    expect(opened.map((seen) => signInPage(seen).display)).toEqual(['page', 'popup', 'popup', 'page'])
  })

  it('let the form end at this server, at the redirect URI and at the homepage of the client, and nowhere else', async () => {
    const server = await startServer({ client: { homepage: 'https://www.app.example/about' } })
    const browser = server.openBrowser()
    const seen = await browser.get((await browser.authorize()).location)
    expect(directives(seen).get('form-action')).toEqual(["'self'", 'https://app.example', 'https://www.app.example'])
  })

  it('stay whole whatever a client is called or lives at', async () => {
    const hostile = 'https://a;script-src.example/*,sandbox'
    const server = await startServer({ client: { homepage: hostile, redirectUris: [hostile] } })
    const browser = server.openBrowser()
    const seen = await browser.get((await browser.authorize()).location)
    expect(directives(seen).get('form-action')).toEqual(["'self'", 'https:'])
    expect([...directives(seen).keys()]).not.toContain('script-src.example')
  })

  it('are not on a redirect that a popup passes: it keeps its opener', async () => {
    const server = await startServer()
    const seen = await server.openBrowser().becomeKnown()
    expect(seen.headers).not.toHaveProperty('cross-origin-opener-policy')
    expect(seen.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  })

  it('say which language is best for the person', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const { location } = await browser.authorize()
    expect(signInPage(await browser.get(location, { 'accept-language': 'en-GB,en;q=0.9' })).language).toBe('en')
    expect(signInPage(await browser.get(location, { 'accept-language': 'xx' })).language).toBe('en')
  })
})

function directives({ headers }: Seen): ReadonlyMap<string, readonly string[]> {
  const policy = headers['content-security-policy'] ?? ''
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )
}
