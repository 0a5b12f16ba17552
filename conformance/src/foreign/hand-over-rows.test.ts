import { memoryStorage } from '@stagedoor/client'
import { createHandOver } from '@stagedoor/client/hand-over'
import { createServerClient } from '@stagedoor/client/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOREIGN_SERVERS } from './foreign-servers.ts'
import { type ForeignWorld, startForeignWorld } from './start-foreign-world.ts'

/** A page whose server has the secret, and the tokens. */
const PAGE = `
  import { createClient } from '@stagedoor/client'
  import { finishSignIn } from '@stagedoor/client/callback'
  import { withHandOver } from '@stagedoor/client/hand-over'
  const { parameters, ...options } = settings
  globalThis.client = withHandOver(createClient({ ...options, clientId: 'on-a-server' }), '/auth/hand-over')
  if (location.pathname === '/callback') finishSignIn(client)
  else document.querySelector('button').onclick = () => {
    globalThis.outcome = client.login({ parameters }).then(({ status }) => status, (error) => error.code)
  }`

describe.each(FOREIGN_SERVERS)('a sign-in that is handed over, with $name', (foreign) => {
  let world: ForeignWorld
  beforeAll(async () => {
    world = await startForeignWorld(foreign, PAGE)
  })
  afterAll(() => world?.[Symbol.asyncDispose]())

  it(`[row: any server/hand-over · ${foreign.name}] is redeemed by the app's server with its secret; the page never has a token`, async () => {
    const { server, app, platform } = world
    const backend = createServerClient({ platform, ...server.clients.server, scope: foreign.scope, storage: memoryStorage() })
    const handOver = createHandOver({ client: () => backend })
    const answers: string[] = []
    app.answerPosts(async (request) => {
      const answer = await handOver(request)
      answers.push(await answer.clone().text())
      return answer
    })
    await using visitor = await world.visit()
    const page = await visitor.open()
    await server.allow(await visitor.openPopup(page))

    expect(await page.evaluate(() => outcome)).toBe('authenticated')
    expect(await page.evaluate(() => client.getProfile())).toMatchObject({ username: 'mira' })
    expect(await backend.refresh()).toMatchObject({ status: 'authenticated' })
    const seen = `${await page.evaluate(() => JSON.stringify(localStorage))} ${answers.join()}`
    expect(answers.length).toBeGreaterThan(1)
    expect(seen).not.toContain(await backend.getAccessToken())
    expect(seen).not.toMatch(/refresh_?token/i)
    expect(await page.evaluate(() => client.logout())).toEqual({ revoked: true })
  })
})
