import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'
import { formPostPage } from '../../../test/test-browser.ts'

describe('response modes', () => {
  it("answers in the platform's default mode: the fragment, for Audius, without iss", async () => {
    const server = await startServer({ platform: audius })
    const seen = await server.openBrowser().becomeKnown()
    expect(seen.location).toMatch(/^https:\/\/app\.example\/callback#code=[\w-]+&state=af0ifjsldkj$/)
  })

  it('answers in the query when asked to, and keeps the query of the redirect URI', async () => {
    const server = await startServer({ platform: audius })
    const seen = await server.openBrowser().becomeKnown({ response_mode: 'query', redirect_uri: 'https://app.example/other?x=1' })
    expect(seen.location).toMatch(/^https:\/\/app\.example\/other\?x=1&code=[\w-]+&state=af0ifjsldkj$/)
  })

  it('[OAuth 2.0 Form Post Response Mode §2] posts the answer, of success and of failure', async () => {
    const server = await startServer()
    const browser = server.openBrowser()

    const allowed = await browser.becomeKnown({ response_mode: 'form_post' })
    const refused = await browser.authorize({ response_mode: 'form_post', scope: 'nothing' })

    expect(formPostPage(allowed)).toMatchObject({ action: 'https://app.example/callback' })
    expect(Object.fromEntries(formPostPage(allowed).fields)).toEqual({
      code: expect.stringMatching(/^sd_ac_/),
      state: 'af0ifjsldkj',
      iss: 'https://platform.example',
    })
    expect(allowed.headers['content-security-policy']).toContain("form-action 'self' https://app.example;")
    expect(Object.fromEntries(formPostPage(refused).fields)).toMatchObject({ error: 'invalid_scope', state: 'af0ifjsldkj' })
  })

  it('posts to web addresses only: no form can reach a custom scheme, so that is said before anybody signs in', async () => {
    const server = await startServer()
    const native = { client_id: server.nativeClient.id, redirect_uri: 'myapp://oauth/callback' }

    const seen = await server.openBrowser().authorize({ ...native, response_mode: 'form_post' })

    expect(seen.location).toMatch(/^myapp:\/\/oauth\/callback\?error=invalid_request&/)
    expect(server.reasons()).toEqual(['response_mode_form_post_unreachable'])
  })
})
