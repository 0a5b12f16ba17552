import { describe, expect, it } from 'vitest'
import { startServer } from '../../test/start-server.ts'

const form = { name: 'Night <b>Radio</b>', redirect_uris: 'https://radio.example/callback', password: 'never shown' }

describe('a form that comes too late', () => {
  it('is shown again to who was signed out meanwhile, with all but its secrets, and works after a new sign-in', async () => {
    const server = await startServer({ site: {} })
    const browser = server.openBrowser()
    await browser.becomeKnown()
    const page = await browser.get('/account/apps')
    const session = new Map(browser.cookies)
    for (const name of session.keys()) if (name.includes('session')) browser.cookies.delete(name)

    const late = await browser.submit(page, '/account/apps/revoke', { client_id: server.client.id, ...form })

    expect(late.status).toBe(401)
    expect(late.body).toContain('value="https://radio.example/callback"')
    expect(late.body).toContain('Night &lt;b&gt;Radio&lt;/b&gt;')
    expect(late.body).not.toContain('never shown')
    expect(await server.store.consents.find(server.user.id, server.client.id)).toBeDefined()

    for (const [name, value] of session) browser.cookies.set(name, value)
    const again = await browser.submit(late, '/account/apps/revoke', { client_id: server.client.id })
    expect(again.status).toBe(403) // its token was nobody's: once more, knowingly
    expect((await browser.submit(again, '/account/apps/revoke', { client_id: server.client.id })).status).toBe(303)
    expect(await server.store.consents.find(server.user.id, server.client.id)).toBeUndefined()
  })

  it('does nothing, and says nothing, for a form of another site', async () => {
    const server = await startServer({ site: {} })
    const browser = server.openBrowser()
    await browser.becomeKnown()

    const seen = await browser.post('/account/apps/revoke', { client_id: server.client.id, ...form }, { origin: 'https://evil.example' })

    expect(seen.status).toBe(403)
    expect(seen.body).not.toContain('radio.example')
  })
})
