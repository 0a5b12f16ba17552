import { formatBasicCredentials, formatParameters } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import { clientSecret, codeVerifier, startHttpServer } from './start-http-server.ts'
import { codeChallenge, consentPage, password, signInPage } from './test-browser.ts'

describe('what the server tells its operator', () => {
  it('[RFC 9700 §4.3] is reasons and ids: no password, code, token, verifier, client secret, cookie or form token, whatever goes wrong', async () => {
    const server = await startHttpServer()
    const browser = server.openBrowser()
    const signIn = await browser.get((await browser.authorize({ state: 'state-of-the-app', nonce: 'nonce-of-the-app' })).location)
    await browser.signIn(signIn, { password: 'a wrong password' })
    await browser.signIn(signIn, { csrf: 'x'.repeat(43) })
    const consent = await browser.get((await browser.signIn(signIn)).location)
    const code = (await browser.decide(consent, 'allow')).answer.get('code') ?? ''
    await browser.decide(consent, 'allow')
    const { body: first } = await server.exchange(code)
    const { body: second } = await server.refresh(first.refresh_token)
    await server.exchange(code, { client_secret: 'a wrong secret' })
    await server.exchange(code, {}, { authorization: formatBasicCredentials(server.client.id, clientSecret) })
    await server.exchange(code, { code_verifier: 'v'.repeat(43) })
    await server.refresh(second.refresh_token)
    await server.profile(second.access_token)
    await server.send(`/oauth/token?code=${code}`, { method: 'POST' })
    await server.send(`/oauth/authorize?client_id=nobody&code=${code}`)
    await server.revoke(first.access_token)

    const secrets = [
      ...[password, 'a wrong password', code, codeVerifier, codeChallenge, 'v'.repeat(43), clientSecret, 'a wrong secret'],
      ...[first, second].flatMap((tokens) => [tokens.access_token, tokens.refresh_token]),
      ...browser.cookies.values(),
      ...[signInPage(signIn).csrf, signInPage(signIn).transaction, consentPage(consent).csrf],
      ...['state-of-the-app', 'nonce-of-the-app'],
    ]
    const told = JSON.stringify(server.events)
    expect(server.events.length).toBeGreaterThan(10)
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10)
      expect(told).not.toContain(secret)
    }
  })
})

describe('cookies and bearer tokens', () => {
  it('[RFC 6750 §2] are never taken for each other: no page opens by a token, no API by a cookie', async () => {
    const server = await startHttpServer()
    const browser = server.openBrowser()
    await browser.becomeKnown()
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { body } = await server.signIn()

    const profile = await server.send('/oauth/userinfo', { headers: { cookie } })
    const page = await server
      .openBrowser()
      .get(`${browser.authorizationPath}?${formatParameters(Object.entries(browser.requestParameters()))}`, {
        authorization: `Bearer ${body.access_token}`,
      })

    expect(profile.status).toBe(401)
    expect(page.location).toMatch(/^\/interaction\/sign-in/)
  })

  it('[RFC 6265 §8.4] that somebody planted are no way in: the session they name ends at sign-in, and a new one begins', async () => {
    const server = await startHttpServer()
    const attacker = server.openBrowser()
    const victim = server.openBrowser()
    await attacker.becomeKnown()
    for (const [name, value] of attacker.cookies) victim.cookies.set(name, value)

    await victim.signIn(await victim.authorize({ prompt: 'login' }), { username: 'bob' })
    const stolen = await attacker.authorize()

    expect(stolen.answer.has('code')).toBe(false)
    expect(stolen.location).toMatch(/^\/interaction\/sign-in/)
  })
})
