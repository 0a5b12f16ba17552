import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOREIGN_SERVERS } from './foreign-servers.ts'
import { type ForeignWorld, startForeignWorld } from './start-foreign-world.ts'

/** More permission for an artist who stays signed in, with servers that others wrote. */
describe.each(FOREIGN_SERVERS)('more permission with $name', (foreign) => {
  let world: ForeignWorld
  beforeAll(async () => {
    world = await startForeignWorld(foreign)
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  it(`[row: any server/permission · ${foreign.name}] adds a scope to the session, in both tabs, and it goes on`, async () => {
    await using visitor = await world.visit()
    const [page, other] = [await visitor.signIn(), await visitor.open()]
    await other.evaluate(() => client.restore())
    await world.server.allowMore(await visitor.openPopup(page, '#more'))

    expect(await page.evaluate(() => outcome)).toBe('authenticated')
    const widened = { scope: expect.arrayContaining(['profile', 'tracks']) }
    expect(await page.evaluate(() => client.restore())).toMatchObject(widened)
    // Chromium shows a tab what another has written some milliseconds later.
    await expect.poll(() => other.evaluate(() => client.restore())).toMatchObject(widened)
    expect(await other.evaluate(() => codeOf(client.refresh()))).toBe('ok')
    expect(await page.evaluate(() => codeOf(client.getProfile()))).toBe('ok')
  })

  it(`[row: any server/permission · ${foreign.name}] leaves the session as it was when the artist says no`, async () => {
    await using visitor = await world.visit()
    const page = await visitor.signIn()
    const before = await page.evaluate(() => client.restore())
    await world.server.denyMore(await visitor.openPopup(page, '#more'))

    expect(await page.evaluate(() => outcome)).toBe('consent_denied')
    expect(await page.evaluate(() => client.restore())).toEqual(before)
    expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('ok')
  })

  if (foreign.profileRefusal === 'configuration') {
    it(`[row: any server/permission · ${foreign.name}] asks for the scope that a refused call needs, and carries on with the call`, async () => {
      await using visitor = await world.visit()
      const page = await visitor.open()
      await page.evaluate(() => {
        void client.login({ display: 'page', scope: 'tracks offline_access', parameters: { prompt: 'consent' } })
      })
      await world.server.allow(page)
      await page.waitForURL(`${world.app.origin}/`)
      await page.evaluate(() => client.restore())
      await world.server.allowMore(await visitor.openPopup(page, '#call'))

      expect(await page.evaluate(() => outcome)).toBe(200)
      expect(await page.evaluate(() => client.restore())).toMatchObject({
        scope: expect.arrayContaining(['tracks', 'openid', 'offline_access']),
      })
      expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('ok')
    })
  }
})
