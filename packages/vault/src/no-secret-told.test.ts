import { inspect } from 'node:util'
import { soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { settle } from '../../../tools/moved-clock.ts'
import { KEYS, recordOf, VaultWorld } from '../test/vault-world.ts'
import { registration, type VaultLogEntry } from './index.ts'
import { createVaultHandlers } from './web/index.ts'

const MARK = 'marked-secret'
const OVER = 3700

/** Answers of a platform that says back whatever it was sent, as some do in their error pages. */
const ECHOES: readonly ((sent: string) => Response)[] = [
  (sent) => Response.json({ error: 'invalid_request', error_description: sent }, { status: 400 }),
  (sent) => Response.json({ error: sent }, { status: 400 }),
  (sent) => new Response(`<html>${sent}`, { status: 500, headers: { 'content-type': 'text/html' } }),
  (sent) => new Response(sent, { status: 200, headers: { 'content-type': 'application/json' } }),
  (sent) => new Response(sent, { status: 429, headers: { 'retry-after': sent.replaceAll(/[^ -~]/g, '') } }),
  (sent) => Response.json({ error: 'invalid_grant', error_description: sent }, { status: 400 }),
]

describe('no log entry, error, event or answer', () => {
  it.each(ECHOES.map((echo, index) => [index, echo] as const))('has a secret, whatever the platform says back: %i', async (_, echo) => {
    await using world = new VaultWorld()
    const told: unknown[] = []
    const vault = world.process({
      log: (entry: VaultLogEntry) => told.push(entry),
      platforms: [
        registration({
          platform: { ...soundcloud, id: 'platform', tokenRequest: { ...soundcloud.tokenRequest, grantTypes: ['password'] } },
          clientId: 'demo',
          clientSecret: `client-${MARK}`,
          redirectUri: 'https://app.example/connections/callback/platform',
        }),
      ],
      fetch: async (input, init) => echo(`${String(input)} ${String(init?.body)} ${new Headers(init?.headers).get('authorization')}`),
    })
    const handlers = createVaultHandlers({
      vault,
      baseUrl: 'https://app.example',
      user: () => 'ray',
      failed: (failure, error) => {
        told.push(failure, error)
        return undefined
      },
    })
    const catching = async (work: Promise<unknown>): Promise<void> => {
      told.push(await work.catch((error: unknown) => error))
    }
    await vault.accept('ray', 'platform', { accessToken: `at-${MARK}`, refreshToken: `rt-${MARK}`, expiresAt: world.clock.now() + 3600 })
    const connection = await vault.connection('ray', 'platform')
    await catching(connection.test())
    await world.clock.advance(OVER)
    await catching(connection.getAccessToken())
    await catching(vault.refreshDue())
    const { url, binding } = await vault.connect('ray', 'platform')
    const state = new URL(url).searchParams.get('state')
    const reply = `https://app.example/connections/callback/platform?code=code-${MARK}&state=${state}`
    const headers = { accept: 'text/html', cookie: `__Host-stagedoor_connect=${binding}`, 'sec-fetch-site': 'same-origin' }
    const answer = await handlers.fetch(new Request(reply, { headers }))
    told.push([...answer.headers], await answer.text())
    await catching(vault.acceptPassword('ray', 'platform', { username: 'ray', password: `password-${MARK}` }))
    const record = await world.store.read(recordOf())
    told.push(record)
    if (record !== undefined)
      await world.store.write({ ...record, version: 'torn', body: record.body.replace('sdv1.k1.', 'sdv1.k9.') }, record.version)
    await catching(connection.getAccessToken())
    await catching((await vault.connection('ray', 'platform')).disconnect())
    await settle()
    told.push(world.events)

    const text = inspect(told, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null })
    expect(text).toContain('StagedoorError')
    expect(text.match(new RegExp(`.{0,80}${MARK}.{0,20}`))?.[0]).toBeUndefined()
    expect(text).not.toContain(KEYS.slice(3))
  })
})
