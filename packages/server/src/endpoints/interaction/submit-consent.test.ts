import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'
import { consentPage, errorPage } from '../../../test/test-browser.ts'

describe('the consent screen', () => {
  it('names the account, the client and what it may do, in the order of the platform', async () => {
    const server = await startServer()
    const browser = server.openBrowser()

    const seen = await browser.get((await browser.signIn(await browser.authorize({ scope: 'tracks:write profile' }))).location)

    const page = consentPage(seen)
    expect(page.account).toEqual({ name: 'ada the artist', username: 'ada', picture: 'https://pictures.example/p/150x150.jpg' })
    expect(page.scopes.map(({ token, isNew }) => [token, isNew])).toEqual([
      ['profile', false],
      ['tracks:write', false],
    ])
    expect(page.extendsEarlier).toBe(false)
    expect(seen.headers['content-security-policy']).toContain("img-src 'self' data: https://pictures.example;")
  })

  it('also shows what a scope includes', async () => {
    const server = await startServer({ platform: audius })
    const browser = server.openBrowser()
    const seen = await browser.get((await browser.signIn(await browser.authorize({ scope: 'write' }))).location)
    expect(consentPage(seen).scopes.map(({ token }) => token)).toEqual(['read', 'write'])
  })

  it('is remembered per account and client, and asked again only when the scope grows', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    await browser.becomeKnown({ scope: 'profile email' })

    const less = await browser.authorize({ scope: 'email' })
    const more = await browser.get((await browser.authorize({ scope: 'profile tracks:read' })).location)

    expect(less.location).toContain('?code=')
    expect(consentPage(more).scopes.map(({ token, isNew }) => [token, isNew])).toEqual([
      ['profile', false],
      ['tracks:read', true],
    ])
    expect(consentPage(more).extendsEarlier).toBe(true)
    await browser.decide(more, 'allow')
    expect((await browser.authorize({ scope: 'profile email tracks:read' })).location).toContain('?code=')
  })

  it('counts what a remembered scope includes', async () => {
    const server = await startServer({ platform: audius })
    const browser = server.openBrowser()
    await browser.becomeKnown({ scope: 'write' })
    expect((await browser.authorize({ scope: 'read' })).location).toContain('#code=')
  })

  it('[RFC 8252 §8.6] is always shown for a native client', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const native = { client_id: server.nativeClient.id, redirect_uri: 'myapp://oauth/callback' }
    await browser.becomeKnown(native)

    const again = await browser.get((await browser.authorize(native)).location)
    const silent = await browser.authorize({ ...native, prompt: 'none' })

    expect(consentPage(again).client).toMatchObject({ native: true, returnsTo: 'myapp:' })
    expect(again.headers['content-security-policy']).toContain("form-action 'self' myapp:;")
    expect(silent.answer.get('error')).toBe('consent_required')
  })

  it('[RFC 8252 §8.6] is always shown for a custom scheme, whatever the client was registered as', async () => {
    const server = await startServer({ client: { applicationType: 'web', redirectUris: ['myapp://oauth/callback'] } })
    const browser = server.openBrowser()
    await browser.becomeKnown()

    const again = await browser.get((await browser.authorize()).location)
    const signedInAgain = await browser.signIn(await browser.authorize({ prompt: 'login' }))

    expect(consentPage(again).client).toMatchObject({ native: true, returnsTo: 'myapp:' })
    expect(signedInAgain.location).toMatch(/^\/interaction\/consent/)
  })

  it('leads to the sign-in page when nobody is signed in', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const begun = await browser.authorize()
    const seen = await browser.get(begun.location.replace('sign-in', 'consent'))
    expect(seen.location).toBe(begun.location)
  })
})

describe('POST /interaction/consent', () => {
  it('[RFC 6749 §4.1.2.1] tells the client of a no, once, and remembers nothing', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const page = await browser.get((await browser.signIn(await browser.authorize())).location)

    const denied = await browser.decide(page, 'deny')
    const again = await browser.decide(page, 'allow')

    expect(Object.fromEntries(denied.answer)).toMatchObject({ error: 'access_denied', state: 'af0ifjsldkj' })
    expect(errorPage(again).code).toBe('transaction_expired')
    expect(await server.store.consents.find(server.user.id, server.client.id)).toBeUndefined()
    expect(server.reasons()).toEqual(['sign_in_succeeded', 'consent_denied', 'transaction_unknown'])
  })

  it('gives one code however often Allow is pressed: fifty at once', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const page = await browser.get((await browser.signIn(await browser.authorize())).location)

    const seen = await Promise.all(Array.from({ length: 50 }, () => browser.decide(page, 'allow')))

    const [codes, pages] = [seen.filter(({ answer }) => answer.has('code')), seen.filter((one) => one.page?.kind === 'error')]
    expect([codes.length, pages.length]).toEqual([1, 49])
    expect(new Set(pages.map((one) => errorPage(one).code))).toEqual(new Set(['transaction_expired']))
  })

  it('lets the person sign in as somebody else, and asks that account', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const page = await browser.get((await browser.signIn(await browser.authorize())).location)

    const switched = await browser.decide(page, 'switch_account')
    const signedIn = await browser.get((await browser.signIn(switched, { username: 'bob' })).location)

    expect(switched.location).toContain('/interaction/sign-in?transaction=')
    expect(consentPage(signedIn).account.username).toBe('bob')
  })

  it('does not take the Allow of one account for another that signed in meanwhile', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const adas = await browser.get((await browser.signIn(await browser.authorize())).location)
    await browser.signIn(await browser.authorize({ prompt: 'login' }), { username: 'bob' })

    const seen = await browser.decide(adas, 'allow')

    expect(seen.status).toBe(403)
    expect(await server.store.consents.find(server.otherUser.id, server.client.id)).toBeUndefined()
  })

  it.each([
    ['no token', { csrf: undefined }, {}],
    ['a foreign origin', {}, { origin: 'https://evil.example' }],
    ['no origin', {}, { origin: undefined }],
  ])('is a 403 page, and the sign-in stays open: %s', async (_, form, headers) => {
    const server = await startServer()
    const browser = server.openBrowser()
    const page = await browser.get((await browser.signIn(await browser.authorize())).location)

    const forged = await browser.decide(page, 'allow', form, headers)
    const honest = await browser.decide(page, 'allow')

    expect(forged).toMatchObject({ status: 403, location: '' })
    expect(honest.answer.has('code')).toBe(true)
  })

  it("takes no sign-in form's token", async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const begun = await browser.authorize()
    const signIn = await browser.get(begun.location)
    const page = await browser.get((await browser.signIn(signIn)).location)
    const csrf = signIn.page?.kind === 'sign-in' ? signIn.page.csrf : ''
    expect((await browser.decide(page, 'allow', { csrf })).status).toBe(403)
  })

  it('takes no token of another sign-in in the same browser', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const harmless = await browser.get((await browser.signIn(await browser.authorize())).location)
    const powerful = await browser.get((await browser.authorize({ scope: 'tracks:write' })).location)

    const mixed = await browser.decide(powerful, 'allow', { csrf: consentPage(harmless).csrf })

    expect(mixed.status).toBe(403)
    expect(await server.store.consents.find(server.user.id, server.client.id)).toBeUndefined()
  })

  it("opens no other browser's transaction", async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const stranger = server.openBrowser()
    const page = await browser.get((await browser.signIn(await browser.authorize())).location)
    await stranger.becomeKnown()

    const shown = await stranger.get(`/interaction/consent?transaction=${consentPage(page).transaction}`)
    const posted = await stranger.decide(page, 'allow')

    for (const seen of [shown, posted]) expect(errorPage(seen).code).toBe('transaction_expired')
  })

  it.each(['', '?transaction=', '?transaction=sd_tx_short', `?transaction=sd_tx_${'A'.repeat(51)}`, '?transaction=a&transaction=b'])(
    'explains a link that leads nowhere: %j',
    async (query) => {
      const server = await startServer()
      const browser = server.openBrowser()
      await browser.authorize()
      const seen = await browser.get(`/interaction/consent${query}`)
      expect(seen).toMatchObject({ status: 400, location: '' })
      expect(errorPage(seen).message).toContain('press its sign-in button again')
    },
  )

  it('ends after an hour', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const page = await browser.get((await browser.signIn(await browser.authorize())).location)
    server.advance(3601)
    expect(errorPage(await browser.decide(page, 'allow')).code).toBe('transaction_expired')
  })

  it('looks at client and redirect URI again before it mints a code', async () => {
    let disabledAt: number | null = null
    let redirectUris = ['https://app.example/callback']
    const server = await startServer({
      wrapStore: (store) => ({
        ...store,
        clients: {
          ...store.clients,
          find: async (id) => {
            const client = await store.clients.find(id)
            return client && { ...client, disabledAt, redirectUris }
          },
        },
      }),
    })
    const browser = server.openBrowser()
    const page = await browser.get((await browser.signIn(await browser.authorize())).location)

    disabledAt = 1
    const disabled = await browser.decide(page, 'allow')
    disabledAt = null
    redirectUris = ['https://app.example/moved']
    const moved = await browser.decide(page, 'allow')

    expect(errorPage(disabled).code).toBe('client_unknown')
    expect(errorPage(moved).code).toBe('redirect_uri_mismatch')
  })

  it('refuses a form without a decision', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const page = await browser.get((await browser.signIn(await browser.authorize())).location)
    expect((await browser.decide(page, undefined)).status).toBe(400)
  })
})

describe('prompt and max_age', () => {
  it('[OpenID Connect Core §3.1.2.1] prompt=none gives a code to a browser that needs nothing, and says what is missing to others', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const stranger = await browser.authorize({ prompt: 'none' })
    await browser.becomeKnown()
    const known = await browser.authorize({ prompt: 'none' })
    const more = await browser.authorize({ prompt: 'none', scope: 'profile email' })
    const old = await browser.authorize({ prompt: 'none', max_age: '0' })

    expect(stranger.answer.get('error')).toBe('login_required')
    expect(known.answer.has('code')).toBe(true)
    expect(more.answer.get('error')).toBe('consent_required')
    expect(old.answer.get('error')).toBe('login_required')
  })

  it.each([
    [{ prompt: 'login' }, 'sign-in'],
    [{ prompt: 'consent' }, 'consent'],
    [{ prompt: 'select_account' }, 'consent'],
    [{ prompt: 'consent login' }, 'sign-in'],
    [{ max_age: '60' }, 'sign-in'],
  ])('[OpenID Connect Core §3.1.2.1] asks again a browser that would need nothing: %j', async (changes, page) => {
    const server = await startServer()
    const browser = server.openBrowser()
    await browser.becomeKnown()
    server.advance(61)

    const seen = await browser.authorize(changes)

    expect(seen.location).toContain(`/interaction/${page}?`)
  })

  it('does not let the consent screen pass for the sign-in that prompt=login asked for', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    await browser.becomeKnown()
    server.advance(1)
    const begun = await browser.authorize({ prompt: 'login consent' })

    const skipped = await browser.get(begun.location.replace('sign-in', 'consent'))
    const done = await browser.decide(await browser.signIn(begun), 'allow')

    expect(skipped.location).toBe(begun.location)
    expect(done.answer.has('code')).toBe(true)
  })

  it('takes a session that is young enough for max_age, and forgets one after 30 days', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    await browser.becomeKnown()
    server.advance(60)
    expect((await browser.authorize({ max_age: '60' })).answer.has('code')).toBe(true)
    server.advance(30 * 86_400)
    expect((await browser.authorize()).location).toContain('/interaction/sign-in')
  })
})
