import { audiotool, audius, auphonic, soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../../test/start-http-server.ts'
import { startServer } from '../../../test/start-server.ts'
import { consentPage } from '../../../test/test-browser.ts'

describe('scope', () => {
  it('[RFC 6749 §3.3] is the default of the platform when none is asked for', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    await browser.becomeKnown({ scope: undefined })
    expect(await server.store.consents.find(server.user.id, server.client.id)).toMatchObject({ scope: ['profile'] })
  })

  it('drops a token that another one includes: `read write` is `write` (Audius)', async () => {
    const server = await startServer({ platform: audius })
    const browser = server.openBrowser()
    await browser.becomeKnown({ scope: 'read write' })
    expect(await server.store.consents.find(server.user.id, server.client.id)).toMatchObject({ scope: ['write'] })
  })
})

describe('a platform without scopes', () => {
  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one that old clients send', 'non-expiring'],
    ['everything', '*'],
    ['one that is malformed', ' a  b '],
  ])('means the same by every scope: %s', async (_, scope) => {
    const server = await startServer({ platform: soundcloud })
    await server.openBrowser().becomeKnown({ scope })
    expect(await server.store.consents.find(server.user.id, server.client.id)).toMatchObject({ scope: [] })
  })

  it.each([soundcloud, auphonic])('says on its consent screen what that is: $name', async (platform) => {
    const server = await startServer({ platform })
    const browser = server.openBrowser()
    const seen = await browser.get((await browser.signIn(await browser.authorize())).location)
    const { translations: _, ...words } = platform.unscopedAccess ?? {}
    expect(consentPage(seen).scopes).toEqual([{ token: '', ...words, isNew: false }])
    expect(consentPage(seen).extendsEarlier).toBe(false)
  })

  it('remembers a consent to it: the next sign-in asks nothing', async () => {
    const server = await startServer({ platform: soundcloud })
    const browser = server.openBrowser()
    const first = await browser.authorize()
    await browser.decide(await browser.signIn(first), 'allow')
    expect((await browser.authorize()).location).toContain('?code=')
  })

  it('[RFC 6749 §5.1] gives tokens whose scope is empty', async () => {
    const server = await startHttpServer({ platform: soundcloud, client: { authenticationMethod: 'client_secret_post' } })
    const { answer } = await server.openBrowser().becomeKnown()
    const { status, body } = await server.exchange(answer.get('code') ?? '')
    expect(status).toBe(200)
    expect(body.scope).toBe('')
  })

  it('[RFC 6749 §3.3] is another thing than a request without scope on one that has them', async () => {
    const server = await startServer({ platform: audiotool })
    const seen = await server.openBrowser().authorize({ scope: undefined })
    expect(seen.answer.get('error')).toBe('invalid_scope')
    expect(server.reasons()).toEqual(['scope_missing'])
  })
})
