import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'

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
