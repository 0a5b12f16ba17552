import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOREIGN_SERVERS } from './foreign-servers.ts'
import { type ForeignWorld, startForeignWorld } from './start-foreign-world.ts'

const [oidcProvider] = FOREIGN_SERVERS

/** Tokens that are bound to a key of the browser (RFC 9449); Django OAuth Toolkit has none. */
describe('bound tokens with oidc-provider', () => {
  let world: ForeignWorld
  beforeAll(async () => {
    if (oidcProvider === undefined) throw new TypeError('There is no server.')
    world = await startForeignWorld(oidcProvider)
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  it('[row: any server/storage · oidc-provider] [RFC 9449 §7.1] signs in, refreshes after a reload, and the tokens are of no use to who copies them', async () => {
    await using visitor = await world.visit()
    const page = await visitor.open()
    await page.evaluate(() => localStorage.setItem('bound', '1'))
    await page.reload()
    await world.server.allow(await visitor.openPopup(page))
    expect(await page.evaluate(() => outcome)).toBe('authenticated')
    await page.reload()

    expect(await page.evaluate(() => codeOf(client.refresh()))).toBe('ok')
    expect(await page.evaluate(() => client.getProfile())).toMatchObject({ username: 'mira' })
    const [accessToken, refreshToken] = [
      await page.evaluate(() => client.getAccessToken()),
      await page.evaluate(() => globalThis.refreshToken()),
    ]
    const { userinfo, token = '' } = world.platform.endpoints
    const copied = await fetch(userinfo, { headers: { authorization: `Bearer ${accessToken}` } })
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: world.server.clients.browser,
    })
    expect(copied.status).toBe(401)
    expect((await fetch(token, { method: 'POST', body })).status).toBe(400)
  })
})
