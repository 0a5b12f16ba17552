import { auphonic, soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startAccountServer } from '../../test/start-account-server.ts'
import { startServer, type TestServer, type TestServerOptions } from '../../test/start-server.ts'
import type { Entries, Seen, TestBrowser } from '../../test/test-browser.ts'
import { createPersonalToken } from './create-personal-token.ts'

const good: Entries = { name: 'Backup', 'scope_tracks:read': 'on', expires: 'month' }

async function startKnown(options: TestServerOptions = {}): Promise<{ readonly server: TestServer; readonly browser: TestBrowser }> {
  const server = await startServer({ site: {}, ...options })
  const browser = server.openBrowser()
  await browser.becomeKnown()
  return { server, browser }
}

/** Fills in the form for a new token as the page has it. */
async function make(browser: TestBrowser, form: Entries = good): Promise<Seen> {
  const page = await browser.get('/account/tokens/new')
  return browser.submit(page, '/account/tokens/new', { draft: draftOf(page), ...form })
}

function draftOf({ body }: Seen): string {
  return /name="draft" value="([^"]*)"/.exec(body)?.[1] ?? ''
}

function tokenIn({ body }: Seen): string {
  return /<code>(sd_pat_[^<]*)<\/code>/.exec(body)?.[1] ?? ''
}

function idIn({ body }: Seen): string {
  return /name="token" value="([^"]*)"/.exec(body)?.[1] ?? ''
}

function askWho(server: TestServer, token: string, remoteAddress = '192.0.2.77'): Promise<{ readonly status: number }> {
  const headers = { authorization: `Bearer ${token}` }
  return server.handle({
    method: 'GET',
    path: '/oauth/userinfo',
    query: '',
    headers,
    remoteAddress,
    readBody: async () => new Uint8Array(),
  })
}

describe('/account/tokens', () => {
  it('makes a token that works, shown once, and lists it by its ending', async () => {
    const { server, browser } = await startKnown()

    const made = await make(browser)
    const token = tokenIn(made)

    expect(token).toMatch(/^sd_pat_[\w-]{51}[\w-]{6}$/)
    expect(made).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
    expect((await askWho(server, token)).status).toBe(200)
    const { body } = await browser.get('/account/tokens')
    expect(body).toContain('Backup')
    expect(body).toContain(`sd_pat_…${token.slice(-4)}`)
    expect(body).toContain('See your tracks')
    expect(body).toMatch(/expires <time [^>]*>in 30 days</)
    expect(body).not.toContain(token)
    expect(JSON.stringify(server.events)).not.toContain(token.slice(7))
    expect(await server.store.audit.list({ limit: 1 })).toMatchObject([{ act: 'token.created', detail: { scope: 'tracks:read' } }])
  })

  it.each([
    ['week', 7],
    ['month', 30],
    ['quarter', 90],
    ['year', 365],
  ])('ends after a %s', async (expires, days) => {
    const { server, browser } = await startKnown()
    const token = tokenIn(await make(browser, { ...good, expires }))

    server.advance(days * 86_400 - 1)
    expect((await askWho(server, token)).status).toBe(200)
    server.advance(1)
    expect((await askWho(server, token)).status).toBe(401)
  })

  it('makes one that does not end, with advice against it', async () => {
    const { server, browser } = await startKnown()
    expect((await browser.get('/account/tokens/new')).body).toContain('Choose an end if you can')
    const token = tokenIn(await make(browser, { ...good, expires: 'never' }))

    server.advance(100 * 365 * 86_400)
    expect((await askWho(server, token)).status).toBe(200)
  })

  it('makes one token of a form that is sent twice, also fifty times at once', async () => {
    const { server, browser } = await startKnown()
    const page = await browser.get('/account/tokens/new')
    const send = () => browser.submit(page, '/account/tokens/new', { draft: draftOf(page), ...good })

    const sent = await Promise.all(Array.from({ length: 50 }, send))

    expect(sent.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(sent.map(({ location }) => location))).toEqual(new Set(['', '/account/tokens?notice=token_there']))
    expect(await server.store.personalTokens.list(server.user.id, server.context.now())).toHaveLength(1)
  })

  it.each([
    ['no name', { name: '' }, 'Give it a name', '#name'],
    ['10,000 characters', { name: 'n'.repeat(10_000) }, 'at most 80 characters', '#name'],
    ['text that turns around', { name: 'abc\u202Ecba' }, 'turn the text around', '#name'],
    ['a NUL', { name: 'a\0b' }, 'nobody can see', '#name'],
    ['no scope', { 'scope_tracks:read': undefined }, 'at least one thing', '#scope'],
    ['a scope the platform lacks', { 'scope_<b>': 'on' }, 'Stagedoor has no scope &lt;b&gt;', '#scope'],
    ['no end', { expires: 'forever' }, 'Choose how long it works', '#expires'],
  ])('refuses %s next to its field, and keeps the rest', async (_, changes, words, field) => {
    const { server, browser } = await startKnown()

    const refused = await make(browser, { ...good, name: 'Kept', ...changes })

    expect(refused.status).toBe(422)
    expect(refused.body).toContain(words)
    expect(refused.body).toContain(`href="${field}"`)
    if (!('name' in changes)) expect(refused.body).toContain('value="Kept"')
    expect(await server.store.personalTokens.list(server.user.id, server.context.now())).toEqual([])
  })

  it('shows a name that is markup as text, in the list and in attributes', async () => {
    const { browser } = await startKnown()

    const made = await make(browser, { ...good, name: '"><img src=x onerror=alert(1)>' })
    const list = await browser.get('/account/tokens')

    for (const { body } of [made, list]) {
      expect(body).toContain('&lt;img')
      expect(body).not.toContain('<img src=x')
    }
  })

  it('renames a token, and says next to the field when it cannot', async () => {
    const { server, browser } = await startKnown()
    await make(browser)
    const list = await browser.get('/account/tokens')
    const rename = (name: string) => browser.submit(list, '/account/tokens', { act: 'rename', token: idIn(list), name })

    const refused = await rename('\u202E')
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('<details open>')
    expect((await rename('Nightly')).location).toBe('/account/tokens?notice=token_renamed')
    expect(await server.store.personalTokens.list(server.user.id, server.context.now())).toMatchObject([{ name: 'Nightly' }])
  })

  it('ends a token at once, once, and tells when it was over already', async () => {
    const { server, browser } = await startKnown()
    const token = tokenIn(await make(browser))
    await askWho(server, token)
    const list = await browser.get('/account/tokens')
    const revoke = () => browser.submit(list, '/account/tokens', { act: 'revoke', token: idIn(list) })

    const ended = await Promise.all(Array.from({ length: 50 }, revoke))

    expect(ended.filter(({ location }) => location.endsWith('token_revoked'))).toHaveLength(1)
    expect((await askWho(server, token)).status).toBe(401)
    expect(await server.store.audit.list({ limit: 5, act: 'token.revoked' })).toHaveLength(1)
    expect((await browser.get('/account/tokens')).body).toContain('Ended')
  })

  it('ends all of them', async () => {
    const { server, browser } = await startKnown()
    const tokens = [tokenIn(await make(browser)), tokenIn(await make(browser))]

    const ended = await browser.submit(await browser.get('/account/tokens'), '/account/tokens', { act: 'revoke_all' })

    expect(ended.location).toBe('/account/tokens?notice=all_revoked')
    for (const token of tokens) expect((await askWho(server, token)).status).toBe(401)
  })

  it('is of no use on a token of somebody else', async () => {
    const { server, browser } = await startKnown()
    const { token } = await createPersonalToken(server.context, { userId: server.otherUser.id, scope: ['profile'], name: 'Bob’s' })
    const [bobs = expect.fail()] = await server.store.personalTokens.list(server.otherUser.id, server.context.now())
    const form = { token: Buffer.from(bobs.id).toString('base64url'), name: 'Mine' }
    const page = await browser.get('/account/tokens/new')

    expect((await browser.submit(page, '/account/tokens', { act: 'revoke', ...form })).location).toContain('token_gone')
    expect((await browser.submit(page, '/account/tokens', { act: 'rename', ...form })).location).toContain('token_gone')
    expect((await browser.get('/account/tokens')).body).not.toContain('Bob')
    expect((await askWho(server, token)).status).toBe(200)
  })

  it('writes down when and from which network a token was used, once a minute', async () => {
    const { server, browser } = await startKnown()
    const token = tokenIn(await make(browser))
    const start = server.context.now()
    for (const address of ['192.0.2.77', '198.51.100.1']) await askWho(server, token, address)
    server.advance(60)
    await askWho(server, token, '2001:db8:1:2::3')
    await server.context.background.settle()

    expect(await server.store.personalTokens.list(server.user.id, start)).toMatchObject([
      { lastUsedAt: start + 60, lastUsedFrom: '2001:db8:1::/48' },
    ])
    expect((await browser.get('/account/tokens')).body).toContain('2001:db8:1::/48')
  })

  it('makes a token for who has just proven who they are, and for a form of its own alone', async () => {
    const { server, browser } = await startKnown()
    const page = await browser.get('/account/tokens/new')

    expect((await browser.post('/account/tokens/new', { ...good, csrf: 'old' })).status).toBe(403)
    expect((await browser.post('/account/tokens', { act: 'revoke_all', csrf: 'old' })).status).toBe(403)
    expect((await browser.submit(page, '/account/tokens/new', good, { origin: 'https://evil.example' })).status).toBe(403)
    server.advance(16 * 60)
    expect((await browser.get('/account/tokens/new')).location).toContain('/account/sign-in?continue=')
    await browser.submit(page, '/account/tokens/new', good)
    expect((await browser.get('/account/tokens')).headers).toMatchObject({ 'x-frame-options': 'DENY' })
    expect(await server.store.personalTokens.list(server.user.id, server.context.now())).toEqual([])
  })

  it('works for nobody whose account is closed to them', async () => {
    const { server, browser } = await startKnown()
    const token = tokenIn(await make(browser))
    await server.store.operator.setUserDisabled(server.user.id, server.context.now())

    expect((await askWho(server, token)).status).toBe(401)
  })

  it('lets nobody have more than fifty', async () => {
    const { server, browser } = await startKnown()
    const terms = { userId: server.user.id, scope: ['profile'], name: 'x' }
    await Promise.all(Array.from({ length: 50 }, () => createPersonalToken(server.context, terms)))

    const refused = await make(browser)

    expect(refused.status).toBe(409)
    expect(refused.body).toContain('You have fifty')
    expect(refused.body).toContain('value="Backup"')
  })

  it('is called as the platform calls it, and covers everything where there are no scopes', async () => {
    const { browser } = await startKnown({ platform: auphonic })

    const list = await browser.get('/account/tokens')
    const made = await make(browser, { name: 'Upload', expires: 'year' })

    expect(list.body).toContain('<h1>API keys</h1>')
    expect(list.body).toMatch(/<a href="\/account\/tokens" aria-current="page">API keys<\/a>/)
    expect(made.status).toBe(200)
    expect((await browser.get('/account/tokens')).body).toContain('May do everything that you may')
  })

  it('is not there where the platform has none', async () => {
    const { browser } = await startKnown({ platform: soundcloud })

    expect((await browser.get('/account/tokens')).status).toBe(404)
    expect((await browser.get('/account/apps')).body).not.toContain('/account/tokens')
  })

  it.each([
    ['de', 'Persönliche Zugriffstoken'],
    ['fr', 'Jetons d’accès personnels'],
    ['es', 'Tokens de acceso personal'],
    ['ja', '個人用アクセストークン'],
  ])('speaks %s', async (language, title) => {
    const { browser } = await startKnown()

    expect((await browser.get('/account/tokens', { 'accept-language': language })).body).toContain(`<h1>${title}</h1>`)
  })

  it('tells its owner by mail that there is a new one', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.signUp(browser)
    await make(browser)
    await server.context.background.settle()

    expect(server.mails.at(-1)).toMatchObject({ to: 'zoe@example.com', subject: 'A new access token for your account at Stagedoor' })
    expect(server.mails.at(-1)?.text).not.toContain('sd_pat_')
  })
})
