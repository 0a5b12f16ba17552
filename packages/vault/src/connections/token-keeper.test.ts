import { describe, expect, it } from 'vitest'
import { tokenOf, VaultWorld } from '../../test/vault-world.ts'
import type { KeyManagement } from '../index.ts'

const ME = 'https://api.soundcloud.com/me'

describe('an access token that the platform refuses before its time', () => {
  it('[RFC 6750 §3.1] is renewed once for all who found out, and their requests are repeated', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    const { refreshToken } = world.platform.grant()
    await vault.accept('ray', 'platform', { accessToken: 'at-refused', refreshToken, expiresAt: world.clock.now() + 3600 })
    const connection = await vault.connection('ray', 'platform')
    const responses = await Promise.all(Array.from({ length: 20 }, () => connection.fetch(ME)))

    for (const { status } of responses) expect(status).toBe(200)
    expect(world.platform.requests).toHaveLength(1)
    expect(await tokenOf(vault)).toBe('at-2')
  })

  it('ends the connection when nothing can renew it', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await vault.accept('ray', 'platform', { accessToken: 'at-refused' })
    const connection = await vault.connection('ray', 'platform')

    expect((await connection.fetch(ME)).status).toBe(401)
    await expect.poll(() => world.told('reauthorization_required'), { interval: 1 }).toHaveLength(1)
    await expect(tokenOf(vault)).rejects.toMatchObject({ code: 'session_ended' })
  })

  it('is renewed once a minute at most, though an address of the platform refuses whatever it is shown', async () => {
    await using world = new VaultWorld()
    const vault = world.process({
      fetch: (input, init) =>
        String(input).endsWith('/never') ? Promise.resolve(new Response(null, { status: 401 })) : world.platform.fetch(input, init),
    })
    await world.connect(vault)
    const connection = await vault.connection('ray', 'platform')
    for (let use = 0; use < 10; use++) expect((await connection.fetch(ME.replace('/me', '/never'))).status).toBe(401)
    expect(world.platform.requests).toHaveLength(1)
    await world.clock.advance(60)
    await connection.fetch(ME.replace('/me', '/never'))

    expect(world.platform.requests).toHaveLength(2)
  })

  it('is no matter of another host: no token goes there', async () => {
    await using world = new VaultWorld()
    const asked: (string | null)[] = []
    const vault = world.process({
      fetch: async (_, init) => {
        asked.push(new Headers(init?.headers).get('authorization'))
        return new Response('ok')
      },
    })
    await world.connect(vault)
    const connection = await vault.connection('ray', 'platform')
    await connection.fetch('https://elsewhere.example/me')
    await connection.fetch(ME)

    expect(asked).toEqual([null, 'OAuth at-1'])
  })
})

describe('a token that is fresh', () => {
  it('costs one read of the store each time, and is decrypted once', async () => {
    await using world = new VaultWorld()
    const acts: string[] = []
    const note = (name: string): void => void acts.push(name)
    const store = new Proxy(world.store, {
      get: (target, name) => {
        note(String(name))
        return Reflect.get(target, name)
      },
    })
    const unwrapped: string[] = []
    const kms: KeyManagement = {
      wrap: async (dataKey) => ({ keyId: 'root', wrapped: dataKey }),
      async unwrap({ keyId, wrapped }) {
        unwrapped.push(keyId)
        return wrapped
      },
    }
    await world.connect(world.process({ keys: { kms } }))
    const connection = await world.process({ store, keys: { kms } }).connection('ray', 'platform')
    acts.length = 0
    for (let use = 0; use < 20; use++) expect(await connection.getAccessToken()).toBe('at-1')

    expect(acts).toEqual(Array(20).fill('read'))
    expect(unwrapped).toEqual(['root'])
    expect(world.platform.requests).toEqual([])
  })
})

describe('Connection.refresh', () => {
  it('replaces a token that still works, in one request', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await (await vault.connection('ray', 'platform')).refresh()

    expect(world.platform.requests).toHaveLength(1)
    expect(await tokenOf(vault)).toBe('at-2')
  })

  it('takes nothing away where there is nothing to refresh with', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await vault.accept('ray', 'platform', { accessToken: 'at-alone' })

    await expect((await vault.connection('ray', 'platform')).refresh()).rejects.toMatchObject({ code: 'configuration' })
    expect(await tokenOf(vault)).toBe('at-alone')
  })
})
