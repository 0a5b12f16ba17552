import { type CliClient, createCliClient } from '@stagedoor/client/cli'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOREIGN_SERVERS } from './foreign-servers.ts'
import { type ForeignWorld, startForeignWorld, type Visitor } from './start-foreign-world.ts'

const [oidcProvider] = FOREIGN_SERVERS

/** A program at a terminal, whose person has a real browser. */
describe('a terminal with oidc-provider', () => {
  let world: ForeignWorld
  beforeAll(async () => {
    if (oidcProvider === undefined) throw new TypeError('There is no server.')
    world = await startForeignWorld(oidcProvider)
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  /** What the terminal shows goes to `read`, which does what the person does. */
  const open = (read: (text: string) => void): CliClient =>
    createCliClient({
      program: 'stagedoor-test',
      platform: world.platform,
      clientId: 'at-a-terminal',
      scope: 'openid profile offline_access',
      storage: 'memory',
      // The pace of the server, ten times as fast: nobody waits for a test.
      clock: {
        now: () => Date.now() / 1000,
        after: (delayMs, task) => {
          const timer = setTimeout(task, delayMs / 10)
          return () => clearTimeout(timer)
        },
      },
      terminal: { hasBrowser: true, isInteractive: true, say: read, ask: async () => '', openBrowser: async () => false },
    })
  const typeCode = async (visitor: Visitor, shown: string): Promise<void> => {
    const page = await visitor.openBlank()
    await page.goto(/https?:\S+/.exec(shown)?.[0] ?? '')
    await page.fill('[name=user_code]', /code:\s+(\S+)/.exec(shown)?.[1] ?? '')
    await page.click('[type=submit]')
    await page.click('[autofocus]')
    await world.server.allow(page)
    await page.waitForSelector('text=Sign-in Success')
  }

  it('[row: any server/terminal · oidc-provider] [RFC 8628 §3.4] signs in by a code that is typed elsewhere, refreshes, and signs out', async () => {
    await using visitor = await world.visit()
    const typed: Promise<void>[] = []
    const client = open((text) => {
      if (text.includes('type this code')) typed.push(typeCode(visitor, text))
    })

    expect(await client.login({ by: 'device' })).toMatchObject({ status: 'authenticated' })
    await Promise.all(typed)
    expect(await client.refresh()).toMatchObject({ status: 'authenticated' })
    expect(await client.getProfile()).toMatchObject({ username: 'mira' })
    expect(await client.logout()).toEqual({ revoked: true })
  })

  it('[row: any server/terminal · oidc-provider] [RFC 8252 §7.3] is called back on a free port of 127.0.0.1', async () => {
    await using visitor = await world.visit()
    const allowed: Promise<void>[] = []
    const visit = async (text: string): Promise<void> => {
      const page = await visitor.openBlank()
      await page.goto(text.trim())
      await world.server.allow(page)
      await page.waitForSelector('text=You are signed in')
    }
    const client = open((text) => {
      if (/^\s*http/.test(text)) allowed.push(visit(text))
    })

    expect(await client.login({ by: 'loopback', parameters: { prompt: 'consent' } })).toMatchObject({ status: 'authenticated' })
    await Promise.all(allowed)
    expect(await client.getProfile()).toMatchObject({ username: 'mira' })
  })
})
