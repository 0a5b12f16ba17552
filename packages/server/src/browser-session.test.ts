import { describe, expect, it } from 'vitest'
import { startServer } from '../test/start-server.ts'
import { createBrowserSession } from './browser-session.ts'

describe('createBrowserSession', () => {
  it('makes a Cookie header that is a signed-in browser', async () => {
    const server = await startServer()
    const now = server.context.now()
    await server.store.consents.remember({ userId: server.user.id, clientId: server.client.id, scope: ['profile'], updatedAt: now })

    const { cookieHeader } = await createBrowserSession(server.context, server.user.id)
    const browser = server.openBrowser()
    const [name = '', value = ''] = cookieHeader.split('=')
    browser.cookies.set(name, value)

    expect((await browser.authorize()).answer.has('code')).toBe(true)
  })

  it('keeps no secret that the database could give away', async () => {
    const server = await startServer()
    const kept: unknown[] = []
    const store = {
      ...server.context.store,
      browserSessions: { ...server.store.browserSessions, issue: async (...args: unknown[]) => void kept.push(...args) },
    }
    const { cookieHeader } = await createBrowserSession({ ...server.context, store }, server.user.id)
    const [, secret = ''] = cookieHeader.split('=')
    expect(kept).toHaveLength(3)
    expect(JSON.stringify(kept)).not.toContain(secret)
    expect(Buffer.from(kept[0] instanceof Uint8Array ? kept[0] : []).toString('base64url')).not.toContain(secret.slice(-40))
  })
})
