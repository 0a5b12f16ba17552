import { describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../test/start-server.ts'
import { errorPage, type TestBrowser } from '../../test/test-browser.ts'

const path = '/developers/apps/a1b2c3/log'

async function openLog(): Promise<{ readonly server: TestServer; readonly browser: TestBrowser }> {
  const server = await startServer({ site: {} })
  await server.store.apps.addMember(server.client.id, { userId: server.user.id, role: 'developer', addedAt: server.context.now() })
  const browser = server.openBrowser()
  await browser.becomeKnown()
  return { server, browser }
}

describe('the pages of the sign-in log', () => {
  it('lead from the id of an error page to the sign-in, with both redirect URIs and the difference marked', async () => {
    const { server, browser } = await openLog()
    const stranger = server.openBrowser()
    const seen = await stranger.authorize({ redirect_uri: 'https://app.example/callback/' })

    const found = await browser.get(`${path}?id=${errorPage(seen).errorId}`)
    const { body } = await browser.get(found.location)

    expect(body).toContain('The redirect URI is not registered')
    expect(body).toMatch(/https:\/\/app\.example\/callback<mark>.*\/<\/mark>/)
    expect(body).toContain('redirect_uri_mismatch')
    expect(body).toContain('RFC 9700 §2.1')
  })

  it('list the newest first, and those that failed alone', async () => {
    const { server, browser } = await openLog()
    server.advance(60)
    await server.openBrowser().authorize({ code_challenge: undefined })

    const all = (await browser.get(path)).body
    const failed = (await browser.get(`${path}?show=failed`)).body

    expect(all.indexOf('PKCE is missing')).toBeLessThan(all.indexOf('Last seen: Code issued'))
    expect(failed).toContain('PKCE is missing')
    expect(failed).not.toContain('Last seen')
  })

  it('turn their leaves', async () => {
    const { server, browser } = await openLog()
    for (let index = 0; index < 55; index += 1) await server.openBrowser().authorize({ code_challenge: undefined })

    const first = (await browser.get(path)).body
    const second = (await browser.get(`${path}?page=2`)).body

    expect(first.match(/PKCE is missing/g)).toHaveLength(50)
    expect(first).toContain('?page=2"')
    expect(second).toContain('?page=1"')
    expect(second.match(/PKCE is missing/g)).toHaveLength(5)
  })

  it('say next to the field that an id is not there, and keep what was typed', async () => {
    const { browser } = await openLog()

    const { status, body } = await browser.get(`${path}?id=${encodeURIComponent('<b>nothing</b>')}`)

    expect(status).toBe(200)
    expect(body).toContain('value="&lt;b&gt;nothing&lt;/b&gt;"')
    expect(body).toContain('aria-invalid="true"')
    expect(body).not.toContain('<b>nothing')
  })

  it.each([
    ['a script in a redirect URI', { redirect_uri: 'https://app.example/<script>alert(1)</script>' }],
    ['a script in a scope', { scope: 'openid <script>alert(1)</script>' }],
    ['a script in a response type', { response_type: '"><script>alert(1)</script>' }],
  ])('show %s harmless', async (_, changes) => {
    const { server, browser } = await openLog()
    await server.openBrowser().authorize(changes)

    const list = await browser.get(path)
    const link = new RegExp(`${path}/[\\w-]+`).exec(list.body)?.[0] ?? ''
    const detail = await browser.get(link)

    expect(detail.status).toBe(200)
    expect(list.body + detail.body).not.toContain('<script>alert')
    expect(detail.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  it('are for the team alone: others cannot tell whether there is such an app', async () => {
    const { server } = await openLog()
    const other = server.openBrowser()
    await other.signIn(await other.authorize(), { username: 'bob' })

    const foreign = await other.get(path)
    const missing = await other.get('/developers/apps/nothing/log')

    expect([foreign.status, missing.status]).toEqual([404, 404])
    expect((await other.get(`${path}/anything`)).status).toBe(404)
    expect((await server.openBrowser().get(path)).location).toContain('/account/sign-in')
  })
})
