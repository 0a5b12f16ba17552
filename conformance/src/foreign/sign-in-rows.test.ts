import { setTimeout } from 'node:timers/promises'
import { endSessionUrl } from '@stagedoor/client/discovery'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOREIGN_SERVERS } from './foreign-servers.ts'
import { type ForeignWorld, startForeignWorld } from './start-foreign-world.ts'

/** Our client in Chromium against servers that others wrote, their own pages included. */
describe.each(FOREIGN_SERVERS)('sign-in with $name', (foreign) => {
  let world: ForeignWorld
  beforeAll(async () => {
    world = await startForeignWorld(foreign)
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  it(`[row: any server/redirect · ${foreign.name}] asks the server what it is from a page of another origin`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.open()

    const found = await page.evaluate((issuer) => globalThis.discover(issuer), world.server.issuer)

    expect(found).toMatchObject({ issuer: world.server.issuer, authorization: { pkce: 'required' } })
  })

  it(`[row: any server/redirect · ${foreign.name}] signs in on the page, cleans the URL, and is there after a reload`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.signIn()
    await page.reload()

    expect(page.url()).toBe(`${world.app.origin}/`)
    expect(await page.evaluate(() => client.restore())).toMatchObject({ status: 'authenticated' })
    expect(await page.evaluate(() => client.getProfile())).toMatchObject({ name: 'Mira Okafor', username: 'mira' })
  })

  it(`[row: any server/redirect · ${foreign.name}] leaves a session alone when a link brings a code that nobody asked for`, async () => {
    await using visitor = await world.visit()
    await visitor.signIn()
    const page = await visitor.open('/callback?code=forged&state=forged')
    await page.waitForURL(`${world.app.origin}/`)

    expect(await page.evaluate(() => client.restore())).toMatchObject({ status: 'authenticated' })
  })

  it(`[row: any server/redirect · ${foreign.name}] redeems nothing on a reload of the callback, and stays signed in`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.open('/#page')
    const callback = page.waitForRequest((request) => request.url().includes('code='))
    await page.click('button')
    await world.server.allow(page)
    const called = (await callback).url()
    await page.waitForURL(`${world.app.origin}/`)
    await page.goto(called)
    await page.waitForURL(`${world.app.origin}/`)

    expect(await page.evaluate(() => client.restore())).toMatchObject({ status: 'authenticated' })
  })

  it(`[row: any server/redirect · ${foreign.name}] finishes two sign-ins that were begun side by side, the later one first`, async () => {
    await using visitor = await world.visit()
    const [first, second] = [await visitor.open('/#page'), await visitor.open('/#page')]
    await first.click('button')
    await first.waitForSelector('[type=password]')
    await second.click('button')
    await world.server.allow(second)
    await second.waitForURL(`${world.app.origin}/`)
    // Signed in at the server by now: what is left there is to allow.
    await first.goto(first.url())
    await world.server.allow(first)
    await first.waitForURL(`${world.app.origin}/`)

    const states = [await first.evaluate(() => client.restore()), await second.evaluate(() => client.restore())]
    expect(states).toMatchObject([{ status: 'authenticated' }, { status: 'authenticated' }])
  })

  it(`[row: any server/redirect · ${foreign.name}] says what happened when the browser forgot the sign-in meanwhile`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.open('/#page')
    await page.click('button')
    await page.waitForSelector('[type=password]')
    const other = await visitor.open()
    await other.evaluate(() => localStorage.clear())
    await world.server.allow(page)

    await page.waitForFunction(() => document.querySelector('#status')?.textContent === 'Nobody waits for this reply.')
    expect(page.url()).toBe(world.app.redirectUri)
  })

  it(`[row: any server/redirect · ${foreign.name}] is where it was after the back button, and signs in at the second try`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.open('/#page')
    await page.click('button')
    await page.waitForSelector('[type=password]')
    await page.goBack()
    await page.click('button')
    await world.server.allow(page)
    await page.waitForURL(`${world.app.origin}/`)

    expect(await page.evaluate(() => client.restore())).toMatchObject({ status: 'authenticated' })
  })

  it(`[row: any server/popup · ${foreign.name}] signs in in a window, which closes`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.open()
    const popup = await visitor.openPopup(page)
    const closed = popup.waitForEvent('close')
    await world.server.allow(popup)
    await closed

    expect(await page.evaluate(() => outcome)).toBe('authenticated')
    expect(await page.evaluate(() => client.getProfile())).toMatchObject({ username: 'mira' })
  })

  it(`[row: any server/popup · ${foreign.name}] signs in in a window of a page that is cross-origin isolated`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.open('/isolated')
    const popup = await visitor.openPopup(page)
    const closed = popup.waitForEvent('close')
    await world.server.allow(popup)
    await closed

    expect(await page.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer])).toEqual([true, 'function'])
    expect(await page.evaluate(() => outcome)).toBe('authenticated')
  })

  it(`[row: any server/popup · ${foreign.name}] hears of a sign-in that came back while the page was too busy to listen`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.open()
    const popup = await visitor.openPopup(page)
    const closed = popup.waitForEvent('close')
    world.app.answerPosts(() => setTimeout(3000, new Response()))
    const called = visitor.context.waitForEvent('request', (request) => request.url().startsWith(world.app.redirectUri))
    const busy = called.then(() =>
      page.evaluate(() => {
        // Nothing else runs in the page until it is answered.
        const request = new XMLHttpRequest()
        request.open('POST', '/busy', false)
        request.send()
      }),
    )
    await world.server.allow(popup)
    await Promise.all([closed, busy])

    expect(await page.evaluate(() => outcome)).toBe('authenticated')
    expect(await page.evaluate(() => codeOf(client.getProfile()))).toBe('ok')
  })

  it(`[row: any server/popup · ${foreign.name}] hears that the person said no on the server's page`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.open()
    await world.server.deny(await visitor.openPopup(page))

    expect(await page.evaluate(() => outcome)).toBe('consent_denied')
  })

  it(`[row: any server/popup · ${foreign.name}] notices that the person closed the window`, async () => {
    await using visitor = await world.visitAlone()
    await visitor.context.clock.install()
    const page = await visitor.open()
    const popup = await visitor.openPopup(page)
    await popup.waitForSelector('[type=password]')
    // What a window manager does with the focus; a headless browser has none.
    await page.evaluate(() => void dispatchEvent(new Event('blur')))
    await popup.close()
    await page.evaluate(() => void dispatchEvent(new Event('focus')))
    await page.clock.runFor(4000)

    expect(await page.evaluate(() => outcome)).toBe('cancelled')
  })

  it(`[row: any server/logout · ${foreign.name}] revokes at the server, and reaches the other tab`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.signIn()
    const other = await visitor.open()
    await other.evaluate(() => client.restore())
    const token = await page.evaluate(() => client.getAccessToken())
    const told = other.evaluate(() => new Promise((resolve) => client.on('ended', resolve)))

    const left = await page.evaluate(() => client.logout())

    expect(left).toEqual({ revoked: true })
    expect(await told).toEqual({ reason: 'logged_out' })
    const userinfo = await fetch(world.platform.endpoints.userinfo, { headers: { authorization: `Bearer ${token}` } })
    expect(userinfo.status).toBe(401)
  })

  if (foreign.hasLogoutPage) {
    it(`[row: any server/logout · ${foreign.name}] ends the server's own session on its page, and comes back`, async () => {
      const { app, server, platform } = world
      await using visitor = await world.visit()
      const page = await visitor.signIn()
      await page.goto(endSessionUrl(platform, { clientId: server.clients.browser, returnTo: `${app.origin}/`, state: 'left' }) ?? '')
      await page.getByRole('button', { name: 'Yes' }).click()
      await page.waitForURL(`${app.origin}/?state=left`)
      await page.goto(`${app.origin}/#page`)
      await page.click('button')

      await page.waitForSelector('[type=password]')
    })
  }
})
