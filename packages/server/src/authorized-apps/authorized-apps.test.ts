import { describe, expect, it } from 'vitest'
import { type HttpTestServer, startHttpServer } from '../../test/start-http-server.ts'
import { startServer, type TestServer } from '../../test/start-server.ts'
import type { TestBrowser } from '../../test/test-browser.ts'

async function startKnown(): Promise<{ readonly server: TestServer; readonly browser: TestBrowser }> {
  const server = await startServer({ site: {} })
  const browser = server.openBrowser()
  await browser.becomeKnown()
  return { server, browser }
}

describe('apps with access', () => {
  it('lists the app with what it may do, since when, and that it holds no token yet', async () => {
    const { browser } = await startKnown()

    const seen = await browser.get('/account/apps')

    expect(seen.status).toBe(200)
    expect(seen.body).toContain('Demo App')
    expect(seen.body).toContain('not in use')
    expect(seen.headers).toMatchObject({ 'x-frame-options': 'DENY', 'cache-control': 'no-store' })
  })

  it('takes access back at once: the consent is gone and the next sign-in asks', async () => {
    const { server, browser } = await startKnown()
    const withdrawn = await browser.submit(await browser.get('/account/apps'), '/account/apps/revoke', { client_id: server.client.id })

    expect(withdrawn).toMatchObject({ status: 303, location: '/account/apps?notice=app_revoked' })
    expect((await browser.get(withdrawn.location)).body).toContain('The app has no access any more')
    expect((await browser.authorize()).location).toContain('/interaction/consent')
    expect(server.reasons()).toContain('access_withdrawn')
    expect(await server.store.audit.list({ limit: 5, act: 'grant.revoked' })).toMatchObject([
      { actor: { kind: 'user' }, target: { kind: 'client', id: server.client.id } },
    ])
  })

  it('says so when there was nothing to take back, and nothing when a notice is made up', async () => {
    const { browser } = await startKnown()
    const page = await browser.get('/account/apps')

    expect((await browser.submit(page, '/account/apps/revoke', { client_id: 'nobody' })).location).toContain('notice=app_gone')
    expect((await browser.get('/account/apps?notice=You%20won')).body).not.toContain('You won')
    expect((await browser.get('/account/apps?notice=constructor')).body).not.toContain('role="status"')
  })

  it.each(['/account/apps/revoke', '/account/apps/revoke-all'])(
    'takes back at once, everywhere, by %s: access tokens in use, refresh tokens, and a code on its way',
    async (path) => {
      const server: HttpTestServer = await startHttpServer({ site: {} })
      const browser = server.openBrowser()
      await browser.becomeKnown()
      const { body: tokens } = await server.signIn({ scope: ['openid', 'profile'] })
      const { body: others } = await server.signIn({ scope: ['openid', 'profile'], userId: server.otherUser.id })
      const code = await server.authorize()
      // In use, so that it is remembered.
      const used = [(await server.profile(tokens.access_token)).status, (await server.introspect(tokens.access_token)).body.active]

      await browser.submit(await browser.get('/account/apps'), path, { client_id: server.client.id })

      expect(used).toEqual([200, true])
      expect((await server.profile(tokens.access_token)).status).toBe(401)
      expect((await server.introspect(tokens.access_token)).body).toEqual({ active: false })
      expect(await server.refresh(tokens.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
      expect(await server.exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
      expect((await server.profile(others.access_token)).status).toBe(200)
    },
  )

  it('takes everything back with one press', async () => {
    const { server, browser } = await startKnown()

    await browser.submit(await browser.get('/account/apps'), '/account/apps/revoke-all')

    expect(await server.store.authorizedApps.list(server.user.id, server.context.now())).toEqual([])
  })

  it('needs a sign-in, and comes back to where it was', async () => {
    const server = await startServer({ site: {} })

    expect(await server.openBrowser().get('/account/apps?x=1')).toMatchObject({
      status: 303,
      location: '/account/sign-in?continue=%2Faccount%2Fapps%3Fx%3D1',
    })
  })

  it.each([
    ['without its token', {}, {}],
    ['with the token of another account', { csrf: 'AAAA' }, {}],
  ])('refuses a form %s', async (_name, form, headers) => {
    const { server, browser } = await startKnown()

    const seen = await browser.post('/account/apps/revoke', { client_id: server.client.id, ...form }, headers)

    expect(seen.status).toBe(403)
    expect(await server.store.consents.find(server.user.id, server.client.id)).toBeDefined()
  })

  it('refuses a form of another site, with the right token even', async () => {
    const { server, browser } = await startKnown()
    const page = await browser.get('/account/apps')

    const seen = await browser.submit(page, '/account/apps/revoke', { client_id: server.client.id }, { origin: 'https://evil.example' })

    expect(seen.status).toBe(403)
    expect(server.reasons()).toContain('form_of_foreign_origin')
  })

  it('shows an app whose name is markup as text', async () => {
    const server = await startServer({ site: {}, client: { name: '<img src=x onerror=alert(1)>\u202e' } })
    const browser = server.openBrowser()
    await browser.becomeKnown()

    const { body } = await browser.get('/account/apps')

    expect(body).not.toContain('<img src=x')
    expect(body).toContain('U+202E')
  })
})
