import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { soundcloud } from '@stagedoor/platforms'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hasRedis } from '../../../tools/find-redis.ts'
import { type Asked, startProcess } from '../storm/ask-process.ts'
import { PlatformDouble } from '../test/platform-double.ts'
import { startPostgres } from '../test/start-postgres.ts'
import { startRedis } from '../test/start-redis.ts'
import type { VaultProcessActs } from '../test/vault-process.ts'
import { KEYS } from '../test/vault-world.ts'
import { createVault, registration, type Vault, type VaultStore } from './index.ts'
import { postgresStore } from './stores/postgres/index.ts'
import { redisStore } from './stores/redis/index.ts'

const NEW_KEY = `k2:${Buffer.alloc(32, 9).toString('base64url')}`
const PEOPLE = 150

function createPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-faults-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'vault.db')
}

function startVault(path: string, keys: string): Asked<VaultProcessActs> {
  const started = startProcess<VaultProcessActs>(join(import.meta.dirname, '../test/vault-process.ts'), [path, keys])
  onTestFinished(() => void started.child.kill('SIGKILL'))
  return started
}

describe('a vault whose database fails', () => {
  it('goes on with a change of keys that was killed in the middle, and then needs the new key alone', async () => {
    const path = createPath()
    await startVault(path, KEYS).ask('connect', PEOPLE)
    const both = `${NEW_KEY},${KEYS}`

    await expect(startVault(path, both).ask('rotateKeys', 70)).rejects.toThrow('ended')
    const { resealed, unreadable } = await startVault(path, both).ask('rotateKeys', -1)

    expect(unreadable).toBe(0)
    expect(resealed).toBe(PEOPLE - 70)
    expect(await startVault(path, NEW_KEY).ask('rotateKeys', -1)).toEqual({ resealed: 0, unreadable: 0 })
  })

  it.skipIf(process.platform !== 'linux')(
    'keeps new tokens for which there was no room on the disk until there is, and asks the platform once',
    async () => {
      const vault = startVault(createPath(), KEYS)
      await vault.ask('connect', 1)

      expect(await vault.ask('refreshOnFullDisk', undefined)).toEqual({ early: 'store_unavailable', token: 'at-2', requests: 1 })
      expect(await vault.ask('tokens', 1)).toEqual(['at-2'])
    },
  )

  describe.each([
    { name: 'PostgreSQL', isThere: true, start: startPostgres, openStore: (url: string): VaultStore => postgresStore({ url }) },
    { name: 'Redis', isThere: hasRedis(), start: startRedis, openStore: (url: string): VaultStore => redisStore({ url }) },
  ])('$name', ({ isThere, start, openStore }) => {
    it.skipIf(!isThere)(
      'is started again in the middle of a refresh: the new tokens are kept, for every process, and the platform is asked once',
      async () => {
        const server = await start()
        onTestFinished(() => server.stop())
        const platform = new PlatformDouble(soundcloud)
        const open = (): Vault => {
          const platforms = [registration({ platform: soundcloud, clientId: 'demo' })]
          const vault = createVault({ store: openStore(server.url), keys: KEYS, platforms, fetch: platform.fetch })
          onTestFinished(() => vault.close())
          return vault
        }
        const [one, other] = [open(), open()]
        await one.accept('ray', 'soundcloud', { ...platform.grant(), expiresAt: Date.now() - 1000 })
        const reply = Promise.withResolvers<void>()
        platform.hold = reply.promise
        const connections = [await one.connection('ray', 'soundcloud'), await other.connection('ray', 'soundcloud')]
        const token = connections[0]?.getAccessToken()
        await expect.poll(() => platform.requests.length, { interval: 5 }).toBe(1)
        await server.crash()
        reply.resolve()

        await expect(connections[1]?.getAccessToken()).rejects.toMatchObject({ code: 'store_unavailable', retryable: true })
        await server.restart()

        expect(await token).toBe('at-2')
        // A driver may take a moment to find its server again.
        await expect.poll(() => connections[1]?.getAccessToken().catch(() => 'away'), { timeout: 5000 }).toBe('at-2')
        expect(platform.requests).toHaveLength(1)
      },
    )
  })
})
